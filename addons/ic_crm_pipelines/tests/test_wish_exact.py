import random

from odoo.tests import tagged

from ..wishing.facts import piece_facts, wish_facts
from ..wishing.reader import read
from ..wishing.scoring import score
from .test_wish_matching import WishCase


@tagged('post_install', '-at_install')
class TestWishExact(WishCase):
    """What is kept to exactly, and what the database compares before anything is scored."""

    def test_a_floor_of_condition(self):
        wish = self.wish("Submariner 126610LN in very good condition")
        self.assertEqual(wish.condition, 'very_good')
        piece = self.watch(ic_serial="M1", ic_watch_condition='good')
        self.settle()
        self.assertFalse(wish.match_ids)
        piece.ic_watch_condition = 'unworn'
        self.settle()
        self.assertEqual(self.matched(wish), piece)
        self.assertIn("condition", wish.match_ids.reason)

    def test_a_number_is_kept_to(self):
        wish = self.wish("Rolex Submariner 126610LV")
        self.watch(ic_serial="M1", ic_reference="126610LN")
        fits = self.watch(ic_serial="M2", ic_reference="126610lv")
        self.settle()
        self.assertEqual(self.matched(wish), fits)

    def test_wishes_that_say_the_same_are_of_one_kind(self):
        one = self.wish("Submariner 126610LN under 15k")
        other = self.wish("Submariner 126610LN under 20k, 2015 or later")
        green = self.wish("Submariner 126610LN, not polished")
        self.assertEqual(one.kind_id, other.kind_id)
        self.assertNotEqual(one.kind_id, green.kind_id)
        piece = self.watch(ic_serial="M1", ic_year=2021)
        self.settle()
        self.assertEqual([self.matched(wish) for wish in (one, other, green)], [piece] * 3)

    def test_what_is_kept_of_a_kind_says_nothing_of_price_and_years(self):
        """One wish of a kind after the other: what the first asked does not stand in for what the second asks."""
        low = self.wish("Submariner 126610LN under 9k, 2020 or later")
        cheap = self.watch(ic_serial="M1", ic_year=2021, list_price=8500)
        self.settle()
        self.assertEqual(self.matched(low), cheap)
        low.state = 'lapsed'
        high = self.wish("Submariner 126610LN under 30k")
        self.assertEqual(low.kind_id, high.kind_id)
        dear = self.watch(ic_serial="M2", ic_year=2012, list_price=21000)
        self.settle()
        self.assertEqual(self.matched(high), cheap | dear)
        reasons = high.match_ids.filtered(lambda match: match.product_tmpl_id == dear).reason
        self.assertNotIn("2012", reasons)

    def test_the_database_leaves_out_what_would_be_refused_and_nothing_else(self):
        """Wishes of all sorts against pieces of all sorts: what is found is what scoring one by one finds."""
        chance = random.Random(11)
        parts = (
            ("Rolex Submariner 126610LN", "Rolex Submariner", "Rolex", "Rolex Submariner 126610", "Submariner Date"),
            ("", "black", "green", "white", "blue", "grey or black"),
            ("", "steel", "yellow gold", "two-tone"),
            ("", "under 9k", "under 15k", "between 5k and 20k", "under 900k"),
            ("", "2015 or later", "until 2010", "2005 to 2020", "from 2021"),
            ("", "full set", "with box", "41mm", "36mm", "not polished"),
        )
        texts = [' '.join(chance.choice(choices) for choices in parts) for _number in range(150)]
        wishes = self.Wish.create([{'text': text, 'partner_id': self.customer.id} for text in texts])
        self.env.flush_all()
        found = 0
        for number in range(40):
            piece = self.watch(
                ic_serial=f"M{number}",
                ic_reference=chance.choice(("126610LN", "126610LV", "116613LN", False)),
                ic_watch_dial=chance.choice(("Black", "Green", "Silver", False)),
                ic_watch_case_material=chance.choice(('steel', 'yellow_gold', 'two_tone', False)),
                ic_watch_case_size=chance.choice((41.0, 36.0, 0.0)),
                ic_year=chance.choice((0, 2004, 2012, 2018, 2023)),
                ic_year_approx=chance.random() < 0.3,
                ic_watch_has_box=chance.random() < 0.5,
                list_price=chance.choice((0.0, 4500.0, 9000.0, 14999.99, 15000.0, 21000.0)),
            )
            facts = piece._ic_wish_facts()
            one_by_one = {wish.id for wish in wishes if not score(wish.facts, facts).refused}
            self.assertEqual({number for number, _outcome in self.Match._ic_wishes_for(piece, facts)}, one_by_one)
            found += len(one_by_one)
        self.assertGreater(found, 200)

    def test_a_kind_that_no_wish_names_is_forgotten(self):
        kinds = self.env['ic.wish.kind']
        stays, changes = self.wish("Submariner 126610LN"), self.wish("Submariner 126610LN, not polished")
        old = changes.kind_id
        changes.unwanted_ids = False
        self.env.flush_all()
        self.assertEqual(changes.kind_id, stays.kind_id)
        kinds._gc_unused()
        self.assertFalse(old.exists())
        self.assertTrue(stays.kind_id.exists())

    def test_a_kind_is_of_one_store(self):
        here = self.wish("Submariner 126610LN")
        store = self.env['res.company'].create({'name': "Other Store"})
        there = self.wish("Submariner 126610LN", partner_id=False, email="a@example.com", company_id=store.id)
        self.assertEqual(here.kind_id.code, there.kind_id.code)
        self.assertEqual((here.kind_id.company_id, there.kind_id.company_id), (here.company_id, store))
        there.company_id = here.company_id
        self.assertEqual(there.kind_id, here.kind_id)

    def test_what_the_catalog_knows_of_a_number(self):
        """A part of gold makes no case of it, the size names the model, and a number may begin another one."""
        for title, fits, other in (
            ("Lady-Datejust in steel", "Rolex Lady-Datejust 79174 white gold jubilee", "Rolex Lady-Datejust 79179"),
            ("Rolex Datejust 41", "Rolex Datejust 41mm silver", "Rolex Datejust 36 silver"),
            ("Rolex Cellini", "Rolex Cellini 6623", "Rolex Oyster Perpetual 6623"),
            ("Rolex Daytona Zenith", "Rolex Daytona 16520", "Rolex Daytona 116520"),
            ("Rolex Datejust 36 two-tone", "Rolex Datejust 36 1601", "Rolex Datejust 36 1603"),
            ("Rolex Datejust white dial", "Rolex Datejust white dial", "Rolex Datejust silver dial"),
            ("Rolex Lady", "Rolex Lady-Datejust 26 jubilee", "Rolex GMT-Master II 126710BLNR"),
            ("Rolex Oyster Perpetual Lady", "Rolex Oyster Perpetual 26 steel", "Rolex Oyster Perpetual 41 black"),
            ("Rolex Datejust 36 Damenuhr", "Rolex Datejust 36 steel", "Rolex Datejust 41 steel"),
            ("Rolex Datejust 41 126334", "Rolex Datejust 41 126334 Wimbledon", "Rolex Datejust 41 Wimbledon"),
            ("Rolex GMT-Master II Pepsi, jubilee, unpolished", "Rolex GMT-Master II full set", "Rolex Submariner"),
            ("Rolex Daytona 116506-0002", "Rolex Daytona 116506 platinum", "Rolex Daytona 116505"),
            ("Rolex Datejust 41, ultra rare mint green", "Rolex Datejust 41 full set", "Rolex Datejust 41 blue"),
            ("Deepsea James Cameron", "Rolex Sea-Dweller Deepsea 116660 D-Blue", "Rolex Submariner 116610LN"),
            ("Rolex Lady-Datejust gold 69173", "Rolex Lady-Datejust 69173 steel and gold", "Rolex Lady-Datejust 69174"),
            ("Rolex Lady-Datejust gold", "Rolex Lady-Datejust 18k gold", "Rolex Lady-Datejust steel and gold"),
            ("Rolex Lady Date Datejust", "Rolex Lady-Datejust 69173", "Rolex Lady Date 69160"),
            ("Rolex Daytona Rainbow, yellow gold, 40mm", "Rolex Daytona full set", "Rolex Daytona 16520"),
            ("Rolex Oyster Perpetual Date, serviced 2022", "Rolex Oyster Perpetual Date 15200", "Rolex Datejust 36"),
            ("Rolex Day-Date 36 Weiss Gold", "Rolex Day-Date 18239 black dial", "Rolex Day-Date 18238 white dial"),
            ("Rolex Datejust 36 silver/grey dial", "Rolex Datejust 36 silver dial", "Rolex Datejust 36 blue dial"),
            ("Rolex Daytona cream dial", "Rolex Daytona 16520", "Rolex Daytona 16520 white dial"),
            ("Rolex Daytona Sodalite dial", "Rolex Daytona 116519 blue dial", "Rolex Daytona 116519 silver dial"),
            ("Rolex Lady-Datejust 31 M.O.P dial", "Rolex Datejust 31 178274 MOP", "Rolex Datejust 31 178274 green"),
            ("Rolex Air King Oyster Precision", "Rolex Air King 5500", "Rolex Oyster Precision 6480"),
            ("Rolex Explorer II", "Rolex Explorer II cream dial", "Rolex Precision cream dial"),
            ("Rolex Daytona porcelain dial", "Rolex Daytona 16520 white dial", "Rolex Daytona 16520 black dial"),
        ):
            with self.subTest(title):
                knowledge = self.env['ic.wish.reader']._ic_knowledge(self.env.company.id)
                wish = wish_facts(read(title, knowledge))
                outcomes = [score(wish, piece_facts(read(text, knowledge), knowledge)) for text in (fits, other)]
                self.assertFalse(outcomes[0].refused)
                self.assertTrue(outcomes[1].refused)
