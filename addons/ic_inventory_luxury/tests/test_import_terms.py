import base64

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .import_common import ImportCase


@tagged('post_install', '-at_install')
class TestImportTerms(ImportCase):
    """Where a piece of a list lies, what it may cost, whose it is, and who may say so."""

    def test_place_barcode_and_prices(self):
        stock = self.env['stock.warehouse'].search([('company_id', '=', self.env.company.id)], limit=1).lot_stock_id
        safe = self.env['stock.location'].create({'name': "Safe Nine", 'location_id': stock.id, 'usage': 'internal'})
        header = ['id', 'brand', 'model', 'minimum price', 'msrp', 'barcode', 'place']
        rows = (
            ['1', 'Rolex', 'Explorer', '8000', '9500', '4006381333931', safe.complete_name],
            ['2', 'Rolex', 'Explorer', '8000', '9500', '4006381333948', 'Nowhere'],
            ['3', 'Rolex', 'Explorer', '8000', '9500', '4006381333931', 'Safe Nine'],
        )
        record = self.take_rows('watch', header, *rows, arrival='stock')
        self.assertEqual(self.rows_by_outcome(record), {2: 'created', 3: 'error', 4: 'error'})
        piece = self.pieces(record)
        self.assertEqual((piece.ic_minimum_price, piece.ic_msrp, piece.barcode), (8000.0, 9500.0, '4006381333931'))
        quant = self.env['stock.quant'].search([('product_id', '=', piece.product_variant_id.id), ('quantity', '>', 0)])
        self.assertEqual(quant.location_id, safe)
        self.assertIn('"Nowhere": is not one place of this store', self.message(record, 3))

    def test_consignor(self):
        owner = self.env['res.partner'].create({'name': "Ada Consign", 'email': 'ada@example.com'})
        header = ['id', 'brand', 'model', 'consignor', 'split', 'consignor net']
        rows = (
            ['1', 'Rolex', 'Explorer', 'ada@example.com', '70 %', ''],
            ['2', 'Rolex', 'Explorer', 'Ada Consign', '', '5000'],
            ['3', 'Rolex', 'Explorer', 'Bob Nobody', '70', ''],
            ['4', 'Rolex', 'Explorer', 'Ada Consign', '70', '5000'],
            ['5', 'Rolex', 'Explorer', '', '70', ''],
            ['6', 'Rolex', 'Explorer', 'Ada Consign', '170', ''],
        )
        record = self.take_rows('watch', header, *rows)
        self.assertEqual(
            self.rows_by_outcome(record),
            {2: 'created', 3: 'created', 4: 'error', 5: 'error', 6: 'error', 7: 'error'},
        )
        share, fixed = self.pieces(record)
        self.assertEqual(
            (share.ic_is_consigned, share.ic_consignor_id, share.ic_consignment_type, share.ic_consignment_percent),
            (True, owner, 'percent', 70.0),
        )
        self.assertEqual((fixed.ic_consignment_type, fixed.ic_consignment_fixed), ('fixed', 5000.0))
        self.assertIn('"Bob Nobody": is no contact of this store', self.message(record, 4))
        self.assert_again('watch', header, *rows)

    def test_who_may_not_see_costs(self):
        groups = 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory'
        clerk = new_test_user(self.env, 'clerk.import', groups=groups)
        header = ['id', 'brand', 'model', 'price', 'cost']
        content = self.text(['1', 'Rolex', 'Explorer', '9000', '7000'], header=header)
        record = (
            self.env['ic.import']
            .with_user(clerk)
            .create({'file': base64.b64encode(content.encode()), 'filename': 'x.csv', 'category': 'watch'})
        )
        self.assertFalse(record.column_ids.filtered(lambda column: column.target == 'cost'))
        record.column_ids[-1:].target = 'cost'
        self.assertNotIn('cost', record.column_ids[0].offered)
        with self.assertRaisesRegex(UserError, "You may not see these figures"):
            record._run_all(commit=False)
        self.assertEqual(record.sudo().state, 'draft')
        record.column_ids.filtered(lambda column: column.target == 'cost').target = False
        record._run_all(commit=False)
        piece = self.pieces(record.sudo())
        self.assertEqual((piece.list_price, piece.standard_price, piece.create_uid), (9000.0, 0.0, clerk))
        self.assertNotIn('cost', self.env['ic.import'].with_user(clerk)._template_lines('watch')[0])
