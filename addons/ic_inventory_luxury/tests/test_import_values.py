from odoo.tests import tagged

from .import_common import ImportCase


@tagged('post_install', '-at_install')
class TestImportValues(ImportCase):
    """One good row of each category with exact values; the bad rows beside it write nothing."""

    def test_sneaker(self):
        header = ['id', 'silhouette', 'style code', 'release date', 'colour', 'size', 'condition', 'box', 'price']
        rows = (
            [
                '1',
                'AJ1 High',
                '555088-101',
                '2022-10-29',
                'Chicago',
                'US 10.5 / EU 44.5',
                '9/10',
                'original, no lid',
                '480',
            ],
            ['2', 'Dunk Low', 'DD1391-100', '2021', 'Panda', 'W 8', 'VNDS', 'replacement', '110'],
            ['3', 'Dunk Low', '', '', '', '5.5Y', 'new with defects', 'no', '-5'],
            ['4', 'Dnk Low', '', '', '', '99', 'heavenly', 'gone', '90'],
        )
        record = self.take_rows('sneaker', header, *rows)
        self.assertEqual(self.rows_by_outcome(record), {2: 'created', 3: 'created', 4: 'error', 5: 'created'})
        first, second, last = self.pieces(record)
        self.assertEqual(
            (first.ic_silhouette_id.name, first.ic_brand_id.name, first.ic_model, first.ic_reference, first.ic_year),
            ('Air Jordan 1 High', 'Jordan', 'Air Jordan 1 High', '555088-101', 2022),
        )
        self.assertEqual(
            (first.ic_colorway, first.ic_sneaker_size, first.ic_sneaker_size_system, first.ic_sneaker_condition),
            ('Chicago', '10.5', 'm_us', '9'),
        )
        self.assertEqual((first.ic_sneaker_box, first.ic_sneaker_lid_missing), ('original_clean', True))
        self.assertEqual((second.ic_sneaker_size, second.ic_sneaker_size_system), ('8', 'w_us'))
        self.assertEqual((second.ic_sneaker_condition, second.ic_sneaker_box), ('vnds', 'replacement'))
        self.assertEqual((last.ic_silhouette_id.name, last.ic_model), (False, 'Dnk Low'))
        self.assertEqual((last.ic_sneaker_size, last.ic_sneaker_condition, last.ic_sneaker_box), (False,) * 3)
        self.assertIn('"Dnk Low": is not in the catalog; did you mean', self.message(record, 5))
        self.assertIn('Column "condition", value "heavenly": is not in the list', self.message(record, 5))
        self.assertIn('Column "price", value "-5": is negative', self.message(record, 4))
        self.assert_again('sneaker', header, *rows)

    def test_apparel(self):
        header = ['id', 'brand', 'item', 'type', 'gender', 'size', 'condition', 'material', 'collab', 'defects']
        rows = (
            ['1', 'prada', 'Coat', 'trench coats', 'ladies', '42 IT', 'never worn, with tag', 'cotton', 'adidas', ''],
            [
                '2',
                'Prada',
                'Tee',
                'T-Shirt',
                'men',
                'Medium',
                'good',
                '',
                '',
                'Collar: stain (visible); hem: loose thread',
            ],
            ['3', 'Prada', 'Hat', 'submarine', 'x', 'W32 L34', 'odd', '', '1', ''],
        )
        record = self.take_rows('apparel', header, *rows)
        self.assertEqual(set(self.rows_by_outcome(record).values()), {'created'})
        first, second, third = self.pieces(record)
        self.assertEqual(
            (first.ic_brand_id.name, first.ic_apparel_type, first.ic_apparel_gender, first.ic_apparel_condition),
            ('Prada', 'coat', 'women', 'new_tags'),
        )
        self.assertEqual(
            (first.ic_apparel_size_kind, first.ic_apparel_size, first.ic_apparel_size_country, first.ic_apparel_fabric),
            ('numeric', '42', 'it', 'cotton'),
        )
        self.assertEqual([(tag.name, tag.ic_kind) for tag in first.product_tag_ids], [('adidas', 'collaboration')])
        self.assertEqual((second.ic_apparel_size, second.ic_apparel_size_alpha), ('M', 'm'))
        self.assertEqual(
            second.ic_defect_ids.mapped(lambda defect: (defect.part, defect.description, defect.severity)),
            [('Collar', 'stain', 'visible'), ('hem', 'loose thread', 'slight')],
        )
        self.assertEqual(
            (third.ic_apparel_type, third.ic_apparel_size_kind, third.ic_apparel_size, third.ic_apparel_condition),
            (False, 'freeform', 'W32 L34', False),
        )
        self.assertFalse(third.product_tag_ids)
        self.assert_again('apparel', header, *rows)

    def test_accessory(self):
        header = ['id', 'brand', 'model', 'kind', 'material', 'size', 'metal', 'lens color']
        rows = (
            ['1', 'Hermès', 'Constance', 'Belts', 'Box calf', '38 in', 'phw', ''],
            ['2', 'Hermès', 'Carré', 'silk handkerchief', 'silk', '90 x 90 cm', '', 'green'],
            ['3', 'Ray-Ban', 'Aviator', 'sunglasses', 'metal', '55-18-145', '', 'G-15'],
            ['4', 'Hermès', 'Constance', 'belt', 'leather', 'M International', '', ''],
        )
        record = self.take_rows('accessory', header, *rows)
        belt, scarf, glasses, other = self.pieces(record)
        self.assertEqual(
            (belt.ic_accessory_type, belt.ic_accessory_material, belt.ic_belt_size_cm, belt.ic_accessory_metal),
            ('belt', 'Box calf', 96.5, 'palladium_plated'),
        )
        self.assertEqual(
            (
                scarf.ic_accessory_type,
                scarf.ic_accessory_composition,
                scarf.ic_scarf_length_cm,
                scarf.ic_scarf_width_cm,
            ),
            ('scarf', 'silk', 90.0, 90.0),
        )
        # What does not belong to the kind is kept, and the report says so.
        self.assertEqual(scarf.ic_glasses_lens_color, 'green')
        self.assertIn('"green": is not shown for this kind of accessory (scarf)', self.message(record, 3))
        self.assertEqual(
            (glasses.ic_glasses_frame_material, glasses.ic_glasses_lens_width, glasses.ic_glasses_bridge),
            ('metal', 55, 18),
        )
        self.assertEqual((glasses.ic_glasses_temple, glasses.ic_glasses_lens_color), (145, 'G-15'))
        self.assertEqual(other.ic_belt_size_cm, 0.0)
        self.assertIn('"M International": is not a number', self.message(record, 5))
        self.assert_again('accessory', header, *rows)

    def test_jewelry(self):
        header = [
            *('id', 'brand', 'type', 'metal', 'ring size', 'carat', 'color', 'clarity', 'shape', 'cut', 'origin'),
            *('stone2_type', 'stone2_count', 'stone2_carat', 'stones', 'lab', 'certificate', 'weight', 'length'),
        ]
        rows = (
            [
                *('1', 'Cartier', 'Ring', '18k YG', 'M 1/2', '1.02', 'e', 'vs1', 'Round', 'EX', 'natural'),
                *(
                    'sapphire',
                    '2',
                    '0.1',
                    '20 x natural diamond 0.01 ct G VS2',
                    'GIA',
                    '2141 438 171',
                    '4,2 g',
                    '18 in',
                ),
            ],
            [
                *('2', 'Cartier', 'Ring', 'Platinum', '', '-1', 'E', 'VS1', 'Round', 'EX', 'natural'),
                *('', '', '', '', '', '', '', ''),
            ],
            [
                *('3', 'Cartier', 'tiara thing', 'Silver', '99', '', 'white', '', '', '', ''),
                *('', '', '', 'Unobtainium 3 ct', 'GIA', '', 'heavy', '45'),
            ],
            [
                *('4', 'Cartier', 'Ring', '', '', '0.5', 'F', 'IF', '', '', ''),
                *('', '', '', '', 'GIA', '2141438171', '', ''),
            ],
        )
        record = self.take_rows('jewelry', header, *rows)
        self.assertEqual(self.rows_by_outcome(record), {2: 'created', 3: 'error', 4: 'created', 5: 'error'})
        ring, odd = self.pieces(record)
        self.assertEqual(
            (ring.ic_jewel_type, ring.ic_jewel_metal, ring.ic_jewel_tone, ring.ic_jewel_weight),
            ('ring', 'gold_18k', 'yellow', 4.2),
        )
        self.assertEqual(
            (ring.ic_jewel_ring_size, ring.ic_jewel_ring_system, ring.ic_jewel_chain_length), ('M½', 'uk', 45.72)
        )
        stones = ring.ic_stone_ids.sorted('id').mapped(
            lambda s: (s.type, s.count, s.carat, s.color, s.clarity, s.shape, s.cut_grade, s.origin, s.is_center)
        )
        self.assertEqual(
            stones,
            [
                ('diamond', 1, 1.02, 'E', 'VS1', 'round', 'excellent', 'natural', True),
                ('sapphire', 2, 0.1, False, False, False, False, False, False),
                ('diamond', 20, 0.01, 'G', 'VS2', False, False, 'natural', False),
            ],
        )
        self.assertEqual((ring.ic_jewel_total_carat, ring.ic_jewel_center_carat), (1.42, 1.02))
        self.assertEqual(ring.ic_certificate_ids.mapped(lambda c: (c.lab, c.number)), [('gia', '2141438171')])
        self.assertIn('Column "carat", value "-1": is negative', self.message(record, 3))
        self.assertIn('GIA 2141438171 belongs to', self.message(record, 5))
        self.assertEqual(
            (odd.ic_jewel_type, odd.ic_jewel_metal, odd.ic_jewel_metal_text, odd.ic_jewel_tone),
            ('other', False, 'Silver', 'white'),
        )
        self.assertEqual((len(odd.ic_stone_ids), len(odd.ic_certificate_ids)), (0, 0))
        self.assertIn('names no stone that is known', self.message(record, 4))
        self.assertIn('no certificate was made', self.message(record, 4))
        self.assert_again('jewelry', header, *rows)
        # A changed stone changes that row and keeps what was attached to the report.
        ring.ic_certificate_ids.note = "Inscribed"
        before = ring.ic_certificate_ids
        changed = [['1.05' if cell == '1.02' else cell for cell in rows[0]]]
        self.assertEqual(self.take_rows('jewelry', header, *changed).updated_count, 1)
        self.assertEqual(
            (ring.ic_jewel_center_carat, ring.ic_certificate_ids, before.note), (1.05, before, "Inscribed")
        )

    def test_bullion(self):
        header = ['id', 'series', 'mint', 'metal', 'form', 'weight', 'purity', 'year', 'qty', 'serial', 'slab', 'price']
        rows = (
            ['1', 'American Gold Eagle', '', '', '', '1/10 oz', '', '2023', '20', '', '', '260'],
            ['2', '', 'PAMP', 'gold', 'bar', '100 g', '999.9', '', '1', 'C-1', '', '7600'],
            ['3', '', 'Perth Mint', 'silver', 'coin', '1 kilo', '.917', '', '1', '', '', '900'],
            ['4', 'Morgan Dollar', '', '', '', '', '', '1884', '1', '', 'NGC MS 64+ 1234567-001', '300'],
            ['5', '', 'PAMP', 'gold', 'bar', '100 g', '999.9', '', '3', 'C-2', '', '7600'],
            ['6', 'Moon Dollar', 'Moon Mint', 'silver', 'coin', '31.1', '999', '', '2', '', '', '30'],
        )
        record = self.take_rows('bullion', header, *rows, arrival='stock')
        self.assertEqual(
            self.rows_by_outcome(record),
            {2: 'created', 3: 'created', 4: 'created', 5: 'created', 6: 'error', 7: 'created'},
        )
        eagle, bar, kilo, morgan, moon = self.pieces(record)
        self.assertEqual(
            (eagle.ic_bullion_metal, eagle.ic_bullion_form, eagle.ic_mint_id.name, eagle.ic_fineness_id.name),
            ('gold', 'coin', 'US Mint', '.9167'),
        )
        self.assertEqual((eagle.ic_bullion_fine_ozt, eagle.ic_is_unique, eagle.qty_available), (0.1, False, 20.0))
        self.assertEqual(
            (bar.ic_mint_id.name, bar.ic_bullion_weight, bar.ic_bullion_unit, bar.ic_bullion_basis),
            ('PAMP Suisse', 100.0, 'g', 'gross'),
        )
        self.assertEqual((bar.ic_fineness_id.name, bar.ic_is_unique, bar.qty_available), ('.9999', True, 1.0))
        self.assertFalse(kilo.ic_fineness_id)
        self.assertIn('is no standard fineness of this metal; known are: .9999, .999', self.message(record, 4))
        self.assertEqual(
            (morgan.ic_grading_service, morgan.ic_grading_grade, morgan.ic_grading_prefix, morgan.ic_grading_plus),
            ('ngc', 64.0, 'MS', True),
        )
        self.assertEqual((morgan.ic_grading_number, morgan.ic_is_unique), ('1234567-001', True))
        self.assertIn('a piece with a serial or certificate is one of one', self.message(record, 6))
        self.assertEqual((moon.name, moon.ic_bullion_weight), ('Moon Mint Moon Dollar', 0.0))
        self.assertIn('Column "weight", value "31.1": has no unit', self.message(record, 7))
        self.assert_again('bullion', header, *rows, arrival='stock')

    def test_artwork(self):
        self.env['ic.artist'].create({'name': "Nathan Example"})
        header = ['id', 'title', 'artist', 'date', 'medium', 'dimensions', 'edition', 'signed', 'value', 'image']
        rows = (
            [
                '1',
                'The Bird',
                'Example, Nathan',
                'c. 1957',
                'Oil on canvas',
                '34 x 27.5"',
                '10/15',
                'yes',
                '4500',
                'a.jpg',
            ],
            ['2', 'Help', 'Bernard Unheard', '1966-70', 'Bronze', '207 x 700 x 260 mm', 'AP 2/5', 'no', '900', ''],
            ['3', 'Pair', 'Unknown', '', 'Ink', '10 x 12', '12/10', '', '100', ''],
        )
        record = self.take_rows('artwork', header, *rows)
        self.assertEqual(self.rows_by_outcome(record), {2: 'created', 3: 'created', 4: 'error'})
        bird, bronze = self.pieces(record)
        self.assertEqual(
            (bird.ic_art_artist_id.name, bird.ic_model, bird.ic_art_date_text, bird.ic_art_sort_year),
            ('Nathan Example', 'The Bird', 'c. 1957', 1957),
        )
        self.assertEqual(
            (bird.ic_art_medium, bird.ic_art_support, bird.ic_art_height, bird.ic_art_width),
            ('Oil', 'Canvas', 86.36, 69.85),
        )
        self.assertEqual((bird.ic_art_edition, bird.ic_art_signed, bird.list_price), ('10/15', 'Signed', 4500.0))
        self.assertEqual(bird.ic_import_raw['row']['image'], 'a.jpg')
        self.assertIn('pictures are not fetched', self.message(record, 2))
        self.assertEqual(
            (bronze.name, bronze.ic_art_artist_id.id, bronze.ic_art_edition, bronze.ic_art_signed),
            ('Bernard Unheard: Help', False, 'AP 2/5', False),
        )
        self.assertEqual((bronze.ic_art_height, bronze.ic_art_width, bronze.ic_art_depth), (20.7, 70.0, 26.0))
        self.assertIn('Column "edition", value "12/10": is a number beyond the size', self.message(record, 4))
        self.assert_again('artwork', header, *rows)
