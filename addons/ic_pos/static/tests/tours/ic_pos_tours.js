/* global posmodel */

import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as OfflineUtil from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import { negate, run } from "@point_of_sale/../tests/generic_helpers/utils";
import { registry } from "@web/core/registry";

const PIECE = "TL100";

function template() {
    return posmodel.models["product.template"].find((product) => product.ic_serial === PIECE);
}

function check(condition, words) {
    if (!condition) {
        throw new Error(words);
    }
}

const putInBasket = () => [
    { content: "the piece is on the shelf", trigger: "article.product:contains(Submariner)", run: "click" },
    { content: "it is in the basket", trigger: ".order-container .orderline:contains(Submariner)" },
];

const clickPay = () => [{ content: "pay", trigger: ".product-screen .pay-order-button", run: "click" }];

const clickFirstMethod = () => [
    { content: "pay it all", trigger: ".paymentmethods .button.paymentmethod .payment-name", run: "click" },
];

// A busy machine may take long over the order: stock, accounts and ledger are written in that one request.
const receiptIsShown = () => [{ content: "the receipt is shown", trigger: ".pos .receipt-screen", timeout: 60000 }];

const refusedWith = (words) => [
    { content: "the dialog names the piece", trigger: ".ic-gone-dialog .ic-gone__name:contains(Submariner)" },
    { content: `and says ${words}`, trigger: `.ic-gone-dialog .ic-gone__where:contains(${words})` },
    run(() => {
        const order = posmodel.getOrder();
        check(order.payment_ids.length === 0, "no payment may have been started");
        check(posmodel.router.state.current === "ProductScreen", "the payment screen must not be open");
    }, "no payment was started"),
];

const takeOff = () => [
    { content: "take it off with one click", trigger: ".ic-gone__remove-all", run: "click" },
    { content: "the dialog is closed", trigger: negate(".ic-gone-dialog") },
    run(() => check(posmodel.getOrder().lines.length === 0, "the line must be gone"), "the line is off the order"),
];

/** Confirm the sales order that waits in the backend: what happens when the piece is sold elsewhere. */
const soldElsewhere = () =>
    run(async () => {
        const orders = await posmodel.data.orm.search("sale.order", [["client_order_ref", "=", "TOUR"]]);
        check(orders.length === 1, "the tour needs its sales order");
        await posmodel.data.orm.call("sale.order", "action_confirm", [orders]);
    }, "sold elsewhere");

registry.category("web_tour.tours").add("ic_pos_sold_elsewhere", {
    steps: () =>
        [
            Chrome.startPoS(),
            putInBasket(),
            run(() => check(!template().icGone, "it must not be gone yet"), "it is there"),
            soldElsewhere(),
            // The terminal has not heard of it: the claim refuses, before any payment.
            clickPay(),
            refusedWith("Sold with"),
            takeOff(),
            // Now it hears of it, as after a reconnection: shown as gone, and not to be had any more.
            run(async () => {
                await posmodel.icCheckIn();
                check(template().icGone, "it must be shown as gone");
                check(template().icWhere.startsWith("Sold with"), template().icWhere);
            }, "shown as gone"),
            { content: "still on the shelf, as gone", trigger: "article.product:contains(Submariner)", run: "click" },
            refusedWith("Sold with"),
            takeOff(),
            Chrome.endTour(),
        ].flat(Infinity),
});

registry.category("web_tour.tours").add("ic_pos_pushed", {
    steps: () =>
        [
            Chrome.startPoS(),
            putInBasket(),
            run(async () => {
                // What the server pushes over the websocket, handed to the terminal as it arrives.
                const { id } = template();
                const product = template().product_variant_ids[0].id;
                const fact = { id: product, tmpl: id, status: "sold", where: "Sold with S1", order: "", listed: false };
                await posmodel.icOnStock({ products: [{ ...fact, free: 0 }] });
            }, "the server says it is gone"),
            { content: "the cashier is warned", trigger: ".o_notification:contains(Sold with S1)" },
            { content: "the piece can still be seen", trigger: "article.product:contains(Submariner)" },
            run(async () => {
                await posmodel.icOnBasket({ config_id: 0, device: "Z", name: "Till 9", ids: [template().id] });
                check(template().icBasket === "In a basket at Till 9", template().icBasket);
                await posmodel.icOnBasket({ config_id: 0, device: "Z", name: "Till 9", ids: [] });
                check(template().icBasket === "", "the hint must go when the basket is emptied");
            }, "the hint of another till"),
            Chrome.endTour(),
        ].flat(Infinity),
});

registry.category("web_tour.tours").add("ic_pos_pay", {
    steps: () =>
        [
            Chrome.startPoS(),
            putInBasket(),
            ProductScreen.clickPayButton(),
            run(() => check(posmodel.icClaims.has(posmodel.getOrder().uuid), "claimed before paying"), "claimed"),
            PaymentScreen.clickBack(),
            run(async () => {
                await posmodel.icClaimMutex.getUnlockedDef();
                check(posmodel.icClaims.size === 0, "leaving the payment must give the claim back");
            }, "given back"),
            ProductScreen.clickPayButton(),
            clickFirstMethod(),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            run(() => {
                check(posmodel.icUnsent().length === 0, "nothing may wait here");
                check(template().ic_status === "sold", `must be sold, is ${template().ic_status}`);
            }, "sold"),
            Chrome.endTour(),
        ].flat(Infinity),
});

registry.category("web_tour.tours").add("ic_pos_offline_refused", {
    steps: () =>
        [
            Chrome.startPoS(),
            OfflineUtil.setOfflineMode(),
            putInBasket(),
            clickPay(),
            { content: "offline, says the dialog", trigger: ".modal-title:contains(This terminal is offline)" },
            refusedWith("Nobody can tell"),
            takeOff(),
            OfflineUtil.setOnlineMode(),
            Chrome.endTour(),
        ].flat(Infinity),
});

const sellOffline = () => [
    OfflineUtil.setOfflineMode(),
    putInBasket(),
    ProductScreen.clickPayButton(),
    clickFirstMethod(),
    PaymentScreen.clickValidate(),
    receiptIsShown(),
    run(() => {
        const [order] = posmodel.icUnsent();
        check(order && order.state === "paid" && order.ic_sold_offline, "kept here as a paid offline order");
    }, "paid, and waiting to be sent"),
];

const sendAgain = () => [
    OfflineUtil.setOnlineMode(),
    run(async () => {
        posmodel.data.network.offline = false;
        await posmodel.syncAllOrders({ throw: true });
        check(posmodel.icUnsent().length === 0, "everything must have been sent");
        await posmodel.icCheckIn();
    }, "back online: the order is sent"),
];

registry.category("web_tour.tours").add("ic_pos_leased_offline", {
    steps: () =>
        [
            Chrome.startPoS(),
            run(async () => {
                await posmodel.icCheckIn();
                check(template().icLeased, "leased to this terminal");
                check(!template().icGone, "and not gone for it");
            }, "the lease is known"),
            sellOffline(),
            sendAgain(),
            run(() => check(!template().icLeased && template().ic_status === "sold", "sold, not leased any more"), "used up"),
            Chrome.endTour(),
        ].flat(Infinity),
});

registry.category("web_tour.tours").add("ic_pos_offline_reconciled", {
    steps: () =>
        [
            Chrome.startPoS(),
            sellOffline(),
            OfflineUtil.setOnlineMode(),
            soldElsewhere(),
            sendAgain(),
            run(() => check(template().icWhere.startsWith("Sold with"), template().icWhere), "the other buyer has it"),
            Chrome.endTour(),
        ].flat(Infinity),
});
