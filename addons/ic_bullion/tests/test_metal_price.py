from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user

HEADER = "metal,price,currency,unit,time\n"


class TestMetalPrice(TransactionCase):
    """Prices are read from a list, once each, and nobody rewrites them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env['res.company'].create({'name': "Coin Corner"})
        own = {'company_id': cls.company.id, 'company_ids': [(6, 0, cls.company.ids)]}
        cls.admin = new_test_user(cls.env, 'metal_admin', groups='ic_inventory_luxury.group_store_admin', **own)
        cls.employee = new_test_user(cls.env, 'metal_employee', groups='ic_inventory_luxury.group_employee', **own)
        cls.env.ref('base.USD').active = True

    def _read(self, text, user=None):
        wizard = self.env['ic.metal.price.import'].with_user(user or self.admin).create({'text': HEADER + text})
        return wizard.action_read()

    def _prices(self):
        found = self.env['ic.metal.price'].search([('company_id', '=', self.company.id)])
        return sorted((one.metal, round(one.price, 4), one.currency_id.name, one.observed_at) for one in found)

    def test_a_list_is_read_once(self):
        text = "gold,4061.20,USD,oz,2026-11-20T10:00:00-05:00\nsilver,1000,USD,kg,2026-11-20"
        action = self._read(text)
        self.assertEqual(action['res_model'], 'ic.metal.price')
        expected = [
            ('gold', 4061.2, 'USD', datetime(2026, 11, 20, 15)),
            ('silver', 31.1035, 'USD', datetime(2026, 11, 20)),
        ]
        self.assertEqual(self._prices(), expected)
        self._read(text)
        self.assertEqual(self._prices(), expected)
        self._read("gold,4100,USD,oz,2026-11-21")
        self.assertEqual(len(self._prices()), 3)

    def test_one_bad_line_refuses_the_list(self):
        for line in ("gold,-1,USD,oz,2026-11-20", "tin,1,USD,oz,2026-11-20", "gold,1,USD,oz,yesterday"):
            with self.assertRaisesRegex(UserError, "line 3: "):
                self._read("gold,4061.20,USD,oz,2026-11-20\n" + line)
        self.assertEqual(self._prices(), [])

    def test_a_currency_nobody_uses_here_is_said(self):
        with self.assertRaisesRegex(UserError, "no price in a currency that is active"):
            self._read("gold,4061.20,XXX,oz,2026-11-20")
        self.assertEqual(self._prices(), [])

    def test_employees_read_and_nobody_rewrites(self):
        with self.assertRaises(AccessError):
            self._read("gold,4061.20,USD,oz,2026-11-20", user=self.employee)
        self._read("gold,4061.20,USD,oz,2026-11-20")
        price = self.env['ic.metal.price'].search([('company_id', '=', self.company.id)])
        self.assertEqual(price.with_user(self.employee).display_name, "Gold 4061.20 USD")
        for user in (self.employee, self.admin):
            with self.assertRaises(AccessError):
                price.with_user(user).price = 1
            with self.assertRaises(AccessError):
                price.with_user(user).unlink()

    def test_another_company_sees_nothing(self):
        self._read("gold,4061.20,USD,oz,2026-11-20")
        other = self.env['res.company'].create({'name': "Elsewhere"})
        stranger = new_test_user(
            self.env,
            'metal_stranger',
            groups='ic_inventory_luxury.group_dealer',
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        seen = self.env['ic.metal.price'].with_user(stranger).search([])
        self.assertNotIn(self.company, seen.sudo().company_id)
