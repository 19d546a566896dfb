import { Component, onWillStart, useState } from "@odoo/owl";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { Dialog } from "@web/core/dialog/dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** All there is to say about a piece across the counter. Offline it shows what the card knows. */
export class PieceInfo extends Component {
    static template = "ic_pos.PieceInfo";
    static components = { Dialog };
    static props = { piece: Object, close: Function };

    setup() {
        this.pos = usePos();
        this.state = useState({ facts: [], photos: [], text: "", place: "", consignor: "", shown: 0, offline: false });
        onWillStart(() => this.load());
    }

    async load() {
        try {
            const info = await this.pos.data.call("product.template", "ic_till_info", [
                [this.props.piece.id],
                this.pos.config.id,
            ]);
            Object.assign(this.state, info);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.state.offline = true;
            this.state.photos = this.props.piece.image_128 ? [this.props.piece.getImageUrl()] : [];
        }
    }

    get isGone() {
        return this.props.piece.icGone && !this.props.piece.icLeased;
    }

    get words() {
        return this.isGone ? this.props.piece.icWhere : this.props.piece.icBasket;
    }

    /** By which price of the metal, when the price follows one. */
    get priceWords() {
        const at = this.props.piece.ic_till_at;
        if (!at) {
            return "";
        }
        return _t("Follows the metal: price of %s", formatDateTime(deserializeDateTime(at))).toString();
    }

    async add() {
        this.props.close();
        await this.pos.addLineToCurrentOrder({ product_tmpl_id: this.props.piece }, {});
    }
}

patch(PosStore.prototype, {
    /** A piece is described by what it is, not by warehouses, suppliers and margins. */
    async onProductInfoClick(productTemplate) {
        if (productTemplate.ic_category) {
            this.dialog.add(PieceInfo, { piece: productTemplate });
            return;
        }
        return super.onProductInfoClick(...arguments);
    },
});
