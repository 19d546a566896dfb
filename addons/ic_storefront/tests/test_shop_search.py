from odoo.tests import tagged

from ..vocabulary import Vocabulary
from .facet_case import FacetCase


@tagged('post_install', '-at_install')
class TestShopSearch(FacetCase):
    """The search box of the shop: all words, typos, suggestions."""

    def find(self, words):
        return self.shown(self.shop('/shop', search=words))

    def suggest(self, term):
        options = {
            'displayImage': True,
            'displayDescription': True,
            'displayExtraLink': True,
            'displayDetail': True,
            'allowFuzzy': True,
        }
        params = {'search_type': 'products', 'term': term, 'order': 'name asc', 'limit': 8, 'options': options}
        return self.make_jsonrpc_request('/website/snippet/autocomplete', params)

    def test_every_word_in_any_order(self):
        watch = self.make_watch(ic_serial='WORDS1', ic_model="Zqmariner", ic_watch_dial="Tropical")
        self.make_watch(ic_serial='WORDS2', ic_model="Zqmaster", ic_watch_dial="Black")
        self.assertEqual(self.find("tropical zqmariner"), {watch.id})
        self.assertEqual(self.find("rolex ZQMAR"), {watch.id})
        self.assertEqual(self.find("zqmariner black"), set())

    def test_a_typo_is_forgiven_and_said(self):
        watch = self.make_watch(ic_serial='TYPO1', ic_model="Zqsubmariner")
        self.make_watch(ic_serial='TYPO2', ic_model="Daytona")
        for typo in ("zqsubmarnier", "rolex zqsubmarner", "roelx zqsubmariner"):
            self.assertEqual(self.find(typo), {watch.id}, typo)
        self.assertIn('zqsubmariner', self.page('/shop', params={'search': "zqsubmarnier"}))
        self.assertEqual(self.find("zzzzzzzz"), set())
        tree = self.shop('/shop', search="zqsubmarnier", noFuzzy='1')
        self.assertEqual(self.shown(tree), set())

    def test_filters_stay_with_a_typo(self):
        cheap = self.make_watch(ic_serial='TYPO3', ic_model="Zqsubmariner", list_price=900)
        self.make_watch(ic_serial='TYPO4', ic_model="Zqsubmariner", list_price=9000)
        self.assertEqual(self.shown(self.shop('/shop', search="zqsubmarnier", max_price='1000')), {cheap.id})

    def test_a_typo_does_not_lead_to_what_is_not_on_show(self):
        self.make_watch(ic_serial='HIDDEN1', ic_model="Zqhiddenmodel", published=False)
        self.make_watch(ic_serial='SHOWN1', ic_internal_notes="zqhiddennote")
        for typo in ("zqhidenmodel", "zqhidennote"):
            page = self.page('/shop', params={'search': typo})
            self.assertNotIn('zqhiddenmodel', page.lower())
            self.assertNotIn('zqhiddennote', page.lower())

    def test_the_name_an_artist_must_not_be_called_by_finds_nothing(self):
        artist = self.env['ic.artist'].create(
            {'name': "Zq Secretname", 'substitute_name': "The late Zq", 'is_name_sensitive': True, 'is_deceased': True}
        )
        work = self.make_piece('artwork', ic_model="Water", ic_art_artist_id=artist.id)
        self.assertNotIn('secretname', work.ic_public_search)
        self.assertEqual(self.find("late zq"), {work.id})
        self.assertNotIn('secretname', self.page('/shop', params={'search': "secretnme"}))

    def test_codes_however_they_are_typed(self):
        watch = self.make_watch(ic_serial='CODE1', ic_reference="126610 LN-77")
        for typed in ("126610LN77", "126610 ln", "126610ln-77", watch.default_code):
            self.assertEqual(self.find(typed), {watch.id}, typed)

    def test_suggestions_name_the_brand_and_the_piece(self):
        brand = self.env['ic.brand'].create({'name': "Zqbrand", 'code': 'ZQB'})
        hidden = self.env['ic.brand'].create({'name': "Zqbrandhidden", 'code': 'ZQH'})
        self.make_watch(ic_serial='SUG1', ic_brand_id=brand.id, ic_model="Zqone")
        self.make_watch(ic_serial='SUG2', ic_brand_id=hidden.id, published=False)
        results = self.suggest("zqbrand")['results']
        self.assertIn('/shop?brand=zqbrand', [result['website_url'] for result in results])
        self.assertNotIn('hidden', str(results))
        self.assertEqual(self.suggest("zqbarnd")['results_count'], self.suggest("zqbrand")['results_count'])
        self.assertGreater(self.suggest("zqbarnd")['results_count'], 1)

    def test_words_without_a_database(self):
        words = Vocabulary(["rolex submariner", "cartier santos", "hermes birkin"])
        self.assertEqual(words.correct("submarnier"), 'submariner')
        self.assertEqual(words.correct("brikin"), 'birkin')
        self.assertIsNone(words.correct("wardrobe"))
        self.assertIsNone(words.correct("116610"))
        self.assertIn("subma", words)
        self.assertNotIn("submarnier", words)
