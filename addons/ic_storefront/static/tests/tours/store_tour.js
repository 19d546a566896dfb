import { registry } from "@web/core/registry";

// A dealer with an account comes in by the front door, narrows the list down and opens a piece.
registry.category("web_tour.tours").add("ic_store_dealer", {
    steps: () => [
        {
            content: "take the door for the trade",
            trigger: ".ic-door--trade",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "look for the one model",
            trigger: ".ic-store__search input[name=search]",
            run: "edit daytona",
        },
        {
            content: "search",
            trigger: ".ic-store__go",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "only that one is left, at its wholesale price",
            trigger: ".ic-store__grid:not(:has(.ic-card:nth-child(2))) .ic-card__price:contains('$5,000')",
        },
        {
            content: "open it",
            trigger: ".ic-card__title a",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the serial is told",
            trigger: ".ic-facts__row[data-code=ic_serial]:contains('SERIAL7X7X')",
        },
        {
            content: "WhatsApp stands first",
            trigger: ".ic-contacts li:first-child a[href^='https://wa.me/']",
        },
        {
            content: "ask about it",
            trigger: ".ic-inquiry__toggle",
            run: "click",
        },
        {
            content: "the form is there",
            trigger: ".ic-inquiry[open] input[name=name]",
        },
    ],
});

// A seller finds the request of a dealer and lets him in.
registry.category("web_tour.tours").add("ic_store_let_in", {
    steps: () => [
        {
            content: "open the request",
            trigger: ".o_data_row .o_data_cell:contains('Ada Dealer')",
            run: "click",
        },
        {
            content: "let her in",
            trigger: "button[name=action_approve]",
            run: "click",
        },
        {
            content: "she is in",
            trigger: ".o_arrow_button_current:contains('Approved')",
        },
    ],
});
