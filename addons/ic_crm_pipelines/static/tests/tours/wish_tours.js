import { registry } from "@web/core/registry";

// A visitor leaves a wish on the site: his words, what was understood, a correction, his consent.
registry.category("web_tour.tours").add("ic_wish_from_the_site", {
    url: "/wish",
    steps: () => [
        {
            trigger: "#ic_wish_text",
            run: "edit steel Submariner 126610LN, black dial, full set, under 20k, 2019 or later",
        },
        { trigger: ".ic-wish__form button[type=submit]", run: "click", expectUnloadPage: true },
        { trigger: "input[name=brand]:value(Rolex)" },
        { trigger: "input[name=model]:value(Submariner)" },
        { trigger: "input[name=price_max]:value(20000)", run: "edit 18000" },
        { trigger: "input[name=name]", run: "edit Ines Moreau" },
        { trigger: "input[name=email]", run: "edit ines@example.com" },
        { trigger: "input[name=consent]", run: "click" },
        { trigger: ".ic-wish__form button[type=submit]", run: "click", expectUnloadPage: true },
        { trigger: "h1:contains(Thank you)" },
    ],
});

// The seller finds the match on the list, makes an opportunity of it and wins it: the piece is sold to whom it is for.
registry.category("web_tour.tours").add("ic_wish_match_to_sale", {
    url: "/odoo/wish-matches",
    steps: () => [
        { trigger: ".ic_match_card:contains(Ines Moreau):contains(Submariner)" },
        {
            trigger: ".o_kanban_record:contains(Ines Moreau) button[name=action_opportunity]",
            run: "click",
        },
        { trigger: ".o_breadcrumb:contains(Ines Moreau)" },
        { trigger: "button[name=action_set_won_rainbowman]", run: "click" },
        // he was a stranger: the contact is made of what he left on the site
        { trigger: ".modal button[name=action_win]", run: "click" },
        // an order is written and confirmed meanwhile
        { trigger: "button[name=action_ic_reopen]", timeout: 60000 },
    ],
});
