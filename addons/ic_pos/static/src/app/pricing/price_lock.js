import "../stock/claims";
import "./live_prices";
import { Orderline } from "@point_of_sale/app/components/orderline/orderline";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { ConnectionLostError } from "@web/core/network/rpc";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { pricedAt } from "./live_product";

const { DateTime } = luxon;
const RELOCK_AFTER = 300;

/**
 * A line keeps the price it was added at; later ticks do not move it.
 *
 * The server writes down what it quoted, and says what is charged. Without a connection the price that was heard last
 * holds; the order says so when it is sent.
 */
patch(PosOrderline.prototype, {
    get icKeepsPrice() {
        return Boolean(this.ic_price_mark) && this.price_type === "original" && !this.refunded_orderline_id;
    },

    icKeepPrice() {
        const product = this.product_id;
        this.setUnitPrice(
            product.product_tmpl_id.getPrice(
                this.order_id.pricelist_id,
                this.getQuantity(),
                this.getPriceExtra(),
                false,
                pricedAt(product, this.ic_price_base)
            )
        );
    },

    /** What the piece would cost if it were added now; undefined while that is what the line says. */
    get icPriceNow() {
        const product = this.product_id;
        const template = product?.product_tmpl_id;
        if (!this.icKeepsPrice || this.order_id?.finalized || !template?.icMoves || template.ic_till_no_price) {
            return undefined;
        }
        const now = template.getPrice(
            this.order_id.pricelist_id,
            this.getQuantity(),
            this.getPriceExtra(),
            false,
            product
        );
        return this.currency.isZero(this.currency.round(now) - this.price_unit) ? undefined : now;
    },

    get icPriceWords() {
        if (!this.icKeepsPrice || !this.ic_price_at) {
            return "";
        }
        const moment = this.ic_price_at.setZone("local");
        const today = moment.hasSame(DateTime.local(), "day");
        const words = moment.toLocaleString(today ? DateTime.TIME_SIMPLE : DateTime.DATETIME_SHORT);
        return _t("Metal price of %s", words).toString();
    },

    setQuantity(quantity, keepPrice) {
        const result = super.setQuantity(...arguments);
        if (!keepPrice && this.icKeepsPrice) {
            this.icKeepPrice();
        }
        return result;
    },
});

patch(PosOrder.prototype, {
    setPricelist() {
        super.setPricelist(...arguments);
        for (const line of this.lines.filter((one) => one.icKeepsPrice)) {
            line.icKeepPrice();
        }
    },
});

