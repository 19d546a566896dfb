from odoo.fields import Domain
from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.sizing import sneakers

from .facet_case import FacetCase


@tagged('post_install', '-at_install')
class TestFacetSizes(FacetCase):
    def make_brand(self, name, chart):
        return self.env['ic.brand'].create({'name': name, 'code': name[:3].upper(), 'ic_size_chart': chart})

    def make_pairs(self):
        nike, adidas = self.make_brand("Zqnike", 'nike'), self.make_brand("Zqadidas", 'adidas')
        other = self.make_brand("Zqother", False)
        facts = (
            (nike, 'm_us', '9'),
            (nike, 'eu', '42.5'),
            (nike, 'm_us', '7'),
            (adidas, 'm_us', '9'),
            (other, 'eu', '42.5'),
            (nike, 'm_us', '5.5Y'),
        )
        return [
            self.make_piece(
                'sneaker',
                ic_brand_id=brand.id,
                ic_model="Zqmodel",
                ic_serial=f'PAIR{number}',
                ic_sneaker_size_system=system,
                ic_sneaker_size=size,
            )
            for number, (brand, system, size) in enumerate(facts)
        ]

    def test_my_size_in_any_system(self):
        pairs = self.make_pairs()
        url = self.shelf_url('sneaker')
        expected = {
            ('m-us', '9'): [0, 1, 3],
            ('eu', '42.5'): [0, 1, 4],
            ('eu', '42-2-3'): [3],
            ('uk', '8'): [0, 1],
            ('uk', '8.5'): [3],
            ('uk', '6'): [2],
            ('jp-cm', '27'): [0, 1, 3],
            ('w-us', '10.5'): [0, 1],
            ('m-us', '5.5y'): [5],
            ('m-us', '5.5'): [],
        }
        for (system, size), places in expected.items():
            tree = self.shop(url, size=size, size_system=system)
            offered = self.options(tree, 'size')
            if places:
                self.assertEqual(self.shown(tree), {pairs[place].id for place in places}, f'{system} {size}')
                self.assertEqual(offered[size], len(places), f'{system} {size}')
            else:
                self.assertNotIn(size, offered)
                self.assertEqual(len(self.shown(tree)), len(pairs))

    def test_every_size_offered_is_what_the_backend_finds(self):
        pairs = self.make_pairs()
        pieces = self.env['product.template']
        for system in sneakers.SYSTEMS:
            tree = self.shop(self.shelf_url('sneaker'), size_system=system.replace('_', '-'))
            offered = self.options(tree, 'size')
            self.assertTrue(offered, system)
            for key, count in offered.items():
                size = key.replace('-2-3', ' 2/3').replace('-1-3', ' 1/3')
                mine = Domain('id', 'in', [pair.id for pair in pairs])
                found = pieces.search_count(pieces._ic_sneaker_size_domain(system, size) & mine)
                self.assertEqual(count, found, f'{system} {key}')

    def test_a_size_is_understood_as_it_is_printed(self):
        pairs = self.make_pairs()
        tree = self.shop(self.shelf_url('sneaker'), size='42 2/3', size_system='EU')
        self.assertEqual(self.shown(tree), {pairs[3].id})

    def test_another_system_keeps_the_other_filters(self):
        self.make_pairs()
        tree = self.shop(self.shelf_url('sneaker'), brand='zqnike', size='9')
        links = {link.text: link.get('href') for link in tree.xpath('//a[contains(@class, "ic-systems__item")]')}
        self.assertEqual(links['UK'], f'{self.shelf_url("sneaker")}?brand=zqnike&size_system=uk#ic_facets')
        self.assertEqual(list(links), ["US M", "US W", "EU", "UK", "JP cm"])

    def make_garments(self):
        facts = (
            ('alpha', 'M', False, 'men'),
            ('numeric', '48', 'it', 'men'),
            ('numeric', '42', 'it', 'women'),
            ('numeric', '38', 'fr', 'women'),
            ('freeform', 'One Size', False, 'unisex'),
        )
        return [
            self.make_piece(
                'apparel',
                ic_serial=f'CLOTH{number}',
                ic_apparel_size_kind=kind,
                ic_apparel_size=size,
                ic_apparel_size_country=country,
                ic_apparel_gender=gender,
            )
            for number, (kind, size, country, gender) in enumerate(facts)
        ]

    def test_sizes_of_clothes_are_converted(self):
        garments = self.make_garments()
        url = self.shelf_url('apparel')
        tree = self.shop(url)
        self.assertEqual(self.options(tree, 'size'), {'m': 4, 'one-size': 1})
        expected = {
            (None, 'm'): [0, 1, 2, 3],
            (None, 'one-size'): [4],
            ('it', '48'): [0, 1],
            ('it', '42'): [2, 3],
            ('fr', '38'): [2, 3],
            ('us', '38'): [0, 1],
        }
        for (system, size), places in expected.items():
            params = {'size': size, **({'size_system': system} if system else {})}
            tree = self.shop(url, **params)
            self.assertEqual(self.shown(tree), {garments[place].id for place in places}, params)
            self.assertEqual(self.options(tree, 'size')[size], len(places), params)

    def test_collaborations_stand_among_brands_and_on_their_own(self):
        nike, scott = self.make_brand("Zqnike", 'nike'), self.make_brand("Zqscott", False)
        tag = self.env['product.tag'].create({'name': "Zqscott", 'ic_kind': 'collaboration'})
        plain = self.env['product.tag'].create({'name': "Zqplain"})
        common = {'ic_apparel_size_kind': 'alpha', 'ic_apparel_size': 'L'}
        both = self.make_piece('apparel', ic_brand_id=nike.id, product_tag_ids=(tag + plain).ids, **common)
        own = self.make_piece('apparel', ic_brand_id=scott.id, ic_serial='S1', **common)
        # Once as the brand and once as the collaboration: still one piece.
        twice = self.make_piece('apparel', ic_brand_id=scott.id, ic_serial='S2', product_tag_ids=tag.ids, **common)
        for url in (self.shelf_url('apparel'), '/shop'):
            tree = self.shop(url)
            self.assertEqual(self.options(tree, 'brand'), {'zqscott': 3, 'zqnike': 1}, url)
            self.assertEqual(self.options(tree, 'collab'), {'zqscott': 2}, url)
            self.assertEqual(self.shown(self.shop(url, brand='zqscott')), {both.id, own.id, twice.id}, url)
            self.assertEqual(self.shown(self.shop(url, collab='zqscott')), {both.id, twice.id}, url)
        html = self.page(both.website_url)
        self.assertIn('/shop?brand=zqnike', html)
        self.assertIn('/shop?collab=zqscott', html)
        self.assertNotIn('Zqplain', html)
