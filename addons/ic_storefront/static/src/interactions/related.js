import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

// How long before it comes into view it is asked for.
const AHEAD = "800px 0px";

/**
 * Fetches what stands below the page of a piece when a visitor comes near it. Without it, and where the answer does not
 * come, the link leads to more pieces.
 */
export class Related extends Interaction {
    static selector = ".ic-related[data-related]";

    start() {
        const observer = new IntersectionObserver(
            (entries) => {
                if (entries.some((entry) => entry.isIntersecting)) {
                    observer.disconnect();
                    this.load();
                }
            },
            { rootMargin: AHEAD }
        );
        observer.observe(this.el);
        this.registerCleanup(() => observer.disconnect());
    }

    async load() {
        try {
            const response = await this.waitFor(fetch(this.el.dataset.related));
            if (response.ok) {
                const cards = await this.waitFor(response.text());
                this.el.querySelector(".ic-related__pieces").innerHTML = cards;
            }
        } catch {
            // The link is there.
        }
    }
}

registry.category("public.interactions").add("ic_storefront.related", Related);
