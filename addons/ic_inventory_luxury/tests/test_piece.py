from datetime import date

from lxml import etree
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import PieceCase
from .test_status import PNG


@tagged('post_install', '-at_install')
class TestPiece(PieceCase):
    # === Title === #

    def test_title_follows_its_parts(self):
        piece = self.watch()
        self.assertEqual(piece.name, "Rolex Submariner 126610LN")
        piece.ic_reference = "116610LV"
        self.assertEqual(piece.name, "Rolex Submariner 116610LV")
        piece.name = "The Hulk"
        piece.ic_model = "Submariner Date"
        self.assertEqual(piece.name, "The Hulk")
        piece.name = ""
        self.assertEqual(piece.name, "Rolex Submariner Date 116610LV")
        self.assertEqual(self.Piece.create({'ic_category': 'watch'}).name, "Untitled piece")

    # === Uniqueness === #

    def test_serial_is_unique_per_brand_and_category(self):
        self.watch(ic_serial="Z 123")
        count = self.Piece.search_count([])
        refusal = r"Z 123 belongs to \[ROL-.*\] Rolex Submariner 126610LN \(Incoming\)"
        with self.assertRaisesRegex(ValidationError, refusal):
            self.watch(ic_serial="z123")
        with self.assertRaisesRegex(ValidationError, "two pieces at once"):
            self.Piece.create([{'ic_category': 'watch', 'ic_serial': serial} for serial in ("T1", "t 1")])
        self.assertEqual(self.Piece.search_count([]), count)
        other = self.watch(ic_brand_id=self.hermes.id, ic_serial="Z123")
        with self.assertRaisesRegex(ValidationError, "Z 123"):
            other.ic_brand_id = self.rolex
        self.assertEqual(other.ic_brand_id, self.hermes)
        self.Piece.create({'ic_category': 'handbag', 'ic_brand_id': self.rolex.id, 'ic_serial': "Z123"})

    def test_same_piece_taken_in_again(self):
        first = self.watch(ic_serial="Z123")
        first.active = False
        self.watch(ic_serial="Z123")
        with self.assertRaisesRegex(ValidationError, "Z123"):
            first.active = True

    def test_serial_is_unique_in_the_database(self):
        first, second = self.watch(ic_serial="D1"), self.watch(ic_serial="D2")
        self.env.flush_all()
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE product_template SET ic_serial = 'd 1' WHERE id = %s", [second.id])
        self.assertEqual(first.ic_serial, "D1")

    def test_import_key_is_unique(self):
        self.watch(ic_import_key="k1")
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.watch(ic_import_key="k1")

    # === Plausible values === #

    def test_implausible_values_are_refused(self):
        piece = self.watch(ic_year=2020)
        self.env.flush_all()
        for values, error in (
            ({'list_price': -1}, CheckViolation),
            ({'ic_wholesale_price': -1}, CheckViolation),
            ({'ic_year': 1799}, ValidationError),
            ({'ic_watch_link_count': -1}, CheckViolation),
            ({'ic_watch_case_size': 4}, CheckViolation),
            ({'ic_watch_case_size': 101}, CheckViolation),
        ):
            with self.subTest(values=values), mute_logger('odoo.sql_db'), self.assertRaises(error):
                piece.write(values)
                piece.flush_recordset()
        self.env.invalidate_all()
        self.assertEqual((piece.list_price, piece.ic_year, piece.ic_watch_link_count), (14500.0, 2020, 0))

    def test_year_up_to_next_year(self):
        next_year = date.today().year + 1
        self.assertEqual(self.watch(ic_year=next_year).ic_year, next_year)
        with self.assertRaisesRegex(ValidationError, "between 1800 and %s" % next_year):
            self.watch(ic_year=next_year + 1)

    def test_negative_cost_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cost cannot be negative"):
            self.watch(standard_price=-5)

    def test_no_price_is_no_price(self):
        self.assertEqual(self.Piece.create({'ic_category': 'watch', 'name': "Ask"}).list_price, 0.0)
        defaults = self.Piece.with_context(default_ic_category='watch').default_get(['list_price', 'ic_category'])
        self.assertEqual(defaults['list_price'], 0.0, "the intake form proposes no price")

    # === Category facts === #

    def test_box_papers_and_newness(self):
        piece = self.watch(ic_watch_condition='unworn', ic_watch_has_box=True, ic_watch_has_papers=True)
        self.assertEqual((piece.ic_box_papers, piece.ic_watch_newness), ('full_set', 'new'))
        piece.ic_watch_has_papers = False
        piece.ic_watch_condition = 'good'
        self.assertEqual((piece.ic_box_papers, piece.ic_watch_newness), ('box_only', 'pre_owned'))
        bag = self.Piece.create({'ic_category': 'handbag', 'name': "Bag"})
        self.assertEqual((bag.ic_box_papers, bag.ic_watch_newness), (False, False))

    def test_card_facts_of_a_watch(self):
        piece = self.watch(
            ic_serial="Z1",
            ic_year=2021,
            ic_year_approx=True,
            ic_watch_condition='very_good',
            ic_watch_has_box=True,
            ic_watch_has_papers=True,
            ic_watch_case_size=40.5,
            ic_watch_case_material='other',
            ic_watch_case_material_text="Gold plated",
            ic_internal_notes="secret",
        )
        facts = {fact['code']: fact['value'] for fact in piece._ic_card_facts()}
        self.assertEqual(
            list(facts),
            [
                'ic_brand_id',
                'ic_model',
                'ic_reference',
                'ic_year',
                'ic_watch_condition',
                'ic_watch_newness',
                'ic_box_papers',
                'ic_watch_case_size',
                'ic_watch_case_material',
                'includes',
            ],
        )
        self.assertEqual(facts['ic_year'], "circa 2021")
        self.assertEqual(facts['ic_watch_case_size'], "40.5 mm")
        self.assertEqual(facts['ic_watch_case_material'], "Gold plated")
        self.assertEqual(facts['includes'], "Original Box, Original Papers")
        wholesale = {fact['code']: fact['value'] for fact in piece._ic_card_facts('wholesale')}
        self.assertEqual(wholesale['ic_serial'], "Z1")
        self.assertNotIn("secret", str(piece._ic_card_facts('wholesale')))

    def test_card_facts_of_a_handbag(self):
        bag = self.Piece.create(
            {
                'ic_category': 'handbag',
                'ic_brand_id': self.hermes.id,
                'ic_model': "Birkin",
                'ic_bag_size': "25",
                'ic_bag_hardware_color': 'gold',
                'ic_bag_hardware_material': 'brass_plated',
                'ic_bag_date_stamp': "Z",
                'ic_bag_stamp_frame': 'square',
                'ic_bag_grade': 'excellent',
                'ic_bag_has_dustbag': True,
                'ic_serial': "H1",
            }
        )
        self.assertEqual(
            [(fact['label'], fact['value']) for fact in bag._ic_card_facts()],
            [
                ("Brand", "Hermès"),
                ("Model", "Birkin"),
                ("Bag Size", "25"),
                ("Hardware Color", "Gold"),
                ("Hardware Material", "Plated Brass"),
                ("Date Stamp", "Z"),
                ("Stamp Frame", "Square"),
                ("Grade", "Excellent"),
                ("Includes", "Dust Bag"),
            ],
        )

    # === Copy and search === #

    def test_duplicate(self):
        piece = self.watch(
            ic_serial="Z1",
            ic_import_key="k1",
            image_1920=PNG,
            ic_status='available',
            ic_watch_dial="Black",
            ic_retail_description="Fine",
            ic_internal_notes="Cheap",
        )
        twin = piece.copy()
        self.assertEqual(
            (twin.name, twin.ic_watch_dial, twin.ic_retail_description, twin.ic_internal_notes),
            (piece.name, "Black", "Fine", "Cheap"),
        )
        self.assertEqual(twin.image_1920, piece.image_1920)
        self.assertEqual((twin.ic_serial, twin.ic_import_key, twin.ic_status), (False, False, 'incoming'))
        self.assertNotEqual(twin.default_code, piece.default_code)
        self.assertEqual((twin.qty_available, twin.ic_in_stock_since), (0.0, False))

    def test_found_by_serial_reference_nickname(self):
        piece = self.watch(ic_serial="QQ777", ic_reference="XR-9981", ic_nickname="Smurf of Kyoto")
        for text in ("QQ777", "XR-9981", "smurf of", piece.default_code, piece.name):
            with self.subTest(text=text):
                self.assertEqual([found for found, _name in self.Piece.name_search(text)], piece.ids)
                self.assertEqual(
                    [found for found, _name in self.env['product.product'].name_search(text)],
                    piece.product_variant_id.ids,
                )

    def test_search_box_covers_both_texts(self):
        piece = self.watch(ic_retail_description="Tropical dial", ic_internal_notes="From the Lindqvist estate")
        view = self.env.ref('ic_inventory_luxury.product_piece_view_search')
        arch = self.Piece.get_view(view.id, 'search')['arch']
        start = arch.index('filter_domain="') + len('filter_domain="')
        template = arch[start : arch.index('"', start)]
        for text in ("tropical", "lindqvist", piece.default_code, "submariner", "rolex"):
            domain = safe_eval(template, {'self': text})
            self.assertIn(piece, self.Piece.search(domain), text)
        self.assertEqual(self.Piece.search(safe_eval(template, {'self': "no such thing"})), self.Piece)

    def test_search_view_filters_run(self):
        """Every filter of the search view is a domain the database understands."""
        view = self.env.ref('ic_inventory_luxury.product_piece_view_search')
        arch = etree.fromstring(self.Piece.get_view(view.id, 'search')['arch'])
        domains = [node.get('domain') for node in arch.iter('filter') if node.get('domain')]
        self.assertGreaterEqual(len(domains), 18)
        for domain in domains:
            self.Piece.search(safe_eval(domain), limit=1)
        for node in arch.iter('filter'):
            if node.get('context'):
                group = safe_eval(node.get('context'))['group_by']
                self.Piece._read_group([('ic_category', '!=', False)], [group], ['__count'])

    def test_aging_filter(self):
        piece = self.watch(ic_status='available')
        domain = [('ic_in_stock_since', '<', 'today -90d'), ('ic_status', 'not in', ('sold', 'incoming'))]
        self.assertNotIn(piece, self.Piece.search(domain))
        piece.ic_in_stock_since = date(2020, 1, 1)
        self.assertIn(piece, self.Piece.search(domain))
        self.assertEqual(piece.ic_days_in_stock, (date.today() - date(2020, 1, 1)).days)

    def test_serial_renames_the_lot(self):
        piece = self.watch(ic_status='available')
        lot = self.env['stock.lot'].search([('product_id', '=', piece.product_variant_id.id)])
        self.assertEqual(lot.name, piece.default_code)
        piece.ic_serial = "ENGRAVED 1"
        self.assertEqual(lot.name, "ENGRAVED 1")
        piece.ic_serial = False
        self.assertEqual(lot.name, piece.default_code)

    def test_chatter_tells_the_status(self):
        piece = self.watch().with_context(tracking_disable=False)
        self.env.flush_all()
        self.env.cr.precommit.run()
        piece._ic_set_status('hold')
        self.env.flush_all()
        self.env.cr.precommit.run()
        tracked = piece.message_ids.sudo().tracking_value_ids.filtered(lambda value: value.field_id.name == 'ic_status')
        self.assertEqual((tracked.old_value_char, tracked.new_value_char), ("Incoming", "Hold"))
