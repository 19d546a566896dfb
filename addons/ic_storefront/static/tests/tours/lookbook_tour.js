import { registry } from "@web/core/registry";

// The dealer names the client, drags the second piece to the front, saves and opens the lookbook.
registry.category("web_tour.tours").add("ic_lookbook", {
    steps: () => [
        {
            content: "type for whom it is",
            trigger: ".o_field_widget[name=client_name] input",
            run: "edit Ada Byron",
        },
        {
            content: "drag the second piece to the front",
            trigger: ".o_field_widget[name=line_ids] tr.o_data_row:nth-child(2) .o_row_handle",
            run: "drag_and_drop(.o_field_widget[name=line_ids] tr.o_data_row:nth-child(1))",
        },
        {
            content: "it is in front now",
            trigger: ".o_field_widget[name=line_ids] tr.o_data_row:nth-child(1):contains('Model 1')",
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "open it to the client",
            trigger: "button[name=action_share]:not(:disabled)",
            run: "click",
        },
        {
            content: "there is an address to copy",
            trigger: ".o_field_widget[name=url]:contains('/lookbook/')",
        },
    ],
});
