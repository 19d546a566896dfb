import { registry } from "@web/core/registry";

const press = (name) => () =>
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
const row = (title) => `.o_ic_task:contains(${title})`;

// A day at the desk: a task is written, done, undone, filtered; then the same with the keyboard alone.
registry.category("web_tour.tours").add("ic_today", {
    url: "/odoo/today",
    steps: () => [
        { content: "late tasks stand on top", trigger: `.o_ic_today_overdue ${row("Send the offer")}` },
        { trigger: `.o_ic_today_block ${row("Call Mrs Ito")}` },
        { trigger: ".o_ic_task_line input", run: "edit Email Halden tomorrow 9:30" },
        { content: "what was understood", trigger: ".o_ic_task_line_said:contains(Email):contains(Tomorrow)" },
        { trigger: ".o_ic_task_line button:contains(Add)", run: "click" },
        { trigger: ".o_ic_task_line input:value()" },
        { trigger: "[data-period=tomorrow]", run: "click" },
        { trigger: row("Email Halden") },
        { trigger: "[data-period=today]", run: "click" },
        { content: "complete with one click", trigger: `${row("Call Mrs Ito")} .o_ic_task_check`, run: "click" },
        { trigger: ".o_ic_today_undo:contains(Call Mrs Ito)" },
        { trigger: `.o_ic_today:not(:has(${row("Call Mrs Ito")}))` },
        { content: "undo", trigger: ".o_ic_today_undo button", run: "click" },
        { trigger: `${row("Call Mrs Ito")}:not(.o_ic_task_is_done)` },
        { trigger: `${row("Call Mrs Ito")} .o_ic_task_check`, run: "click" },
        { trigger: `.o_ic_today:not(:has(${row("Call Mrs Ito")}))` },
        { content: "completed ones are shown", trigger: "button[name=show_done]", run: "click" },
        { trigger: `.o_ic_today_done ${row("Call Mrs Ito")} .o_ic_task_check[aria-checked=true]`, run: "click" },
        { content: "opened again", trigger: `${row("Call Mrs Ito")} .o_ic_task_check[aria-checked=false]` },
        { trigger: "button[name=show_done]", run: "click" },
        { content: "filter", trigger: ".o_ic_today_search input", run: "edit offer" },
        { trigger: `.o_ic_today:not(:has(${row("Call Mrs Ito")}))` },
        { trigger: ".o_ic_today_search input", run: "clear" },
        { trigger: row("Call Mrs Ito") },
        { content: "only those of a pipeline", trigger: ".o_ic_today_pills button:contains(Other)", run: "click" },
        { trigger: ".o_ic_today_pills button:contains(Other)[aria-pressed=true]" },
        { trigger: `.o_ic_today:not(:has(${row("Send the offer")}))` },
        { trigger: ".o_ic_today_pills button:contains(All)", run: "click" },
        { trigger: row("Send the offer") },
        { content: "a task in full", trigger: `${row("Send the offer")} .o_ic_task_title`, run: "click" },
        { trigger: ".modal [name=summary] input:value(Send the offer)" },
        { trigger: ".modal .o_form_button_cancel", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("ic_today_keyboard", {
    url: "/odoo/today",
    steps: () => [
        {
            content: "from task to task",
            trigger: row("Send the offer"),
            run: () => {
                document.activeElement.blur();
                press("ArrowDown")();
            },
        },
        { trigger: `${row("Send the offer")}:focus`, run: press("ArrowDown") },
        { trigger: `${row("Call Mrs Ito")}:focus`, run: press("ArrowUp") },
        { content: "done with the space bar", trigger: `${row("Send the offer")}:focus`, run: press(" ") },
        { trigger: `.o_ic_today:not(:has(${row("Send the offer")}))` },
        { content: "the next one is at hand", trigger: `${row("Call Mrs Ito")}:focus`, run: press("u") },
        { content: "undone", trigger: `${row("Send the offer")}:focus`, run: press("x") },
        { trigger: `.o_ic_today:not(:has(${row("Send the offer")}))` },
        { trigger: `${row("Call Mrs Ito")}:focus`, run: press("/") },
        { trigger: ".o_ic_today_search input:focus", run: press("Escape") },
        { trigger: "body", run: press("n") },
        { trigger: ".o_ic_task_line input:focus", run: "edit Buy ribbon no date" },
        { trigger: ".o_ic_task_line input:focus", run: press("Enter") },
        { trigger: `.o_ic_today_none ${row("Buy ribbon")}` },
    ],
});

// One line on an opportunity.
registry.category("web_tour.tours").add("ic_task_line_on_opportunity", {
    steps: () => [
        { trigger: ".o_ic_task_line input", run: "edit Visit Mrs Ito tomorrow 10:00" },
        { trigger: ".o_ic_task_line_said:contains(In Person)" },
        { trigger: ".o_ic_task_line button:contains(Add)", run: "click" },
        { trigger: ".o-mail-Activity:contains(Visit Mrs Ito)" },
    ],
});
