from urllib.parse import unquote, urlsplit

from odoo.tests import tagged

from .facet_case import FacetCase

GARBAGE = (
    "'; DROP TABLE product_template; --",
    '1 OR 1=1',
    '%',
    '\\',
    '[]',
    '-1',
    'nan',
    'inf',
    '1e999',
    '999999999999999999999',
    '\N{SNOWMAN}',
    '<script>alert(1)</script>',
    ',,,',
    'a\x00b',
    'a' * 3000,
)


@tagged('post_install', '-at_install')
class TestFacets(FacetCase):
    def make_watches(self):
        omega = self.env['ic.brand'].search([('name', '=', 'Omega')], limit=1)
        facts = (
            (self.rolex, 40, 'steel', 'very_good', 10000, 2010, True, True),
            (self.rolex, 40, 'yellow_gold', 'good', 20000, 2012, True, False),
            (self.rolex, 36, 'steel', 'very_good', 5000, 1990, False, False),
            (omega, 42, 'steel', 'new', 7000, 2020, True, True),
        )
        return [
            self.make_watch(
                ic_serial=f'FACET{number}',
                ic_brand_id=brand.id,
                ic_watch_case_size=size,
                ic_watch_case_material=material,
                ic_watch_condition=condition,
                list_price=price,
                ic_year=year,
                ic_watch_has_box=box,
                ic_watch_has_papers=papers,
            )
            for number, (brand, size, material, condition, price, year, box, papers) in enumerate(facts)
        ]

    def test_a_shelf_offers_what_is_on_it_and_counts(self):
        watches = self.make_watches()
        self.make_watch(ic_serial='HIDDEN', published=False, ic_watch_case_size=44)
        tree = self.shop(self.shelf_url('watch'))
        self.assertEqual(self.shown(tree), {watch.id for watch in watches})
        self.assertEqual(self.options(tree, 'brand'), {'rolex': 3, 'omega': 1})
        self.assertEqual(self.options(tree, 'case'), {'36-mm': 1, '40-mm': 2, '42-mm': 1})
        self.assertEqual(self.options(tree, 'material'), {'steel': 3, 'yellow-gold': 1})
        self.assertEqual(self.options(tree, 'set'), {'full-set': 2, 'box-only': 1, 'piece-only': 1})
        self.assertEqual(self.options(tree, 'condition'), {'new': 1, 'very-good': 2, 'good': 1})
        self.assertNotIn('leather', self.facets(tree))
        self.assertEqual(tree.xpath('//input[@name="max_price"]/@placeholder'), [self.website._ic_price(20000.0)])

    def test_filters_combine_and_count_what_one_more_tick_shows(self):
        watches = self.make_watches()
        tree = self.shop(self.shelf_url('watch'), brand='rolex', material='steel')
        self.assertEqual(self.shown(tree), {watches[0].id, watches[2].id})
        # Within one filter values add up, so the brand counts ignore the brand that is ticked, and so on.
        self.assertEqual(self.options(tree, 'brand'), {'rolex': 2, 'omega': 1})
        self.assertEqual(self.options(tree, 'material'), {'steel': 2, 'yellow-gold': 1})
        self.assertEqual(self.options(tree, 'case'), {'36-mm': 1, '40-mm': 1})
        tree = self.shop(self.shelf_url('watch'), brand='omega,rolex', material='steel', min_year='2000')
        self.assertEqual(self.shown(tree), {watches[0].id, watches[3].id})
        tree = self.shop(self.shelf_url('watch'), min_price='5000', max_price='7000')
        self.assertEqual(self.shown(tree), {watches[2].id, watches[3].id})

    def test_every_count_is_what_a_tick_shows(self):
        self.make_watches()
        start = self.shop(self.shelf_url('watch'), material='steel')
        for code in self.facets(start):
            for key, count in self.options(start, code).items():
                tree = self.shop(self.shelf_url('watch'), **{'material': 'steel', code: key})
                self.assertEqual(len(self.shown(tree)), count, f'{code}={key}')

    def test_chips_take_one_filter_away(self):
        self.make_watches()
        tree = self.shop(self.shelf_url('watch'), brand='omega,rolex', condition='very-good', order='list_price asc')
        chips = {chip.xpath('string(span[1])'): chip.get('href') for chip in tree.xpath('//a[@class="ic-chip"]')}
        self.assertEqual(set(chips), {'Omega', 'Rolex', 'Very Good'})
        self.assertIn('brand=rolex&condition=very-good', chips['Omega'])
        self.assertIn('order=list_price+asc', chips['Omega'])
        clear = tree.xpath('//a[@class="ic-chips__clear"]/@href')[0]
        self.assertEqual(clear, f'{self.shelf_url("watch")}?order=list_price+asc')

    def test_one_choice_has_one_address(self):
        self.make_watches()
        url = self.shelf_url('watch')
        ways = ('brand=rolex&brand=omega', 'brand=rolex,omega', 'brand=omega,,rolex&min_price=&max_price=&case=')
        for way in ways:
            answer = self.url_open(f'{url}?{way}', allow_redirects=False)
            self.assertEqual(answer.status_code, 303, way)
            place = urlsplit(answer.headers['Location'])
            self.assertEqual((place.path, unquote(place.query)), (url, 'brand=omega,rolex'), way)
        answer = self.url_open(f'{url}?brand=omega,rolex', allow_redirects=False)
        self.assertEqual(answer.status_code, 200)

    def test_garbage_is_ignored(self):
        watches = {watch.id for watch in self.make_watches()}
        codes = ('brand', 'collab', 'condition', 'case', 'material', 'set', 'size', 'size_system', 'clarity', 'weight')
        numbers = ('min_price', 'max_price', 'min_year', 'max_carat', 'min_center')
        names = (*codes, *numbers, 'order', 'tags', 'attribute_values', 'page', 'ppg')
        for text in GARBAGE:
            tree = self.shop(self.shelf_url('watch'), **dict.fromkeys(names, text))
            self.assertEqual(self.shown(tree), watches, text[:40])
            self.assertFalse(tree.xpath('//script[text()="alert(1)"]'))
            self.page('/shop', params={'search': text, 'brand': text})

    def test_nothing_found_says_so_and_leads_on(self):
        self.make_watches()
        tree = self.shop(self.shelf_url('watch'), brand='omega', material='steel', case='36-mm')
        self.assertEqual(self.shown(tree), set())
        self.assertIn('No piece matches all of these filters', tree.text_content())
        self.assertEqual(self.options(tree, 'case')['36-mm'], 0)
        self.assertEqual(self.options(tree, 'brand'), {'rolex': 1, 'omega': 0})

    def test_words_and_filters_together(self):
        watches = self.make_watches()
        self.make_watch(ic_serial='OTHER', ic_model='Zqother', ic_nickname='Zqone', ic_reference='ZQ1')
        tree = self.shop('/shop', search='Zqone', noFuzzy='1')
        self.assertEqual(self.options(tree, 'brand'), {'rolex': 1})
        tree = self.shop('/shop', search='Submariner', brand='rolex', condition='very-good', noFuzzy='1')
        self.assertEqual(self.shown(tree), {watches[0].id, watches[2].id})
        kept = dict(zip(tree.xpath('//form[@id="ic_facets"]//input[@type="hidden"]/@name'),
                        tree.xpath('//form[@id="ic_facets"]//input[@type="hidden"]/@value')))  # fmt: skip
        self.assertEqual(kept['search'], 'Submariner')

    def test_all_pieces_have_the_general_filters(self):
        self.make_watches()
        self.make_piece('handbag', ic_brand_id=self.rolex.id, ic_bag_grade='very_good', ic_bag_leather='Togo')
        tree = self.shop('/shop')
        self.assertEqual(self.facets(tree), ['brand', 'condition', 'price', 'year', 'show'])
        # "Very Good" of a watch and of a bag is one value.
        self.assertEqual(self.options(tree, 'condition')['very-good'], 3)
        self.assertEqual(len(self.shown(self.shop('/shop', condition='very-good'))), 3)

    def test_handbag(self):
        values = (
            {'ic_bag_size': '30', 'ic_bag_color': 'Gold', 'ic_bag_leather': 'Togo', 'ic_bag_hardware_color': 'gold'},
            {'ic_bag_size': '25', 'ic_bag_color': 'Noir', 'ic_bag_leather': 'togo', 'ic_bag_hardware_color': 'gold'},
            {'ic_bag_size': '25', 'ic_bag_color': 'Noir', 'ic_bag_leather': 'Epsom', 'ic_bag_hardware_color': 'black'},
        )
        bags = [self.make_piece('handbag', ic_serial=f'BAG{number}', **value) for number, value in enumerate(values)]
        tree = self.shop(self.shelf_url('handbag'))
        self.assertEqual(self.options(tree, 'leather'), {'togo': 2, 'epsom': 1})
        self.assertEqual(self.options(tree, 'size'), {'25': 2, '30': 1})
        self.assertEqual(self.options(tree, 'color'), {'noir': 2, 'gold': 1})
        self.assertEqual(self.options(tree, 'hardware'), {'gold': 2, 'black': 1})
        tree = self.shop(self.shelf_url('handbag'), leather='togo')
        self.assertEqual(self.shown(tree), {bags[0].id, bags[1].id})

    def test_jewelry(self):
        def stone(carat, color, clarity, center=True, **values):
            return (0, 0, {'carat': carat, 'color': color, 'clarity': clarity, 'is_center': center, 'origin': 'natural',
                           **values})  # fmt: skip

        rings = [
            self.make_piece('jewelry', ic_jewel_tone='white', ic_stone_ids=[
                stone(2.0, 'E', 'VVS2', shape='round'), stone(0.1, 'H', 'SI1', False, count=5)]),
            self.make_piece('jewelry', ic_jewel_tone='yellow', ic_stone_ids=[stone(1.0, 'G', 'VS2', shape='pear')]),
            self.make_piece('jewelry', ic_jewel_tone='white', ic_stone_ids=[
                (0, 0, {'type': 'sapphire', 'carat': 3.0, 'is_center': True, 'shape': 'oval'})]),
        ]  # fmt: skip
        url = self.shelf_url('jewelry')
        tree = self.shop(url)
        self.assertEqual(self.options(tree, 'stone'), {'diamond': 2, 'sapphire': 1})
        self.assertEqual(self.options(tree, 'shape'), {'oval': 1, 'pear': 1, 'round': 1})
        self.assertEqual(self.options(tree, 'tone'), {'yellow': 1, 'white': 2})
        self.assertEqual(self.options(tree, 'clarity'), {'vvs2': 1, 'vs1': 1, 'vs2': 2})
        self.assertEqual(self.options(tree, 'grade'), {'e': 1, 'f': 1, 'g': 2})
        expected = {
            ('clarity', 'vs1'): [0],
            ('clarity', 'si1'): [0, 1],
            ('grade', 'f'): [0],
            ('min_carat', '2.5'): [0, 2],
            ('max_carat', '2.5'): [0, 1],
            ('min_center', '2.5'): [2],
            ('shape', 'oval,pear'): [1, 2],
            ('stone', 'sapphire'): [2],
            ('tone', 'white'): [0, 2],
        }
        for (code, text), places in expected.items():
            found = self.shown(self.shop(url, **{code: text}))
            self.assertEqual(found, {rings[place].id for place in places}, f'{code}={text}')

    def test_bullion(self):
        gold = self.env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
        mint = self.env['ic.mint'].create({'name': "Zq Mint", 'company_id': self.company.id})
        common = {'ic_bullion_metal': 'gold', 'ic_fineness_id': gold.id, 'ic_mint_id': mint.id}
        bars = [
            self.make_piece('bullion', ic_bullion_form='bar', ic_bullion_weight=100, ic_bullion_unit='g', **common),
            self.make_piece('bullion', ic_bullion_form='coin', ic_bullion_weight=1, ic_bullion_unit='ozt', **common),
            self.make_piece('bullion', ic_bullion_form='coin', ic_bullion_weight=0.1, ic_bullion_unit='ozt', **common),
        ]
        tree = self.shop(self.shelf_url('bullion'))
        self.assertEqual(self.options(tree, 'metal'), {'gold': 3})
        self.assertEqual(self.options(tree, 'form'), {'bar': 1, 'coin': 2})
        self.assertEqual(list(self.options(tree, 'weight')), ['0-1-ozt', '1-ozt', '100-g'])
        self.assertEqual(self.options(tree, 'mint'), {'zq-mint': 3})
        self.assertEqual(self.shown(self.shop(self.shelf_url('bullion'), weight='1-ozt,100-g')),
                         {bars[0].id, bars[1].id})  # fmt: skip

    def test_artwork(self):
        artist = self.env['ic.artist'].create(
            {'name': "Zq Secretname", 'substitute_name': "The late Zq", 'is_name_sensitive': True, 'is_deceased': True}
        )
        works = [
            self.make_piece('artwork', ic_model="Small", ic_art_artist_id=artist.id, ic_art_medium="Oil",
                            ic_art_height=40, ic_art_width=30, ic_art_date_text="1988"),
            self.make_piece('artwork', ic_model="Large", ic_art_medium="oil ", ic_art_height=90, ic_art_width=181),
        ]  # fmt: skip
        tree = self.shop(self.shelf_url('artwork'))
        self.assertEqual(self.options(tree, 'artist'), {'the-late-zq': 1})
        self.assertNotIn('Secretname', self.page(self.shelf_url('artwork')))
        self.assertEqual(self.options(tree, 'medium'), {'oil': 2})
        self.assertEqual(self.options(tree, 'dimension'), {'small': 1, 'oversize': 1})
        self.assertEqual(self.shown(self.shop(self.shelf_url('artwork'), dimension='small')), {works[0].id})
        self.assertEqual(self.shown(self.shop(self.shelf_url('artwork'), min_year='1980')), {works[0].id})
