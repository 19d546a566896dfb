import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const DESK = "(min-width: 992px)";

/**
 * On a desk a tick filters at once. On a phone the drawer waits for its button, which says how many pieces that will
 * show. What is not filled in does not get into the address. Without this script the form works as well.
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
            "t-on-submit.prevent": this.onSubmit,
        },
        _document: { "t-on-keydown": this.onKeydown },
    };

    setup() {
        this.recount = this.debounced(this.count, 200);
    }

    start() {
        // The sizes of another system were asked for inside the drawer: it stays open.
        if (window.location.hash === "#ic_facets") {
            this.el.querySelector(".ic-facets__switch").checked = true;
        }
        const shelf = document.querySelector(".ic-filter__item.active");
        shelf?.parentElement.scrollTo({ left: shelf.offsetLeft - 60 });
    }

    get address() {
        const form = this.el.querySelector(".ic-facets__panel");
        const params = new Map();
        for (const [name, value] of new FormData(form)) {
            if (value.trim()) {
                params.set(name, [...(params.get(name) || []), value.trim()]);
            }
        }
        const query = [...params].map(
            ([name, values]) => `${name}=${values.map(encodeURIComponent).join(",")}`
        );
        return form.getAttribute("action") + (query.length ? `?${query.join("&")}` : "");
    }

    onChange(ev) {
        if (!window.matchMedia(DESK).matches) {
            this.recount();
        } else if (ev.target.type !== "text") {
            this.onSubmit();
        }
    }

    onSubmit() {
        window.location.assign(this.address);
    }

    /** Puts into the button what it says on the page that it leads to. */
    async count() {
        const page = await this.waitFor(fetch(this.address).then((response) => response.text()));
        const found = new DOMParser().parseFromString(page, "text/html");
        const [button, other] = [this.el, found].map((root) => root.querySelector(".ic-facets__foot button"));
        if (other) {
            button.textContent = other.textContent;
        }
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
