import { RAW_SYMBOL, STORE_SYMBOL } from "@point_of_sale/app/models/related_models/utils";
import { PosData } from "@point_of_sale/app/services/data_service";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";
import { toRaw } from "@odoo/owl";

const MANY = ["product.template", "product.product"];
// The browser's own copy is written when the cashier can work already.
const WRITE_AFTER = 1500;

/** Part the rows of pieces without attributes, and of their products, from all other rows. */
function partPieces(data) {
    const [templates, products] = MANY;
    const lean = (data[templates] || []).filter((row) => row.ic_category && !row.attribute_line_ids?.length);
    const known = new Set(lean.map((row) => row.id));
    const isPiece = { [templates]: (row) => known.has(row.id), [products]: (row) => known.has(row.product_tmpl_id) };
    const pieces = {};
    const rest = { ...data };
    for (const name of MANY.filter((name) => data[name])) {
        pieces[name] = data[name].filter(isPiece[name]);
        rest[name] = data[name].filter((row) => !isPiece[name](row));
    }
    return [pieces, rest];
}

/** Loading many products at once, while nobody looks at them yet. */
patch(PosData.prototype, {
    /**
     * Pieces first, into the bare store: without an observer there is nobody to tell of each record. Other goods may
     * have attributes and combos, which stand in other models: they are loaded together with those, as ever.
     */
    async initData() {
        const models = toRaw(this.models);
        const load = models.loadConnectedData;
        models.loadConnectedData = (data, modelsToLoad) => {
            const [pieces, rest] = partPieces(data);
            const loaded = this._icLoadQuietly(models, load, pieces, modelsToLoad);
            const other = load.call(this.models, rest, modelsToLoad);
            for (const [name, records] of Object.entries(loaded)) {
                other[name] = [...records, ...(other[name] || [])];
            }
            return other;
        };
        try {
            return await super.initData(...arguments);
        } finally {
            delete models.loadConnectedData;
        }
    },

    _icLoadQuietly(models, load, data, modelsToLoad) {
        const owners = [models, ...Object.keys(data).map((name) => toRaw(models[name]))];
        const observed = models[STORE_SYMBOL];
        for (const owner of owners) {
            owner[STORE_SYMBOL] = toRaw(observed);
        }
        try {
            const loaded = load.call(models, data, modelsToLoad);
            for (const record of Object.values(loaded).flat()) {
                record[STORE_SYMBOL] = observed;
            }
            return loaded;
        } finally {
            for (const owner of owners) {
                owner[STORE_SYMBOL] = observed;
            }
        }
    },

    async loadInitialData() {
        this._icStarting = true;
        try {
            return await super.loadInitialData(...arguments);
        } finally {
            this._icStarting = false;
        }
    },

    /**
     * What the server sent goes into the browser's own database when the terminal is up. The date of the data, which
     * stands in pos.config, goes last: a copy that was cut short is then not taken for a whole one.
     */
    async synchronizeServerDataInIndexedDB(serverData = {}) {
        if (!this._icStarting) {
            return super.synchronizeServerDataInIndexedDB(...arguments);
        }
        const { "pos.config": config, ...rest } = serverData;
        const rows = Object.entries(rest).filter(([, values]) => values?.length);
        await new Promise((resolve) => setTimeout(resolve, WRITE_AFTER));
        for (const [model, values] of [...rows, ["pos.config", config]]) {
            await this.indexedDB.create(model, values);
        }
    },
});

patch(PosStore.prototype, {
    /** Variants are looked at one by one; where there are none, that is twenty thousand looks for nothing. */
    async processProductAttributes() {
        const variants = toRaw(this.models["product.product"][STORE_SYMBOL]).getRecordsMap("product.product");
        for (const variant of variants.values()) {
            if (variant[RAW_SYMBOL].product_template_variant_value_ids?.size) {
                return super.processProductAttributes(...arguments);
            }
        }
        this.productAttributesExclusion = this.computeProductAttributesExclusion();
    },
});
