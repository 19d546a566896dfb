import { ProductTemplate } from "@point_of_sale/app/models/product_template";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** The same variant at another price: what a line keeps, or what the trade pays. */
export function pricedAt(variant, amount) {
    return new Proxy(variant, {
        get: (target, name) => (name === "lst_price" ? amount : target[name]),
    });
}

patch(ProductTemplate.prototype, {
    /** Its price follows a metal: it may change at any moment, and there may be none. */
    get icMoves() {
        return Boolean(this.ic_till_mark);
    },

    get displayPriceUnit() {
        return this.ic_till_no_price ? _t("Price on request") : super.displayPriceUnit;
    },

    /** A pricelist for the trade computes with what the premiums for the trade come to. */
    getPrice(pricelist, quantity, priceExtra, recurring, variant, ...others) {
        const trade = !recurring && pricelist?.ic_price_tier === "wholesale" && this.ic_till_trade;
        const priced = trade && variant && variant.lst_price === this.list_price ? pricedAt(variant, trade) : variant;
        return super.getPrice(pricelist, quantity, priceExtra, recurring, priced, ...others);
    },
});
