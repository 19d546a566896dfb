import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";

/** Sends the inquiry form of a piece and shows the answer in its place. */
export class Inquiry extends Interaction {
    static selector = ".ic-inquiry";
    dynamicContent = {
        ".ic-inquiry__form": { "t-on-submit.prevent": this.locked(this.onSubmit, true) },
    };

    async onSubmit(ev) {
        const form = ev.currentTarget;
        const values = Object.fromEntries(new FormData(form).entries());
        const url = `/shop/piece/${form.dataset.pieceId}/inquire`;
        let answer;
        try {
            answer = await this.waitFor(rpc(url, values, { silent: true }));
        } catch {
            answer = { error: _t("Your message could not be sent. Please try again in a moment.") };
        }
        if (answer.error) {
            this.showError(form, answer);
        } else {
            form.hidden = true;
            const thanks = this.el.querySelector(".ic-inquiry__thanks");
            thanks.hidden = false;
            thanks.scrollIntoView({ block: "center", behavior: "instant" });
        }
    }

    showError(form, answer) {
        const error = form.querySelector(".ic-inquiry__error");
        error.textContent = answer.error;
        error.hidden = false;
        for (const input of form.elements) {
            input.classList?.toggle("is-invalid", Boolean(input.name) && input.name === answer.field);
        }
        const input = form.elements[answer.field];
        const place = input?.closest("label") || form.querySelector("button");
        place.insertAdjacentElement(input ? "afterend" : "beforebegin", error);
        input?.focus();
    }
}

registry.category("public.interactions").add("ic_storefront.inquiry", Inquiry);
