import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { ZoomStage } from "@ic_storefront/interactions/zoom_stage";

/** Shows the photos of a piece over the page: arrows, keys, swipe, zoom. Without it a photo opens as a picture file. */
export class Lightbox extends Interaction {
    static selector = ".ic-gallery__set";
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
        this.button(bar, "zoom", "+", _t("Zoom in or out"), () => this.stage.toggle());
        this.button(box, "close", "×", _t("Close"), () => box.close());
        this.stage = new ZoomStage(stage, {
            listen: (el, name, run, options) => this.addListener(el, name, run, options),
            onSwipe: (step) => this.move(step),
            onDismiss: () => box.close(),
            onZoom: (zoomed) => box.classList.toggle("ic-lightbox--zoomed", zoomed),
        });
        this.addListener(box, "keydown", (ev) => this.onKeydown(ev));
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
        this.stage.reset();
        img.src = this.large(this.place);
        img.alt = links[this.place].querySelector("img").alt;
        this.box.querySelector(".ic-lightbox__count").textContent = `${this.place + 1} / ${links.length}`;
        for (const step of [1, -1]) {
            new Image().src = this.large((this.place + step + links.length) % links.length);
        }
    }

    /** The address of the largest picture, as WebP where the browser has just shown one. */
    large(place) {
        const takesWebp = this.links.some((link) => link.querySelector("img").currentSrc.endsWith(".webp"));
        const { dataset, href } = this.links[place];
        return (takesWebp && dataset.webp) || href;
    }

    move(step) {
        if (this.links.length > 1) {
            this.place = (this.place + step + this.links.length) % this.links.length;
            this.show();
        }
    }

    onKeydown(ev) {
        const run = {
            ArrowLeft: () => this.move(-1),
            ArrowRight: () => this.move(1),
            "+": () => this.stage.zoomBy(1.5),
            "=": () => this.stage.zoomBy(1.5),
            "-": () => this.stage.zoomBy(1 / 1.5),
            0: () => this.stage.reset(),
        }[ev.key];
        if (run) {
            ev.preventDefault();
            run();
        }
    }
}

registry.category("public.interactions").add("ic_storefront.lightbox", Lightbox);
