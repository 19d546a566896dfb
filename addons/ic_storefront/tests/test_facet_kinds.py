from odoo.tests import tagged

from .facet_case import FacetCase


@tagged('post_install', '-at_install')
class TestFacetKinds(FacetCase):
    """Filters that belong to one category, and the archive of what is sold."""

    def test_reference(self):
        watch = self.make_watch(ic_serial='REF1', ic_reference="126610LN")
        self.make_watch(ic_serial='REF2', ic_reference="116500LN")
        tree = self.shop(self.shelf_url('watch'))
        self.assertEqual(self.options(tree, 'reference'), {'126610ln': 1, '116500ln': 1})
        self.assertEqual(self.shown(self.shop(self.shelf_url('watch'), reference='126610ln')), {watch.id})

    def test_hardware_of_bags(self):
        bags = [
            self.make_piece('handbag', ic_model=f"Zq {number}", ic_bag_hardware_material=material)
            for number, material in enumerate(('palladium_plated', 'palladium_plated', 'solid_gold'))
        ]
        tree = self.shop(self.shelf_url('handbag'))
        self.assertEqual(self.options(tree, 'hardware_material'), {'palladium-plated': 2, 'solid-gold': 1})
        tree = self.shop(self.shelf_url('handbag'), hardware_material='solid-gold')
        self.assertEqual(self.shown(tree), {bags[2].id})

    def test_silhouette(self):
        nike = self.env['ic.brand'].create({'name': "Zqnike", 'code': 'ZQN', 'company_id': False})
        shape = self.env['ic.silhouette'].create({'name': "Zq Dunk", 'brand_id': nike.id})
        common = {'ic_brand_id': nike.id, 'ic_sneaker_size_system': 'm_us', 'ic_sneaker_size': '9'}
        pair = self.make_piece('sneaker', ic_model="Low", ic_silhouette_id=shape.id, **common)
        self.make_piece('sneaker', ic_model="Other", **common)
        self.assertEqual(self.options(self.shop(self.shelf_url('sneaker')), 'silhouette'), {'zq-dunk': 1})
        self.assertEqual(self.shown(self.shop(self.shelf_url('sneaker'), silhouette='zq-dunk')), {pair.id})

    def test_community_counts_the_works_of_all_its_artists(self):
        artists = self.env['ic.artist'].create(
            [{'name': f"Zq Artist {number}", 'community': community}
             for number, community in enumerate(("Yuendumu", "yuendumu ", "Papunya", False))]
        )  # fmt: skip
        works = [self.make_piece('artwork', ic_model=f"Zq {n}", ic_art_artist_id=a.id) for n, a in enumerate(artists)]
        tree = self.shop(self.shelf_url('artwork'))
        self.assertEqual(self.options(tree, 'community'), {'yuendumu': 2, 'papunya': 1})
        tree = self.shop(self.shelf_url('artwork'), community='yuendumu')
        self.assertEqual(self.shown(tree), {works[0].id, works[1].id})

    def test_accessories_by_color_and_material(self):
        belt = self.make_piece('accessory', ic_model="Belt", ic_accessory_type='belt', ic_colorway="Black",
                               ic_accessory_material="Calfskin")  # fmt: skip
        self.make_piece('accessory', ic_model="Scarf", ic_accessory_type='scarf', ic_colorway="Red",
                        ic_accessory_material="Silk")  # fmt: skip
        tree = self.shop(self.shelf_url('accessory'))
        self.assertEqual(self.options(tree, 'worn'), {'black': 1, 'red': 1})
        self.assertEqual(self.options(tree, 'made'), {'calfskin': 1, 'silk': 1})
        self.assertEqual(self.shown(self.shop(self.shelf_url('accessory'), worn='black', made='calfskin')), {belt.id})

    def test_sold_archive(self):
        here, sold = self.make_watch(ic_serial='ARCH1'), self.make_watch(ic_serial='ARCH2')
        self.sell(sold)
        self.assertEqual(self.options(self.shop('/shop'), 'show'), {'now': 1, 'sold': 1})
        self.assertEqual(self.shown(self.shop('/shop', show='now')), {here.id})
        self.assertEqual(self.shown(self.shop('/shop', show='sold')), {sold.id})
        self.assertEqual(self.shown(self.shop('/shop')), {here.id, sold.id})
