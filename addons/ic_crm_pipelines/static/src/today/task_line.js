import { Component, onWillUnmount, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const PAUSE = 250;

/** The hour of a task in words: 10.5 is 10:30. Nothing for none. */
export function hourWords(time) {
    if (!time) {
        return "";
    }
    const minutes = Math.round(time * 60);
    const at = luxon.DateTime.fromObject({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
    return at.toLocaleString(luxon.DateTime.TIME_SIMPLE);
}

/** The day of a task in words, seen from `today`. */
export function dayWords(day, today) {
    const date = deserializeDate(day);
    const days = Math.round(date.diff(deserializeDate(today), "days").days);
    if (days === 0) {
        return _t("Today");
    }
    if (days === 1) {
        return _t("Tomorrow");
    }
    if (days === -1) {
        return _t("Yesterday");
    }
    const words = { weekday: "long", day: "numeric", month: "long" };
    if (Math.abs(days) > 300) {
        words.year = "numeric";
    }
    return date.toLocaleString(words);
}

/** A task from one line. What was understood is shown while one writes; Enter makes the task. */
export class TaskLine extends Component {
    static template = "ic_crm_pipelines.TaskLine";
    static props = {
        leadId: { type: [Number, Boolean], optional: true },
        onMade: Function,
        input: { type: Function, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.field = useRef("line");
        this.state = useState({ text: "", said: null, busy: false, lead: false, leads: [] });
        this.asked = 0;
        onWillUnmount(() => clearTimeout(this.timer));
        this.props.input?.(() => this.field.el?.focus());
    }

    get lead() {
        return this.props.leadId || this.state.lead.id || false;
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.understand(), PAUSE);
    }

    async understand() {
        const asked = ++this.asked;
        const text = this.state.text;
        const said = text.trim() ? await this.orm.silent.call("mail.activity", "ic_line_read", [text, this.lead]) : null;
        // A slow answer must not overwrite what was written meanwhile.
        if (asked === this.asked) {
            this.state.said = said;
        }
    }

    get when() {
        const said = this.state.said;
        if (said.no_date) {
            return _t("No date");
        }
        return dayWords(said.day, luxon.DateTime.now().toISODate());
    }

    get hour() {
        return hourWords(this.state.said.time);
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            this.state.text = "";
            this.state.said = null;
            ev.target.blur();
        } else if (ev.key === "Enter") {
            ev.preventDefault();
            ev.stopPropagation();
            this.make();
        }
    }

    async make() {
        const text = this.state.text.trim();
        if (!text || this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const id = await this.orm.call("mail.activity", "ic_line_create", [text, this.lead]);
            clearTimeout(this.timer);
            this.asked++;
            Object.assign(this.state, { text: "", said: null });
            await this.props.onMade(id);
        } finally {
            this.state.busy = false;
        }
    }
}

/** The line on the form of an opportunity. */
export class TaskLineWidget extends Component {
    static template = "ic_crm_pipelines.TaskLineWidget";
    static components = { TaskLine };
    static props = { ...standardWidgetProps };

    setup() {
        this.store = useService("mail.store");
        this.notification = useService("notification");
    }

    async made() {
        const { resModel, resId } = this.props.record;
        const thread = this.store.Thread.insert({ model: resModel, id: resId });
        await thread.fetchThreadData(["activities"]);
        await this.props.record.load();
        this.notification.add(_t("The task is noted below."), { type: "success" });
    }
}

registry.category("view_widgets").add("ic_task_line", { component: TaskLineWidget });
