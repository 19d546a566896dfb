/* global posmodel */

import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import { negate, run } from "@point_of_sale/../tests/generic_helpers/utils";
import { registry } from "@web/core/registry";

const SERIAL = "TL100";
const CARD = "article.product.ic-piece:contains(Submariner)";
const ORDERLINE = ".order-container .orderline:contains(Submariner)";

function piece() {
    return posmodel.models["product.template"].find((product) => product.ic_serial === SERIAL);
}

function check(condition, words) {
    if (!condition) {
        throw new Error(words);
    }
}

const scan = (code, content) => run(() => posmodel.barcodeReader.scan(code()), content);
const say = (words) => [
    { content: `the terminal says ${words}`, trigger: `.modal-body:contains(${words})` },
    { content: "understood", trigger: ".modal-footer .btn:contains(Ok)", run: "click" },
    { content: "closed", trigger: negate(".modal") },
];
const emptyOrder = () =>
    run(() => {
        for (const line of [...posmodel.getOrder().lines]) {
            posmodel.getOrder().removeOrderline(line);
        }
    }, "empty the order");

registry.category("web_tour.tours").add("ic_till_cards", {
    steps: () =>
        [
            Chrome.startPoS(),
            { content: "facts", trigger: `${CARD} .ic-piece-facts:contains(126610LN)` },
            { content: "serial", trigger: `${CARD} .ic-piece-serial:contains(${SERIAL})` },
            { content: "price", trigger: `${CARD} .ic-piece-price:contains(14,500)` },
            run(() => check(!document.querySelector(".ic-ribbon"), "no ribbon without a reason"), "no ribbon"),
            run(() => (piece().icBasket = "In a basket at Till 2"), "somebody else has it in hand"),
            { content: "the hint", trigger: `${CARD}.ic-basket .ic-ribbon:contains(Till 2)` },
            run(() => (piece().icBasket = ""), "put back"),
            { content: "the hint goes", trigger: negate(".ic-ribbon") },
            { content: "look at it", trigger: `${CARD} .ic-look`, run: "click" },
            { content: "serial", trigger: `.ic-piece-info .ic-info-facts dd:contains(${SERIAL})` },
            { content: "facts", trigger: ".ic-piece-info .ic-info-facts dt:contains(Reference)" },
            run(() => check(!posmodel.getOrder().lines.length, "looking is not taking"), "nothing is in the order"),
            { content: "take it", trigger: ".ic-piece-info .btn-primary", run: "click" },
            { content: "in the order", trigger: `${ORDERLINE} .ic-line-facts:contains(126610LN)` },
            { content: "with its serial", trigger: `${ORDERLINE} .lot-number:contains(Serial number ${SERIAL})` },
            scan(() => SERIAL, "scan it again"),
            { content: "it is there already", trigger: ".o_notification:contains(in this order already)" },
            run(() => check(posmodel.getOrder().lines.length === 1, "one piece, one line"), "still one line"),
            emptyOrder(),
            scan(() => SERIAL.toLowerCase(), "scan the serial"),
            { content: "by serial", trigger: ORDERLINE },
            emptyOrder(),
            scan(() => `HTTPS://SHOP.EXAMPLE/P/${piece().default_code}`, "scan the QR code"),
            { content: "by QR code", trigger: ORDERLINE },
            emptyOrder(),
            run(() => {
                const known = piece();
                posmodel.icTourSku = known.default_code;
                for (const product of known.product_variant_ids) {
                    product.delete();
                }
                known.delete();
                check(!piece(), "the terminal must not know it any more");
            }, "forget the piece"),
            scan(() => posmodel.icTourSku, "scan what is not loaded"),
            { content: "asked for at the server", trigger: ORDERLINE },
            scan(() => "TL900", "scan a piece that is not for sale"),
            say("Incoming"),
            scan(() => "https://shop.example/P/NO-SUCH", "scan a label of nobody"),
            say("No piece of this store"),
            emptyOrder(),
            Chrome.endTour(),
        ].flat(Infinity),
});
