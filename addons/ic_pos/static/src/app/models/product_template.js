import { ProductTemplate } from "@point_of_sale/app/models/product_template";
import { normalize } from "@web/core/l10n/utils";
import { patch } from "@web/core/utils/patch";

patch(ProductTemplate.prototype, {
    // A piece that goes while the terminal is open stays on the shelf as gone (see stock/live_stock.js): the cashier
    // sees where it went. One that was not there when the terminal was opened is not shown at all.
    get canBeDisplayed() {
        const there = !this.ic_category || this.ic_status === "available" || this.icGone;
        return super.canBeDisplayed && Boolean(there);
    },

    // A piece is sold by its looks: the small picture of other goods would be blurred on its card.
    getImageUrl() {
        const url = super.getImageUrl();
        return this.ic_category ? url.replace("field=image_128", "field=image_512") : url;
    },

    // Staff looks for a piece by what stands on its tag.
    get searchString() {
        const own = normalize([this.ic_reference, this.ic_serial].filter(Boolean).join(" "));
        return own ? `${super.searchString} ${own}` : super.searchString;
    },
});
