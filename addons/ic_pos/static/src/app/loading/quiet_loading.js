import { RAW_SYMBOL, STORE_SYMBOL } from "@point_of_sale/app/models/related_models/utils";
import { PosData } from "@point_of_sale/app/services/data_service";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";
import { toRaw } from "@odoo/owl";

const MANY = ["product.template", "product.product"];
// The browser's own copy is written when the cashier can work already.
const WRITE_AFTER = 1500;

/** Loading many products at once, while nobody looks at them yet. */
patch(PosData.prototype, {
    /** Products first, into the bare store: without an observer there is nobody to tell of each record. */
    async initData() {
        const models = toRaw(this.models);
        const load = models.loadConnectedData;
        models.loadConnectedData = (data, modelsToLoad) => {
            const many = Object.fromEntries(MANY.filter((name) => data[name]).map((name) => [name, data[name]]));
            const rest = { ...data };
            for (const name of MANY) {
                delete rest[name];
            }
            return {
                ...this._icLoadQuietly(models, load, many, modelsToLoad),
                ...load.call(this.models, rest, modelsToLoad),
            };
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