patch(PosStore.prototype, {
    async afterProcessServerData() {
        this.models["pos.order.line"].addEventListener("update", ({ id, fields }) => this._icOnLine(id, fields));
        this.models["pos.order"].addEventListener("update", ({ id, fields }) => this._icOnOrder(id, fields));
        return super.afterProcessServerData(...arguments);
    },

    /** Another quantity is another quote: the server decides what holds. */
    _icOnLine(id, fields) {
        if (!fields?.includes("qty")) {
            return;
        }
        const line = this.models["pos.order.line"].get(id);
        if (!line?.icKeepsPrice || line.order_id?.finalized || line.icQuoted === line.qty) {
            return;
        }
        clearTimeout(line.icRelock);
        line.icRelock = setTimeout(() => this.icLockPrices([line]), RELOCK_AFTER);
    },

    /** A pricelist may be for the trade, whose premiums are others. */
    _icOnOrder(id, fields) {
        const order = fields?.includes("pricelist_id") && this.models["pos.order"].get(id);
        if (order && !order.finalized) {
            this.icLockPrices(order.lines);
        }
    },

    async addLineToOrder(vals, order, opts = {}) {
        const template =
            typeof vals.product_tmpl_id === "number"
                ? this.models["product.template"].get(vals.product_tmpl_id)
                : vals.product_tmpl_id;
        const sells = !vals.refunded_orderline_id && !(vals.qty < 0) && !order.preset_id?.is_return;
        if (!template?.icMoves || !sells || vals.sale_order_origin_id) {
            return super.addLineToOrder(...arguments);
        }
        if (template.ic_till_no_price) {
            const product = vals.product_id || template.product_variant_ids[0];
            this._icSayUnpriced(order, product, template.ic_till_no_price);
            return;
        }
        const line = await super.addLineToOrder(...arguments);
        if (line?.product_id?.product_tmpl_id?.id === template.id && line.price_type === "original") {
            this._icStampPrice(line, {
                amount: this._icBasePrice(line),
                mark: template.ic_till_mark,
                at: template.ic_till_at,
            });
            this.icLockPrices([line]);
        }
        return line;
    },

    _icBasePrice(line) {
        const product = line.product_id;
        const forTrade = line.order_id.pricelist_id?.ic_price_tier === "wholesale";
        return (forTrade && product.product_tmpl_id.ic_till_trade) || product.lst_price;
    },

    _icStampPrice(line, { amount, mark, at }) {
        line.update({ ic_price_base: amount, ic_price_mark: mark, ic_price_at: at || false });
    },

    /** What is paid on a card already is not asked about: the server keeps such an order, and says what it thinks. */
    icPriceWants(order) {
        if (order.payment_ids.some((payment) => payment.payment_status === "done")) {
            return [];
        }
        return order.lines.filter((line) => line.qty > 0 && line.icKeepsPrice).map((line) => this._icWantOf(line));
    },

    _icWantOf(line) {
        return {
            line: line.uuid,
            product_id: line.product_id.id,
            quantity: line.qty,
            pricelist_id: line.order_id.pricelist_id?.id || false,
            amount: line.ic_price_base,
        };
    },

    /**
     * Have the server keep the prices of these lines; what it says is charged.
     *
     * @param {boolean} again by the prices of this moment, whatever was kept
     */
    async icLockPrices(lines, { again = false } = {}) {
        const here = lines.filter((line) => line.icKeepsPrice && line.qty > 0);
        if (!here.length) {
            return;
        }
        const wants = here.map((line) => this._icWantOf(line));
        try {
            const answers = await this.icClaimMutex.exec(() =>
                this.data.call("pos.config", "ic_lock_prices", [[this.config.id], wants, again])
            );
            for (const answer of answers) {
                const line = here.find((one) => one.uuid === answer.line);
                if (line && line.order_id && !line.order_id.finalized) {
                    this._icTakeQuote(line, answer, again);
                }
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    },

    _icSayUnpriced(order, product, reason) {
        this.icShowGone(order, [{ product_id: product.id, name: product.display_name, where: reason }], {
            unpriced: true,
        });
    },

    _icTakeQuote(line, answer, again) {
        if (answer.reason) {
            this._icSayUnpriced(line.order_id, line.product_id, answer.reason);
            return;
        }
        const before = line.price_unit;
        line.icQuoted = line.qty;
        this._icStampPrice(line, answer);
        line.icKeepPrice();
        if (!again && !line.currency.isZero(before - line.price_unit)) {
            this.notification.add(
                _t("%(piece)s: the price is %(price)s now", {
                    piece: line.product_id.display_name,
                    price: formatCurrency(line.price_unit, line.currency.id),
                }),
                { type: "info" }
            );
        }
    },

    /** The cashier takes the price of this moment for lines that are not paid yet. */
    async icPriceAgain(order, lines) {
        await this.icLockPrices(lines, { again: true });
        this.icClaims.delete(order.uuid);
    },
});

patch(Orderline.prototype, {
    get icPriceNow() {
        const now = this.props.mode === "receipt" ? undefined : this.line.icPriceNow;
        return now === undefined ? "" : formatCurrency(now, this.line.currency.id);
    },

    icPriceAgain() {
        this.env.services.pos.icPriceAgain(this.line.order_id, [this.line]);
    },
});
