from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.tests.live_common import MetalPrices

from .common import PIXEL, ChannelCase


@tagged('post_install', '-at_install')
class TestLivePrice(MetalPrices, ChannelCase):
    """Pieces that follow their metal, on a channel: its threshold, what is sent, and what happens without a price."""

    def setUp(self):
        super().setUp()
        self.start_metals()
        self.tick('2000')
        self.tick('30', 'silver')

    def coins(self, name="Eagle", metal='gold', **values):
        """Return a coin in the house, available."""
        coin = self.coin(name, metal, image_1920=PIXEL, **values)
        coin._ic_receive()
        coin._ic_set_status('available')
        return coin

    def pushed(self):
        """Return {SKU: price} of the pages that were sent since the last time."""
        self.run_jobs()
        pages = self.calls('push_listing')
        self.assertEqual(len({page.sku for page in pages}), len(pages), "no page twice for one tick")
        return {page.sku: page.price.amount for page in pages}

    def seam(self, piece):
        return Decimal(str(piece._ic_live_prices()[piece].amount))

    def test_below_the_step_nothing_is_sent_above_it_what_moved(self):
        gold, silver, fixed = self.coins(), self.coins("Silver Eagle", 'silver'), self.piece(ic_serial="FIX1")
        listings = self.list(gold) | self.list(silver) | self.list(fixed)
        self.assertEqual(listings.mapped('live_price'), [2100.0, 31.5, 0.0])
        self.calls()
        self.tick('2009')  # 0.45 %
        self.assertFalse(listings.mark_ids)
        self.assertEqual(self.pushed(), {})
        self.tick('2010')  # 0.5 % of what is shown there, in two steps
        self.assertEqual(self.pushed(), {gold.default_code: Decimal('2110.5')})
        self.assertEqual(self.seam(gold), Decimal('2110.5'), "to the cent, the price of the house")
        self.assertEqual(listings.mapped('live_price'), [2110.5, 31.5, 0.0])
        self.tick('2000.01')
        self.assertEqual(self.pushed(), {}, "measured from what was sent last")

    def test_a_step_as_an_amount_and_none_at_all(self):
        gold = self.coins()
        listing = self.list(gold)
        self.channel.write({'price_step_percent': 0, 'price_step_amount': 10})
        self.calls()
        self.tick('2009.51')  # 9.99
        self.assertEqual(self.pushed(), {})
        self.tick('1990.47')  # 10.01 down
        self.assertEqual(self.pushed(), {gold.default_code: Decimal('2089.99')})
        self.channel.price_step_amount = 0
        self.tick('1990.48')
        self.assertEqual(self.pushed(), {gold.default_code: Decimal('2090')})
        self.assertEqual(listing.live_price, 2090.0)

    def test_the_price_is_that_of_the_moment_it_is_sent(self):
        gold = self.coins()
        self.list(gold)
        self.calls()
        self.tick('2100')
        self.tick('2200', follow=False)  # between the mark and the call
        self.assertEqual(self.pushed(), {gold.default_code: Decimal('2310')})

    def test_many_pieces_are_one_statement_and_one_job(self):
        coins = self.env['product.template'].union(*(self.coins(f"Coin {number}") for number in range(6)))
        listings = self.env['ic.listing']._ic_list(coins.product_variant_ids, self.channel)
        self.run_jobs()
        self.tick('2100', follow=False)
        prices = coins._ic_live_prices()
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.env['ic.listing']._ic_mark_moved(self.env.company, prices)
        self.assertEqual(len(listings.mark_ids), 6)
        self.assertEqual(set(listings.mark_ids.mapped('kind')), {'content'})

    def test_a_pricelist_computes_with_the_price_of_the_moment(self):
        item = {'compute_price': 'percentage', 'percent_price': -10.0, 'applied_on': '3_global'}
        self.channel.pricelist_id = self.env['product.pricelist'].create(
            {'name': "Ten more", 'item_ids': [(0, 0, item)]}
        )
        gold = self.coins()
        self.list(gold)
        self.assertEqual(self.pushed(), {gold.default_code: Decimal('2310')})
        self.tick('2100')
        self.assertEqual(self.pushed(), {gold.default_code: Decimal('2425.5')})

    def test_without_a_price_it_cannot_be_bought_there_and_comes_back_with_one(self):
        gold = self.coins()
        listing = self.list(gold)
        self.grow_old()
        self.calls()
        gold._ic_prices_moved(gold)
        self.assertEqual(listing.mark_ids.kind, 'stock')
        self.run_jobs()
        self.assertEqual(self.calls('push_listing'), [])
        self.assertEqual((self.shop.items[listing.remote_id]['quantity'], listing.shown), (0, 0))
        self.env.invalidate_all()
        self.assertEqual((listing.situation, listing.is_unpriced, listing.wanted_quantity), ('blocked', True, 0))
        self.assertRegex(
            listing.story, r"Price on request: The price of gold is .* hours old\. Nobody can buy it there"
        )
        gold._ic_prices_moved(gold)
        self.assertFalse(listing.mark_ids, "it is known already")
        self.env.company.ic_spot_max_hours = 26.0
        self.calls()
        self.tick('2500')
        self.run_jobs()
        self.assertEqual(
            [verb for verb, _facts in self.shop.calls if verb in ('push_listing', 'set_stock')],
            ['push_listing', 'set_stock'],
            "the new price is there before anybody can buy",
        )
        self.assertEqual(self.shop.items[listing.remote_id]['page'].price.amount, Decimal('2625'))
        self.assertEqual((self.shop.items[listing.remote_id]['quantity'], listing.state), (1, 'live'))
        self.assertFalse(listing.is_unpriced)

    def test_a_count_never_rises_over_an_old_price(self):
        gold = self.coins()
        listing = self.list(gold)
        self.grow_old()
        gold._ic_prices_moved(gold)
        self.run_jobs()
        self.env.company.ic_spot_max_hours = 26.0
        self.tick('2500', follow=False)
        listing._ic_mark('stock')  # something else has the count looked at before the page
        self.calls()
        self.announce()
        self.channel._ic_drain('stock')
        self.assertEqual(self.calls('set_stock'), [])
        self.assertEqual(listing.waiting_for, "the page with the new price goes first")
        self.run_jobs()
        self.assertEqual(self.shop.items[listing.remote_id]['page'].price.amount, Decimal('2625'))
        self.assertEqual(self.shop.items[listing.remote_id]['quantity'], 1)

    def test_a_piece_without_a_price_waits_to_be_listed(self):
        self.grow_old()
        gold = self.coins()
        listing = self.list(gold)
        self.assertRecordValues(listing, [{'state': 'draft', 'remote_id': False, 'is_unpriced': True, 'error': False}])
        self.assertFalse(self.shop.items)
        self.env.company.ic_spot_max_hours = 26.0
        self.tick('2000.01')
        self.run_jobs()
        self.assertRecordValues(listing, [{'state': 'live', 'shown': 1, 'is_unpriced': False, 'live_price': 2100.01}])

    def test_what_a_channel_sold_keeps_its_price(self):
        gold = self.coins()
        listing = self.list(gold)
        order_id = self.shop.sell(listing.remote_id, price='2100.00')
        self.tick('3000')
        self.grow_old()
        self.poll()
        order = self.env['ic.channel.order'].search([('name', '=', f'#{order_id[1:]}')]).sale_order_id
        self.assertEqual((order.state, order.order_line.price_unit), ('sale', 2100.0))
        self.assertEqual(gold.ic_status, 'sold')
