import { onMounted, onPatched, onWillStart, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { TaskLine } from "./task_line";
import { TodayShown } from "./today_shown";

const UNDO_FOR = 10000;
const LEAVES_AFTER = 450;
const REMEMBERED = "ic_today_choice";

/** What is to be done, of all apps, day by day. Late tasks stand on top of whatever is looked at. */
export class Today extends TodayShown {
    static template = "ic_crm_pipelines.Today";
    static components = { TaskLine, Dropdown, DropdownItem };
    static props = { ...standardActionServiceProps };
    static path = "today";
    static displayName = _t("Today");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.busService = useService("bus_service");
        this.page = useRef("page");
        this.filter = useRef("filter");
        this.state = useState({
            ...{ period: "today", start: "", end: "", text: "", done: false },
            ...this.remembered(),
            board: null,
            busy: {},
            done_now: {},
            current: null,
            undo: null,
            said: "",
            help: false,
        });
        this.asked = 0;
        this.leaving = 0;
        // What one does oneself is heard, too, a moment before it has left the list.
        this.heard = () => this.leaving || this.load();
        onWillStart(() => this.load());
        onPatched(() => this.focusWanted());
        onMounted(() => this.busService.subscribe("mail.activity/updated", this.heard));
        onWillUnmount(() => {
            this.busService.unsubscribe("mail.activity/updated", this.heard);
            clearTimeout(this.timer);
            clearTimeout(this.typing);
        });
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        useExternalListener(document, "visibilitychange", () => document.hidden || this.load());
    }

    // --- what is asked for ---

    get periods() {
        return [
            ["today", _t("Today")],
            ["tomorrow", _t("Tomorrow")],
            ["week", _t("This week")],
            ["upcoming", _t("All upcoming")],
            ["none", _t("No date")],
            ["range", _t("Choose days")],
        ];
    }

    remembered() {
        try {
            const choice = JSON.parse(browser.localStorage.getItem(REMEMBERED)) || {};
            return { mine: Boolean(choice.mine), pipelines: Array.isArray(choice.pipelines) ? choice.pipelines : [] };
        } catch {
            return { mine: false, pipelines: [] };
        }
    }

    remember() {
        const { mine, pipelines } = this.state;
        browser.localStorage.setItem(REMEMBERED, JSON.stringify({ mine, pipelines }));
    }

    get choice() {
        const { period, start, end, mine, pipelines, done, text } = this.state;
        return { period, start: start || false, end: end || false, mine, pipelines: [...pipelines], done, text };
    }

    async load() {
        if (this.state.period === "range" && !this.state.start) {
            return;
        }
        const asked = ++this.asked;
        const board = await this.orm.silent.call("mail.activity", "ic_today", [], this.choice);
        // A slow answer must not overwrite what was chosen meanwhile.
        if (asked !== this.asked) {
            return;
        }
        const known = new Set(board.pipelines.map((pill) => pill.id));
        this.state.pipelines = this.state.pipelines.filter((id) => known.has(id));
        this.state.board = board;
        this.state.done_now = {};
        if (!this.flat.some((task) => task.id === this.state.current)) {
            this.state.current = null;
        }
    }

    choosePeriod(period) {
        this.state.period = period;
        if (period === "range" && !this.state.start) {
            this.state.start = this.state.board.today;
        }
        return this.load();
    }

    chooseDay(name, ev) {
        this.state[name] = ev.target.value;
        return this.load();
    }

    toggle(name) {
        this.state[name] = !this.state[name];
        this.remember();
        return this.load();
    }

    togglePipeline(id) {
        const chosen = new Set(this.state.pipelines);
        chosen.has(id) ? chosen.delete(id) : chosen.add(id);
        this.state.pipelines = [...chosen];
        this.remember();
        return this.load();
    }

    allPipelines() {
        this.state.pipelines = [];
        this.remember();
        return this.load();
    }

    onFilter(ev) {
        this.state.text = ev.target.value;
        clearTimeout(this.typing);
        this.typing = setTimeout(() => this.load(), 250);
    }

    onFilterKey(ev) {
        if (ev.key === "Escape") {
            this.state.text = "";
            ev.target.blur();
            this.load();
        } else if (ev.key === "Enter" || ev.key === "ArrowDown") {
            ev.preventDefault();
            this.move(1);
        }
    }

    async showMore(section) {
        const page = await this.orm.call(
            "mail.activity",
            "ic_today_more",
            [section.key, section.tasks.length],
            this.choice
        );
        const known = new Set(section.tasks.map((task) => task.id));
        section.tasks.push(...page.tasks.filter((task) => !known.has(task.id)));
        section.more = page.more;
    }

    // --- what is done ---

    check(task) {
        return this.isDone(task) ? this.reopen(task) : this.complete(task);
    }

    async complete(task) {
        if (this.state.busy[task.id] || !task.may_write) {
            return;
        }
        this.state.busy[task.id] = true;
        this.leaving++;
        const next = this.neighbour(task);
        try {
            const answer = await this.orm.call("mail.activity", "ic_complete", [[task.id]]);
            if (answer.done) {
                this.state.done_now[task.id] = true;
                this.offerUndo(task);
                this.say(_t("Done: %s. Press U to undo.", task.title));
                await new Promise((resolve) => setTimeout(resolve, LEAVES_AFTER));
            } else {
                this.notification.add(answer.message, { type: "warning" });
                this.say(answer.message);
            }
        } finally {
            this.leaving--;
            delete this.state.busy[task.id];
        }
        await this.load();
        if (next && !this.flat.some((other) => other.id === task.id)) {
            this.focus(next.id);
        }
    }

    /** The task after this one, or before the last: where the keyboard goes on. Nothing when it is not in the list. */
    neighbour(task) {
        if (!document.activeElement?.closest?.(".o_ic_task")) {
            return null;
        }
        const flat = this.flat;
        const place = flat.findIndex((other) => other.id === task.id);
        return flat[place + 1] || flat[place - 1];
    }

    offerUndo(task) {
        clearTimeout(this.timer);
        this.state.undo = { id: task.id, title: task.title, may_write: true };
        this.timer = setTimeout(() => (this.state.undo = null), UNDO_FOR);
    }

    holdUndo() {
        clearTimeout(this.timer);
    }

    undo() {
        return this.state.undo && this.reopen(this.state.undo);
    }

    async reopen(task) {
        if (this.state.busy[task.id] || !task.may_write) {
            return;
        }
        this.state.busy[task.id] = true;
        try {
            const answer = await this.orm.call("mail.activity", "ic_reopen", [[task.id]]);
            if (this.state.undo?.id === task.id) {
                this.state.undo = null;
            }
            if (answer.message) {
                this.notification.add(answer.message, { type: "warning" });
            }
            this.say(answer.reopened ? _t("Open again: %s", task.title) : answer.message);
            await this.load();
            this.focus(task.id);
        } finally {
            delete this.state.busy[task.id];
        }
    }

    async putOff(task, when) {
        await this.orm.call("mail.activity", "ic_put_off", [[task.id], when]);
        await this.load();
    }

    open(task) {
        this.dialog.add(FormViewDialog, {
            title: task.title,
            resModel: "mail.activity",
            resId: task.id,
            readonly: !task.may_write || task.done,
            context: { form_view_ref: "ic_crm_pipelines.mail_activity_view_form_task", active_test: false },
            onRecordSaved: () => this.load(),
        });
    }

    async openDocument(task) {
        return this.action.doAction(await this.orm.call("mail.activity", "action_open_document", [[task.id]]));
    }

    openCalendar() {
        return this.action.doAction("ic_crm_pipelines.mail_activity_action_tasks");
    }

    async made() {
        this.say(_t("The task is noted."));
        await this.load();
    }

    say(words) {
        this.state.said = words;
    }

    // --- keyboard ---

    /** Go to a task: at once, or as soon as it is drawn. */
    focus(id) {
        this.state.current = id;
        this.wanted = id;
        this.focusWanted();
    }

    focusWanted() {
        const row = this.wanted && this.page.el?.querySelector(`[data-task="${this.wanted}"]`);
        if (row) {
            this.wanted = null;
            row.focus();
        }
    }

    move(step) {
        const flat = this.flat;
        if (!flat.length) {
            return;
        }
        const place = flat.findIndex((task) => task.id === this.state.current);
        const held = document.activeElement?.closest?.(".o_ic_task");
        const next = place < 0 || !held ? (place < 0 ? 0 : place) : Math.min(flat.length - 1, Math.max(0, place + step));
        this.focus(flat[next].id);
    }

    onKeydown(ev) {
        const target = ev.target;
        const writes = target.closest?.("input, textarea, select, [contenteditable=true], .modal, .o_popover, .dropdown-menu");
        if (writes || ev.ctrlKey || ev.altKey || ev.metaKey || !this.page.el || document.querySelector(".modal")) {
            return;
        }
        const row = target.closest?.(".o_ic_task");
        const task = row && this.flat.find((other) => other.id === Number(row.dataset.task));
        const onRow = task && target === row;
        const deeds = {
            ArrowDown: () => this.move(1),
            j: () => this.move(1),
            ArrowUp: () => this.move(-1),
            k: () => this.move(-1),
            n: () => this.writeLine(),
            "/": () => this.filter.el.focus(),
            u: () => this.undo(),
            m: () => this.toggle("mine"),
            c: () => this.toggle("done"),
            "?": () => (this.state.help = !this.state.help),
        };
        if (task) {
            deeds.x = () => this.check(task);
        }
        if (onRow) {
            deeds[" "] = deeds.x;
            deeds.Enter = () => this.open(task);
            deeds.o = () => task.model && this.openDocument(task);
        }
        const deed = deeds[ev.key];
        if (deed) {
            ev.preventDefault();
            ev.stopPropagation();
            deed();
        }
    }
}

registry.category("actions").add("ic_today", Today);
