import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDateTime, formatDate, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const PAGE = 80;

/** All that happened to one piece, newest first, with the numbers as they were after each line. */
export class TimeLine extends Component {
    static template = "ic_inventory_luxury.TimeLine";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static path = "piece-ledger";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.pieceId = this.props.action.context.active_id || this.props.resId;
        this.topics = [
            { code: "stock", label: _t("Stock") },
            { code: "claim", label: _t("Promises") },
            { code: "status", label: _t("Status") },
            { code: "conflict", label: _t("Conflicts") },
            { code: "ignored", label: _t("Ignored") },
        ];
        this.state = useState({ data: null, lines: [], topic: "", more: false });
        this.display = { controlPanel: {} };
        onWillStart(() => this.load());
    }

    async load(offset = 0) {
        const data = await this.orm.call("product.template", "ic_time_line", [[this.pieceId]], {
            topics: this.state.topic ? [this.state.topic] : null,
            limit: PAGE,
            offset,
        });
        this.state.data = data;
        this.state.lines = offset ? [...this.state.lines, ...data.lines] : data.lines;
        this.state.more = data.more;
        this.env.config.setDisplayName(_t("Ledger"));
    }

    /** Lines by day, in the reader's own time zone. */
    get days() {
        const days = [];
        for (const line of this.state.lines) {
            const moment = deserializeDateTime(line.date);
            const name = formatDate(moment);
            if (days.at(-1)?.name !== name) {
                days.push({ name, words: moment.toLocaleString({ dateStyle: "full" }), lines: [] });
            }
            days.at(-1).lines.push(line);
        }
        return days;
    }

    time(date) {
        return deserializeDateTime(date).toFormat("HH:mm");
    }

    moment(date) {
        return formatDateTime(deserializeDateTime(date));
    }

    units(value) {
        return value === null || value === undefined ? "∞" : Number(value.toFixed(3)).toLocaleString();
    }

    signed(value) {
        return `${value > 0 ? "+" : "−"}${this.units(Math.abs(value))}`;
    }

    choose(topic) {
        this.state.topic = this.state.topic === topic ? "" : topic;
        return this.load();
    }

    more() {
        return this.load(this.state.lines.length);
    }

    open(document) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: document.model,
            res_id: document.id,
            views: [[false, "form"]],
        });
    }

    openPiece() {
        return this.action.doAction("ic_inventory_luxury.product_piece_action", {
            viewType: "form",
            props: { resId: this.pieceId },
        });
    }

    entries() {
        return this.action.doAction("ic_inventory_luxury.ic_stock_entry_action", {
            additionalContext: { search_default_product_tmpl_id: this.pieceId },
        });
    }

    get csvUrl() {
        return `/ic/ledger.csv?piece=${this.pieceId}`;
    }
}

registry.category("actions").add("ic_time_line", TimeLine);
