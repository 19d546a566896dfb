import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const APP = "ic_inventory_luxury.menu_root";
const SEARCH = ".o_searchview_input";

/**
 * A scan anywhere in Inventory Connect opens the piece. Odoo's barcode service tells bursts of keys from typing and
 * leaves fields alone. In every list the search box has the focus: there the code is read from the box on Enter,
 * whatever typed it, and a search goes its usual way unless it is exactly the code of one piece.
 */
export const scanService = {
    dependencies: ["action", "barcode", "menu", "notification", "orm"],

    start(env, { action, barcode, menu, notification, orm }) {
        let claims = 0;

        function here() {
            return !claims && menu.getCurrentApp()?.xmlid === APP && !document.querySelector(".modal.show, .o_dialog");
        }

        async function onScan(code) {
            if (!here()) {
                return;
            }
            const found = await orm.silent.call("product.template", "ic_scan", [code]);
            if (found.ids.length) {
                await action.doAction(await orm.call("product.template", "ic_open_scanned", [found.ids]));
            } else {
                notification.add(_t("No piece carries this code: %s", found.code), {
                    title: _t("Unknown code"),
                    type: "warning",
                });
            }
        }

        async function onSearch(text) {
            if (!here() || text.length < 3 || /\s/.test(text)) {
                return;
            }
            const found = await orm.silent.call("product.template", "ic_scan", [text]);
            if (found.ids.length === 1) {
                await action.doAction(await orm.call("product.template", "ic_open_scanned", [found.ids]));
            }
        }

        document.addEventListener(
            "keydown",
            (ev) => {
                if (ev.key === "Enter" && ev.target.matches?.(SEARCH)) {
                    onSearch(ev.target.value.trim());
                }
            },
            { capture: true }
        );
        barcode.bus.addEventListener("barcode_scanned", (ev) => onScan(ev.detail.barcode));

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
