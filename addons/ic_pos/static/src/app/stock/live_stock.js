import { PosStore } from "@point_of_sale/app/services/pos_store";
import { ConnectionLostError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

const CHECK_IN_EVERY = 5 * 60 * 1000;
// After coming back online the orders made in the meantime are sent first.
const CHECK_IN_AFTER_SYNC = 3000;
const NEW_PIECES_AT_ONCE = 100;

/**
 * Keeps the loaded pieces true while the terminal is open.
 *
 * The server pushes IC_STOCK after every transaction that changed what can be sold. What was missed (no connection, data
 * from the browser's cache) is asked for by checking in: at the start, after every reconnection, and every few minutes.
 * A record of product.template then carries, for whoever draws it: icGone, icWhere, icBasket, icLeased.
 */
patch(PosStore.prototype, {
    async setup() {
        this.icFacts = new Map(); // template id -> what the server said last
        this.icLeases = new Map(); // product id -> {quantity, until} of this terminal
        this.icStamp = false;
        await super.setup(...arguments);
    },

    async afterProcessServerData() {
        this.icStamp = this.config._data_server_date || false;
        this._icRestoreLeases();
        this.data.connectWebSocket("IC_STOCK", (message) => this.icOnStock(message));
        this.models["product.template"].addEventListener("create", ({ ids }) => this._icOnLoaded(ids));
        const result = await super.afterProcessServerData(...arguments);
        this._icStartCheckIns();
        return result;
    },

    _icStartCheckIns() {
        const later = () => setTimeout(() => this.icCheckIn(), CHECK_IN_AFTER_SYNC);
        window.addEventListener("pos-network-online", later);
        this.bus.addEventListener("BUS:RECONNECT", later);
        setInterval(() => this.icCheckIn(), CHECK_IN_EVERY);
        this.icCheckIn();
    },

    /** Ask what changed since the last word from the server, and say how many orders wait here. */
    async icCheckIn() {
        try {
            const answer = await this.data.call("pos.config", "ic_check_in", [
                [this.config.id],
                this.icStamp,
                this.device.identifier,
                this.icUnsent().length,
            ]);
            this.icStamp = answer.stamp;
            this._icSetLeases(answer.leases);
            await this.icApply(answer.products);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    },

    icUnsent() {
        return this.models["pos.order"].filter((order) => order.isUnsyncedPaid && order.state !== "cancel");
    },

    async icOnStock(message) {
        if (message.reread) {
            return this.icCheckIn();
        }
        await this.icApply(message.products);
    },

    /** @param {Array} facts [{id, tmpl, free, status, where, listed}] as `pos.config._ic_terminal_facts` makes them */
    async icApply(facts) {
        const unknown = [];
        for (const fact of facts) {
            this.icFacts.set(fact.tmpl, fact);
            const template = this.models["product.template"].get(fact.tmpl);
            if (template) {
                this._icApplyTo(template, fact);
            } else if (fact.listed && fact.free > 0) {
                unknown.push(fact.tmpl);
            }
        }
        for (let start = 0; start < unknown.length; start += NEW_PIECES_AT_ONCE) {
            const ids = unknown.slice(start, start + NEW_PIECES_AT_ONCE);
            await this.loadNewProducts([["id", "in", ids]]);
        }
    },

    _icApplyTo(template, fact) {
        const wasGone = template.icGone;
        const own = fact.order && this.models["pos.order"].getBy("uuid", fact.order);
        if (own?.finalized) {
            // Sold here: the answer to the order has said so, and older news may still be on its way.
            template.icGone = false;
            return;
        }
        template.icGone = fact.free <= 0 && !own;
        template.icWhere = own ? "" : fact.where;
        template.icFree = fact.free;
        if (template.ic_status !== fact.status) {
            template.update({ ic_status: fact.status });
        }
        if (template.icGone && !wasGone) {
            this._icWarnBaskets(template);
        }
    },

    _icOnLoaded(ids) {
        for (const id of ids || []) {
            const template = this.models["product.template"].get(id);
            const fact = template && this.icFacts.get(id);
            if (fact) {
                this._icApplyTo(template, fact);
            }
        }
        this._icShowLeases();
    },

    /** A piece in a basket of this terminal has just gone: say so, without taking it out of anybody's hands. */
    _icWarnBaskets(template) {
        const here = this.models["pos.order"].some(
            (order) =>
                order.state === "draft" &&
                !this.icClaims?.has(order.uuid) &&
                order.lines.some((line) => line.qty > 0 && line.product_id?.product_tmpl_id?.id === template.id)
        );
        if (here) {
            this.notification.add(
                _t("%(piece)s: %(where)s", { piece: template.display_name, where: template.icWhere }),
                { type: "warning", sticky: true }
            );
        }
    },

    // === Leases: pieces that this terminal may sell without asking anybody === //

    get _icLeaseKey() {
        return `ic_leases_${odoo.info?.db}_${this.config.id}_${this.device.identifier}`;
    },

    _icRestoreLeases() {
        try {
            this._icSetLeases(JSON.parse(localStorage.getItem(this._icLeaseKey)) || []);
        } catch {
            this._icSetLeases([]);
        }
    },

    _icSetLeases(leases) {
        localStorage.setItem(this._icLeaseKey, JSON.stringify(leases));
        this.icLeases = new Map(leases.map((lease) => [lease.product_id, lease]));
        this._icShowLeases();
    },

    _icShowLeases() {
        const now = Date.now();
        for (const product of this._icLeasedShown || []) {
            product.icLeased = false;
        }
        this._icLeasedShown = [];
        for (const [productId, lease] of this.icLeases) {
            const template = this.models["product.product"].get(productId)?.product_tmpl_id;
            if (template && lease.until > now) {
                template.icLeased = true;
                this._icLeasedShown.push(template);
            }
        }
    },
});
