from lxml import html
from markupsafe import Markup

from odoo.tests import tagged

from odoo.addons.ic_storefront.models.page.condition_words import WORDS

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestPieceParts(PieceCase):
    """Parts of a piece's page: each stands alone, and the condition is told in words."""

    def render(self, template, **values):
        text = self.env['ir.qweb']._render(f'ic_storefront.{template}', values)
        return html.fromstring(Markup('<div>%s</div>') % text)

    def picture(self, name):
        return {
            'src': f'/x/{name}.jpg',
            'srcset': f'/x/{name}.jpg 1200w',
            'large': f'/x/{name}-large.jpg',
            'width': 1600,
            'height': 2000,
            'alt': name,
        }

    def test_every_grade_has_words_and_no_word_is_without_a_grade(self):
        template = self.env['product.template']
        for category, words in WORDS.items():
            name = template.new({'ic_category': category})._ic_condition_field()
            self.assertEqual(set(words), set(dict(template._fields[name].selection)), category)

    def test_the_gallery_stands_alone(self):
        tree = self.render('piece_gallery', pictures=[self.picture('one'), self.picture('two')])
        self.assertEqual(tree.xpath('//a[@class="ic-gallery__link"]/@href'), ['/x/one-large.jpg', '/x/two-large.jpg'])
        loading = [image.get('loading') for image in tree.xpath('//a[@class="ic-gallery__link"]//img')]
        self.assertEqual(loading, ['eager', 'lazy'])
        anchors = [address[1:] for address in tree.xpath('//nav/a/@href')]
        self.assertEqual(anchors, tree.xpath('//li/@id'))
        self.assertFalse(tree.xpath('//input'))

    def test_two_sets_can_be_switched_without_a_script(self):
        sets = {'retail': [self.picture('staged')], 'in_hand': [self.picture('held'), self.picture('back')]}
        tree = self.render('piece_gallery', sets=sets, gallery_name='p7')
        radios = tree.xpath('//input[@type="radio"]')
        self.assertEqual([(radio.get('value'), radio.get('checked')) for radio in radios],
                         [('retail', 'checked'), ('in_hand', None)])  # fmt: skip
        self.assertEqual({radio.get('name') for radio in radios}, {'p7-set'})
        self.assertEqual([label.text.strip() for label in tree.xpath('//label')], ["Staged", "In hand"])
        self.assertEqual(len(tree.xpath('//div[@data-set="in_hand"]//a[@class="ic-gallery__link"]')), 2)
        # Only what is shown first is fetched at once.
        self.assertEqual(tree.xpath('//img[@fetchpriority="high"]/@alt'), ['staged'])

    def test_no_photo_leaves_a_quiet_place(self):
        tree = self.render('piece_gallery', pictures=[])
        self.assertIn("Photos follow", tree.text_content())
        self.assertFalse(tree.xpath('//img | //nav'))

    def test_facts_and_certificates_stand_alone(self):
        facts = [{'code': 'zq', 'label': "Zq & label", 'value': "<b>value</b>"}]
        tree = self.render('piece_facts', facts=facts)
        self.assertEqual(tree.xpath('string(//dt)'), "Zq & label")
        self.assertEqual(tree.xpath('string(//dd)'), "<b>value</b>")
        self.assertFalse(self.render('piece_facts', facts=[]).xpath('//dl'))
        reports = [
            {'name': "GIA 1", 'url': 'https://lab.example/1', 'note': ''},
            {'name': "Old paper", 'url': False, 'note': "Not online"},
        ]
        tree = self.render('piece_certificates', certificates=reports)
        self.assertEqual(tree.xpath('//a/@href'), ['https://lab.example/1'])
        self.assertEqual(tree.xpath('//a/@rel'), ['noopener noreferrer nofollow'])
        self.assertEqual(tree.xpath('string(//small)'), "Not online")

    def test_the_condition_is_told_once_with_its_flaws(self):
        piece = self.make_piece(
            'sneaker',
            ic_sneaker_condition='8',
            ic_sneaker_wear_count=3,
            ic_defect_ids=[(0, 0, {'part': "Toe box", 'description': "crease"})],
        )
        condition = piece._ic_web_condition()
        self.assertEqual(condition['label'], "8 / 10")
        self.assertIn("worn with care", condition['text'])
        self.assertEqual(condition['remarks'], ["Toe box: crease (slight)", "Times Worn: 3"])
        self.assertEqual([step['label'] for step in condition['scale'] if step['own']], ["8 / 10"])
        self.assertEqual(len(condition['scale']), 6)
        rest = {fact['code'] for fact in piece._ic_web_rest(piece._ic_web_facts())}
        self.assertFalse(rest & {'ic_defect_ids', 'ic_sneaker_wear_count', 'ic_sneaker_condition'})
        tree = html.fromstring(self.page(piece.website_url))
        self.assertIn("Toe box: crease (slight)", tree.xpath('string(//*[@class="ic-condition"])'))

    def test_a_piece_without_a_grade_says_nothing_about_it(self):
        piece = self.make_piece('handbag')
        self.assertEqual(piece._ic_web_condition(), {})
        self.assertFalse(html.fromstring(self.page(piece.website_url)).xpath('//*[@class="ic-condition"]'))

    def test_the_certificate_of_a_work_is_told_and_its_file_is_not(self):
        work = self.make_piece(
            'artwork',
            ic_model="Zq Work",
            ic_art_has_coa=True,
            ic_art_coa_issuer="Zq Centre",
            ic_art_coa_number='ZQ-77',
            ic_art_coa_file='U0VDUkVU',
            ic_art_coa_file_name='zqsecret.pdf',
        )
        text = self.page(work.website_url)
        tree = html.fromstring(text)
        self.assertEqual(
            tree.xpath('string(//ul[@class="ic-reports"]/li/span)'), "Certificate of authenticity, Zq Centre, no. ZQ-77"
        )
        for secret in ('zqsecret', 'U0VDUkVU', 'coa_file'):
            self.assertNotIn(secret, text)
