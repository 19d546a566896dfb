import base64
import io

from PIL import Image
from PyPDF2 import PdfReader

from odoo.tests import tagged

from .lookbook_case import PHONE, LookbookCase, jpeg

# EXIF with a position: latitude 40 degrees north.
GPS = Image.Exif()
GPS.get_ifd(0x8825).update({1: 'N', 2: (40.0, 45.0, 56.0), 3: 'W', 4: (73.0, 58.0, 12.0)})
GPS[0x010F] = "SECRETCAMERA"


@tagged('post_install', '-at_install')
class TestLookbookPaper(LookbookCase):
    """The PDF says what the page says, in the same order, with photos fit for print."""

    def setUp(self):
        super().setUp()
        self.company.country_id = self.env.ref('base.de')
        self.book = self.make_book(intro="As on a card.")
        lines = self.book._ic_lines()
        lines[3].sequence = 0
        lines[1].write({'price_override': 10500, 'note': "For you"})
        lines[2].product_tmpl_id.name = "Ваза Ściana"

    def pages(self, pdf):
        return PdfReader(io.BytesIO(pdf)).pages

    def pictures(self, page):
        """Return the photos on a page as list of PIL images, the largest first."""
        objects = page['/Resources'].get('/XObject', {})
        found = [objects[name].get_object() for name in objects]
        made = [Image.open(io.BytesIO(picture._data)) for picture in found if '/DCTDecode' in str(picture['/Filter'])]
        return sorted(made, key=lambda picture: -picture.width)

    def test_the_same_in_the_same_order(self):
        pages = self.pages(self.book._ic_pdf())
        texts = [' '.join(page.extract_text().split()) for page in pages]
        self.assertEqual(len(texts), 6, "cover, four pieces, everything at a glance")
        for text in ("Gold, to be worn", "CHOSEN FOR ROSALIND ALMEIDA", "As on a card.", "4 pieces"):
            self.assertIn(text, texts[0])
        self.assertEqual(
            [
                next(name for name in ("Model 0", "Model 1", "Model 2", "Model 3") if name in text)
                for text in texts[1:5]
            ],
            ["Model 3", "Model 0", "Model 1", "Model 2"],
        )
        self.assertIn("$11,000", texts[3])
        self.assertIn("$10,500", texts[3])
        self.assertIn("For you", texts[3])
        self.assertNotIn("$11,000", texts[2])
        for name in ("Model 0", "Model 1", "Model 2", "Model 3"):
            self.assertIn(name, texts[5])
        whole = ' '.join(texts)
        for secret in ('NOTESECRET', 'STOCKSECRET', 'TERRITORYSECRET', '11987', '17,234', 'LOOKSERIAL'):
            self.assertNotIn(secret, whole)

    def test_photos_at_print_quality_without_metadata(self):
        piece = self.book._ic_lines()[0].product_tmpl_id
        photo = self.env['ic.photo'].create(
            {
                'product_tmpl_id': piece.id,
                'set': 'retail',
                'filename': 'camera.jpg',
                'original': base64.b64encode(jpeg((90, 60, 30), (3600, 3000), GPS)),
            }
        )
        photo._ic_make_derivatives()
        self.assertIn(b'SECRETCAMERA', photo._ic_print_bytes(), "larger than what is shown: printed from the original")
        pdf = self.book._ic_pdf()
        self.assertNotIn(b'SECRETCAMERA', pdf)
        self.assertNotIn(b'Exif', pdf)
        largest = self.pictures(self.pages(pdf)[1])[0]
        self.assertEqual(largest.width, 2480, "A4 is 210 mm wide: 300 dots per inch")
        small = self.pictures(self.pages(pdf)[2])[0]
        self.assertEqual(small.width, 64, "what has fewer dots is not made up")

    def test_every_script_we_have_letters_for(self):
        from ..papers import fonts

        fonts.register()
        for text, face in (
            ("Ściana Ñandú", 'Display'),
            ("Ваза", 'Cyrillic'),
            ("תיק 25.", 'Hebrew'),
            ("حقيبة", 'Arabic'),
        ):
            self.assertEqual({fonts.face_for(letter, 'Display') for letter in text if letter.isalpha()}, {face})

    def test_a_work_behind_a_notice_is_not_printed(self):
        artist = self.env['ic.artist'].create({'name': "An Artist", 'company_id': self.company.id})
        work = self.make_piece('artwork', published=False, name="A Work", ic_art_artist_id=artist.id)
        work.ic_art_notice_deceased = True
        self.add_photo(work)
        self.book.line_ids.unlink()
        self.book.line_ids = [(0, 0, {'product_tmpl_id': work.id})]
        self.assertFalse(self.book._ic_for_client()._ic_cover_photo())
        pages = self.pages(self.book._ic_pdf())
        self.assertEqual([len(self.pictures(page)) for page in pages], [0, 0, 0])

    def test_the_pdf_over_the_counter(self):
        self.book.action_share()
        answer = self.get(f'{self.path(self.book)}/pdf', agent=PHONE)
        self.assertEqual((answer.status_code, answer.headers['Content-Type']), (200, 'application/pdf'))
        self.assertIn('no-store', answer.headers['Cache-Control'])
        self.assertEqual(answer.content[:5], b'%PDF-')
