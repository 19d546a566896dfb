from odoo import Command
from odoo.tests import tagged

from odoo.addons.ic_connect.types import Money, Order, OrderLine

from .order_common import OrderCase


@tagged('post_install', '-at_install')
class TestOrdersConflict(OrderCase):
    """A piece that was sold on both sides: nobody is oversold in silence, and the store's rule works."""

    def both_sides(self, rule='first', price='9000'):
        self.env.company.ic_conflict_rule = rule
        piece = self.piece(ic_serial="B-2")
        self.list(piece)
        self.run_jobs()
        self.house = self.order(piece)
        self.house.action_confirm()
        self.shop.before_set = []
        self.shop.items['I1']['quantity'] = 1  # it still stood there
        self.sold = self.shop.sell('I1', price=price)
        self.poll()
        return piece, self.orders(), self.env['ic.conflict'].search([('product_id', '=', piece.product_variant_id.id)])

    def test_facts_of_both_sides(self):
        piece, order, conflict = self.both_sides()
        self.assertRecordValues(
            conflict, [{'kind': 'channel_sale', 'quantity': 1.0, 'paid': 9000.0, 'state': 'open', 'decision': 'kept'}]
        )
        sale = order.sale_order_id
        self.assertEqual((order.state, sale.state, order.conflict_count), ('imported', 'draft', 1))
        late = conflict.side_ids.filtered(lambda side: side.role == 'left_out')
        has = conflict.side_ids.filtered(lambda side: side.role == 'has_it')
        self.assertRecordValues(
            late,
            [
                {
                    'source': 'channel',
                    'owner': f'sale.order,{sale.id}',
                    'reference': f'{sale.name} · Web Shop #1',
                    'paid': 9000.0,
                    'claimed_on': order.placed_on,
                }
            ],
        )
        self.assertRecordValues(has, [{'owner': f'sale.order,{self.house.id}', 'source': 'backend'}])
        self.assertEqual(self.claims(piece).owner, f'sale.order,{self.house.id}')
        self.assertEqual(self.shop.items['I1']['quantity'], 0)
        self.assertIn("Web Shop", conflict.note)
        self.poll()
        self.assertEqual(self.env['ic.conflict'].search_count([('product_id', '=', piece.product_variant_id.id)]), 1)

    def test_a_person_gives_it_to_the_channel(self):
        piece, order, conflict = self.both_sides(rule='ask')
        self.assertEqual(conflict.decision, 'waiting')
        conflict.action_give()
        self.assertEqual((conflict.state, conflict.outcome), ('settled', 'honoured'))
        self.assertEqual(
            (order.sale_order_id.state, self.claims(piece).owner), ('sale', f'sale.order,{order.sale_order_id.id}')
        )
        follow = self.env['ic.conflict'].search([('origin_id', '=', conflict.id)])
        self.assertRecordValues(
            follow, [{'kind': 'given_away', 'owner': f'sale.order,{self.house.id}', 'state': 'open'}]
        )

    def test_it_stays_where_it_is_and_the_order_is_cancelled(self):
        piece, order, conflict = self.both_sides(rule='ask')
        conflict.action_keep()
        conflict._ic_cancel(whole=True)
        self.assertEqual((order.sale_order_id.state, conflict.decision), ('cancel', 'kept'))
        self.shop.change(self.sold, status='cancelled')
        self.poll()
        self.assertEqual((order.state, self.claims(piece).owner), ('cancelled', f'sale.order,{self.house.id}'))
        self.assertEqual(self.house.state, 'sale')

    def test_a_refund_can_be_prepared(self):
        _piece, order, conflict = self.both_sides()
        self.assertTrue(conflict.has_document)
        action = conflict.action_refund()
        self.assertEqual(action['context']['default_conflict_id'], conflict.id)
        self.assertEqual(order.sale_order_id.state, 'draft')

    def test_the_rest_of_the_order_is_claimed_and_waits(self):
        bars = self.bars(5)
        piece = self.piece(ic_serial="B-3")
        self.list(bars)
        self.list(piece)
        self.order(piece).action_confirm()
        order = self.keep(self.payload('A', self.line('I1', 2), self.line('I2', number=2), total='300'))
        self.assertEqual((order.sale_order_id.state, self.free(bars)), ('draft', 3))
        self.assertEqual(self.claims(bars).owner, f'sale.order,{order.sale_order_id.id}')

    def test_the_channel_cancels_what_is_in_conflict(self):
        piece, order, _conflict = self.both_sides()
        self.shop.change(self.sold, status='cancelled')
        self.poll()
        self.assertEqual((order.state, order.sale_order_id.state), ('cancelled', 'cancel'))
        self.assertEqual((self.house.state, self.claims(piece).owner), ('sale', f'sale.order,{self.house.id}'))


