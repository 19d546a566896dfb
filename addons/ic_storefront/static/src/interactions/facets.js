import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const DESK = "(min-width: 992px)";

/**
 * On a desk a tick filters at once; on a phone the drawer waits for its button. What is not filled in does not get
 * into the address. Without this script the form works as well, with its button.
 */
export class Facets extends Interaction {
    static selector = ".ic-facets";
    dynamicSelectors = {
        ...this.dynamicSelectors,
        _document: () => this.el.ownerDocument,
    };
    dynamicContent = {
        _root: { "t-att-class": () => ({ "ic-facets--live": true }) },
        ".ic-facets__panel": {
            "t-on-change": this.onChange,
            "t-on-submit": this.onSubmit,
        },
        _document: { "t-on-keydown": this.onKeydown },
    };

    onChange(ev) {
        if (window.matchMedia(DESK).matches && ev.target.type !== "text") {
            ev.currentTarget.requestSubmit();
        }
    }

    onSubmit(ev) {
        ev.preventDefault();
        const form = ev.currentTarget;
        const params = new Map();
        for (const [name, value] of new FormData(form)) {
            if (value.trim()) {
                params.set(name, [...(params.get(name) || []), value.trim()]);
            }
        }
        const query = [...params].map(
            ([name, values]) => `${name}=${values.map(encodeURIComponent).join(",")}`
        );
        form.classList.add("ic-facets__panel--busy");
        window.location.assign(form.getAttribute("action") + (query.length ? `?${query.join("&")}` : ""));
    }

    onKeydown(ev) {
        const opener = this.el.querySelector(".ic-facets__switch");
        if (ev.key === "Escape" && opener.checked) {
            opener.checked = false;
            opener.focus();
        }
    }
}

registry.category("public.interactions").add("ic_storefront.facets", Facets);
