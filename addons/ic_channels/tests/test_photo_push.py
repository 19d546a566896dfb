from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.tests.test_photo_secrecy import KINDS, spying, told

from .common import ChannelCase


@tagged('post_install', '-at_install')
class TestPhotoPush(ChannelCase):
    """A channel gets the retail photos, and nothing that says where they were taken."""

    def photo_of(self, piece, kind, photo_set='retail'):
        taken = self.env['ic.photo']._ic_take(piece, photo_set, f'{kind}.file', spying(kind))
        taken._ic_make_derivatives()
        return taken

    def test_the_retail_set_and_no_place(self):
        piece = self.piece()
        piece.image_1920 = False
        retail = self.env['ic.photo'].union(*(self.photo_of(piece, kind) for kind in KINDS))
        self.photo_of(piece, 'JPEG', 'in_hand')
        listing = self.list(piece)
        page = self.shop.items[listing.remote_id]['page']
        base = listing.get_base_url()
        self.assertEqual(page.photos, tuple(base + taken._ic_url(2400) for taken in retail))
        for taken in retail:
            self.assertEqual(told(taken._ic_bytes('delivery')), [], taken.filename)

    def test_a_picture_of_the_house_only_is_not_sent(self):
        piece = self.piece()
        piece.image_1920 = False
        self.photo_of(piece, 'JPEG', 'in_hand')
        listing = self.list(piece)
        self.assertRecordValues(listing, [{'state': 'failed', 'error': "No retail photo", 'remote_id': False}])
        self.assertFalse(self.shop.items)
