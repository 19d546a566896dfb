import { ProductCard } from "@point_of_sale/app/components/product_card/product_card";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(ProductCard.prototype, {
    get piece() {
        return this.props.product?.ic_category ? this.props.product : undefined;
    },

    /** A finger may press long for it; a mouse finds the button. */
    look() {
        this.env.services.pos.onProductInfoClick(this.piece);
    },

    /** What stops or warns the cashier, in words; see stock/live_stock.js for where it comes from. */
    get ribbon() {
        const product = this.props.product;
        if (!product || this.props.isComboPopup) {
            return undefined;
        }
        if (product.icGone && !product.icLeased) {
            return { kind: "gone", words: product.icWhere || _t("Not available any more") };
        }
        if (product.icBasket) {
            return { kind: "basket", words: product.icBasket };
        }
        if (product.icLeased) {
            return { kind: "leased", words: _t("Reserved for this terminal") };
        }
        return undefined;
    },
});
