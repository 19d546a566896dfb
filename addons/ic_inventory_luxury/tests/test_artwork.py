from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestArtwork(PieceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Artist = cls.env['ic.artist']
        cls.artist = cls.Artist.create(
            {
                'name': "Ada Brushmaker",
                'language_group': "Warlpiri",
                'community': "Yuendumu",
                'birth_year': 1940,
                'is_royalty_eligible': True,
            }
        )

    @classmethod
    def artwork(cls, **values):
        return cls.Piece.create(
            {
                'ic_category': 'artwork',
                'ic_art_artist_id': cls.artist.id,
                'ic_model': "Seven Sisters",
                'list_price': 5000.0,
                **values,
            }
        )

    def test_title_and_words(self):
        piece = self.artwork(
            ic_art_date_text="c. 1988",
            ic_art_height=91,
            ic_art_width=60.5,
            ic_art_is_framed=True,
            ic_art_framed_height=100,
            ic_art_framed_width=70,
            ic_art_framed_depth=4,
        )
        self.assertEqual(piece.name, "Ada Brushmaker: Seven Sisters (c. 1988)")
        self.assertEqual(piece.ic_art_dimensions, "91 × 60.5 cm; 100 × 70 × 4 cm framed")
        self.assertEqual((piece.ic_art_sort_year, piece.default_code[:4]), (1988, 'ART-'))
        piece.ic_model = "Two Sisters"
        self.assertEqual(piece.name, "Ada Brushmaker: Two Sisters (c. 1988)")
        piece.ic_art_date_text = "not dated"
        self.assertEqual(piece.ic_art_sort_year, 1988)

    def test_sort_years(self):
        for text, year in (
            ("1785", 1785),
            ("1965-71", 1965),
            ("c.1910–12", 1910),
            ("n.d.", 0),
            ("19.5 x 27", 0),
            (False, 0),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.artwork(ic_art_date_text=text).ic_art_sort_year, year)

    def test_editions(self):
        for kind, number, size, text in (
            ('numbered', 47, 50, "47/50"),
            ('ap', 2, 5, "AP 2/5"),
            ('ap', 0, 0, "AP"),
            ('hc', 3, 0, "HC 3"),
            ('unique', 0, 0, "Unique Work"),
            ('numbered', 0, 99, "of 99"),
            (False, 0, 0, ''),
        ):
            with self.subTest(kind=kind):
                piece = self.artwork(ic_art_edition_kind=kind, ic_art_edition_number=number, ic_art_edition_size=size)
                self.assertEqual(piece.ic_art_edition or '', text)

    def test_refused(self):
        piece = self.artwork(ic_art_height=10)
        for values, error in (
            ({'ic_art_edition_number': 51, 'ic_art_edition_size': 50}, CheckViolation),
            ({'ic_art_edition_number': -1}, CheckViolation),
            ({'ic_art_height': -3}, CheckViolation),
            ({'ic_art_sort_year': 3000}, ValidationError),
            ({'ic_art_sort_year': 12}, ValidationError),
        ):
            with self.subTest(values=values):
                with self.assertRaises(error), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
                    piece.write(values)
                    piece.flush_recordset()
                self.env.invalidate_all()
                self.assertEqual((piece.ic_art_height, piece.ic_art_edition_size, piece.ic_art_sort_year), (10.0, 0, 0))

    def test_artists(self):
        self.assertEqual(self.artist.sort_name, "Brushmaker, Ada")
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.Artist.create({'name': "ada  brushmaker", 'birth_year': 1940})
        self.Artist.create({'name': "Ada Brushmaker", 'birth_year': 1970})
        with self.assertRaises(CheckViolation), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
            self.Artist.create({'name': "Backwards", 'birth_year': 1970, 'death_year': 1960})
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.Artist.create({'name': "***"})

    def test_titles_follow_the_public_name(self):
        work = self.artwork(ic_model="Zq Followed")
        own = self.artwork(name=f"Zq own words on {self.artist.name}", ic_model="Zq Own")
        self.assertIn(self.artist.name, work.name)
        name = self.artist.name
        self.artist.write({'is_name_sensitive': True, 'substitute_name': "The late Zq"})
        self.assertEqual(work.name, work.ic_auto_name)
        self.assertEqual(own.name, "Zq own words on The late Zq")
        for piece in (work, own):
            self.assertNotIn(name, piece.name)
            self.assertIn("The late Zq", piece.name)

    def test_cultural_notices(self):
        piece = self.artwork()
        self.assertEqual(piece._ic_cultural_notices(), [])
        self.artist.write(
            {
                'death_year': 2004,
                'is_name_sensitive': True,
                'substitute_name': "Kumantjayi Brushmaker",
                'cultural_notice': "Please ask the community before naming the artist.",
            }
        )
        piece.write({'ic_art_icip': True, 'ic_art_cultural_notice': "Women's story."})
        notices = piece._ic_cultural_notices()
        self.assertEqual(len(notices), 4)
        self.assertIn("a person who has died", notices[0])
        self.assertEqual(notices[2:], ["Women's story.", "Please ask the community before naming the artist."])
        retail = {fact['code']: fact['value'] for fact in piece._ic_card_facts()}
        self.assertEqual(retail['artist'], "Kumantjayi Brushmaker (1940 – 2004)")
        self.assertIn("Women's story.", retail['notices'])
        self.assertNotIn('ic_art_royalty_state', retail)

    # === RESALE ROYALTY === #

    def sold(self, price, rate=True, quantity=1, **values):
        aud = self.env.ref('base.AUD')
        aud.active = True
        self.env['res.currency.rate'].search([('currency_id', '=', aud.id)]).unlink()
        if rate:
            self.env['res.currency.rate'].create({'currency_id': aud.id, 'name': '2020-01-01', 'rate': 1.5})
        piece = self.artwork(**{'ic_art_is_resale': True, 'taxes_id': False, 'list_price': price, **values})
        piece._ic_receive(quantity=quantity)
        order = self.order(piece, quantity=quantity)
        self.assertFalse(order.order_line.ic_royalty_state)
        order.action_confirm()
        self.env.flush_all()  # as when the request of the sale ends
        return order.order_line

    def test_royalty_owed(self):
        self.env.company.currency_id = self.env.ref('base.USD')
        line = self.sold(1000.0)
        self.assertEqual(
            (line.ic_royalty_state, line.ic_royalty_price, line.ic_royalty_amount, line.ic_royalty_currency_id.name),
            ('owed', 1500.0, 75.0, 'AUD'),
        )
        self.env.company.ic_royalty_rate = 7
        self.env.add_to_compute(line._fields['ic_royalty_currency_id'], line.browse())
        self.assertEqual(line.ic_royalty_amount, 75.0)
        line.order_id._action_cancel()
        self.assertEqual((line.ic_royalty_state, line.ic_royalty_amount), (False, 0.0))

    def test_royalty_of_a_returned_work(self):
        line = self.sold(9000.0)
        self.env.company.ic_royalty_rate = 7
        self.deliver(line.order_id)
        self.assertEqual(
            (line.ic_royalty_state, line.ic_royalty_price, line.ic_royalty_amount), ('owed', 13500.0, 675.0)
        )
        self.give_back(line.order_id)
        self.assertEqual((line.ic_royalty_state, line.ic_royalty_price, line.ic_royalty_amount), ('returned', 0.0, 0.0))

    def test_royalty_of_prints_partly_returned(self):
        line = self.sold(1000.0, ic_is_unique=False, quantity=4)
        self.deliver(line.order_id)
        self.assertEqual((line.ic_royalty_price, line.ic_royalty_amount), (6000.0, 300.0))
        self.give_back(line.order_id)
        self.assertEqual(
            (line.ic_royalty_state, line.ic_royalty_price, line.ic_royalty_amount), ('owed', 4500.0, 225.0)
        )

    def test_royalty_of_a_corrected_delivery(self):
        line = self.sold(1000.0, ic_is_unique=False, quantity=4)
        self.deliver(line.order_id)
        self.give_back(line.order_id)
        self.assertEqual((line.ic_royalty_price, line.ic_royalty_amount), (4500.0, 225.0))
        back = line.move_ids.filtered(lambda move: move.location_id.usage == 'customer')
        back.move_line_ids.quantity = 0
        self.assertEqual((line.ic_royalty_price, line.ic_royalty_amount), (6000.0, 300.0))

    def test_royalty_threshold(self):
        self.assertEqual(self.sold(666.66).ic_royalty_state, 'below')
        line = self.sold(666.67)
        self.assertEqual((line.ic_royalty_state, line.ic_royalty_amount), ('owed', 50.0))

    def test_royalty_not_owed(self):
        for values, state in (
            ({'ic_art_is_resale': False}, 'first_sale'),
            ({'ic_art_acquired_on': '2010-06-08'}, 'old_owner'),
        ):
            with self.subTest(state=state):
                line = self.sold(9000.0, **values)
                self.assertEqual(line.product_id.product_tmpl_id.ic_art_royalty_state, state)
                self.assertEqual((line.ic_royalty_state, line.ic_royalty_amount), ('none', 0.0))
        self.artist.is_royalty_eligible = False
        self.assertEqual(self.artwork(ic_art_is_resale=True).ic_art_royalty_state, 'no_right')
        self.artist.write({'is_royalty_eligible': True, 'birth_year': 1880, 'death_year': 1950})
        self.assertEqual(self.artwork(ic_art_is_resale=True).ic_art_royalty_state, 'expired')

    def test_royalty_without_a_rate_is_said(self):
        line = self.sold(9000.0, rate=False)
        self.assertEqual((line.ic_royalty_state, line.ic_royalty_amount), ('no_rate', 0.0))

    def test_watches_owe_nothing(self):
        watch = self.watch()
        watch._ic_receive()
        order = self.order(watch)
        order.action_confirm()
        self.assertEqual((order.order_line.ic_royalty_state, watch.ic_art_royalty_state), (False, False))
