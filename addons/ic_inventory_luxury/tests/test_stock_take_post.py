from odoo.exceptions import UserError
from odoo.tests import tagged

from .counting_common import CountingCase


@tagged('post_install', '-at_install')
class TestStockTakePost(CountingCase):
    """From scans to differences, and from differences to stock moves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.stocked(cls.safe, ic_serial='ST-1', standard_price=8000.0)
        cls.second = cls.stocked(cls.safe, ic_serial='ST-2', standard_price=7000.0)
        cls.third = cls.stocked(cls.other_safe, ic_serial='ST-3', standard_price=6000.0)
        cls.stranger = cls.stocked(cls.showroom, ic_serial='ST-9')

    def moves(self, take):
        return [
            (
                move.product_id.product_tmpl_id,
                move.location_id.name,
                move.location_dest_id.name,
                move.quantity,
                move.state,
            )
            for move in take.move_ids.sorted('id')
        ]

    def test_post_losses_moves_and_searches(self):
        """Missing: one is posted as a loss, one kept to be searched. The stranger moves here. Found stays."""
        take = self.start(self.vault)
        self.scan(take, 'ST-1')
        self.scan(take, 'ST-9', place_id=self.other_safe.id)
        take.action_review()
        results = {line.product_tmpl_id: (line.result, line.decision) for line in take.line_ids}
        self.assertEqual(
            results,
            {
                self.first: ('found', 'none'),
                self.second: ('missing', 'loss'),
                self.third: ('missing', 'loss'),
                self.stranger: ('misplaced', 'move'),
            },
        )
        self.assertEqual(take.sudo().missing_value, 13000.0)
        self.line(take, self.third).with_user(self.counter).decision = 'search'
        take.action_post()
        loss = self.first.product_variant_id.property_stock_inventory.name
        self.assertEqual(
            sorted(self.moves(take), key=lambda move: move[0].id),
            [
                (self.second, 'Safe 1', loss, 1.0, 'done'),
                (self.stranger, 'Test Showroom', 'Safe 2', 1.0, 'done'),
            ],
        )
        self.assertEqual(set(take.move_ids.mapped('origin')), {take.name})
        self.assertEqual(self.quants(self.second), {})
        self.assertEqual(self.quants(self.third), {self.other_safe: 1.0})
        self.assertEqual(self.quants(self.stranger), {self.other_safe: 1.0})
        self.assertEqual((take.state, take.posted_by_id), ('done', self.counter))
        self.assertEqual(self.stranger.ic_location_id, self.other_safe)
        with self.assertRaisesRegex(UserError, "not under review"):
            take.action_post()
        self.assertEqual(len(take.move_ids), 2)

    def test_search_ends_found_or_lost(self):
        """A piece kept to be searched turns up, or is given up and leaves the stock with the take as origin."""
        take = self.start(self.vault)
        self.scan(take, 'ST-1')
        take.action_review()
        (self.line(take, self.second) | self.line(take, self.third)).write({'decision': 'search'})
        take.action_post()
        self.assertFalse(take.move_ids)
        self.line(take, self.second).action_ic_turned_up()
        self.assertEqual(self.quants(self.second), {self.safe: 1.0})
        self.line(take, self.third).action_ic_give_up()
        self.assertEqual(self.quants(self.third), {})
        self.assertEqual(take.move_ids.product_id.product_tmpl_id, self.third)
        with self.assertRaisesRegex(UserError, "still searched"):
            self.line(take, self.third).action_ic_give_up()
        self.assertEqual(len(take.move_ids), 1)

    def test_sold_while_counting_is_not_missing(self):
        """A piece sold and delivered, and one moved away, after the start: neither is posted as a loss."""
        take = self.start(self.vault)
        self.scan(take, 'ST-3')
        order = self.order(self.first)
        order.action_confirm()
        self.deliver(order)
        self.second._ic_move_to(self.showroom)
        take.action_review()
        self.assertEqual(
            {line.product_tmpl_id: line.result for line in take.line_ids},
            {self.first: 'left', self.second: 'left', self.third: 'found'},
        )
        take.action_post()
        self.assertFalse(take.move_ids)
        self.assertEqual(self.quants(self.second), {self.showroom: 1.0})

    def test_sold_between_review_and_post(self):
        """Missing at the review, sold and delivered before the post: nothing to post any more."""
        take = self.start(self.safe)
        self.scan(take, 'ST-1')
        take.action_review()
        self.assertEqual(self.line(take, self.second).result, 'missing')
        order = self.order(self.second)
        order.action_confirm()
        self.deliver(order)
        take.action_post()
        self.assertEqual((take.state, len(take.move_ids)), ('done', 0))
        self.assertEqual(self.line(take, self.second).result, 'left')

    def test_new_difference_is_shown_before_it_is_posted(self):
        """A piece that came back to the place after the review makes more to post: people see it first."""
        take = self.start(self.safe)
        self.scan(take, 'ST-1')
        self.second._ic_move_to(self.showroom)
        take.action_review()
        self.assertEqual(self.line(take, self.second).result, 'left')
        self.second._ic_move_to(self.safe)
        action = take.action_post()
        self.assertEqual((action['tag'], take.state, len(take.move_ids)), ('display_notification', 'review', 0))
        self.assertEqual(self.line(take, self.second).result, 'missing')
        take.action_post()
        self.assertEqual((take.state, self.quants(self.second)), ('done', {}))

    def test_promised_piece_is_not_lost_by_default(self):
        """A missing piece that a customer bought is proposed to be searched, and says for whom."""
        order = self.order(self.second)
        order.action_confirm()
        take = self.start(self.safe)
        self.scan(take, 'ST-1')
        take.action_review()
        line = self.line(take, self.second)
        self.assertEqual((line.result, line.decision), ('missing', 'search'))
        self.assertIn(order.name, line.note)

    def test_wrong_bin_inside_the_place(self):
        """Found in the vault, but in the other safe: it is moved there."""
        take = self.start(self.vault)
        answer = self.scan(take, 'ST-1', place_id=self.other_safe.id)
        self.assertEqual((answer['outcome'], answer['place']), ('found', "Test Vault › Safe 1"))
        self.scan(take, 'ST-2')
        self.scan(take, 'ST-3', place_id=self.showroom.id)  # not a place inside: no place was said
        take.action_review()
        self.assertEqual(
            {line.product_tmpl_id: line.result for line in take.line_ids},
            {self.first: 'misplaced', self.second: 'found', self.third: 'found'},
        )
        take.action_post()
        self.assertEqual(self.quants(self.first), {self.other_safe: 1.0})
        self.assertEqual(self.quants(self.third), {self.other_safe: 1.0})

    def test_piece_without_stock_is_taken_in(self):
        """A known piece that is in no place lies in the safe: it is received there."""
        piece = self.watch()
        take = self.start(self.safe)
        for code in ('ST-1', 'ST-2', piece.default_code):
            self.scan(take, code)
        take.action_review()
        self.assertEqual(self.line(take, piece).decision, 'receive')
        take.action_post()
        self.assertEqual(self.quants(piece), {self.safe: 1.0})
        self.assertNotEqual(piece.ic_status, 'incoming')

    def test_sold_and_unknown_are_reported_only(self):
        """A delivered piece and an unknown code are differences; posting changes nothing about them."""
        order = self.order(self.stranger)
        order.action_confirm()
        self.deliver(order)
        take = self.start(self.safe)
        for code in ('ST-1', 'ST-2', 'ST-9', 'WHAT-IS-THIS'):
            self.scan(take, code)
        take.action_review()
        self.assertEqual(sorted(take.line_ids.filtered('is_difference').mapped('result')), ['sold', 'unknown'])
        take.action_post()
        self.assertFalse(take.move_ids)
        self.assertEqual(self.stranger.ic_status, 'sold')

    # === QUANTITIES === #

    def test_quantities(self):
        """Forty coins expected in two safes, 37 counted: three leave. Ten bars nobody expected: ten come."""
        coins = self.coins(self.safe, 40)
        self.Piece._ic_move_quants({coins._ic_quants(): 10.0}, self.other_safe)
        bars = self.coins(self.showroom, 1, name="100 g Gold Bar")
        take = self.start(self.vault)
        for code in ('ST-1', 'ST-2', 'ST-3'):
            self.scan(take, code)
        self.scan(take, coins.default_code, quantity=20)
        self.scan(take, coins.default_code, quantity=17)
        self.scan(take, bars.default_code, quantity=10)
        self.assertEqual((take._ic_progress()['expected'], take._ic_progress()['found']), (43, 40))
        take.action_review()
        line = self.line(take, coins)
        self.assertEqual((line.result, line.expected_qty, line.counted_qty, line.difference_qty), ('less', 40, 37, -3))
        self.assertEqual((self.line(take, bars).result, self.line(take, bars).difference_qty), ('more', 10.0))
        take.action_post()
        self.assertEqual(sum(self.quants(coins).values()), 37.0)
        self.assertEqual(self.quants(bars), {self.showroom: 1.0, self.vault: 10.0})

    def test_too_few_takes_own_before_consigned(self):
        """Of ten own and five consigned coins three are missing: the house's own are short."""
        coins = self.coins(self.safe, 10)
        self.env['stock.quant']._update_available_quantity(
            coins.product_variant_id, self.safe, 5, owner_id=self.customer
        )
        take = self.start(self.safe)
        self.scan(take, coins.default_code, quantity=12)
        take.action_review()
        line = self.line(take, coins)
        self.assertEqual((line.result, line.difference_qty), ('less', -3.0))
        take.action_post()
        left = {quant.owner_id: quant.quantity for quant in coins._ic_quants()}
        self.assertEqual(left, {self.env['res.partner']: 7.0, self.customer: 5.0})

    def test_units_sold_around_the_count_are_no_difference(self):
        """Two sold before the coins were counted, three after: the eight counted are right."""
        coins = self.coins(self.safe, 10)
        take = self.start(self.safe)
        order = self.order(coins, quantity=2)
        order.action_confirm()
        self.deliver(order)
        for code in ('ST-1', 'ST-2'):
            self.scan(take, code)
        self.scan(take, coins.default_code, quantity=8)
        order = self.order(coins, quantity=3)
        order.action_confirm()
        self.deliver(order)
        take.action_review()
        self.assertEqual((self.line(take, coins).result, self.line(take, coins).difference_qty), ('found', 0.0))
        take.action_post()
        self.assertFalse(take.move_ids)
        self.assertEqual(self.quants(coins), {self.safe: 5.0})
