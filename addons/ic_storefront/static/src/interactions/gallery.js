import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** Moves the strip of pictures: arrows, thumbnails, keys; says which picture is in view. It scrolls without this, too. */
export class Gallery extends Interaction {
    static selector = ".ic-gallery__set";
    dynamicContent = {
        ".ic-gallery__track": { "t-on-scroll": this.debounced(this.onScroll, 60), "t-on-keydown": this.onKeydown },
        ".ic-gallery__thumb": { "t-on-click.prevent": this.onThumb },
        ".ic-gallery__arrow--previous": { "t-on-click": () => this.go(this.place - 1) },
        ".ic-gallery__arrow--next": { "t-on-click": () => this.go(this.place + 1) },
    };

    setup() {
        this.track = this.el.querySelector(".ic-gallery__track");
        this.thumbs = [...this.el.querySelectorAll(".ic-gallery__thumb")];
        this.place = 0;
    }

    start() {
        for (const arrow of this.el.querySelectorAll(".ic-gallery__arrow")) {
            arrow.hidden = false;
        }
    }

    get count() {
        return this.track.children.length;
    }

    go(place) {
        this.place = (place + this.count) % this.count;
        this.track.scrollTo({ left: this.place * this.track.clientWidth });
        this.mark();
    }

    onThumb(ev) {
        this.go(this.thumbs.indexOf(ev.currentTarget));
    }

    onKeydown(ev) {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[ev.key];
        if (step && this.count > 1) {
            ev.preventDefault();
            this.go(this.place + step);
            this.track.children[this.place].querySelector("a")?.focus({ preventScroll: true });
        }
    }

    onScroll() {
        this.place = Math.round(this.track.scrollLeft / (this.track.clientWidth || 1));
        this.mark();
    }

    mark() {
        const place = this.el.querySelector(".ic-gallery__place");
        if (place) {
            place.textContent = this.place + 1;
        }
        for (const [index, thumb] of this.thumbs.entries()) {
            thumb.toggleAttribute("aria-current", index === this.place);
            if (index === this.place) {
                thumb.setAttribute("aria-current", "true");
                const list = thumb.parentElement;
                list.scrollTop = thumb.offsetTop - list.offsetTop - (list.clientHeight - thumb.clientHeight) / 2;
                list.scrollLeft = thumb.offsetLeft - list.offsetLeft - (list.clientWidth - thumb.clientWidth) / 2;
            }
        }
    }
}

registry.category("public.interactions").add("ic_storefront.gallery", Gallery);
