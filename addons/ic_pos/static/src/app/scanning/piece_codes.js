/** Codes on our labels and what they stand for. The same rules as `product.template._ic_scanned` on the server. */

const QR = /^https?:\/\/[^/]+\/p\/([^?#]+)/i;

/** Return the bare SKU, serial or barcode of what was scanned, and whether it came from a QR code of ours. */
export function readCode(scanned) {
    // eslint-disable-next-line no-control-regex
    const text = String(scanned || "").replace(/[\x00-\x1f\x7f]/g, "").trim();
    const match = QR.exec(text);
    if (!match) {
        return { code: text, ours: false };
    }
    try {
        return { code: decodeURIComponent(match[1]).trim(), ours: true };
    } catch {
        return { code: match[1].trim(), ours: true };
    }
}

/** Pieces by what a scanner reads off them. Letters count as they are first, then without regard to capitals. */
export class PieceCodes {
    constructor() {
        this.exact = new Map();
        this.folded = new Map();
    }

    add(id, codes) {
        for (const code of codes) {
            const text = (code || "").trim();
            if (text) {
                this._put(this.exact, text, id);
                this._put(this.folded, text.toUpperCase(), id);
            }
        }
    }

    _put(map, key, id) {
        const ids = map.get(key);
        if (!ids) {
            map.set(key, [id]);
        } else if (!ids.includes(id)) {
            ids.push(id);
        }
    }

    find(code) {
        return this.exact.get(code) || this.folded.get(code.toUpperCase()) || [];
    }
}
