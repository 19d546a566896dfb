import base64
import io

from PIL import Image
from PyPDF2 import PdfReader

from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.tests.test_photo_secrecy import KINDS, spying, told

from .lookbook_case import LookbookCase


@tagged('post_install', '-at_install')
class TestPhotoPaper(LookbookCase):
    """What is printed of an original says no more than what is shown of it, whatever kind of file it came in."""

    def test_no_kind_of_file_tells_on_paper_where_it_was_taken(self):
        for number, kind in enumerate(KINDS):
            data = spying(kind, size=(2600, 1800))
            taken = self.env['ic.photo'].create(
                {
                    'product_tmpl_id': self.pieces[number % 4].id,
                    'set': 'retail',
                    'filename': kind,
                    'sequence': number,
                    'original': base64.b64encode(data),
                }
            )
            taken._ic_make_derivatives()
            self.assertEqual(taken._ic_print_bytes(), data, "finer than what is shown: printed from the original")
        pdf = self.make_book()._ic_pdf()
        for mark in (b'Secret Camera', b'XMPSECRET', b'xpacket', b'Exif'):
            self.assertNotIn(mark, pdf)
        printed = []
        for page in PdfReader(io.BytesIO(pdf)).pages:
            objects = page['/Resources'].get('/XObject', {})
            for found in (objects[name].get_object() for name in objects):
                if '/DCTDecode' in str(found.get('/Filter')):
                    printed.append(found._data)
        self.assertGreaterEqual(len(printed), len(KINDS), "every photo is on paper")
        for data in printed:
            self.assertEqual(told(data), [])
            self.assertEqual(Image.open(io.BytesIO(data)).format, 'JPEG')
