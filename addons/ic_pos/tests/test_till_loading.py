import json

from odoo import Command
from odoo.tests import new_test_user, tagged

from .pos_common import TillCase

# All that a terminal is told about a piece.
ROW = {
    'id',
    'name',
    'display_name',
    'default_code',
    'list_price',
    'standard_price',
    'categ_id',
    'pos_categ_ids',
    'taxes_id',
    'uom_id',
    'tracking',
    'type',
    'is_storable',
    'write_date',
    'color',
    'pos_sequence',
    'invoice_policy',
    'available_in_pos',
    'active',
    'attribute_line_ids',
    'combo_ids',
    'product_variant_ids',
    'image_128',
    'ic_category',
    'ic_status',
    'ic_reference',
    'ic_serial',
    'ic_till_facts',
}


@tagged('post_install', '-at_install')
class TestTillLoading(TillCase):
    """What is sent to a terminal: every piece that can be sold, lean, and nothing about costs."""

    def load(self, user=None, **context):
        session = self.till.current_session_id.with_user(user or self.cashier).with_context(**context)
        return session.load_data([])

    def row(self, piece, data):
        rows = [row for row in data['product.template'] if row['id'] == piece.id]
        self.assertEqual(len(rows), 1)
        return rows[0]

    def test_exact_row(self):
        """A piece is sent with these values and no others."""
        data = self.load()
        row = self.row(self.piece, data)
        self.assertEqual(set(row) - ROW, set())
        self.assertEqual(ROW - set(row), set())
        product = self.piece.product_variant_id
        self.assertEqual(row['name'], self.piece.name)
        self.assertEqual(row['list_price'], self.piece.list_price)
        self.assertEqual((row['ic_serial'], row['ic_reference']), ("TL100", self.piece.ic_reference))
        self.assertEqual(row['ic_till_facts'], self.piece.ic_till_facts)
        self.assertTrue(row['ic_till_facts'].startswith(self.piece.ic_reference))
        self.assertEqual(row['pos_categ_ids'], self.piece.pos_categ_ids.ids)
        self.assertEqual((row['product_variant_ids'], row['taxes_id']), (product.ids, []))
        self.assertEqual(
            [line for line in data['product.product'] if line['id'] == product.id],
            [
                {
                    'id': product.id,
                    'product_tmpl_id': self.piece.id,
                    'lst_price': self.piece.list_price,
                    'standard_price': 0.0,
                    'display_name': self.piece.name,
                    'product_template_variant_value_ids': [],
                    'default_code': self.piece.default_code,
                }
            ],
        )

    def test_taxes_and_picture(self):
        tax = self.env['account.tax'].create({'name': "Till tax", 'amount': 5.0})
        self.piece.taxes_id = tax
        self.assertEqual(self.row(self.piece, self.load())['taxes_id'], tax.ids)
        self.assertFalse(self.row(self.piece, self.load())['image_128'])
        self.piece.image_1920 = (
            'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
        )
        self.assertTrue(self.row(self.piece, self.load())['image_128'])

    def test_no_cost_for_anybody(self):
        """A browser keeps what one user loaded for the next one: a piece's cost is sent to nobody."""
        self.piece.standard_price = 7654.25
        groups = 'ic_inventory_luxury.group_dealer,point_of_sale.group_pos_manager'
        dealer = new_test_user(self.env, 'till_dealer', groups=groups)
        for user in (self.cashier, dealer):
            data = self.load(user)
            self.assertEqual(self.row(self.piece, data)['standard_price'], 0.0)
            self.assertNotIn('7654.25', json.dumps(data, default=str))

    def test_no_consignor(self):
        """That a piece is consigned is known in the house; whose it is is not sent."""
        owner = self.env['res.partner'].create({'name': "Consignor Under Test"})
        self.piece._ic_consign(owner, percent=60)
        data = self.load()
        self.assertTrue(self.row(self.piece, data)['ic_is_consigned'])
        rows = [data['product.template'], data['product.product']]
        self.assertNotIn("Consignor Under Test", json.dumps(rows, default=str))
        info = self.piece.with_user(self.cashier).ic_till_info(self.till.id)
        self.assertEqual(info['consignor'], '')
        self.assertEqual(self.piece.ic_till_info(self.till.id)['consignor'], "Consignor Under Test")

    def test_limit_spares_pieces(self):
        """Odoo's limit holds for ordinary goods; pieces are loaded to the last one."""
        self.env['ir.config_parameter'].set_param('point_of_sale.limited_product_count', '1')
        others = [self.watch(ic_serial=f"LIM{number}") for number in range(3)]
        for piece in others:
            piece._ic_set_status('available')
        loaded = {row['id'] for row in self.load()['product.template']}
        self.assertLessEqual({self.piece.id, *(piece.id for piece in others)}, loaded)

    def test_goods_keep_their_fields(self):
        strap = self.env['product.template'].create(
            {'name': "Strap", 'available_in_pos': True, 'description_sale': "Calf", 'taxes_id': [Command.clear()]}
        )
        row = self.row(strap, self.load())
        self.assertEqual((row['description_sale'], row['ic_category']), ("Calf", False))
        self.assertIn('_archived_combinations', row)

    def test_browser_forgets_what_is_gone(self):
        kept = {'product.template': self.piece.ids, 'product.product': self.piece.product_variant_id.ids}
        session = self.till.current_session_id.with_user(self.cashier)
        self.assertEqual(session.filter_local_data(kept), {'product.template': [], 'product.product': []})
        self.piece._ic_set_status('hold')
        self.assertEqual(session.filter_local_data(kept), kept)

    def test_only_what_changed(self):
        """A terminal that has its pieces already is sent those that changed since."""
        self.env.flush_all()
        data = self.load(pos_last_server_date='2999-01-01 00:00:00')
        self.assertNotIn(self.piece.id, [row['id'] for row in data['product.template']])
        data = self.load(pos_last_server_date='2000-01-01 00:00:00')
        self.assertIn(self.piece.id, [row['id'] for row in data['product.template']])

    def test_packed(self):
        """Packed and unpacked again, the pieces are the same rows; the goods travel as ever."""
        second = self.watch(ic_serial="TL200", ic_reference=False)
        second._ic_set_status('available')
        plain, data = self.load(), self.load(ic_pack=True)
        packed = data['ic.packed']
        rows = []
        for values in packed['rows']:
            row = {**packed['common'], **dict(zip(packed['names'], values))}
            row['display_name'] = row['name']
            rows.append({name: value for name, value in row.items() if value is not None})
        pieces = [row for row in plain['product.template'] if row.get('ic_category')]
        self.assertEqual(rows, [{k: v for k, v in row.items() if v is not None} for row in pieces])
        self.assertIn(second.id, [row['id'] for row in rows])
        self.assertFalse([row for row in data['product.template'] if row.get('ic_category')])
        taken = {row['id'] for row in pieces}
        self.assertFalse([row for row in data['product.product'] if row['product_tmpl_id'] in taken])

    def test_facts_of_every_category(self):
        """The short line says what a cashier of that trade looks at first."""
        expected = {
            'handbag': (
                {'ic_bag_size': "25", 'ic_bag_color': "Craie", 'ic_bag_leather': "Epsom"},
                "25 · Craie · Epsom",
            ),
            'jewelry': ({'ic_jewel_metal': 'gold_18k', 'ic_jewel_ring_size': "6"}, "18k Gold (750) · size 6"),
            'bullion': ({'ic_bullion_weight': 1.0, 'ic_bullion_unit': 'ozt'}, "1 troy oz"),
            'artwork': ({'ic_art_medium': "Oil", 'ic_art_date_text': "c. 1995"}, "c. 1995 · Oil"),
            'sneaker': ({'ic_colorway': "Bred"}, "Bred"),
            'accessory': ({'ic_colorway': "Black"}, "Black"),
            'apparel': ({'ic_colorway': "Navy"}, "Navy"),
        }
        for category, (values, line) in expected.items():
            with self.subTest(category=category):
                piece = self.Piece.create({'ic_category': category, 'name': f"Facts of {category}", **values})
                self.assertEqual(piece.ic_till_facts, line)
                row = self.Piece._ic_till_rows(piece, self.till)[0]
                self.assertEqual(row['ic_till_facts'], line)
