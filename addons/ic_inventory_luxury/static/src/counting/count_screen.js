import { Component, onMounted, onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { MOODS, advice, headline } from "./count_words";
import { ScanQueue, scanId } from "./scan_queue";
import { signal } from "./sounds";

const POLL_MS = 4000;
const HISTORY = 30;
const QR = /^https?:\/\/[^/]+\/p\/([^?#]+)/i;

/** The counting screen: made for a scanner in one hand, and for a phone. The server is the truth, see ScanQueue. */
export class CountScreen extends Component {
    static template = "ic_inventory_luxury.CountScreen";
    static props = { ...standardActionServiceProps };
    static path = "count";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.scanning = useService("ic_scan");
        this.input = useRef("input");
        this.takeId = this.props.action.context.active_id;
        this.camera = isBarcodeScannerSupported();
        this.state = useState({
            take: null,
            progress: { expected: 0, found: 0, elsewhere: 0, unknown: 0, sold: 0, people: 0 },
            history: [],
            placeId: false,
            typing: "",
            flash: "",
            waiting: 0,
            offline: false,
            refusal: "",
            counting: true,
        });
        useBus(this.env.services.barcode.bus, "barcode_scanned", (ev) => this.scan(ev.detail.barcode));
        onWillStart(() => this.open());
        onMounted(() => {
            this.release = this.scanning.claim();
            document.activeElement?.blur();
            this.poller = browser.setInterval(() => this.poll(), POLL_MS);
            this.queue.flush();
        });
        onWillUnmount(() => {
            this.release();
            this.queue.stop();
            browser.clearInterval(this.poller);
        });
    }

    async open() {
        const take = await this.orm.call("ic.stock.take", "ic_open_screen", [[this.takeId]]);
        this.index = new Map();
        for (const line of take.lines) {
            for (const code of new Set([line.sku, line.serial])) {
                const key = code.toUpperCase();
                if (key) {
                    this.index.set(key, [...(this.index.get(key) || []), line]);
                }
            }
        }
        this.state.take = { id: take.id, name: take.name, place: take.place, places: take.places, userId: take.user_id };
        this.state.progress = take.progress;
        this.state.counting = take.state === "counting";
        this.state.history = take.scans.map((scan) => ({ ...scan, sent: true }));
        this.queue = new ScanQueue(
            this.takeId,
            (ops) => this.orm.silent.call("ic.stock.take", "ic_send", [[this.takeId], ops]),
            {
                onAnswer: (answer) => this.onAnswer(answer),
                onChange: () => this.onQueue(),
                onRefused: (message) => (this.state.refusal = message),
            }
        );
        this.onQueue();
    }

    // --- what the template shows --- //

    get last() {
        return this.state.history[0];
    }

    get earlier() {
        return this.state.history.slice(1);
    }

    get counted() {
        // What was found on this screen and is still on its way counts for the eye already.
        return this.state.progress.found + this.state.history.filter((scan) => scan.ahead).length;
    }

    get percent() {
        return this.state.progress.expected ? Math.min(100, (100 * this.counted) / this.state.progress.expected) : 0;
    }

    get undoable() {
        return this.state.history.find((scan) => scan.user_id === this.state.take.userId);
    }

    mood(scan) {
        return MOODS[scan.outcome] || "quiet";
    }

    photo(scan) {
        return scan.piece_id ? `/web/image/product.template/${scan.piece_id}/image_512` : "";
    }

    headline(scan) {
        return headline(scan);
    }

    advice(scan) {
        return advice(scan, this.state.offline);
    }

    // --- scanning --- //

    scan(raw, extra = {}) {
        const text = (raw || "").trim();
        if (!text) {
            return;
        }
        const place = this.state.take.places.find((entry) => entry.barcode && entry.barcode === text);
        if (place) {
            this.state.placeId = place.id;
            signal("again");
            return;
        }
        if (!this.state.counting) {
            signal("bad");
            this.state.refusal = _t("Counting is paused. Continue it to scan.");
            return;
        }
        const op = { uid: scanId(), type: "scan", code: text, place_id: this.state.placeId, quantity: 1, ...extra };
        this.show(this.guess(op));
        this.queue.push(op);
    }

    /** Answer at once what the browser can know; the server corrects it if need be. */
    guess(op) {
        const match = op.code.match(QR);
        const code = match ? decodeURIComponent(match[1]) : op.code;
        const lines = this.index.get(code.toUpperCase()) || [];
        const scan = { uid: op.uid, code, outcome: "checking", title: code, sku: "", serial: "", piece_id: false };
        scan.user_id = this.state.take.userId;
        const line = lines.length === 1 ? lines[0] : null;
        if (line) {
            Object.assign(scan, { title: line.title, sku: line.sku, serial: line.serial, piece_id: line.piece_id });
        }
        if (line?.kind === "serial") {
            scan.outcome = line.counted ? "again" : "found";
            scan.ahead = !line.counted;
            line.counted = true;
        }
        return scan;
    }

    show(scan) {
        this.state.refusal = "";
        this.state.history.unshift(scan);
        this.state.history.splice(HISTORY);
        this.flash(scan);
    }

    flash(scan) {
        const mood = this.mood(scan);
        if (mood === "quiet") {
            return;
        }
        signal(mood);
        this.state.flash = "";
        browser.clearTimeout(this.flashing);
        browser.requestAnimationFrame(() => (this.state.flash = mood));
        this.flashing = browser.setTimeout(() => (this.state.flash = ""), 450);
    }

    onAnswer(answer) {
        this.state.counting = answer.state === "counting";
        if (!this.state.counting) {
            this.state.refusal = _t("Counting is paused. Scans made meanwhile are kept in this browser.");
        }
        for (const result of answer.results) {
            const entry = this.state.history.find((scan) => scan.uid === result.uid);
            if (!entry || result.type === "undo") {
                continue;
            }
            const surprise = entry.outcome !== result.outcome;
            Object.assign(entry, result, { ahead: false, sent: true, title: result.title || entry.code });
            if (surprise && entry === this.last) {
                this.flash(entry);
            } else if (surprise && this.mood(entry) !== "good") {
                signal(this.mood(entry));
            }
        }
        this.state.progress = answer.progress;
    }

    onQueue() {
        this.state.waiting = this.queue?.length || 0;
        this.state.offline = this.queue?.offline || false;
    }

    async poll() {
        if (this.queue.busy || this.queue.length) {
            return;
        }
        try {
            const { state, progress } = await this.orm.silent.call("ic.stock.take", "ic_poll", [[this.takeId]]);
            this.state.progress = progress;
            this.state.counting = state === "counting";
        } catch {
            this.state.offline = true; // the next scan or poll tells
            return;
        }
        this.state.offline = false;
    }

    // --- buttons --- //

    undo() {
        const scan = this.undoable;
        if (!scan) {
            return;
        }
        const lines = this.index.get((scan.sku || scan.code).toUpperCase()) || [];
        if (scan.outcome === "found") {
            lines.forEach((line) => (line.counted = false));
        }
        this.state.history.splice(this.state.history.indexOf(scan), 1);
        this.queue.push({ uid: scanId(), type: "undo", target: scan.uid });
        signal("again");
    }

    addUnits(scan, units) {
        if (units && (scan.total || 0) + units >= 0) {
            this.scan(scan.sku || scan.code, { quantity: units, product_id: scan.product_id });
        }
    }

    setUnits(scan, ev) {
        const wanted = Number.parseFloat(ev.target.value);
        if (Number.isFinite(wanted) && wanted >= 0) {
            this.addUnits(scan, wanted - (scan.total || 0));
        }
        ev.target.blur();
    }

    choose(scan, choice) {
        this.state.history.splice(this.state.history.indexOf(scan), 1);
        this.queue.push({ uid: scanId(), type: "undo", target: scan.uid });
        this.scan(choice.sku, { product_id: choice.product_id });
    }

    type(ev) {
        ev.preventDefault();
        this.scan(this.state.typing);
        this.state.typing = "";
        this.input.el?.blur();
    }

    async look() {
        const code = await scanBarcode(this.env);
        this.scan(code);
    }

    async settled() {
        await this.queue.flush();
        if (this.queue.length) {
            this.notification.add(_t("%s scans are not sent yet. Wait for the connection.", this.queue.length), {
                type: "warning",
            });
            return false;
        }
        return true;
    }

    close() {
        this.action.doAction(
            { type: "ir.actions.act_window", res_model: "ic.stock.take", res_id: this.takeId, views: [[false, "form"]] },
            { clearBreadcrumbs: true }
        );
    }

    async pause() {
        if (await this.settled()) {
            await this.orm.call("ic.stock.take", "action_pause", [[this.takeId]]);
            this.close();
        }
    }

    async resume() {
        await this.orm.call("ic.stock.take", "action_continue", [[this.takeId]]);
        this.state.counting = true;
        this.state.refusal = "";
        this.queue.flush();
    }

    async review() {
        if (await this.settled()) {
            const action = await this.orm.call("ic.stock.take", "action_review", [[this.takeId]]);
            this.action.doAction(action, { clearBreadcrumbs: true });
        }
    }
}

registry.category("actions").add("ic_stock_take_count", CountScreen);
