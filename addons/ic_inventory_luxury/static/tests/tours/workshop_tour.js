import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("ic_status_and_trip", {
    steps: () => [
        {
            content: "the control offers the steps of the table, with the refinisher's own name",
            trigger: ".o_ic_change_status",
            run: "click",
        },
        { trigger: ".o_ic_status_menu [data-status=send_refinish]:contains(Send to Atelier Nord)" },
        { trigger: ".o_ic_status_menu:not(:has([data-status=polish]))" },
        { trigger: ".o_ic_status_menu [data-status=hold]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Hold)" },
        { trigger: ".o_form_statusbar button:contains(Send to Shop)", run: "click" },
        { trigger: ".modal [name=shop_text] input", run: "edit Meister Huber" },
        { trigger: ".modal footer button:contains(Send to Shop)", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_ic_away_note:contains(At Meister Huber)" },
        { trigger: ".o_arrow_button_current:contains(Service)" },
        { trigger: ".o_form_statusbar button:contains(Check In)", run: "click" },
        { trigger: ".modal footer button:contains(Check In)", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_arrow_button_current:contains(Hold)" },
    ],
});
