import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";

/**
 * Sends an inquiry form and shows the answer in its place. Without it the form is sent like any other, and the answer
 * is a page.
 */
export class Inquiry extends Interaction {
    static selector = ".ic-inquiry";
    dynamicContent = {
        // Links elsewhere on the page that lead to the form open it, also in browsers that would not.
        _document: { "t-on-click": this.onClick },
        ".ic-inquiry__form": { "t-on-submit.prevent": this.locked(this.onSubmit, true) },
    };

    setup() {
        // The browser's own words stand in for ours only where there is no script.
        this.el.querySelector(".ic-inquiry__form")?.setAttribute("novalidate", "novalidate");
    }

    onClick(ev) {
        if (ev.target.closest?.("a[href='#ic-inquiry-form']")) {
            this.el.open = true;
        }
    }

    async onSubmit(ev) {
        const form = ev.currentTarget;
        let answer;
        try {
            answer = await this.waitFor(this.send(form));
        } catch {
            answer = { error: _t("Your message could not be sent. Please try again in a moment.") };
        }
        if (answer.error) {
            this.showError(form, answer);
            return;
        }
        form.hidden = true;
        const thanks = this.el.querySelector(".ic-inquiry__thanks");
        thanks.hidden = false;
        thanks.scrollIntoView({ block: "center", behavior: "instant" });
    }

    async send(form) {
        const response = await fetch(form.getAttribute("action"), {
            method: "POST",
            body: new FormData(form),
            headers: { Accept: "application/json" },
        });
        if (!response.ok) {
            throw new Error(response.statusText);
        }
        return response.json();
    }

    showError(form, answer) {
        if (answer.stamp) {
            form.elements.stamp.value = answer.stamp;
        }
        const error = form.querySelector(".ic-inquiry__error");
        error.textContent = answer.error;
        error.hidden = false;
        for (const input of form.elements) {
            input.classList?.toggle("is-invalid", Boolean(input.name) && input.name === answer.field);
        }
        const input = answer.field && form.elements[answer.field];
        const place = input?.closest("label") || form.querySelector("button");
        place.insertAdjacentElement(input ? "afterend" : "beforebegin", error);
        input?.focus();
    }
}

registry.category("public.interactions").add("ic_storefront.inquiry", Inquiry);
