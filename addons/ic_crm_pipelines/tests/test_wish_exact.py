from odoo.tests import tagged

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
