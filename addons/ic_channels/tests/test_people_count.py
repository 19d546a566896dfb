from odoo.tests import tagged

from .common import ChannelCase
from .vendor import Vendor


class StockList(Vendor):
    """A list that people keep by hand: it has no orders, a lower figure is all that tells of a sale."""

    @classmethod
    def supports(cls, verb):
        return verb != 'list_orders' and super().supports(verb)


@tagged('post_install', '-at_install')
class TestPeopleCount(ChannelCase):
    """Where people count, a lower figure is news: nobody writes over it before it was decided about."""

    service = StockList

    def test_a_piece_struck_off_the_list_is_kept_and_asked_about(self):
        piece = self.piece(ic_serial="L1")
        listing = self.list(piece)
        self.run_jobs()
        self.assertEqual((self.shop.items[listing.remote_id]['quantity'], self.channel.has_orders), (1, False))
        self.shop.touch('I1', 0)
        self.calls()
        listing._ic_read_counts()
        self.announce()
        self.channel._ic_drain_later()
        listing._ic_mark('stock')
        self.run_jobs()
        self.assertEqual(self.shop.items[listing.remote_id]['quantity'], 0)
        self.assertFalse(self.calls('set_stock'), "nobody wrote over it")
        self.assertRecordValues(listing.drift_ids, [{'state': 'open', 'expected': 1, 'observed': 0}])
        self.assertEqual(self.env['ic.claim']._ic_free(piece.product_variant_id)[piece.product_variant_id], 0)
        listing.drift_ids.action_ic_ours()
        self.run_jobs()
        self.assertEqual(self.shop.items[listing.remote_id]['quantity'], 1)
        self.assertEqual(piece.ic_status, 'available')

    def test_a_lower_figure_of_counted_goods_is_taken_over_where_the_house_says_so(self):
        self.channel.count_rule = 'channel'
        bars = self.bars(5)
        listing = self.list(bars)
        self.run_jobs()
        self.shop.touch('I1', 3)
        self.calls()
        listing._ic_read_counts()
        self.run_jobs()
        self.assertEqual(bars.product_variant_id.qty_available, 3)
        self.assertEqual(self.shop.items[listing.remote_id]['quantity'], 3)
        self.assertFalse(self.calls('set_stock'))
