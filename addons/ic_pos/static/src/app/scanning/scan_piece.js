import { RAW_SYMBOL, STORE_SYMBOL } from "@point_of_sale/app/models/related_models/utils";
import { SelectionPopup } from "@point_of_sale/app/components/popups/selection_popup/selection_popup";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { toRaw } from "@odoo/owl";
import { PieceCodes, readCode } from "./piece_codes";

/** Scanning a piece by SKU, serial, barcode or our QR code: first among what is loaded, then at the server. */
patch(PosStore.prototype, {
    async afterProcessServerData() {
        this.models["product.template"].addEventListener("create", () => (this._icCodes = undefined));
        this.barcodeReader && (this.barcodeReader.icScanPiece = (code) => this.icScanPiece(code));
        return super.afterProcessServerData(...arguments);
    },

    get __icCodes__() {
        if (!this._icCodes) {
            this._icCodes = new PieceCodes();
            const pieces = toRaw(this.models["product.template"][STORE_SYMBOL]).getRecordsMap("product.template");
            for (const [id, record] of pieces) {
                const raw = record[RAW_SYMBOL];
                if (raw.ic_category) {
                    this._icCodes.add(id, [raw.default_code, raw.ic_serial, raw.barcode]);
                }
            }
        }
        return this._icCodes;
    },

    /** @returns {Promise<boolean>} true: it was a piece, and the cashier has been told what became of the scan */
    async icScanPiece(scanned) {
        if (this.router.state.current !== "ProductScreen") {
            return false;
        }
        const { code, ours } = readCode(scanned);
        if (!code) {
            return false;
        }
        // A terminal forgets records, too: what it does not have any more is asked for like what it never had.
        const known = this.__icCodes__.find(code).filter((id) => this.models["product.template"].get(id));
        if (known.length) {
            await this._icAddScanned(known);
            return true;
        }
        return this._icIsOrdinary(code) ? false : await this._icAskServer(code, ours);
    },

    _icIsOrdinary(code) {
        return Boolean(
            this.models["product.product"].getBy("barcode", code) || this.models["product.uom"].getBy("barcode", code)
        );
    },

    async _icAskServer(code, ours) {
        let answer;
        try {
            answer = await this.data.call("product.template", "ic_till_scan", [this.config.id, code]);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            if (ours) {
                this._icSay(code, _t("This terminal is offline and does not know the piece: it cannot be sold here."));
            }
            return ours;
        }
        if (answer.state === "found") {
            await this.loadNewProducts([["id", "in", answer.ids]]);
            const loaded = answer.ids.filter((id) => this.models["product.template"].get(id));
            if (loaded.length) {
                await this._icAddScanned(loaded);
                return true;
            }
        } else if (answer.state === "gone") {
            this._icSay(answer.name, answer.where);
            return true;
        } else if (ours) {
            this._icSay(code, _t("No piece of this store carries this code."));
            return true;
        }
        return false;
    },

    _icSay(title, body) {
        this.sound.play("error");
        this.dialog.add(AlertDialog, { title, body });
    },

    async _icAddScanned(ids) {
        const piece = ids.length === 1 ? this.models["product.template"].get(ids[0]) : await this._icChoose(ids);
        if (!piece) {
            return;
        }
        if (piece.tracking === "serial" && this._icIsInOrder(piece)) {
            this.notification.add(_t("%s is in this order already.", piece.name), { type: "info" });
            return;
        }
        if (piece.ic_status !== "available" && !piece.icGone) {
            const status = piece.icWhere || _t("Not available any more");
            this._icSay(piece.name, status);
            return;
        }
        this.searchProductWord = "";
        await this.addLineToCurrentOrder({ product_tmpl_id: piece }, {});
    },

    _icIsInOrder(piece) {
        return this.getOrder()?.lines.some((line) => line.product_id?.product_tmpl_id?.id === piece.id && line.qty > 0);
    },

    async _icChoose(ids) {
        const pieces = ids.map((id) => this.models["product.template"].get(id));
        return makeAwaitable(this.dialog, SelectionPopup, {
            title: _t("Which piece?"),
            list: pieces.map((piece) => ({
                id: piece.id,
                label: [piece.name, piece.default_code].filter(Boolean).join(" · "),
                item: piece,
            })),
        });
    },
});

patch(BarcodeReader.prototype, {
    /** Pieces come before the rules for other barcodes: a serial may look like one of them. */
    async _scan(code) {
        if (code && !this.exclusiveCbMap && (await this.icScanPiece?.(code))) {
            return;
        }
        return super._scan(...arguments);
    },
});
