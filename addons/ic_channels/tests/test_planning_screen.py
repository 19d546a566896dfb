from odoo.tests import HttpCase, new_test_user, tagged

from .planning_case import PlanningCase

CLICK = """
(async () => {
    const until = async (what, test) => {
        for (let turn = 0; turn < 600; turn++) {
            const found = test();
            if (found) { return found; }
            await new Promise((done) => setTimeout(done, 50));
        }
        throw new Error("not there: " + what);
    };
    const one = (selector, text) =>
        [...document.querySelectorAll(selector)].find((node) => node.textContent.includes(text));
    const back = async () => {
        (await until("the way back", () => document.querySelector(".o_back_button, .breadcrumb-item a"))).click();
        await until("the board", () => one(".o_ic_board h1", "Planning"));
    };
    await until("the board", () => one(".o_ic_board h1", "Planning"));
    one(".o_ic_board .btn-group button", "365").click();
    await until("what was sold in a year", () => one(".o_ic_board_figures button", "16"));
    one(".o_ic_bar", "Watch").click();
    await until("movements of watches", () => one(".o_data_row, .o_kanban_record", "Submariner"));
    await back();
    one(".o_ic_row", "Vask Crown 1 oz").click();
    await until("the row of the coins", () => one(".o_form_view", "60 days of lead time"));
    await back();
    one(".o_ic_bands button", "Over a Year").click();
    await until("the works of over a year", () => one(".o_data_row, .o_kanban_record", "Tide"));
    await back();
    one(".o_ic_board h2 button", "To get").click();
    await until("what to get", () => one(".o_data_row, .o_kanban_record", "Rolex Submariner"));
    await back();
    one(".o_ic_bar", "Harbour Shop").click();
    await until("sold by the shop", () => one(".o_data_row, .o_kanban_record", "Vask Crown"));
    console.log("test successful");
})();
"""


@tagged('post_install', '-at_install')
class TestPlanningScreen(HttpCase, PlanningCase):
    """The overview in a browser: each figure leads to the list it was counted from."""

    browser_size = '1366x768'

    def test_figures_lead_to_their_lists(self):
        self._click_through()

    def test_on_a_phone(self):
        self.browser_size, self.touch_enabled = '390x844', True
        self._click_through()

    def _click_through(self):
        self.take()
        new_test_user(
            self.env,
            'plan_screen',
            groups='ic_inventory_luxury.group_store_admin',
            company_id=self.house.id,
            company_ids=[(6, 0, self.house.ids)],
        )
        with self.days_ago(0):
            ready = "!!document.querySelector('.o_ic_board')"
            self.browser_js('/odoo/planning', CLICK, ready, login='plan_screen', timeout=180)
