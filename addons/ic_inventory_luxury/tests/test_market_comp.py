import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import PieceCase

GOOD = """Style Code;Size;Source;Price;Currency;Date
QZ0000-612;9;StockX;$1,250.00;;2026-01-05
qz0000 612;9;GOAT;1350;USD;01/06/2026
QZ0000-612;10;StockX;1400;USD;2026-01-07
QZ0000-612;;Auction;1100;USD;2026-01-08
"""


@tagged('post_install', '-at_install')
class TestMarketComp(PieceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Comp = cls.env['ic.market.comp']
        cls.pair = cls.Piece.create(
            {
                'ic_category': 'sneaker',
                'ic_brand_id': cls.env.ref('ic_inventory_luxury.brand_jordan').id,
                'ic_model': "AJ1",
                'ic_reference': "QZ0000-612",
                'ic_sneaker_size_system': 'm_us',
                'ic_sneaker_size': "9",
            }
        )

    def load(self, text, **values):
        wizard = self.env['ic.market.comp.import'].create(
            {'file': base64.b64encode(text.encode() if isinstance(text, str) else text), **values}
        )
        wizard.action_import()
        return wizard

    def counts(self, wizard):
        return wizard.loaded_count, wizard.known_count, wizard.bad_count

    def test_good_file_and_the_same_once_more(self):
        self.assertEqual(self.counts(self.load(GOOD)), (4, 0, 0))
        self.assertEqual(self.counts(self.load(GOOD)), (0, 4, 0))
        comps = self.Comp.search([('style_key', '=', 'QZ0000612')])
        self.assertEqual(sorted(comps.mapped('price')), [1100.0, 1250.0, 1350.0, 1400.0])
        self.assertEqual(comps.filtered(lambda comp: comp.source == 'GOAT').date, date(2026, 1, 6))
        # The size 10 says nothing about a size 9; the price without a size counts.
        self.assertEqual((self.pair.ic_market_comp_count, self.pair.ic_market_median), (3, 1250.0))
        self.pair.ic_sneaker_size = "10"
        self.assertEqual((self.pair.ic_market_comp_count, self.pair.ic_market_median), (2, 1250.0))
        self.pair.ic_sneaker_size = "13"
        self.assertEqual((self.pair.ic_market_comp_count, self.pair.ic_market_median), (1, 1100.0))

    def test_sizes_of_other_systems(self):
        self.load(
            "style,size,price,source\nQZ0000-612,42.5 EU,900,Shop\nQZ0000-612,43 EU,100,Shop\nQZ0000-612,?,1,Shop\n"
        )
        self.assertEqual((self.pair.ic_market_comp_count, self.pair.ic_market_median), (1, 900.0))

    def test_bad_rows(self):
        wizard = self.load(
            "style_code,size,source,price,currency,date\n"
            "QZ0000-612,9,StockX,1000,USD,2026-01-05\n"
            ",9,StockX,1000,USD,2026-01-05\n"
            "QZ0000-612,9,StockX,cheap,USD,2026-01-05\n"
            "QZ0000-612,9,StockX,0,USD,2026-01-05\n"
            "QZ0000-612,9,StockX,-5,USD,2026-01-05\n"
            "QZ0000-612,9,StockX,1000,XXQ,2026-01-05\n"
            "QZ0000-612,9,StockX,1000,USD,someday\n"
            "QZ0000-612,9,StockX,1000,USD,2099-01-05\n"
            "QZ0000-612,9,,1000,USD,2026-01-05\n"
            "\"=cmd()\",9,StockX,1000,USD,2026-01-05\n"
            "QZ0000-612,9,StockX,1000,USD,2026-01-05,more,cells\n"
        )
        self.assertEqual(self.counts(wizard), (1, 0, 10))
        self.assertEqual(len(wizard.problems.splitlines()), 10)
        self.assertIn("Line 3: the style code is missing.", wizard.problems)
        self.assertIn('Line 4: the price "cheap" cannot be read.', wizard.problems)
        bad = base64.b64decode(wizard.bad_file).decode('utf-8-sig').splitlines()
        self.assertEqual(bad[0], "style_code,size,source,price,currency,date,problem")
        self.assertEqual(len(bad), 11)
        self.assertFalse([line for line in bad if line.startswith('=')])
        self.assertEqual(self.Comp.search_count([('style_key', '=', 'QZ0000612')]), 1)

    def test_bad_files_change_nothing(self):
        count = self.Comp.search_count([])
        for data in ("", "a,b\n", "name,amount\nx,1\n", b'\x89PNG\r\n\x1a\n' + b'\0' * 50, b'PK\x03\x04' + b'\0' * 50):
            with self.subTest(data=data[:10]), self.assertRaises(UserError), self.env.cr.savepoint():
                self.load(data)
        self.assertEqual(self.Comp.search_count([]), count)

    def test_source_for_the_whole_file(self):
        self.load("sku,price\nQZ0000-612,777\n", source="GOAT")
        comp = self.Comp.search([('style_key', '=', 'QZ0000612')])
        self.assertEqual((comp.source, comp.price, comp.currency_id), ("GOAT", 777.0, self.env.company.currency_id))

    def test_access(self):
        other = self.env['res.company'].create({'name': "Other Store"})
        stranger = new_test_user(
            self.env,
            'stranger',
            'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        employee = new_test_user(
            self.env, 'clerk', 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory'
        )
        portal = new_test_user(self.env, 'buyer', 'base.group_portal')
        self.load(GOOD)
        comp = self.Comp.search([('style_key', '=', 'QZ0000612')], limit=1)
        self.assertEqual(comp.with_user(employee).price, comp.price)
        self.assertFalse(self.Comp.with_user(stranger).search([('id', '=', comp.id)]))
        for user, model in ((stranger, comp), (portal, comp)):
            with self.assertRaises(AccessError):
                model.with_user(user).read(['price'])
        with self.assertRaises(AccessError):
            comp.with_user(employee).unlink()
        with self.assertRaises(AccessError):
            self.pair.with_user(portal).read(['ic_market_median'])
        defect = self.env['ic.defect'].create({'product_tmpl_id': self.pair.id, 'part': "Toe", 'description': "Crease"})
        self.assertEqual(defect.company_id, self.env.company)
        self.assertFalse(self.env['ic.defect'].with_user(stranger).search([('id', '=', defect.id)]))
        silhouette = self.env['ic.silhouette'].create(
            {'name': "Store Only", 'brand_id': self.pair.ic_brand_id.id, 'company_id': self.env.company.id}
        )
        self.assertFalse(self.env['ic.silhouette'].with_user(stranger).search([('id', '=', silhouette.id)]))
        rule = self.env.ref('ic_inventory_luxury.condition_map_stockx_sneaker_ds')
        with self.assertRaises(AccessError):
            rule.with_user(employee).write({'accepted': False})
