import { Component, onWillStart, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const BASIS = [["is_basis", "=", true]];

/** What sells, what lasts and what to get, on one screen. Every figure opens the list it was counted from. */
export class PlanningBoard extends Component {
    static template = "ic_channels.PlanningBoard";
    static props = { ...standardActionServiceProps };
    static path = "planning";
    static displayName = _t("Planning");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.periods = [30, 90, 365];
        this.state = useState({ period: 90, category: "", board: null, busy: false });
        onWillStart(() => this.load());
    }

    async load() {
        const { period, category } = this.state;
        const board = await this.orm.call("ic.stock.plan", "ic_board", [period, category || false]);
        // A slow answer must not overwrite what was chosen meanwhile.
        if (period === this.state.period && category === this.state.category) {
            this.state.board = board;
        }
    }

    choosePeriod(period) {
        this.state.period = period;
        return this.load();
    }

    chooseCategory(ev) {
        this.state.category = ev.target.value;
        return this.load();
    }

    async refresh() {
        this.state.busy = true;
        try {
            await this.orm.call("ic.stock.plan", "action_refresh", [[]]);
            await this.load();
        } finally {
            this.state.busy = false;
        }
    }

    // --- words and lengths ---

    units(value) {
        return Number((value || 0).toFixed(2)).toLocaleString();
    }

    share(value) {
        return value === null || value === undefined ? "–" : `${Number(value.toFixed(1)).toLocaleString()} %`;
    }

    money(value) {
        return formatCurrency(Math.round(value || 0), this.state.board.currency_id, { digits: [69, 0] });
    }

    width(value, all) {
        const most = Math.max(...all, 0);
        return `width: ${most > 0 ? Math.max(0, Math.min(100, (100 * value) / most)) : 0}%`;
    }

    get channelUnits() {
        return this.state.board.channels.map((row) => row.units);
    }

    get bandUnits() {
        return this.state.board.bands.map((row) => row.units);
    }

    get takenOn() {
        const date = this.state.board.taken_on;
        return date ? deserializeDateTime(date).toLocaleString({ dateStyle: "medium", timeStyle: "short" }) : "";
    }

    // --- ways to the lists ---

    ofCategory(domain) {
        return this.state.category ? [...domain, ["category", "=", this.state.category]] : domain;
    }

    openMovements(domain, name) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "ic.movement.report",
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "pivot"],
                [false, "graph"],
            ],
            domain: this.ofCategory([["date", ">=", this.state.board.since], ...domain]),
        });
    }

    openSold() {
        return this.openMovements([["kind", "in", ["sale", "return"]]], _t("Sold"));
    }

    openCategory(row) {
        return this.openMovements([["category", "=", row.code], ["kind", "!=", "transfer"]], row.label);
    }

    openChannel(row) {
        return this.openMovements([["kind", "in", ["sale", "return"]], ["sold_on", "=", row.name]], row.name);
    }

    openPlan(domain, name) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "ic.stock.plan",
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "pivot"],
                [false, "graph"],
                [false, "form"],
            ],
            domain: this.ofCategory([...BASIS, ...domain]),
        });
    }

    openStock() {
        return this.openPlan([["on_hand", ">", 0]], _t("In the House"));
    }

    openShort() {
        return this.openPlan([["is_short", "=", true]], _t("Runs Out Too Soon"));
    }

    openSupply() {
        return this.openPlan([["daily_rate", ">", 0]], _t("Days of Supply"));
    }

    openReorder() {
        return this.openPlan([["reorder", ">", 0]], _t("To Get"));
    }

    openRow(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "ic.stock.plan",
            res_id: row.id,
            views: [[false, "form"]],
        });
    }

    async openBand(band) {
        return this.action.doAction(
            await this.orm.call("ic.stock.plan", "ic_board_aged", [band.band, this.state.category || false])
        );
    }
}

registry.category("actions").add("ic_planning_board", PlanningBoard);