@tagged('post_install', '-at_install')
class TestOrdersWords(OrderCase):
    """Who bought, and what was paid."""

    def test_buyers_are_known_by_mail_within_the_store_only(self):
        other = self.env['res.company'].create({'name': "Store B"})
        partners = self.env['res.partner']
        foreign = partners.create({'name': "Ada of B", 'email': 'ada@example.com', 'company_id': other.id})
        self.list(self.bars(9))
        buyer = {'name': "Ada Byron", 'email': 'ada@example.com', 'city': "Boston", 'country_code': 'US'}
        first = self.keep(self.payload('A', self.line('I1'), buyer=buyer))
        made = first.partner_id
        self.assertNotEqual(made, foreign)
        self.assertRecordValues(
            made,
            [{'name': "Ada Byron", 'city': "Boston", 'company_id': self.env.company.id, 'email': 'ada@example.com'}],
        )
        self.assertEqual(made.country_id.code, 'US')
        second = self.keep(self.payload('B', self.line('I1'), buyer={'name': "A. B.", 'email': 'ADA@Example.com '}))[1]
        self.assertEqual((second.partner_id, made.name), (made, "Ada Byron"))
        self.assertEqual(second.sale_order_id.partner_id, made)

    def test_a_name_alone_is_nobody_known(self):
        known = self.env['res.partner'].create({'name': "John Smith"})
        self.list(self.bars(9))
        order = self.keep(self.payload('A', self.line('I1'), buyer={'name': "John Smith"}))
        self.assertNotEqual(order.partner_id, known)

    def test_orders_of_nobody_share_one_contact(self):
        self.list(self.bars(9))
        orders = self.keep(self.payload('A', self.line('I1')), self.payload('B', self.line('I1'), buyer={'name': ' '}))
        self.assertEqual(len(orders.partner_id), 1)
        self.assertRecordValues(orders.partner_id, [{'name': "Buyers on Web Shop", 'company_id': self.env.company.id}])
        self.assertEqual(self.channel.partner_id, orders.partner_id)

    def test_another_currency(self):
        euro = self.env['res.currency'].with_context(active_test=False).search([('name', '=', 'EUR')])
        euro.active = True
        self.list(self.bars(9))
        line = OrderLine('1', 2, Money('80.50', 'EUR'), listing_id='I1')
        at = self.shop.now()
        order = self.keep(Order('A', at, at, 'open', Money('161.00', 'EUR'), (line,)))
        self.assertEqual((order.currency_id, order.sale_order_id.currency_id), (euro, euro))
        self.assertRecordValues(order.sale_order_id.order_line, [{'price_unit': 80.5, 'price_subtotal': 161.0}])
        again = self.keep(Order('B', at, at, 'open', Money('161.00', 'EUR'), (line,)))[1]
        self.assertEqual(again.sale_order_id.pricelist_id, order.sale_order_id.pricelist_id)

    def test_the_price_is_the_channels_whatever_the_pricelist_says(self):
        pricelist = self.env['product.pricelist'].create(
            {
                'name': "Half",
                'item_ids': [
                    Command.create({'compute_price': 'percentage', 'percent_price': 50, 'applied_on': '3_global'})
                ],
            }
        )
        self.list(self.bars(9))
        buyer = self.env['res.partner'].create({'name': "Ada", 'email': 'ada@example.com'})
        buyer.property_product_pricelist = pricelist
        order = self.keep(self.payload('A', self.line('I1', price='77.70'), buyer={'email': 'ada@example.com'}))
        self.assertRecordValues(order.sale_order_id.order_line, [{'price_unit': 77.7, 'discount': 0.0}])

    def test_shipping_and_the_difference(self):
        bars = self.bars(9)
        bars.taxes_id = False
        self.env.ref('ic_channels.product_shipping').taxes_id = False
        self.list(bars)
        payload = self.payload('A', self.line('I1', 2), total='221.50', shipping=Money('15.00', 'USD'))
        order = self.keep(payload)
        shipping = order.sale_order_id.order_line.filtered('ic_is_channel_shipping')
        self.assertRecordValues(shipping, [{'price_unit': 15.0, 'product_uom_qty': 1.0}])
        self.assertEqual((order.sale_order_id.amount_total, order.amount_difference), (215.0, -6.5))
        self.keep(self.payload('A', self.line('I1', 3), placed=payload.created_at, shipping=Money('15.00', 'USD')))
        self.assertEqual(len(order.sale_order_id.order_line), 2, "shipping is there once")

    def test_prices_before_tax_stay_before_tax(self):
        tax = self.env['account.tax'].create(
            {
                'name': "Sales Tax 10%",
                'amount': 10.0,
                'amount_type': 'percent',
                'price_include_override': 'tax_excluded',
            }
        )
        bars = self.bars(9)
        bars.taxes_id = tax
        self.list(bars)
        order = self.keep(self.payload('A', self.line('I1'), total='110.00', tax=Money('10', 'USD')))
        self.assertRecordValues(
            order.sale_order_id, [{'amount_untaxed': 100.0, 'amount_tax': 10.0, 'amount_total': 110.0}]
        )
        self.assertEqual(order.amount_difference, 0.0)

    def test_prices_before_tax_where_the_store_counts_tax_in(self):
        tax = self.env['account.tax'].create(
            {'name': "VAT 20%", 'amount': 20.0, 'amount_type': 'percent', 'price_include_override': 'tax_included'}
        )
        bars = self.bars(9)
        bars.taxes_id = tax
        self.env.ref('ic_channels.product_shipping').taxes_id = tax
        self.list(bars)
        payload = self.payload('A', self.line('I1'), total='132.00', shipping=Money('10', 'USD'))
        order = self.keep(payload)
        self.assertRecordValues(
            order.sale_order_id, [{'amount_untaxed': 110.0, 'amount_tax': 22.0, 'amount_total': 132.0}]
        )
        self.assertEqual(order.amount_difference, 0.0)
