from odoo.exceptions import AccessError, UserError

from odoo.addons.ic_connect.types import RefusedPrice

from .common import MetalCase


class TestMetalReview(MetalCase):
    """A price that jumps is held: it prices nothing until a person says that it is right."""

    def setUp(self):
        super().setUp()
        self.source = self.connect(jump_percent=5)
        self.say(self.price('gold', '4000', 60), self.price('silver', '50', 60))
        self.source._ic_fetch()

    def _jump(self, amount='4300', before=30):
        self.say(self.price('gold', amount, before, bid='4299', ask='4301'))
        self.assertEqual(self.source._ic_fetch(), "Spot: Nothing new; 1 held for a person.")
        return (
            self.env['ic.metal.review']
            .with_user(self.admin)
            .search([('source_id', '=', self.source.id), ('state', '=', 'waiting')])
        )

    def test_a_jump_is_held_and_its_source_calls_a_person(self):
        review = self._jump()
        self.assertEqual(self.ticks(metal='gold'), [('gold', 4000.0, 60)])
        self.assertEqual((review.price, review.last_price, review.change), (4300.0, 4000.0, 7.5))
        self.assertIn("Test Feed, gold, 4300 USD: +7.5 % against 4000 USD of ", review.reason)
        self.assertEqual(self.source.review_count, 1)
        self.assertEqual(self.source.activity_ids.summary, "A price is held: is it right?")

    def test_one_waits_and_it_is_the_newest(self):
        first = self._jump()
        second = self._jump('4350', 20)
        self.assertEqual(second, first)
        self.assertEqual(second.price, 4350.0)
        self.assertEqual(len(self.source.activity_ids), 1)

    def test_a_price_within_the_limit_makes_it_pointless(self):
        review = self._jump()
        self.say(self.price('gold', '4100', 10))
        self.source._ic_fetch()
        self.assertEqual(review.state, 'overtaken')
        self.assertEqual(self.ticks(metal='gold'), [('gold', 4000.0, 60), ('gold', 4100.0, 10)])
        with self.assertRaisesRegex(UserError, "Overtaken already"):
            review.action_ic_accept()

    def test_accepted_it_is_a_price_and_the_next_step_counts_from_it(self):
        review = self._jump()
        review.action_ic_accept()
        self.assertEqual(self.ticks(metal='gold'), [('gold', 4000.0, 60), ('gold', 4300.0, 30)])
        tick = self.Price._ic_latest('gold', self.dollar, self.company)
        self.assertEqual((tick.price, tick.bid, tick.ask, tick.source_id), (4300.0, 4299.0, 4301.0, self.source))
        self.assertEqual((review.state, review.decided_by), ('accepted', self.admin))
        self.say(self.price('gold', '4400', 5))
        self.assertEqual(self.source._ic_fetch(), "Spot: Gold 4,400.00 USD.")
        with self.assertRaisesRegex(UserError, "Accepted already"):
            review.action_ic_accept()
        self.assertEqual(len(self.ticks(metal='gold')), 3)

    def test_refused_with_a_reason_it_is_not_held_again(self):
        review = self._jump()
        with self.assertRaisesRegex(UserError, "Gold 4,300.00 USD: say why it is refused"):
            review.action_ic_refuse()
        self.assertEqual(review.state, 'waiting')
        review.decision = "London says 4010"
        review.action_ic_refuse()
        self.assertEqual(review.state, 'refused')
        self.source._ic_fetch()
        self.assertEqual(self.source.review_count, 0)
        self.assertEqual(self.ticks(metal='gold'), [('gold', 4000.0, 60)])

    def test_the_others_of_the_same_answer_are_kept(self):
        self.say(
            self.price('gold', '9000', 5),
            self.price('silver', '51', 5),
            refused=[RefusedPrice("Test Feed", 'platinum', 'nothing', "there is no figure")],
        )
        self.assertEqual(self.source._ic_fetch(), "Spot: Silver 51.00 USD; 1 held for a person; 1 refused.")

    def test_nobody_changes_a_held_price_and_employees_decide_nothing(self):
        review = self._jump()
        with self.assertRaisesRegex(UserError, "accepted or refused"):
            review.price = 1.0
        with self.assertRaises(AccessError):
            review.with_user(self.employee).action_ic_accept()
        with self.assertRaises(AccessError):
            review.unlink()
        self.assertEqual((review.price, review.state), (4300.0, 'waiting'))
