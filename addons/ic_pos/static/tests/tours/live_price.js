/* global posmodel */

import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import { negate, run } from "@point_of_sale/../tests/generic_helpers/utils";
import { registry } from "@web/core/registry";

const CARD = "article.product:contains(Eagle)";
const LINE = ".order-container .orderline:contains(Eagle)";

function eagle() {
    return posmodel.models["product.template"].find((product) => product.name === "Eagle");
}

function check(condition, words) {
    if (!condition) {
        throw new Error(words);
    }
}

const pays = (words) => ({ content: `the line says ${words}`, trigger: `${LINE} .product-price:contains(${words})` });

/** The dealer enters a price of gold; what the server tells its terminals then is asked for, as after a tick. */
const goldCosts = (price) =>
    run(async () => {
        const { orm } = posmodel.data;
        const [entry] = await orm.create("ic.metal.price.entry", [{ metal: "gold", price, is_sure: true }]);
        await orm.call("ic.metal.price.entry", "action_enter", [[entry]]);
        await posmodel.icCheckIn();
    }, `gold costs ${price}`);

registry.category("web_tour.tours").add("ic_pos_live_price", {
    steps: () =>
        [
            Chrome.startPoS(),
            { content: "the price of the moment", trigger: `${CARD} .ic-piece-price:contains(2,100.00)` },
            { content: "take it", trigger: CARD, run: "click" },
            pays("2,100.00"),
            { content: "as of when", trigger: `${LINE} .ic-line-price:contains(Metal price of)` },
            run(async () => {
                const line = posmodel.getOrder().lines[0];
                for (let tries = 0; line.icQuoted !== 1 && tries < 100; tries++) {
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }
                check(line.icQuoted === 1, "the server keeps the price");
            }, "kept"),
            { content: "nothing to price again", trigger: negate(".ic-price-again") },
            goldCosts(2500),
            { content: "the card shows the new price", trigger: `${CARD} .ic-piece-price:contains(2,625.00)` },
            pays("2,100.00"),
            { content: "what it would be now", trigger: `${LINE} .ic-price-again:contains(2,625.00)` },
            { content: "look at it", trigger: `${CARD} .ic-look`, run: "click" },
            { content: "the new price there", trigger: ".ic-piece-info .ic-info-price:contains(2,625.00)" },
            { content: "as of when", trigger: ".ic-piece-info .ic-info-metal:contains(Follows the metal)" },
            { content: "enough", trigger: ".ic-piece-info .btn-secondary", run: "click" },
            { content: "closed", trigger: negate(".modal") },
            { content: "price it again", trigger: `${LINE} .ic-price-again`, run: "click" },
            pays("2,625.00"),
            { content: "up to date", trigger: negate(".ic-price-again") },
            run(async () => {
                const facts = { mark: "none", at: "", reason: "The price of gold is 27.00 hours old" };
                // What the server pushes over the websocket, handed to the terminal as it arrives.
                await posmodel.icApplyPrices([{ ...facts, prices: [[eagle().id, 0, 0]] }]);
            }, "the price becomes too old"),
            { content: "on request", trigger: `${CARD} .ic-piece-price:contains(Price on request)` },
            pays("2,625.00"),
            run(() => posmodel.addLineToCurrentOrder({ product_tmpl_id: eagle() }, {}), "take another"),
            { content: "not at an unknown price", trigger: ".ic-gone-dialog .ic-gone__where:contains(27.00 hours old)" },
            { content: "so be it", trigger: ".modal-footer .btn:contains(Close)", run: "click" },
            { content: "closed", trigger: negate(".ic-gone-dialog") },
            run(() => check(posmodel.getOrder().lines.length === 1, "no line without a price"), "one line"),
            { content: "pay", trigger: ".product-screen .pay-order-button", run: "click" },
            { content: "pay it all", trigger: ".paymentmethods .button.paymentmethod .payment-name", run: "click" },
            PaymentScreen.clickValidate(),
            { content: "the receipt is shown", trigger: ".pos .receipt-screen", timeout: 60000 },
            run(() => check(posmodel.icUnsent().length === 0, "nothing may wait here"), "sent"),
            Chrome.endTour(),
        ].flat(Infinity),
});
