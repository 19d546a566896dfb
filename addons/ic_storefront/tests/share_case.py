from urllib.parse import urlsplit

from odoo.addons.ic_inventory_luxury.tests.secret_key import fresh_secret_key

from .common import PieceCase, picture


class ShareCase(PieceCase):
    """A piece with share links, and strangers who open them."""

    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(fresh_secret_key())
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.env['ic.throttle'].search([], limit=1000).unlink()
        self.piece = self.make_watch(published=False, image_1920=False)

    def add_photo(self, photo_set, color, piece=None):
        """Return a ready photo of the piece."""
        photo = self.env['ic.photo'].create(
            {
                'product_tmpl_id': (piece or self.piece).id,
                'set': photo_set,
                'filename': f'{photo_set}.jpg',
                'original': picture(color),
            }
        )
        photo._ic_make_derivatives()
        return photo

    def make_link(self, kind='retail', **values):
        """Return a share link of the piece."""
        return self.env['ic.share.link'].create({'product_tmpl_id': self.piece.id, 'kind': kind, **values})

    def path(self, link):
        """Return the address of a link without its host."""
        return urlsplit(link.url).path

    def look(self, path, status=200, agent="Mozilla/5.0 (iPhone) Safari/605.1", **kwargs):
        """Open an address as a stranger with a browser. Returns the response, which must have `status`."""
        response = self.url_open(path, headers={'User-Agent': agent, 'Accept': 'text/html,image/*'}, **kwargs)
        self.assertEqual(response.status_code, status, path)
        return response
