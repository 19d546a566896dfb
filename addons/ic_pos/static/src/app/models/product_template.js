import { ProductTemplate } from "@point_of_sale/app/models/product_template";
import { normalize } from "@web/core/l10n/utils";
import { patch } from "@web/core/utils/patch";

patch(ProductTemplate.prototype, {
    // The server sends the new status with the answer to every order: a sold piece leaves the shelf at once.
    get canBeDisplayed() {
        return super.canBeDisplayed && (!this.ic_category || this.ic_status === "available");
    },

    // Staff looks for a piece by what stands on its tag.
    get searchString() {
        const own = normalize([this.ic_reference, this.ic_serial].filter(Boolean).join(" "));
        return own ? `${super.searchString} ${own}` : super.searchString;
    },
});
