import { PosStore } from "@point_of_sale/app/services/pos_store";
import { ConnectionLostError } from "@web/core/network/rpc";
import { Mutex } from "@web/core/utils/concurrency";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { GoneDialog } from "./gone_dialog";

// A claim that was confirmed a moment ago is not asked for again at every click.
const FRESH_FOR = 60 * 1000;
// Offline, a claim taken before counts until shortly before it lapses at the server.
const SAFETY = 60 * 1000;

/**
 * The firm claim: before any payment starts the pieces of the order are claimed at the server, which says no when
 * somebody else has them. Requests go one after the other, so that a release never overtakes a later claim.
 */
patch(PosStore.prototype, {
    async setup() {
        this.icClaims = new Map(); // order uuid -> {key, checked, until}
        this.icClaimMutex = new Mutex();
        await super.setup(...arguments);
    },

    /** @returns {Array} [{product_id, quantity, sale_order_id}] of the goods that have one buyer each */
    icWants(order) {
        return order.lines
            .filter((line) => line.qty > 0 && this._icIsFollowed(line.product_id?.product_tmpl_id))
            .map((line) => ({
                product_id: line.product_id.id,
                quantity: line.qty,
                sale_order_id: line.sale_order_origin_id?.id || false,
            }));
    },

    _icIsFollowed(template) {
        return Boolean(template && (template.ic_category || template.ic_one_buyer));
    },

    /**
     * Make sure that everything in the order may be sold by this terminal.
     *
     * @returns {Promise<boolean>} false: a dialog has said which piece cannot be sold and where it went
     */
    async icEnsureClaim(order, { fresh = false } = {}) {
        const wants = this.icWants(order);
        const held = this.icClaims.get(order.uuid);
        if (!wants.length && !held) {
            return true;
        }
        const prices = this.icPriceWants(order);
        const key = JSON.stringify([wants, prices, order.partner_id?.id]);
        if (!fresh && held?.key === key && Date.now() - held.checked < FRESH_FOR) {
            return true;
        }
        try {
            const answer = await this.icClaimMutex.exec(() =>
                this.data.call("pos.config", "ic_claim_lines", [
                    [this.config.id],
                    order.uuid,
                    wants,
                    { partner_id: order.partner_id?.id || false, device: this.device.identifier, prices },
                ])
            );
            return this._icTakeAnswer(order, key, answer);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return this._icEnsureOffline(order, wants, key);
        }
    },

    _icTakeAnswer(order, key, { refused, until }) {
        if (!refused.length) {
            this.icClaims.set(order.uuid, { key, checked: Date.now(), until });
            if (order.ic_sold_offline) {
                order.update({ ic_sold_offline: false });
            }
            return true;
        }
        this.icClaims.delete(order.uuid);
        this.icShowGone(order, refused);
        return false;
    },

    /** No server: what was claimed before, what is leased to this terminal, and what the store's rule allows. */
    _icEnsureOffline(order, wants, key) {
        const held = this.icClaims.get(order.uuid);
        if (held?.key === key && Date.now() < held.until - SAFETY) {
            order.update({ ic_sold_offline: true });
            return true;
        }
        const refused = [];
        for (const [productId, quantity] of this._icTotals(wants)) {
            const where = this._icOfflineObjection(order, productId, quantity);
            if (where) {
                const product = this.models["product.product"].get(productId);
                refused.push({ product_id: productId, name: product.display_name, where });
            }
        }
        if (refused.length) {
            this.icShowGone(order, refused, { offline: true });
            return false;
        }
        order.update({ ic_sold_offline: true });
        return true;
    },

    _icTotals(wants) {
        const totals = new Map();
        for (const { product_id, quantity } of wants) {
            totals.set(product_id, (totals.get(product_id) || 0) + quantity);
        }
        return totals;
    },

    /** Why this many units may not be sold while offline; nothing when they may. */
    _icOfflineObjection(order, productId, quantity) {
        const template = this.models["product.product"].get(productId).product_tmpl_id;
        const unsent = this._icUnsentUnits(order, productId);
        const lease = this.icLeases.get(productId);
        if (lease && lease.until > Date.now() && quantity + unsent <= lease.quantity) {
            return "";
        }
        if (unsent && template.tracking === "serial") {
            return _t("Sold at this terminal already; that order waits to be sent.");
        }
        if (template.icGone && !lease) {
            return template.icWhere;
        }
        if (this.config.ic_offline_rule === "sell") {
            return "";
        }
        return _t("Nobody can tell whether it is still there while this terminal is offline.");
    },

    _icUnsentUnits(order, productId) {
        return this.icUnsent()
            .filter((other) => other.uuid !== order.uuid)
            .flatMap((other) => other.lines)
            .filter((line) => line.product_id?.id === productId && line.qty > 0)
            .reduce((sum, line) => sum + line.qty, 0);
    },

    /** Give back what was claimed for an order that is not being paid any more. */
    icRelease(order) {
        if (!this.icClaims.delete(order.uuid)) {
            return;
        }
        const { uuid } = order;
        return this.icClaimMutex.exec(() =>
            this.data.silentCall("pos.config", "ic_release_order", [[this.config.id], uuid])
        );
    },

    /** Leaving the payment without paying: a payment that has begun keeps its pieces. */
    icLeavePayment(order) {
        const begun = order?.payment_ids.some((line) => line.payment_status && line.payment_status !== "pending");
        if (order && order.state === "draft" && !begun) {
            this.icRelease(order);
        }
    },

    icShowGone(order, pieces, { offline = false, unpriced = false } = {}) {
        this.dialog.add(GoneDialog, {
            pieces,
            offline,
            unpriced,
            remove: (productIds) => this.icRemoveLines(order, productIds),
            priceAgain: (uuids) => {
                const lines = order.lines.filter((line) => uuids.includes(line.uuid));
                return this.icPriceAgain(order, lines);
            },
        });
    },

    icRemoveLines(order, productIds) {
        const gone = order.lines.filter((line) => line.qty > 0 && productIds.includes(line.product_id.id));
        for (const line of gone) {
            order.removeOrderline(line);
        }
    },

    // === Where a payment starts === //

    async pay() {
        const order = this.getOrder();
        if (order?.canPay() && !(await this.icEnsureClaim(order))) {
            return;
        }
        return super.pay(...arguments);
    },

    async validateOrderFast() {
        if (!(await this.icEnsureClaim(this.getOrder()))) {
            return;
        }
        return super.validateOrderFast(...arguments);
    },

    removeOrder(order) {
        if (!order.finalized) {
            this.icRelease(order);
        }
        return super.removeOrder(...arguments);
    },

    /** A piece that is known to be gone does not get into a basket; settling its own sales order does. */
    async addLineToOrder(vals, order, opts = {}) {
        const template =
            typeof vals.product_tmpl_id === "number"
                ? this.models["product.template"].get(vals.product_tmpl_id)
                : vals.product_tmpl_id;
        const refund = vals.refunded_orderline_id || vals.qty < 0 || order.preset_id?.is_return;
        if (template?.icGone && !template.icLeased && !refund && !vals.sale_order_origin_id) {
            const product = vals.product_id || template.product_variant_ids[0];
            this.icShowGone(order, [
                { product_id: product.id, name: template.display_name, where: template.icWhere },
            ]);
            return;
        }
        return super.addLineToOrder(...arguments);
    },
});
