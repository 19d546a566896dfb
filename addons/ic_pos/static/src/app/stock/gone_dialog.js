import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

/** Names the pieces that cannot be sold and where they went; each leaves the order with one click. */
export class GoneDialog extends Component {
    static template = "ic_pos.GoneDialog";
    static components = { Dialog };
    static props = {
        pieces: Array,
        offline: { type: Boolean, optional: true },
        unpriced: { type: Boolean, optional: true },
        remove: Function,
        priceAgain: { type: Function, optional: true },
        close: Function,
    };

    setup() {
        this.state = useState({ pieces: [...this.props.pieces] });
    }

    get title() {
        if (this.props.offline) {
            return _t("This terminal is offline");
        }
        if (this.props.unpriced) {
            return _t("Price on request");
        }
        if (this.onlyPrices) {
            return _t("The price has moved");
        }
        return this.props.pieces.length > 1 ? _t("These pieces cannot be sold") : _t("This piece cannot be sold");
    }

    /** Nothing is gone: the pieces can be had, at another price. */
    get onlyPrices() {
        return this.state.pieces.every((piece) => piece.again);
    }

    async priceAgain() {
        await this.props.priceAgain(this.state.pieces.filter((piece) => piece.again).map((piece) => piece.line));
        this.state.pieces = this.state.pieces.filter((piece) => !piece.again);
        if (!this.state.pieces.length) {
            this.props.close();
        }
    }

    remove(piece) {
        this.props.remove([piece.product_id]);
        this.state.pieces = this.state.pieces.filter((other) => other.product_id !== piece.product_id);
        if (!this.state.pieces.length) {
            this.props.close();
        }
    }

    removeAll() {
        this.props.remove(this.state.pieces.map((piece) => piece.product_id));
        this.props.close();
    }
}
