import "../stock/live_stock";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";

// So many prices are taken over before the cashier gets a turn; a tick may move a whole vault.
const AT_ONCE = 250;
// Of more than these the browser's own copy is not written at once: they are asked for anew when it is next opened.
const KEEP_UP_TO = 200;

/**
 * Prices that follow a metal, kept true while the terminal is open.
 *
 * The server pushes IC_PRICES with each tick. What was missed is asked for with every check-in: at the start, after
 * every reconnection, every few minutes. A line that was added before keeps its price (see price_lock.js).
 */
patch(PosStore.prototype, {
    async afterProcessServerData() {
        this.icPricesKnown = "";
        this.data.connectWebSocket("IC_PRICES", ({ groups }) => this.icApplyPrices(groups));
        return super.afterProcessServerData(...arguments);
    },

    async icCheckIn() {
        await super.icCheckIn(...arguments);
        await this.icAskPrices();
    },

    async icAskPrices() {
        try {
            const { digest, groups } = await this.data.call("pos.config", "ic_till_prices", [
                [this.config.id],
                this.icPricesKnown,
            ]);
            if (groups) {
                await this.icApplyPrices(groups);
                this.icPricesKnown = digest;
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    },

    /** @param {Array} groups [{mark, at, reason, prices}] as `pos.config._ic_price_groups` makes them */
    async icApplyPrices(groups) {
        this.icPricesKnown = ""; // what was told by a push is not what the last digest says
        for (const { mark, at, reason, prices } of groups) {
            const silent = prices.length > KEEP_UP_TO;
            for (let start = 0; start < prices.length; start += AT_ONCE) {
                for (const [id, amount, trade] of prices.slice(start, start + AT_ONCE)) {
                    this._icSetPrice(id, { amount, trade, mark, at, reason }, silent);
                }
                if (start + AT_ONCE < prices.length) {
                    await new Promise((resolve) => setTimeout(resolve));
                }
            }
        }
    },

    _icSetPrice(templateId, { amount, trade, mark, at, reason }, silent) {
        const template = this.models["product.template"].get(templateId);
        if (!template) {
            return;
        }
        const before = template.list_price;
        template.update(
            {
                list_price: amount,
                ic_till_trade: trade || 0,
                ic_till_mark: mark,
                ic_till_at: at,
                ic_till_no_price: reason,
            },
            { silent }
        );
        for (const product of template.product_variant_ids) {
            const extra = template.product_variant_ids.length > 1 ? product.lst_price - before : 0;
            product.update({ lst_price: amount + extra }, { silent });
        }
    },
});
