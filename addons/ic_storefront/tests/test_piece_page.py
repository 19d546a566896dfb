import base64
import io
import json

from lxml import html
from PIL import Image

from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.models.piece.piece_card import INCLUDES_FIELDS

from .common import PieceCase


def photo(color):
    """Return a JPEG of 1600 x 2000 pixels, base64."""
    stream = io.BytesIO()
    Image.new('RGB', (1600, 2000), color).save(stream, 'JPEG')
    return base64.b64encode(stream.getvalue())


@tagged('post_install', '-at_install')
class TestPiecePage(PieceCase):
    """What a buyer of each category reads, and the pictures he sees."""

    def open_piece(self, piece):
        return html.fromstring(self.page(piece.website_url))

    def facts(self, tree):
        """Return every fact on the page as dict of code to text."""
        return {
            row.get('data-code'): row.xpath('string(dd)').strip()
            for row in tree.xpath('//*[contains(@class, "ic-highlights__item") or contains(@class, "ic-facts__row")]')
        }

    def markup(self, tree):
        """Return what the page tells search engines about the product."""
        for script in tree.xpath('//script[@type="application/ld+json"]'):
            data = json.loads(script.text)
            for entry in data if isinstance(data, list) else [data]:
                if 'Product' in entry['@type']:
                    return entry
        return self.fail("no product in the markup")

    def add_photos(self, piece, photo_set, *colors):
        photos = self.env['ic.photo'].create(
            [
                {'product_tmpl_id': piece.id, 'set': photo_set, 'filename': f'{photo_set}{number}.jpg',
                 'sequence': number, 'original': photo(color)}
                for number, color in enumerate(colors)
            ]
        )  # fmt: skip
        photos._ic_make_derivatives()
        return photos

    def test_what_cannot_be_bought_is_asked_about_below_the_facts(self):
        piece = self.make_watch()
        before = '//*[@id="ic-inquiry"]/preceding::dl[contains(@class, "ic-facts")]'
        tree = self.open_piece(piece)
        self.assertFalse(tree.xpath(before))
        self.assertFalse(tree.xpath('//a[contains(@class, "ic-inquire")]'))
        piece._ic_set_status('hold')
        tree = self.open_piece(piece)
        self.assertTrue(tree.xpath(before))
        self.assertEqual(len(tree.xpath('//*[@id="ic-inquiry"][@open]')), 1)
        self.assertEqual(tree.xpath('//a[contains(@class, "ic-inquire")]/@href'), ['#ic-inquiry-form'] * 2)

    # === Pictures === #

    def test_the_gallery_shows_the_retail_set(self):
        piece = self.make_watch()
        retail = self.add_photos(piece, 'retail', 'red', 'green')
        in_hand = self.add_photos(piece, 'in_hand', 'blue')
        tree = self.open_piece(piece)
        links = tree.xpath('//div[@data-set="retail"]//a[@class="ic-gallery__link"]/@href')
        self.assertEqual(links, [shot._ic_url(2400) for shot in retail])
        held = tree.xpath('//div[@data-set="in_hand"]//a[@class="ic-gallery__link"]/@href')
        self.assertEqual(held, [in_hand._ic_url(2400)])
        images = tree.xpath('//div[@data-set="retail"]//a[@class="ic-gallery__link"]//img')
        self.assertEqual(
            [image.get('alt') for image in images],
            [f"{piece.name}, photo 1 of 2", f"{piece.name}, photo 2 of 2"],
        )
        self.assertEqual((images[0].get('width'), images[0].get('height')), ('1600', '2000'))
        self.assertIn(f'{retail[0]._ic_url(600)} 480w', images[0].get('srcset'))
        self.assertEqual([image.get('loading') for image in images], ['eager', 'lazy'])
        preview = tree.xpath('//meta[@property="og:image"]/@content')[0]
        self.assertTrue(preview.endswith(retail[0]._ic_url(1200)), preview)
        base = self.website.get_base_url()
        self.assertEqual(self.markup(tree)['image'], [base + shot._ic_url(2400) for shot in retail])
        for link in links:
            self.assertEqual(self.url_open(link).headers['Content-Type'], 'image/jpeg')

    def test_the_gallery_falls_back_to_in_hand(self):
        piece = self.make_watch()
        retail = self.add_photos(piece, 'retail', 'red')
        in_hand = self.add_photos(piece, 'in_hand', 'blue')
        retail.unlink()
        self.assertEqual(self.open_piece(piece).xpath('//a[@class="ic-gallery__link"]/@href'), [in_hand._ic_url(2400)])
        # What is in the shop stays; nobody publishes it anew without a retail photo.
        self.assertEqual(piece._ic_publish_error(), "No retail photo")

    def test_a_piece_without_photo_rows_shows_the_images_of_the_product(self):
        piece = self.make_watch()
        links = self.open_piece(piece).xpath('//a[@class="ic-gallery__link"]/@href')
        self.assertEqual(len(links), 1)
        self.assertIn(f'/web/image/product.template/{piece.id}/image_1920', links[0])

    # === Categories === #

    def test_sneaker(self):
        brand = self.env['ic.brand'].create({'name': "Zqnike", 'code': 'ZQN', 'ic_size_chart': 'nike'})
        piece = self.make_piece(
            'sneaker',
            ic_brand_id=brand.id,
            ic_model="Zq High",
            ic_reference='ZQ-001',
            ic_sneaker_size_system='m_us',
            ic_sneaker_size='9',
            ic_sneaker_condition='ds',
            ic_sneaker_box='original_damaged',
            ic_defect_ids=[(0, 0, {'part': "Toe box", 'description': "crease"})],
        )
        tree = self.open_piece(piece)
        sizes = {
            item.get('data-system'): (item.xpath('string(dd)'), 'own' in item.get('class'))
            for item in tree.xpath('//*[contains(@class, "ic-sizechart__item")]')
        }
        self.assertEqual(
            sizes,
            {
                "US M": ('9', True),
                "US W": ('10.5', False),
                "EU": ('42.5', False),
                "UK": ('8', False),
                "JP cm": ('27', False),
            },
        )
        facts = self.facts(tree)
        self.assertEqual(facts['ic_sneaker_condition'], "DS (Deadstock)")
        self.assertEqual(facts['ic_sneaker_box'], "Original, Damaged")
        self.assertEqual(tree.xpath('//ul[@class="ic-condition__remarks"]/li/text()'), ["Toe box: crease (slight)"])
        self.assertIn("Style ZQ-001", tree.text_content())
        data = self.markup(tree)
        self.assertEqual(data['itemCondition'], 'https://schema.org/NewCondition')
        self.assertEqual(data['size'], "US M 9")

    def test_apparel(self):
        piece = self.make_piece(
            'apparel',
            ic_apparel_size_kind='numeric',
            ic_apparel_size='48',
            ic_apparel_size_country='it',
            ic_apparel_gender='men',
            ic_apparel_condition='good',
        )
        items = self.open_piece(piece).xpath('//*[contains(@class, "ic-sizechart__item")]')
        sizes = {item.get('data-system'): item.xpath('string(dd)') for item in items}
        self.assertEqual(sizes, {'Int.': 'M', 'IT': '48', 'FR': '48', 'DE': '48', 'EU': '48', 'US': '38', 'UK': '38'})
        self.assertEqual([i.get('data-system') for i in items if 'own' in i.get('class')], ['IT'])

    def test_jewelry(self):
        small = {'carat': 0.02, 'count': 12, 'origin': 'natural', 'shape': 'round'}
        center = {'carat': 1.5, 'is_center': True, 'origin': 'natural', 'color': 'E', 'clarity': 'VVS2'}
        piece = self.make_piece('jewelry', ic_jewel_metal='platinum_950', ic_stone_ids=[(0, 0, small), (0, 0, center)])
        self.env['ic.certificate'].create({'product_tmpl_id': piece.id, 'lab': 'gia', 'number': '2185743210'})
        tree = self.open_piece(piece)
        stones = [' '.join(stone.text_content().split()) for stone in tree.xpath('//li[contains(@class, "ic-stone")]')]
        self.assertEqual(stones[0], "Center stone Natural Diamond 1.5 ct Color E Clarity VVS2")
        self.assertEqual(stones[1], "12 × Natural Diamond 0.24 ct Round Brilliant")
        link = tree.xpath('//ul[@class="ic-reports"]//a')[0]
        self.assertEqual(link.get('href'), 'https://www.gia.edu/report-check?reportno=2185743210')
        self.assertIn('noopener', link.get('rel'))
        self.assertEqual(self.facts(tree)['ic_jewel_total_carat'], "1.74 ct")

    def test_bullion(self):
        fineness = self.env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9167')], limit=1)
        common = {'ic_bullion_metal': 'gold', 'ic_bullion_form': 'coin', 'ic_bullion_weight': 1,
                  'ic_bullion_unit': 'ozt', 'ic_fineness_id': fineness.id}  # fmt: skip
        coins = self.make_piece('bullion', ic_bullion_intake=5, ic_bullion_assay='sealed', **common)
        tree = self.open_piece(coins)
        facts = self.facts(tree)
        self.assertEqual(facts['ic_bullion_fine_ozt'], "1 oz")
        self.assertEqual(facts['ic_fineness_id'], ".9167")
        self.assertEqual(facts['ic_bullion_assay'], "Sealed")
        self.assertIn("sealed card", tree.xpath('string(//p[@class="ic-condition__text"])'))
        self.assertIn("In stock", tree.text_content())
        self.assertEqual(tree.xpath('//form[@class="ic-buy"]//input[@name="quantity"]/@value'), ['1'])
        slab = self.make_piece('bullion', ic_grading_service='pcgs', ic_grading_number='44556677', **common)
        link = self.open_piece(slab).xpath('//ul[@class="ic-reports"]//a/@href')
        self.assertEqual(link, ['https://www.pcgs.com/cert/44556677'])

    def test_several_units_go_into_the_cart(self):
        fineness = self.env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
        bar = self.make_piece('bullion', ic_bullion_metal='gold', ic_bullion_form='bar', ic_bullion_weight=10,
                              ic_bullion_unit='g', ic_fineness_id=fineness.id, ic_bullion_intake=5)  # fmt: skip
        token = self.csrf(self.page(bar.website_url))
        lines = self.env['sale.order.line'].search([('product_template_id', '=', bar.id)])
        self.assertFalse(lines)
        for typed, expected in (('3', 3), ("' OR 1=1", 4)):
            self.url_open(f'/shop/piece/{bar.id}/add', data={'csrf_token': token, 'quantity': typed})
            line = self.env['sale.order.line'].search([('product_template_id', '=', bar.id)])
            self.assertEqual(line.product_uom_qty, expected, typed)

    def make_mourned_work(self):
        artist = self.env['ic.artist'].create(
            {
                'name': "Zq Realname",
                'substitute_name': "The late Zq",
                'is_name_sensitive': True,
                'death_year': 2001,
                'community': "Yuendumu",
            }
        )
        return self.make_piece(
            'artwork',
            ic_art_artist_id=artist.id,
            ic_model="Zq Water Dreaming",
            ic_art_medium="Acrylic",
            ic_art_height=122,
            ic_art_width=91,
            ic_art_provenance="First owner\nSecond owner",
            ic_art_icip=True,
        )

    def test_a_notice_stands_before_the_picture(self):
        work = self.make_mourned_work()
        text = self.page(work.website_url)
        tree = html.fromstring(text)
        notices = tree.xpath('//div[@class="ic-cultural"]/p[position() > 1]')
        self.assertEqual(len(notices), 2)
        self.assertIn("person who has died", notices[0].text)
        self.assertIn("Indigenous cultural and intellectual property", notices[1].text)
        self.assertLess(text.index('ic-cultural'), text.index('ic-gate'))
        # More about the picture itself: test_notice.py.
        self.assertFalse(tree.xpath('//*[contains(@class, "ic-gallery")]'))
        self.assertNotIn('Zq Realname', text)
        self.assertIn('The late Zq', text)
        facts = self.facts(tree)
        self.assertEqual(facts['ic_art_dimensions'], "122 × 91 cm")
        self.assertEqual(tree.xpath('//ul[@class="ic-provenance"]/li/text()'), ["First owner", "Second owner"])
        self.assertNotIn(f'product.template/{work.id}/', tree.xpath('//meta[@property="og:image"]/@content')[0])
        self.assertNotIn('image', self.markup(tree))

    def test_the_picture_of_a_mourned_artist_is_on_no_card(self):
        work = self.make_mourned_work()
        for url in (self.website._ic_menu_url(work.public_categ_ids), '/shop?search=Zq+Water&noFuzzy=1', '/'):
            tree = html.fromstring(self.page(url))
            card = tree.xpath(f'//article[@data-piece-id="{work.id}"]')[0]
            self.assertFalse(card.xpath('.//img'), url)
            self.assertIn("Cultural notice", card.text_content())

    def test_a_work_without_notice_is_simply_shown(self):
        work = self.make_piece('artwork', ic_model="Zq Still Life")
        tree = self.open_piece(work)
        self.assertFalse(tree.xpath('//div[@class="ic-cultural"] | //form[contains(@class, "ic-gate")]'))
        self.assertEqual(len(tree.xpath('//a[@class="ic-gallery__link"]')), 1)

    def test_accessory_shows_the_measures_of_its_kind_only(self):
        belt = self.make_piece('accessory', ic_accessory_type='belt', ic_belt_size_cm=95, ic_tie_width_cm=8)
        facts = self.facts(self.open_piece(belt))
        self.assertEqual((facts['ic_accessory_type'], facts['ic_belt_size_cm']), ("Belt", "95 cm"))
        self.assertNotIn('ic_tie_width_cm', facts)

    def test_every_category_says_what_comes_along(self):
        for code in ('watch', 'handbag', 'sneaker', 'apparel', 'accessory'):
            piece = self.make_piece(code, **dict.fromkeys(INCLUDES_FIELDS[code], True))
            facts = self.facts(self.open_piece(piece))
            self.assertEqual(len(facts['includes'].split(', ')), len(INCLUDES_FIELDS[code]), code)

    def test_every_category_says_its_condition_to_search_engines(self):
        categories = self.env['product.template']._fields['ic_category']._description_selection(self.env)
        for code, _label in categories:
            data = self.markup(self.open_piece(self.make_piece(code)))
            self.assertEqual(data['itemCondition'], 'https://schema.org/UsedCondition', code)
            self.assertEqual(data['offers']['itemCondition'], data['itemCondition'], code)
            self.assertEqual(data['offers']['availability'], 'https://schema.org/InStock', code)
