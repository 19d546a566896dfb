import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime } from "@web/core/l10n/dates";

/** Tells the buyer on the payment page until when the goods are reserved, counts down, and says when it has ended. */
export class Reservation extends Interaction {
    static selector = ".ic-hold";

    setup() {
        // Seconds left as the server counts them: clocks of visitors are often wrong.
        this.asked = 0;
        this.setEnd(Number(this.el.dataset.seconds), this.el.dataset.until);
    }

    start() {
        this.tick();
    }

    setEnd(seconds, until) {
        this.end = performance.now() + seconds * 1000;
        const time = deserializeDateTime(until).toLocaleString({ hour: "numeric", minute: "2-digit" });
        this.el.querySelector(".ic-hold__until").textContent = " " + _t("until %s", time);
    }

    tick() {
        const left = Math.max(0, Math.ceil((this.end - performance.now()) / 1000));
        const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
        this.el.querySelector(".ic-hold__clock").textContent = left ? text : "";
        this.el.classList.toggle("ic-hold--soon", left > 0 && left <= 60);
        if (left) {
            this.waitForTimeout(() => this.tick(), 1000);
        } else {
            this.ask();
        }
    }

    async ask() {
        let answer;
        try {
            answer = await this.waitFor(rpc("/shop/payment/reservation", {}, { silent: true }));
        } catch {
            this.waitForTimeout(() => this.ask(), 5000);
            return;
        }
        if (answer.state === "reserved") {
            // A payment that was tried meanwhile, here or in another tab, has renewed it.
            this.setEnd(answer.seconds, answer.until);
            this.show("live");
            this.tick();
            return;
        }
        if (answer.pieces) {
            this.el.querySelector(".ic-hold__pieces").textContent = answer.pieces;
        }
        this.show(answer.state);
        // What was true a moment ago may not be any more: ask on for as long as somebody may be reading this.
        this.asked += 1;
        if (this.asked < 60) {
            this.waitForTimeout(() => this.ask(), 10000);
        }
    }

    show(current) {
        for (const state of ["live", "free", "gone"]) {
            this.el.querySelector(`.ic-hold__${state}`).hidden = state !== current;
        }
        this.el.classList.toggle("ic-hold--ended", current !== "live");
        if (current === "gone" || this.stopped) {
            this.stopped = current === "gone";
            for (const button of document.querySelectorAll("[name='o_payment_submit_button']")) {
                button.disabled = this.stopped;
            }
        }
    }
}

/** Shows the page of a piece anew when the purchase of somebody else has ended one way or the other. */
export class ReservedElsewhere extends Interaction {
    static selector = ".ic-notice--hold";

    start() {
        const end = new Date(this.el.dataset.until + "Z").getTime();
        const wait = Math.min(Math.max(end - Date.now(), 0) + 1500, 30 * 60 * 1000);
        this.waitForTimeout(() => this.reload(), wait);
    }

    reload() {
        const typing = document.querySelector(".ic-inquiry textarea")?.value;
        if (!typing) {
            window.location.reload();
        }
    }
}

registry.category("public.interactions").add("ic_storefront.reservation", Reservation);
registry.category("public.interactions").add("ic_storefront.reserved_elsewhere", ReservedElsewhere);
