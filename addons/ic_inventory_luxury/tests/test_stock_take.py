from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .counting_common import CountingCase


@tagged('post_install', '-at_install')
class TestStockTake(CountingCase):
    """Counting a place by scanning, and posting what differs."""

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

    # === SCANNING === #

    def test_expected_is_frozen(self):
        """What the stock says at the start is the list; what comes later is not expected."""
        take = self.start(self.vault)
        self.stocked(self.safe)
        self.assertEqual(take.line_ids.product_tmpl_id, self.first | self.second | self.third)
        self.assertEqual((take.state, take.expected_count, take.found_count), ('counting', 3, 0))

    def test_every_outcome(self):
        """Found, again, from elsewhere, sold, unknown, not in stock, arrived while counting: each is told apart."""
        sold, unstocked = self.stocked(self.safe), self.watch()
        order = self.order(sold)
        order.action_confirm()
        self.deliver(order)
        take = self.start(self.vault)
        arrived = self.stocked(self.safe)
        outcomes = [
            self.scan(take, code)['outcome']
            for code in (
                'ST-1',
                'st-1',
                self.second.default_code,
                f'HTTPS://SHOP.EXAMPLE/P/{self.third.default_code}',
                self.stranger.default_code,
                sold.default_code,
                unstocked.default_code,
                arrived.default_code,
                'NO-SUCH-THING',
            )
        ]
        self.assertEqual(
            outcomes,
            ['found', 'again', 'found', 'found', 'elsewhere', 'sold', 'unstocked', 'arrived', 'unknown'],
        )
        self.assertEqual(
            take._ic_progress(), {'expected': 3, 'found': 3, 'elsewhere': 2, 'unknown': 1, 'sold': 1, 'people': 1}
        )

    def test_sent_twice_counts_once(self):
        """The browser that never saw the answer sends the same scan again: same answer, one row."""
        take = self.start(self.safe)
        answers = [self.scan(take, 'ST-1', uid='same') for _time in range(3)]
        self.assertEqual({answer['outcome'] for answer in answers}, {'found'})
        self.assertEqual(len(take.scan_ids), 1)
        coins = self.coins(self.safe, 10)
        for _time in range(2):
            answer = self.scan(take, coins.default_code, uid='coins', quantity=4)
        self.assertEqual((answer['outcome'], answer['total']), ('quantity', 4.0))

    def test_undo_takes_back_and_hands_over(self):
        """An undone scan counts no more. Where a second person scanned the same piece, hers counts instead."""
        take = self.start(self.safe)
        self.scan(take, 'ST-1', uid='mine')
        self.assertEqual(self.scan(take, 'ST-1', uid='hers', user=self.second_counter)['outcome'], 'again')
        with self.assertRaisesRegex(UserError, "Only who scanned it"):
            self.undo(take, 'mine', user=self.second_counter)
        self.assertEqual(take._ic_progress()['found'], 1)
        self.undo(take, 'mine')
        self.undo(take, 'mine')
        self.assertEqual(take._ic_progress()['found'], 1)
        scan = take.scan_ids.filtered(lambda scan: not scan.undone)
        self.assertEqual((scan.client_uid, scan.outcome, scan.user_id), ('hers', 'found', self.second_counter))
        self.undo(take, 'hers', user=self.second_counter)
        self.assertEqual(take._ic_progress()['found'], 0)
        self.assertEqual(self.scan(take, 'ST-1')['outcome'], 'found')

    def test_ambiguous_code_waits_for_a_choice(self):
        """One code, two pieces outside this place: nothing is counted until one is chosen."""
        other = self.stocked(self.showroom, ic_reference="116610", ic_brand_id=self.hermes.id, ic_serial='ST-9')
        take = self.start(self.safe)
        answer = self.scan(take, 'ST-9')
        self.assertEqual(answer['outcome'], 'ambiguous')
        self.assertEqual(
            {choice['sku'] for choice in answer['choices']}, {self.stranger.default_code, other.default_code}
        )
        answer = self.scan(take, 'ST-9', product_id=other.product_variant_id.id)
        self.assertEqual((answer['outcome'], answer['piece_id']), ('elsewhere', other.id))

    def test_expected_piece_wins_over_ambiguity(self):
        """Of two pieces with one serial, the one expected here is meant."""
        here = self.stocked(self.safe, ic_reference="116610", ic_brand_id=self.hermes.id, ic_serial='ST-9')
        take = self.start(self.safe)
        answer = self.scan(take, 'ST-9')
        self.assertEqual((answer['outcome'], answer['piece_id']), ('found', here.id))

    def test_paused_take_takes_nothing(self):
        """While paused or under review the server takes no scan and says so; the browser keeps it."""
        take = self.start(self.safe)
        take.action_pause()
        answer = take.ic_send([{'uid': 'p1', 'type': 'scan', 'code': 'ST-1'}])
        self.assertEqual((answer['state'], answer['results'], len(take.scan_ids)), ('paused', [], 0))
        take.action_continue()
        self.assertEqual(self.scan(take, 'ST-1', uid='p1')['outcome'], 'found')
        take.action_review()
        self.assertEqual(take.ic_send([{'uid': 'p2', 'type': 'scan', 'code': 'ST-2'}])['state'], 'review')
        self.assertEqual(len(take.scan_ids), 1)

    def test_screen_comes_back_after_reload(self):
        """What was counted is on the screen again after a reload."""
        take = self.start(self.vault)
        self.scan(take, 'ST-1')
        screen = take.ic_open_screen()
        self.assertEqual({line['serial'] for line in screen['lines'] if line['counted']}, {'ST-1'})
        self.assertEqual((screen['progress']['found'], screen['scans'][0]['code']), (1, 'ST-1'))
        self.assertEqual(
            {place['id'] for place in screen['places']}, set((self.vault | self.safe | self.other_safe).ids)
        )

    # === REVIEW AND POST === #

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

    # === REFUSALS === #

    def test_cancel_leaves_everything(self):
        """A cancelled take moved nothing, keeps its scans and cannot go on."""
        take = self.start(self.vault)
        self.scan(take, 'ST-9')
        take.action_review()
        take.action_cancel()
        self.assertEqual((take.state, len(take.scan_ids), len(take.move_ids)), ('cancelled', 1, 0))
        self.assertEqual(self.quants(self.first), {self.safe: 1.0})
        self.assertEqual(self.quants(self.stranger), {self.showroom: 1.0})
        with self.assertRaisesRegex(UserError, "is Cancelled"):
            take.action_continue()
        with self.assertRaisesRegex(UserError, "not under review"):
            take.action_post()

    def test_never_half_posted(self):
        """When one line cannot be posted, none is: the stranger is packed for a customer and cannot be moved."""
        take = self.start(self.vault)
        self.scan(take, 'ST-9')
        order = self.order(self.stranger)
        order.action_confirm()
        order.picking_ids.move_ids.picked = True
        take.action_review()
        with self.assertRaisesRegex(UserError, "being packed"), self.env.cr.savepoint():
            take.action_post()
        self.env.invalidate_all()
        self.assertEqual((take.state, len(take.move_ids)), ('review', 0))
        self.assertEqual(self.quants(self.first), {self.safe: 1.0})

    def test_rights(self):
        """Who only looks sees a take but neither counts nor decides nor posts."""
        take = self.start(self.safe)
        mine = take.with_user(self.looker)
        self.assertEqual(mine.ic_poll()['progress']['expected'], 2)
        for attempt in (
            lambda: mine.ic_send([{'uid': 'x', 'type': 'scan', 'code': 'ST-1'}]),
            mine.ic_open_screen,
            mine.action_review,
            mine.action_post,
            mine.action_cancel,
            lambda: mine.env['ic.stock.take'].create({'location_id': self.safe.id}),
            lambda: mine.line_ids.write({'decision': 'search'}),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.env.invalidate_all()
        self.assertEqual((take.state, len(take.scan_ids)), ('counting', 0))

    def test_results_are_not_typed_in(self):
        """Over the API nobody writes results or quantities, and choices only while reviewing and where they fit."""
        take = self.start(self.safe)
        line = take.line_ids[:1].with_user(self.counter)
        with self.assertRaisesRegex(UserError, "written by counting"):
            line.write({'result': 'found', 'counted_qty': 1})
        with self.assertRaisesRegex(UserError, "while the differences are reviewed"):
            line.write({'decision': 'loss'})
        take.action_review()
        with self.assertRaisesRegex(UserError, "does not fit"), self.env.cr.savepoint():
            line.write({'decision': 'receive'})
        line.invalidate_recordset()
        self.assertEqual((line.result, line.decision), ('missing', 'loss'))

    def test_other_company_sees_nothing(self):
        """A take of one house does not exist for the other."""
        take = self.start(self.safe)
        company = self.env['res.company'].create({'name': "Other House"})
        self.counter.write({'company_ids': [(4, company.id)]})
        over_there = self.env['ic.stock.take'].with_user(self.counter).with_context(allowed_company_ids=company.ids)
        self.assertFalse(over_there.search([('id', '=', take.id)]))
        with self.assertRaises(AccessError):
            over_there.browse(take.id).ic_poll()
