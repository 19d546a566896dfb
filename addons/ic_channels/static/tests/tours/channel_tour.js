import { registry } from "@web/core/registry";

// A person connects a shop: from the page of all connections to one that works.
registry.category("web_tour.tours").add("ic_channel_connect", {
    steps: () => [
        { trigger: ".o_ic_channel_card:contains(Web Shop):contains(Connected)" },
        { trigger: ".o_ic_service_tile[data-service=testshop]", run: "click" },
        { content: "what to do comes first", trigger: ".o_ic_guide .o_ic_now:contains(Enter the credentials)" },
        { trigger: ".o_field_widget[name=name] input", run: "edit Geneva Shop" },
        {
            content: "a secret is typed as one",
            trigger: ".o_ic_credential[data-name=token] input[type=password]",
            run: "edit typed-token-of-the-shop-5678 && press Tab",
        },
        { trigger: ".o_form_statusbar button[name=action_ic_connect]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Connected)" },
        { content: "it begins in shadow mode", trigger: ".o_form_statusbar button[name=action_ic_go_live]" },
        { trigger: ".o_ic_guide .o_ic_now:contains(Read the catalog) button" },
        {
            content: "nobody reads the secret again",
            trigger: ".o_ic_credential[data-name=token] .o_ic_credential_stored:contains(5678)",
        },
        { trigger: ".o_ic_credential[data-name=token] input:value()" },
        { trigger: "body:not(:contains(typed-token-of-the-shop))" },
    ],
});

// A person puts a piece on a channel from its form, and sees how far it has come.
registry.category("web_tour.tours").add("ic_channel_publish", {
    steps: () => [
        { trigger: ".nav-link[name=channels]", run: "click" },
        { trigger: ".o_ic_tab_head button[name=action_ic_publish_on_channels]", run: "click" },
        { trigger: ".modal .o_ic_publish .o_data_row:contains(Web Shop)" },
        { trigger: ".modal footer button[name=action_ic_publish]", run: "click" },
        { trigger: ".modal .o_ic_publish .progress" },
        { trigger: ".modal footer button:contains(Close)", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_ic_tab_head" },
    ],
});

// A person says what a thing of the channel is.
registry.category("web_tour.tours").add("ic_channel_bind", {
    steps: () => [
        { trigger: ".o_group_header:contains(Proposed)" },
        { trigger: ".o_data_row:contains(Ours There) button[name=action_ic_bind]", run: "click" },
        { trigger: "body:not(:has(.o_data_row:contains(Ours There)))" },
    ],
});
