import math
import random

from odoo.tests import tagged

from ..wishing.buckets import lookup_keys, wish_keys
from ..wishing.facts import piece_facts, wish_facts
from ..wishing.reader import read
from ..wishing.scoring import score
from ..wishing.shapes import PIECE, WISH
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
        self.assertEqual(one.kind, other.kind)
        self.assertNotEqual(one.kind, green.kind)
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
        self.assertEqual(low.kind, high.kind)
        dear = self.watch(ic_serial="M2", ic_year=2012, list_price=21000)
        self.settle()
        self.assertEqual(self.matched(high), cheap | dear)
        reasons = high.match_ids.filtered(lambda match: match.product_tmpl_id == dear).reason
        self.assertNotIn("2012", reasons)

    def test_a_ceiling_is_filed_where_every_price_below_it_looks(self):
        """Whatever the amounts, a span of the ceiling is asked for exactly where the price is in no higher band."""
        wish = dict(WISH, family=7)
        chance = random.Random(11)
        amounts = [math.exp(chance.uniform(1, 25)) for _number in range(300)] + [0.5, 1.0, 1e15]
        spans = {amount: set(wish_keys(dict(wish, price_max=amount))) for amount in amounts}
        for price in amounts:
            piece = {**PIECE, 'families': [7], 'price': price}
            asked = lookup_keys(piece, list)
            self.assertLess(len(asked), 10)
            for ceiling in amounts:
                found = bool(spans[ceiling].intersection(asked))
                if ceiling >= price:
                    self.assertTrue(found, (price, ceiling))
                elif 1 < ceiling < price / 1.5 < 1e12:
                    self.assertFalse(found, (price, ceiling))

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
            ("Rolex Daytona porcelain dial", "Rolex Daytona 16520 white dial", "Rolex Daytona 16520 black dial"),
        ):
            with self.subTest(title):
                knowledge = self.env['ic.wish.reader']._ic_knowledge(self.env.company.id)
                wish = wish_facts(read(title, knowledge))
                outcomes = [score(wish, piece_facts(read(text, knowledge), knowledge)) for text in (fits, other)]
                self.assertFalse(outcomes[0].refused)
                self.assertTrue(outcomes[1].refused)
