import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const APP = "ic_inventory_luxury.menu_root";
const SEARCH = ".o_searchview_input";

/**
 * A scan anywhere in Inventory Connect opens the piece. Odoo's barcode service tells bursts of keys from typing and
 * leaves fields alone; the search box, which has the focus in every list, is the one field where a scan counts as well.
 */
export const scanService = {
    dependencies: ["action", "barcode", "menu", "notification", "orm"],

    start(env, { action, barcode, menu, notification, orm }) {
        let claims = 0;

        document.addEventListener("focusin", (ev) => {
            if (ev.target.matches?.(SEARCH) && menu.getCurrentApp()?.xmlid === APP) {
                ev.target.dataset.enableBarcode = "true";
            }
        });

        async function onScan({ barcode: code, target }) {
            if (claims || menu.getCurrentApp()?.xmlid !== APP || document.querySelector(".modal.show, .o_dialog")) {
                return;
            }
            const searching = target?.matches?.(SEARCH);
            const found = await orm.silent.call("product.template", "ic_scan", [code]);
            if (found.ids.length) {
                await action.doAction(await orm.call("product.template", "ic_open_scanned", [found.ids]));
            } else if (!searching) {
                // In the search box it was a word somebody typed: the list answers that.
                notification.add(_t("No piece carries this code: %s", found.code), {
                    title: _t("Unknown code"),
                    type: "warning",
                });
            }
        }

        barcode.bus.addEventListener("barcode_scanned", (ev) => onScan(ev.detail));

        return {
            /** Keep scans for yourself until the returned function is called. */
            claim() {
                claims++;
                return () => claims--;
            },
        };
    },
};

registry.category("services").add("ic_scan", scanService);
