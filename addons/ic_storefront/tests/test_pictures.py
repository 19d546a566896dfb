import base64
import io
import json

from lxml import html
from PIL import Image

from odoo.tests import tagged

from .common import PieceCase

WIDE = """
(async () => {
    const shifts = [];
    // The header folds its menu by a script of Odoo's; what counts here is what stands below it.
    const below = (entry) => entry.sources.some(({ node }) => node && document.querySelector("main").contains(node));
    new PerformanceObserver((list) => shifts.push(...list.getEntries().filter(below))).observe(
        { type: "layout-shift", buffered: true });
    for (let y = 0; y < document.documentElement.scrollHeight; y += 300) {
        window.scrollTo(0, y);
        await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await Promise.all([...document.querySelectorAll("img.ic-card__img")].map((img) => img.complete
        || new Promise((resolve) => { img.onload = img.onerror = resolve; })));
    const shift = shifts.reduce((sum, entry) => sum + entry.value, 0);
    const loaded = [...document.querySelectorAll("img.ic-card__img")].map((img) => img.currentSrc.split("/").pop());
    if (shift > 0.01) { throw new Error(`the page jumped: ${shift}`); }
    const wrong = loaded.filter((name) => !EXPECTED.includes(name));
    if (!loaded.length || wrong.length) { throw new Error(`loaded: ${loaded}`); }
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


def photo(color, size=(2400, 3000)):
    stream = io.BytesIO()
    Image.new('RGB', size, color).save(stream, 'JPEG')
    return base64.b64encode(stream.getvalue())


@tagged('post_install', '-at_install')
class TestPictures(PieceCase):
    """Every page offers a picture in the size its place needs and in two formats, and keeps the place free for it."""

    browser_size = '390x844'

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pieces = cls.env['product.template']
        cls.env['product.template'].search([('is_published', '=', True)], limit=None).is_published = False

    def make(self, count=3):
        for number in range(count):
            piece = self.make_watch(published=False, ic_serial=f'PICTURE{number}')
            taken = self.env['ic.photo'].create(
                {
                    'product_tmpl_id': piece.id,
                    'set': 'retail',
                    'filename': 'a.jpg',
                    'original': photo((90 + number, 60, 30)),
                }
            )
            taken._ic_make_derivatives()
            piece.is_published = True
            self.pieces |= piece
        return self.pieces

    def pictures(self, path, inside):
        tree = html.fromstring(self.page(path))
        return tree.xpath(f'//{inside}//picture')

    def assert_whole(self, picture):
        """Assert that a `picture` offers both formats with their sizes, and says how large it is."""
        [source], [img] = picture.xpath('source'), picture.xpath('img')
        self.assertEqual(source.get('type'), 'image/webp')
        self.assertEqual(source.get('sizes'), img.get('sizes'))
        self.assertTrue(source.get('sizes'))
        widths = [part.split()[1] for part in source.get('srcset').split(', ')]
        self.assertEqual(widths, ['256w', '480w', '720w', '960w', '1440w', '1920w'])
        self.assertEqual([part.split()[1] for part in img.get('srcset').split(', ')], ['480w', '960w', '1920w'])
        self.assertEqual((img.get('width'), img.get('height')), ('1920', '2400'))
        self.assertTrue(img.get('alt'))
        return img

    def test_cards_of_the_shop(self):
        self.make()
        cards = self.pictures('/shop', "article")
        self.assertEqual(len(cards), 3)
        images = [self.assert_whole(card) for card in cards]
        self.assertEqual([img.get('fetchpriority') for img in images].count('high'), 1)
        self.assertEqual(images[0].get('fetchpriority'), 'high')
        self.assertEqual(images[0].get('loading'), 'eager')

    def test_the_page_of_a_piece(self):
        piece = self.make(2)[0]
        [main] = self.pictures(piece.website_url, "li[@class='ic-gallery__item']")
        img = self.assert_whole(main)
        self.assertEqual((img.get('fetchpriority'), img.get('loading')), ('high', 'eager'))
        [related] = self.pictures(f'/shop/piece/{piece.id}/related', "article")
        img = self.assert_whole(related)
        self.assertEqual((img.get('fetchpriority'), img.get('loading')), (None, 'lazy'))

    def test_the_home_page(self):
        self.make(1)
        [hero] = self.pictures('/', "section[@class='ic-hero']")
        self.assertEqual(self.assert_whole(hero).get('fetchpriority'), 'high')
        [card] = self.pictures('/', "article")
        self.assertEqual(self.assert_whole(card).get('loading'), 'lazy')

    def test_the_cart(self):
        piece = self.make(1)
        self.add_to_bag(piece)
        pictures = self.pictures('/shop/cart', "div[contains(@class, 'o_cart_product_image')]")
        self.assertEqual(len(pictures), 1)
        self.assert_whole(pictures[0])

    def test_a_picture_without_a_photo_stays_as_it_was(self):
        self.make_watch()
        [card] = self.pictures('/shop', "article")
        [img] = card.xpath('img')
        self.assertFalse(card.xpath('source'))
        self.assertIn('/web/image/product.template/', img.get('src'))
        self.assertTrue(img.get('width') and img.get('height'))

    def test_a_phone_loads_little_and_nothing_jumps(self):
        self.make(6)
        self.browser_js('/shop', WIDE.replace('EXPECTED', json.dumps(['320.webp'])), login=None, timeout=90)
