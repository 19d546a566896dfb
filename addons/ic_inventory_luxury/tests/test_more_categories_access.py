from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestMoreCategoriesAccess(PieceCase):
    """Two stores in one database: what one keeps on stones, certificates, artists and bullion, the other never sees."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env['res.company'].create({'name': "Other Store"})
        cls.ours = new_test_user(cls.env, 'ours', groups='ic_inventory_luxury.group_store_admin')
        cls.theirs = new_test_user(
            cls.env,
            'theirs',
            groups='ic_inventory_luxury.group_store_admin,base.group_allow_export',
            company_id=cls.other.id,
            company_ids=[(6, 0, cls.other.ids)],
        )
        piece = cls.Piece.create(
            {
                'ic_category': 'jewelry',
                'ic_model': "Ring",
                'ic_stone_ids': [(0, 0, {'type': 'diamond', 'origin': 'natural', 'carat': 1})],
                'ic_certificate_ids': [(0, 0, {'lab': 'gia', 'number': '9143817100'})],
            }
        )
        mint = cls.env['ic.mint'].create({'name': "Our Own Mint"})
        series = cls.env['ic.bullion.series'].create(
            {
                'name': "Our Series",
                'metal': 'gold',
                'mint_id': mint.id,
                'fineness_ids': [(0, 0, {'fineness_id': cls.env.ref('ic_inventory_luxury.fineness_gold_999').id})],
            }
        )
        cls.private = [
            piece.ic_stone_ids,
            piece.ic_certificate_ids,
            mint,
            series,
            series.fineness_ids,
            cls.env['ic.artist'].create({'name': "Our Artist"}),
            cls.env['ic.fineness'].create({'name': '.917', 'metal': 'gold', 'numerator': 917, 'denominator': 1000}),
            cls.env['ic.brand.line'].create(
                {
                    'name': "Our Line",
                    'brand_id': cls.env.ref('ic_inventory_luxury.brand_cartier').id,
                    'category_id': cls.env.ref('ic_inventory_luxury.category_jewelry').id,
                }
            ),
        ]

    def test_own_store(self):
        for record in self.private:
            with self.subTest(model=record._name):
                self.assertTrue(record.with_user(self.ours).read(['company_id']))

    def test_other_store(self):
        for record in self.private:
            foreign = record.with_user(self.theirs)
            with self.subTest(model=record._name):
                self.assertFalse(foreign.search([('id', '=', record.id)]))
                for attempt in (
                    lambda: foreign.read(['company_id']),
                    lambda: foreign.write({'company_id': self.other.id}),
                    foreign.unlink,
                    lambda: foreign.export_data(['display_name']),
                ):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        attempt()
                self.assertTrue(record.exists())

    def test_employee_takes_in_all_three(self):
        """An employee needs nobody's help at intake, may add a mint or an artist, and cannot delete one."""
        employee = new_test_user(
            self.env, 'intake', groups='ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory'
        )
        view = 'ic_inventory_luxury.product_piece_view_form'
        pieces = self.Piece.with_user(employee)
        cartier = self.env.ref('ic_inventory_luxury.brand_cartier').with_user(employee)
        with Form(pieces.with_context(default_ic_category='jewelry'), view) as form:
            form.ic_brand_id = cartier
            form.ic_jewel_line_id = self.env.ref('ic_inventory_luxury.line_cartier_love').with_user(employee)
            self.assertEqual((form.ic_model, form.name), ("Love", "Cartier Love"))
            form.ic_jewel_type = 'ring'
            form.ic_jewel_ring_size = "6.5"
            with form.ic_stone_ids.new() as stone:
                stone.carat = 1.5
                stone.origin = 'natural'
                stone.is_center = True
            with form.ic_certificate_ids.new() as certificate:
                certificate.number = '9143817109'
        ring = form.record
        self.assertEqual((ring.ic_jewel_center_carat, ring.ic_certificate_ids.stone_id), (1.5, ring.ic_stone_ids))
        with Form(pieces.with_context(default_ic_category='artwork'), view) as form:
            form.ic_art_artist_id = self.env['ic.artist'].with_user(employee).create({'name': "New Artist"})
            form.ic_model = "Untitled"
            form.ic_art_date_text = "2019"
        self.assertEqual((form.record.name, form.record.ic_art_sort_year), ("New Artist: Untitled (2019)", 2019))
        mint = self.env['ic.mint'].with_user(employee).create({'name': "Corner Mint"})
        self.assertEqual(mint.company_id, self.env.company)
        for record in (mint, form.record.ic_art_artist_id):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                record.with_user(employee).unlink()

    def test_same_certificate_in_two_stores(self):
        piece = self.Piece.with_user(self.theirs).create(
            {
                'ic_category': 'jewelry',
                'ic_model': "Ring",
                'ic_certificate_ids': [(0, 0, {'lab': 'gia', 'number': '9143817100'})],
            }
        )
        self.assertEqual(piece.ic_certificate_ids.company_id, self.other)

    def test_shared_catalogs_are_read_only(self):
        for xmlid in ('mint_pamp', 'series_krugerrand_gold', 'fineness_gold_9999', 'line_cartier_love'):
            record = self.env.ref(f'ic_inventory_luxury.{xmlid}').with_user(self.ours)
            with self.subTest(xmlid=xmlid):
                self.assertTrue(record.display_name)
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    record.write({'active': False})

    def test_watch_store_sees_what_it_saw(self):
        """A watch has none of the facts of the other categories, and lists no field of theirs."""
        watch = self.watch()
        codes = {fact['code'] for fact in watch._ic_card_facts('wholesale')}
        self.assertFalse(
            [code for code in codes if code.startswith(('ic_jewel', 'ic_bullion', 'ic_art', 'ic_grading'))]
        )
        arch = self.Piece.get_view(self.env.ref('ic_inventory_luxury.product_piece_view_list').id, 'list')['arch']
        self.assertNotIn('ic_jewel_', arch)
        self.assertNotIn('ic_bullion_', arch)
        self.assertNotIn('ic_art_', arch)
