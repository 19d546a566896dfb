import { PosData } from "@point_of_sale/app/services/data_service";
import { patch } from "@web/core/utils/patch";

/** What a piece's product says beside its template; the same as `product.product._ic_till_row` on the server. */
export function productOf(piece) {
    const product = {
        id: piece.product_variant_ids[0],
        product_tmpl_id: piece.id,
        lst_price: piece.list_price,
        standard_price: 0,
        display_name: piece.display_name,
        product_template_variant_value_ids: [],
    };
    for (const name of ["default_code", "barcode"]) {
        if (piece[name]) {
            product[name] = piece[name];
        }
    }
    return product;
}

/** Turn what `pos.session._ic_pack` made back into rows of product.template and product.product. */
export function unpack({ common, names, rows }) {
    const templates = [];
    const products = [];
    for (const values of rows) {
        const piece = { ...common };
        for (let index = 0; index < names.length; index++) {
            if (values[index] !== null) {
                piece[names[index]] = values[index];
            }
        }
        piece.display_name = piece.name;
        templates.push(piece);
        products.push(productOf(piece));
    }
    return { templates, products };
}

patch(PosData.prototype, {
    /** Ask for the pieces packed: a fifth of the bytes. */
    async loadInitialData() {
        const orm = this.orm;
        this.orm = Object.create(orm);
        this.orm.call = async (model, method, args, kwargs = {}) => {
            if (method !== "load_data") {
                return orm.call(model, method, args, kwargs);
            }
            const context = { ...kwargs.context, ic_pack: true };
            const data = await orm.call(model, method, args, { ...kwargs, context });
            const packed = data["ic.packed"];
            if (packed) {
                delete data["ic.packed"];
                const { templates, products } = unpack(packed);
                data["product.template"] = data["product.template"].concat(templates);
                data["product.product"] = data["product.product"].concat(products);
            }
            return data;
        };
        try {
            return await super.loadInitialData(...arguments);
        } finally {
            this.orm = orm;
        }
    },
});
