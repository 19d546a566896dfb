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
