import base64
import io

from PIL import Image

from odoo import Command
from odoo.tests import new_test_user

from .common import PieceCase

PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1'
MODULE = 'ic_inventory_luxury'


def jpeg(color, size=(640, 800), exif=None):
    """Return a JPEG (bytes) of one colour."""
    stream = io.BytesIO()
    Image.new('RGB', size, color).save(stream, 'JPEG', **({'exif': exif} if exif else {}))
    return stream.getvalue()


class LookbookCase(PieceCase):
    """A lookbook of four pieces for Rosalind, and the ways of whoever has its address."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dealer = new_test_user(
            cls.env,
            'look_dealer',
            f'{MODULE}.group_employee,{MODULE}.group_record_sales',
            email='dealer@maison.example',
        )
        cls.client_partner = cls.env['res.partner'].create(
            {'name': "Rosalind Almeida", 'email': 'rosalind@look.example', 'phone': '+1 646 555 0197'}
        )
        cls.pieces = cls.env['product.template'].browse()
        for number in range(4):
            cls.pieces += cls.make_watch(
                cls,
                published=False,
                ic_serial=f'LOOKSERIAL{number}',
                ic_model=f'Model {number}',
                list_price=10000 + 1000 * number,
            )

    def make_book(self, count=4, **values):
        """Return a lookbook of `count` watches, as superuser."""
        return self.env['ic.lookbook'].create(
            {
                'name': "Gold, to be worn",
                'company_id': self.company.id,
                'user_id': self.dealer.id,
                'partner_id': self.client_partner.id,
                'line_ids': [
                    Command.create({'product_tmpl_id': piece.id, 'sequence': place})
                    for place, piece in enumerate(self.pieces[:count], 1)
                ],
                **values,
            }
        )

    def add_photo(self, piece, photo_set='retail', color=(120, 90, 40), exif=None):
        """Return a ready photo of `piece`."""
        photo = self.env['ic.photo'].create(
            {
                'product_tmpl_id': piece.id,
                'set': photo_set,
                'filename': 'photo.jpg',
                'original': base64.b64encode(jpeg(color, exif=exif)),
            }
        )
        photo._ic_make_derivatives()
        return photo

    def path(self, book):
        """Return the secret path of a lookbook, as its client has it."""
        return '/lookbook/' + book.url.rsplit('/', 1)[1]

    def get(self, path, agent=PHONE, **kwargs):
        """Open a page as a browser that nobody is signed in with."""
        return self.url_open(path, headers={'User-Agent': agent}, **kwargs)

    def tap(self, book, line, want, agent=PHONE):
        """Tap "I am interested" as the script of the page does; gives the answer."""
        return self.url_open(
            f'{self.path(book)}/interest/{line.id}',
            data={'want': '1' if want else '0'},
            headers={'User-Agent': agent, 'Accept': 'application/json'},
        )

    def mails(self):
        """Return the e-mails about lookbooks and opportunities."""
        return self.env['mail.mail'].search([('model', 'in', ('ic.lookbook', 'crm.lead'))])
