from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .pos_common import TillCase


@tagged('post_install', '-at_install')
class TestPosClaim(TillCase):
    """The firm claim of a till, from the payment button to the handed over piece."""

    def test_claim_before_payment(self):
        """Asking for the claim holds the piece for a quarter of an hour; asking again renews it."""
        key, answer = self.claim(self.piece)
        self.assertEqual(answer['refused'], [])
        self.assertEqual(self.active(self.piece), [('till', 'held', "Till 1")])
        claim = self.claims._ic_of(f'pos.order,{key}')
        self.assertAlmostEqual(
            claim.expires_at, fields.Datetime.now() + timedelta(minutes=15), delta=timedelta(seconds=5)
        )
        self.claim(self.piece, key=key)
        self.assertEqual(self.claims._ic_of(f'pos.order,{key}'), claim)

    def test_second_till_is_told_where_it_is(self):
        self.claim(self.piece)
        _key, answer = self.claim(self.piece, till=self.other)
        self.assertEqual(
            answer['refused'],
            [
                {
                    'product_id': self.piece.product_variant_id.id,
                    'name': self.piece.product_variant_id.display_name,
                    'where': "Being paid for at Till 1",
                }
            ],
        )
        self.assertEqual(self.active(self.piece), [('till', 'held', "Till 1")])

    def test_sold_elsewhere(self):
        """A piece on a confirmed sales order: the till names the order and holds nothing, not even the rest."""
        sale = self.order(self.piece)
        sale.action_confirm()
        free = self.watch(ic_serial="TL200")
        free._ic_set_status('available')
        key, answer = self.claim(self.piece, free)
        self.assertEqual([row['where'] for row in answer['refused']], [f"Sold with {sale.name}"])
        self.assertFalse(self.claims._ic_of(f'pos.order,{key}'))
        self.assertEqual(self.active(free), [])

    def test_kept_back_by_the_dealer(self):
        self.piece._ic_set_status('hold')
        _key, answer = self.claim(self.piece)
        self.assertEqual([row['where'] for row in answer['refused']], ["Hold"])
        self.assertEqual(self.active(self.piece), [])

    def test_left_without_paying(self):
        key, _answer = self.claim(self.piece)
        self.as_cashier().ic_release_order(key)
        self.assertEqual(self.active(self.piece), [])
        self.assertEqual(self.claim(self.piece, till=self.other)[1]['refused'], [])

    def test_line_taken_off_before_paying(self):
        """What left the order since the last claim is free again."""
        second = self.watch(ic_serial="TL201")
        second._ic_set_status('available')
        key, _answer = self.claim(self.piece, second)
        self.claim(second, key=key)
        self.assertEqual((self.active(self.piece), len(self.active(second))), ([], 1))

    def test_hold_lapses(self):
        """A till that was left alone keeps nobody waiting: no cron is needed."""
        key, _answer = self.claim(self.piece)
        self.claims._ic_of(f'pos.order,{key}').expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assertEqual(self.claim(self.piece, till=self.other)[1]['refused'], [])
        self.assertEqual(self.active(self.piece), [('till', 'held', "Till 2")])

    def test_paid_order_commits_and_hands_over(self):
        values = self.values(self.piece)
        self.claim(self.piece, key=values['uuid'])
        order = self.push(values)
        claim = self.claims.search([('owner', '=', f'pos.order,{order.uuid}')])
        self.assertEqual(
            (claim.kind, claim.state, claim.source, claim.reference, claim.fulfilled),
            ('order', 'done', 'pos', order.name, 1.0),
        )
        self.assertEqual((self.on_hand(self.piece), self.piece.ic_status), (0, 'sold'))
        entry = self.env['ic.stock.entry'].search([('product_tmpl_id', '=', self.piece.id)], order='id desc', limit=1)
        self.assertEqual((entry.channel, entry.document), ('pos', order.name))

    def test_paid_without_asking_first(self):
        """A terminal that never asked (another client of the protocol) is refused all the same."""
        self.claim(self.piece)
        before = self.env['pos.order'].search_count([])
        with self.assertRaisesRegex(UserError, "Till 1"), self.cr.savepoint():
            self.sell(self.piece, till=self.other)
        self.assertEqual(self.env['pos.order'].search_count([]), before)
        self.assertEqual((self.on_hand(self.piece), self.active(self.piece)[0][2]), (1, "Till 1"))

    def test_same_order_twice(self):
        values = self.values(self.piece)
        again = {**values, 'lines': list(values['lines']), 'payment_ids': list(values['payment_ids'])}
        order = self.push(values)
        self.assertEqual(self.push(again), order)
        self.assertEqual(self.env['pos.order'].search_count([('uuid', '=', order.uuid)]), 1)
        self.assertEqual((len(order.picking_ids), len(order.payment_ids), self.on_hand(self.piece)), (1, 1, 0))

    def test_draft_order_paid_later(self):
        """An order saved without payment claims nothing; paid later, under the same key, it does."""
        values = self.values(self.piece, state='draft', amount_paid=0, payment_ids=[])
        order = self.push({**values})
        self.assertEqual((order.state, self.active(self.piece)), ('draft', []))
        paid = self.values(self.piece, uuid=order.uuid, lines=[])
        self.assertEqual(self.push(paid), order)
        self.assertEqual((order.state, self.on_hand(self.piece)), ('paid', 0))

    def test_cancelled_order_gives_back(self):
        values = self.values(self.piece, state='draft', amount_paid=0, payment_ids=[])
        order = self.push({**values})
        self.claim(self.piece, key=order.uuid)
        order.with_user(self.cashier).action_pos_order_cancel()
        self.assertEqual((order.state, self.active(self.piece)), ('cancel', []))

    def test_paid_order_is_not_released(self):
        """A release that arrives late (a slow network) takes nothing away from a paid order."""
        order = self.sell(self.piece, shipping_date='2099-01-01', partner_id=self.cashier.partner_id.id)
        self.assertEqual(self.active(self.piece), [('order', 'committed', order.name)])
        self.as_cashier().ic_release_order(order.uuid)
        self.assertEqual(self.active(self.piece), [('order', 'committed', order.name)])

    def test_settles_its_sales_order(self):
        """A confirmed sales order is paid for at the till: its own claim does not stand in its way."""
        sale = self.order(self.piece)
        sale.action_confirm()
        values = self.values(self.piece, sale=sale)
        self.assertEqual(self.claim(self.piece, key=values['uuid'], sale=sale)[1]['refused'], [])
        order = self.push(values)
        self.assertEqual((order.state, self.on_hand(self.piece), self.piece.ic_status), ('paid', 0, 'sold'))
        self.assertEqual(self.active(self.piece), [])
        self.assertEqual(sale.order_line.qty_delivered, 1.0)

    def test_settles_a_quotation(self):
        """A quotation is confirmed by its payment at the till, which has handed the piece over already."""
        sale = self.order(self.piece)
        order = self.sell(self.piece, sale=sale)
        self.assertEqual((order.state, sale.state, self.on_hand(self.piece)), ('paid', 'sale', 0))
        self.assertEqual(self.active(self.piece), [])

    def test_wrong_serial_is_put_right(self):
        """A serial typed wrongly makes no second one: the piece leaves under the serial it has."""
        values = self.values(self.piece)
        values['lines'][0][2]['pack_lot_ids'] = [fields.Command.create({'lot_name': "TYPO"})]
        order = self.push(values)
        self.assertEqual(order.picking_ids.move_line_ids.lot_id.name, "TL100")
        self.assertEqual(order.lines.pack_lot_ids.mapped('lot_name'), ["TL100"])
        self.assertEqual(self.on_hand(self.piece), 0)
        self.assertFalse(self.env['stock.lot'].search([('name', '=', "TYPO")]))

    def test_refund_and_exchange(self):
        """The piece comes back as the same serial, on Hold; another one goes out in the same order."""
        sold = self.sell(self.piece)
        other = self.watch(ic_serial="TL202")
        other._ic_set_status('available')
        values = self.values(other)
        back = self._line(self.piece, -1, sold, None)
        back['pack_lot_ids'] = []
        values['lines'].append(fields.Command.create(back))
        values.update(amount_total=0.0, amount_paid=0.0, payment_ids=[])
        exchange = self.push(values)
        self.assertEqual((self.piece.ic_status, self.on_hand(self.piece)), ('hold', 1))
        self.assertEqual((other.ic_status, self.on_hand(other)), ('sold', 0))
        self.assertEqual(
            exchange.picking_ids.move_line_ids.filtered(
                lambda line: line.product_id == self.piece.product_variant_id
            ).lot_id.name,
            "TL100",
        )
        claim = self.claims.search([('owner', '=', f'pos.order,{sold.uuid}')])
        self.assertEqual((claim.fulfilled, claim.returned), (1.0, 1.0))

    def test_refund_of_what_was_never_handed_over(self):
        """Paid for before it was in the house, and refunded: nothing comes back, nothing is owed any more."""
        coming = self.watch(ic_serial="TL203")
        sold = self.sell(coming, ic_sold_offline=True)
        self.assertEqual((sold.picking_ids.move_ids.state == 'done', len(self.active(coming))), (False, 1))
        refund = self.sell(coming, quantity=-1, refund_of=sold)
        self.assertEqual((refund.amount_total, refund.picking_ids.move_ids.ids), (-14500.0, []))
        self.assertEqual((sold.picking_ids.move_ids.state, self.active(coming)), ('cancel', []))
        quants = self.env['stock.quant'].search([('product_id', '=', coming.product_variant_id.id)])
        self.assertEqual((quants.filtered('quantity').ids, coming.ic_status), ([], 'incoming'))

    def test_refund_of_a_part_of_what_is_owed(self):
        """Three were paid for before they came, one is refunded: two are owed, in the delivery and in the claim."""
        chains = self.Piece.create(
            {
                'ic_category': 'jewelry',
                'name': "Chain under test",
                'list_price': 100.0,
                'taxes_id': False,
                'ic_is_unique': False,
                'ic_backorder': True,
            }
        )
        sold = self.sell(chains, quantity=3, ic_sold_offline=True)
        self.sell(chains, quantity=-1, refund_of=sold)
        self.assertEqual(sold.picking_ids.move_ids.product_uom_qty, 2.0)
        self.assertEqual(sum(claim._ic_weight() for claim in self.claims._ic_of(f'pos.order,{sold.uuid}')), 2.0)
        self.assertEqual(self.on_hand(chains), 0)

    def test_stock_moved_at_closing(self):
        """A session that moves its stock in the evening: two orders of one counted product, each with its claim."""
        bars = self.Piece.create(
            {'ic_category': 'bullion', 'name': "Bar under test", 'list_price': 100.0, 'taxes_id': False}
        )
        bars._ic_receive(quantity=5)
        bars._ic_set_status('available')
        self.till.current_session_id.update_stock_at_closing = True
        first, second = self.sell(bars, quantity=2), self.sell(bars, quantity=1)
        self.assertEqual(
            sorted(self.active(bars)),
            sorted([('order', 'committed', first.name), ('order', 'committed', second.name)]),
        )
        self.till.current_session_id._create_picking_at_end_of_session()
        self.assertEqual((self.active(bars), self.on_hand(bars)), ([], 2))
        entries = self.env['ic.stock.entry'].search([('product_tmpl_id', '=', bars.id), ('channel', '=', 'pos')])
        self.assertEqual(set(entries.mapped('document')), {first.name, second.name})
        self.assertEqual(len(self.till.current_session_id.picking_ids), 2)

    def test_quantities(self):
        """Of five bars a till may hold three and another one two, not three."""
        bars = self.Piece.create(
            {'ic_category': 'bullion', 'name': "Bar under test", 'list_price': 100.0, 'taxes_id': False}
        )
        bars._ic_receive(quantity=5)
        bars._ic_set_status('available')
        self.claim(bars, quantity=3)
        self.assertEqual(
            [row['where'] for row in self.claim(bars, till=self.other, quantity=3)[1]['refused']], ["Only 2 left"]
        )
        self.assertEqual(self.claim(bars, till=self.other, quantity=2)[1]['refused'], [])
