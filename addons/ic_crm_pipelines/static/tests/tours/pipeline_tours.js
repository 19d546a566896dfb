import { registry } from "@web/core/registry";

// From the page of pipelines to a board: a deal is added with a customer nobody knew, and dragged to the next stage.
registry.category("web_tour.tours").add("ic_pipeline_board", {
    steps: () => [
        { trigger: ".ic_pipelines .o_kanban_record:contains(Tour Sales)", run: "click" },
        { trigger: ".ic_board .o_kanban_group:contains(In Progress)" },
        { trigger: ".o-kanban-button-new", run: "click" },
        { trigger: ".o_kanban_quick_create .o_field_widget[name=partner_id] input", run: "edit Ottilie Brandt" },
        { trigger: ".ui-menu-item > a:contains(Create \"Ottilie Brandt\")", run: "click" },
        { trigger: ".o_kanban_quick_create .o_field_widget[name=name] input", run: "edit A watch for Ottilie" },
        { trigger: ".o_kanban_quick_create .o_field_widget[name=expected_revenue] input", run: "edit 9000" },
        { trigger: ".o_kanban_quick_create .o_kanban_add", run: "click" },
        { trigger: ".o_kanban_group:contains(New) .o_kanban_record:contains(A watch for Ottilie)" },
        { trigger: ".o_kanban_quick_create .o_kanban_cancel", run: "click" },
        {
            trigger: ".o_kanban_group:contains(New) .o_kanban_record:contains(A watch for Ottilie)",
            run: "drag_and_drop(.o_kanban_group:contains(In Progress))",
        },
        { trigger: ".o_kanban_group:contains(In Progress) .o_kanban_record:contains(A watch for Ottilie)" },
        { trigger: ".o_kanban_group:contains(In Progress) .o_kanban_header:contains(9)" },
    ],
});

// The deal is won: its piece is sold by a confirmed order.
registry.category("web_tour.tours").add("ic_pipeline_win", {
    steps: () => [
        { trigger: "button[name=action_set_won_rainbowman]", run: "click" },
        // an order is written and confirmed meanwhile
        { trigger: "button[name=action_ic_reopen]", timeout: 60000 },
    ],
});
