import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(PosOrderline.prototype, {
    /** Odoo words a serial as "SN 123"; on paper for a client it is a serial number, or the SKU while none is known. */
    icSerialWords(lot) {
        const code = lot.replace(/^SN\s+/, "");
        const words = code === this.product_id.default_code ? _t("SKU %s", code) : _t("Serial number %s", code);
        return words.toString();
    },
});
