import json
from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user, tagged

from .checkout_case import CheckoutCase

WAIT = """
    const until = async (what, test) => {
        for (let turn = 0; turn < 300 && !test(); turn++) {
            await new Promise((done) => setTimeout(done, 100));
        }
        if (!test()) {
            throw new Error("never: " + what + " in " + document.querySelector("#wrap").innerText);
        }
    };
    const seen = (selector) => document.querySelector(selector)?.offsetParent;
"""


@tagged('post_install', '-at_install')
class TestCountdown(CheckoutCase):
    """The payment page in a real browser: it counts down, and says what it finds when the time is up."""

    browser_size = '1440x900'

    def setUp(self):
        super().setUp()
        user = new_test_user(
            # Somebody of the house who shops: in one test the same browser claims the piece for somebody else.
            self.env,
            'ic_buyer',
            groups='ic_inventory_luxury.group_dealer',
            password='ic_buyer',
            name="Ada Buyer",
        )
        self.env['res.users'].search([]).tour_enabled = False
        self.buyer = user.partner_id
        self.buyer.write(
            {
                'email': 'ada@example.com',
                'phone': '+1 212 555 0100',
                'street': "1 Main Street",
                'city': "New York",
                'zip': '10001',
                'country_id': self.env.ref('base.us').id,
                'state_id': self.env.ref('base.state_us_27').id,
            }
        )
        self.cart = self.make_cart('buyer', partner=self.buyer)
        carrier = self.env['delivery.carrier'].search([('name', '=', "Insured courier")], limit=1)
        self.cart.set_delivery_line(carrier, 0.0)
        self.cart._ic_hold(fields.Datetime.now() + timedelta(minutes=1))

    def reserve(self, seconds):
        self.claims(self.cart).expires_at = fields.Datetime.now() + timedelta(seconds=seconds)
        self.env.flush_all()

    def look(self, code):
        script = f"(async () => {{ {WAIT} {code} console.log('test successful'); }})()"
        self.browser_js('/shop/payment', script, ready="!!document.querySelector('.ic-hold')", login='ic_buyer')

    def test_it_counts_down_to_the_moment_it_names(self):
        self.reserve(300)
        self.look(
            """
            await until("clock", () => /^[45]:[0-5][0-9]$/.test(document.querySelector(".ic-hold__clock").textContent));
            const first = document.querySelector(".ic-hold__clock").textContent;
            await until("second", () => document.querySelector(".ic-hold__clock").textContent !== first);
            await until("moment", () => /until [0-9]/.test(document.querySelector(".ic-hold__until").textContent));
            if (document.querySelector(".ic-hold--ended") || seen(".ic-hold__free") || seen(".ic-hold__gone")) {
                throw new Error("it says it has ended");
            }
            """
        )
        self.assertEqual(self.claims(self.cart).state, 'held')

    def test_it_says_that_it_ended_and_the_piece_is_still_free(self):
        self.reserve(6)
        self.look(
            """
            await until("ended", () => seen(".ic-hold__free"));
            if (seen(".ic-hold__live") || seen(".ic-hold__gone")) {
                throw new Error("it says two things");
            }
            """
        )
        self.assertFalse(self.cart._ic_reserved_until(), "a forgotten tab reserves nothing")

    def test_it_says_that_somebody_else_has_it_meanwhile_and_takes_no_money(self):
        self.reserve(6)
        params = {
            'model': 'ic.claim',
            'method': 'take',
            'args': [],
            'kwargs': {'product_id': self.product.id, 'quantity': 1, 'reference': "Fair in Basel"},
        }
        call = json.dumps(json.dumps({'jsonrpc': '2.0', 'id': 1, 'method': 'call', 'params': params}))
        self.look(
            f"""
            await until("ended", () => seen(".ic-hold__free"));
            const answer = await fetch("/web/dataset/call_kw/ic.claim/take", {{
                method: "POST",
                headers: {{ "Content-Type": "application/json" }},
                body: {call},
            }});
            const outcome = await answer.json();
            if (outcome.error) {{
                throw new Error(JSON.stringify(outcome.error));
            }}
            await until("gone", () => seen(".ic-hold__gone"));
            const buttons = [...document.querySelectorAll("[name='o_payment_submit_button']")];
            if (!buttons.length || buttons.some((button) => !button.disabled)) {{
                throw new Error("one can still pay");
            }}
            if (!document.querySelector(".ic-hold__pieces").textContent.includes("Submariner")) {{
                throw new Error("it does not name the piece");
            }}
            """
        )
        self.assertFalse(self.cart._ic_reserved_until())
        self.assertEqual(
            self.Claim.search([('product_id', '=', self.product.id), ('state', '=', 'committed')]).reference,
            "Fair in Basel",
        )
