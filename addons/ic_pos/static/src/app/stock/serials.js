import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";

patch(PosStore.prototype, {
    /** A piece has one serial, which the terminal knows: nobody is asked for it, and no request is made. */
    async editLots(product) {
        const template = product.product_tmpl_id;
        if (template?.ic_category && template.tracking === "serial") {
            const serial = (template.ic_serial || "").trim() || product.default_code || template.default_code;
            if (serial) {
                return { newPackLotLines: [{ lot_name: serial }] };
            }
        }
        return super.editLots(...arguments);
    },
});
