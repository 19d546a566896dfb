import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";

const ZOOM = 2.5;
const SWIPE = 50;

/** Shows the photos of a piece over the page: arrows, swipe, zoom. Without it, a photo opens as a picture file. */
export class Lightbox extends Interaction {
    static selector = ".ic-gallery";
    dynamicContent = {
        ".ic-gallery__link": { "t-on-click.prevent": this.onOpen },
    };

    setup() {
        this.place = 0;
    }

    get links() {
        return [...this.el.querySelectorAll(".ic-gallery__link")];
    }

    onOpen(ev) {
        this.place = this.links.indexOf(ev.currentTarget);
        this.box ||= this.makeBox();
        this.show();
        this.box.showModal();
    }

    makeBox() {
        const box = document.createElement("dialog");
        box.className = "ic-lightbox";
        box.classList.toggle("ic-lightbox--single", this.links.length < 2);
        box.setAttribute("aria-label", _t("Photos"));
        const stage = this.part(box, "div", "stage");
        stage.append(document.createElement("img"));
        const bar = this.part(box, "div", "bar");
        this.button(bar, "previous", "←", _t("Previous photo"), () => this.move(-1));
        this.part(bar, "span", "count").setAttribute("aria-live", "polite");
        this.button(bar, "next", "→", _t("Next photo"), () => this.move(1));
        this.button(box, "close", "×", _t("Close"), () => box.close());
        this.addListener(box, "keydown", (ev) => this.onKeydown(ev));
        this.addListener(stage, "pointerdown", (ev) => (this.start = { x: ev.clientX, y: ev.clientY }));
        this.addListener(stage, "pointerup", (ev) => this.onRelease(ev));
        this.addListener(stage, "pointermove", (ev) => this.onPan(ev));
        this.insert(box, document.body);
        return box;
    }

    part(parent, tag, name) {
        const el = document.createElement(tag);
        el.className = `ic-lightbox__${name}`;
        parent.append(el);
        return el;
    }

    button(parent, name, sign, title, run) {
        const button = this.part(parent, "button", name);
        Object.assign(button, { type: "button", textContent: sign, title });
        button.setAttribute("aria-label", title);
        this.addListener(button, "click", run);
    }

    show() {
        const { links } = this;
        const img = this.box.querySelector("img");
        this.zoom(false);
        img.src = links[this.place].href;
        img.alt = links[this.place].querySelector("img").alt;
        this.box.querySelector(".ic-lightbox__count").textContent = `${this.place + 1} / ${links.length}`;
    }

    move(step) {
        this.place = (this.place + step + this.links.length) % this.links.length;
        this.show();
    }

    zoom(on, ev) {
        const img = this.box.querySelector("img");
        this.box.classList.toggle("ic-lightbox--zoomed", on);
        img.style.transform = on ? `scale(${ZOOM})` : "";
        if (on) {
            this.onPan(ev);
        }
    }

    onPan(ev) {
        if (this.box.classList.contains("ic-lightbox--zoomed")) {
            const x = (100 * ev.clientX) / window.innerWidth;
            const y = (100 * ev.clientY) / window.innerHeight;
            this.box.querySelector("img").style.transformOrigin = `${x}% ${y}%`;
        }
    }

    onRelease(ev) {
        const zoomed = this.box.classList.contains("ic-lightbox--zoomed");
        const moved = this.start ? ev.clientX - this.start.x : 0;
        if (!zoomed && Math.abs(moved) > SWIPE) {
            this.move(moved < 0 ? 1 : -1);
        } else if (Math.abs(moved) < 10) {
            this.zoom(!zoomed, ev);
        }
    }

    onKeydown(ev) {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[ev.key];
        if (step && this.links.length > 1) {
            ev.preventDefault();
            this.move(step);
        }
    }
}

registry.category("public.interactions").add("ic_storefront.lightbox", Lightbox);
