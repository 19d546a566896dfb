import { PosStore } from "@point_of_sale/app/services/pos_store";
import { _t } from "@web/core/l10n/translation";
import { debounce } from "@web/core/utils/timing";
import { patch } from "@web/core/utils/patch";

// A terminal that was switched off with a piece in its basket is forgotten after a while.
const FORGET_AFTER = 30 * 60 * 1000;

/** The soft hint: "in a basket at Till 2". It informs the others and blocks nobody. */
patch(PosStore.prototype, {
    async setup() {
        this.icBaskets = new Map(); // other terminal -> {name, ids: Set, heard}
        this.icTellBasket = debounce(() => this._icTellBasket(), 400);
        await super.setup(...arguments);
    },

    async afterProcessServerData() {
        this.data.connectWebSocket("IC_BASKET", (message) => this.icOnBasket(message));
        for (const event of ["create", "delete"]) {
            this.models["pos.order.line"].addEventListener(event, () => this.icTellBasket());
        }
        this.models["pos.order"].addEventListener("update", () => this.icTellBasket());
        const result = await super.afterProcessServerData(...arguments);
        this._icTellBasket({ ask: true });
        return result;
    },

    icBasketIds() {
        const lines = this.models["pos.order"]
            .filter((order) => order.state === "draft")
            .flatMap((order) => order.lines);
        const pieces = lines.filter((line) => line.qty > 0 && this._icIsFollowed(line.product_id?.product_tmpl_id));
        return [...new Set(pieces.map((line) => line.product_id.product_tmpl_id.id))].sort((a, b) => a - b);
    },

    async _icTellBasket({ ask = false } = {}) {
        const ids = this.icBasketIds();
        const key = ids.join();
        if (this.data.network.offline || (!ask && key === this._icBasketTold)) {
            return;
        }
        this._icBasketTold = key;
        await this.data.silentCall("pos.config", "ic_tell_basket", [
            [this.config.id],
            this.device.identifier,
            ids,
            ask,
        ]);
    },

    icOnBasket({ config_id, device, name, ids, ask }) {
        if (config_id === this.config.id && device === this.device.identifier) {
            return;
        }
        const before = this.icBaskets.get(`${config_id}-${device}`)?.ids || new Set();
        this.icBaskets.set(`${config_id}-${device}`, { name, ids: new Set(ids), heard: Date.now() });
        for (const id of new Set([...before, ...ids])) {
            this._icShowBasket(id);
        }
        if (ask && this.icBasketIds().length) {
            this._icBasketTold = undefined;
            this.icTellBasket();
        }
    },

    _icShowBasket(templateId) {
        const template = this.models["product.template"].get(templateId);
        if (!template) {
            return;
        }
        const names = [...this.icBaskets.values()]
            .filter((basket) => basket.ids.has(templateId) && Date.now() - basket.heard < FORGET_AFTER)
            .map((basket) => basket.name);
        template.icBasket = names.length ? _t("In a basket at %s", [...new Set(names)].join(", ")) : "";
    },
});
