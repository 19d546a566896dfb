import { registry } from "@web/core/registry";

const code = (number) => `SAFE-126610LN-${String(number).padStart(5, "0")}`;

/** Type as a keyboard-wedge scanner does: all keys of a code at once, then Enter. */
function burst(text, target = document.body) {
    for (const key of [...text, "Enter"]) {
        target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
}

const saved = { trigger: ".o_ic_count_link:contains(All saved)" };

registry.category("web_tour.tours").add("ic_stock_take_count", {
    steps: () => [
        {
            content: "300 are expected; forty are scanned one after the other without a pause",
            trigger: ".o_ic_count_of:contains(of 300)",
            run: () => {
                for (let number = 1; number <= 40; number++) {
                    burst(code(number));
                }
            },
        },
        { trigger: ".o_ic_count_number:contains(40)" },
        saved,
        { trigger: ".o_ic_count_last[data-outcome=found]", run: () => burst(code(1)) },
        { trigger: ".o_ic_count_last[data-outcome=again]", run: () => burst("STRANGER1") },
        { trigger: ".o_ic_count_last[data-outcome=elsewhere]:contains(Test Showroom)", run: () => burst("WHAT-IS-THIS") },
        { trigger: ".o_ic_count_last[data-outcome=unknown]", run: () => burst(code(41)) },
        { trigger: ".o_ic_count_number:contains(41)" },
        saved,
        { trigger: ".o_ic_count_undo", run: "click" },
        { trigger: ".o_ic_count_number:contains(40)" },
        saved,
        {
            content: "what was counted survives a reload",
            trigger: ".o_ic_count",
            run: () => browserReload(),
            expectUnloadPage: true,
        },
        { trigger: ".o_ic_count_number:contains(40)" },
        { content: "typed by hand", trigger: ".o_ic_count_type input", run: `edit ${code(42)}` },
        { trigger: ".o_ic_count_type input", run: "press Enter" },
        { trigger: ".o_ic_count_number:contains(41)" },
        saved,
        { trigger: ".o_ic_count_review", run: "click" },
        { trigger: ".o_ic_take_form .o_arrow_button_current:contains(Review)" },
    ],
});

function browserReload() {
    window.location.reload();
}

registry.category("web_tour.tours").add("ic_scan_opens_piece", {
    steps: () => [
        {
            content: "the search box has the focus, as after opening any list",
            trigger: ".o_searchview_input",
            run: `edit ${code(5)}`,
        },
        { trigger: ".o_searchview_input", run: "press Enter" },
        { trigger: ".o_ic_piece_form .o_field_widget[name=ic_serial] input:value(SAFE0005)" },
        {
            content: "on the form, with nothing focused",
            trigger: ".o_ic_piece_form",
            run: () => {
                document.activeElement.blur();
                burst("safe0006");
            },
        },
        { trigger: ".o_ic_piece_form .o_field_widget[name=ic_serial] input:value(SAFE0006)" },
        {
            content: "typing in a field is no scan",
            trigger: ".o_ic_piece_form .o_field_widget[name=ic_nickname] input",
            run: ({ anchor }) => {
                anchor.focus();
                burst("SAFE0007", anchor);
                anchor.blur();
            },
        },
        { trigger: ".o_ic_piece_form", run: () => burst("NOT-A-PIECE") },
        { trigger: ".o_notification:contains(No piece carries this code: NOT-A-PIECE)" },
        { trigger: ".o_ic_piece_form .o_field_widget[name=ic_serial] input:value(SAFE0006)" },
    ],
});
