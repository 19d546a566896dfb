from collections import Counter

from odoo.tests import tagged

from odoo.addons.inventory_connect.demo import photos, piece_values
from odoo.addons.inventory_connect.demo.pieces import specs

from .common import DemoCase

# how the names of a category's own fields begin
PREFIXES = {
    'watch': ('ic_watch_',),
    'handbag': ('ic_bag_',),
    'sneaker': ('ic_sneaker_', 'ic_silhouette_id', 'ic_colorway', 'ic_defect_ids'),
    'apparel': ('ic_apparel_', 'ic_colorway'),
    'accessory': ('ic_accessory_', 'ic_belt_', 'ic_glasses_', 'ic_scarf_', 'ic_tie_', 'ic_bracelet_'),
    'jewelry': ('ic_jewel_', 'ic_stone_ids', 'ic_certificate_ids'),
    'bullion': ('ic_bullion_', 'ic_grading_', 'ic_mint_id', 'ic_fineness_id'),
    'artwork': ('ic_art_',),
}
# what no demo piece has, and why
UNUSED = {
    'watch': {'ic_watch_case_material_text'},  # every case is of a metal that the list names
    'jewelry': {'ic_jewel_hallmark_image', 'ic_jewel_maker_mark_image'},  # photographs of marks cannot be invented
    'bullion': {'ic_grading_details'},  # both slabs carry a number
    'artwork': {'ic_art_coa_file', 'ic_art_coa_file_name'},  # a certificate is a document, not a drawing
}


@tagged('post_install', '-at_install')
class TestDemoPieces(DemoCase):
    """The demo shows what each category can say."""

    def own_fields(self, category):
        """Return the names of the fields that people fill in for a category."""
        return [
            name
            for name, field in self.pieces._fields.items()
            if name.startswith(PREFIXES[category]) and field.store and not field.readonly and not field.related
        ]

    def test_every_field_is_used(self):
        """Each field of each category is filled in on at least one of its demo pieces, but for the list above."""
        unused = {}
        for category in PREFIXES:
            own = self.pieces.filtered(lambda piece: piece.ic_category == category)
            names = self.own_fields(category)
            self.assertGreaterEqual(len(names), 5, category)
            missing = {name for name in names if not any(own.mapped(name))}
            if missing:
                unused[category] = missing
        self.assertEqual(unused, UNUSED)

    def test_every_kind_is_shown(self):
        """All eight kinds of accessory, all conditions of sneakers, five size systems, bars to rounds, editions."""

        def values(name):
            return set(self.pieces.mapped(name)) - {False}

        fields = self.pieces._fields
        for name in ('ic_accessory_type', 'ic_sneaker_condition', 'ic_sneaker_size_system', 'ic_sneaker_box'):
            self.assertEqual(values(name), set(dict(fields[name]._description_selection(self.env))), name)
        self.assertEqual(values('ic_bullion_form'), {'bar', 'coin', 'ingot', 'round'})
        self.assertEqual(values('ic_bullion_metal'), {'gold', 'silver', 'platinum', 'palladium'})
        self.assertEqual(values('ic_bullion_assay'), {'sealed', 'opened', 'missing', 'none'})
        self.assertEqual(values('ic_apparel_size_kind'), {'alpha', 'numeric', 'freeform'})
        self.assertEqual(values('ic_art_edition_kind'), {'unique', 'numbered', 'ap', 'open'})
        self.assertEqual(
            set(self.pieces.product_tag_ids.mapped('name')),
            {"Travis Scott", "Comme des Garçons", "Supreme", "Fear of God", "Pharrell Williams"},
        )

    def test_facts_of_bullion(self):
        """A 1 oz Eagle of 22 karat weighs 33.9311 g and holds one ounce; nothing of the series is in doubt."""
        eagle = self.demo('piece_b01')
        self.assertEqual((eagle.ic_bullion_gross_g, eagle.ic_bullion_fine_ozt), (33.9311, 1.0))
        self.assertEqual(self.demo('piece_b03').ic_bullion_gross_g, 33.9311)
        self.assertEqual(self.demo('piece_b08').ic_bullion_fine_ozt, 3.214753)
        self.assertEqual(self.demo('piece_b02').ic_grading_label, "PCGS MS 64+")
        bullion = self.pieces.filtered(lambda piece: piece.ic_category == 'bullion')
        self.assertEqual([piece.name for piece in bullion if piece.ic_bullion_check], [])

    def test_facts_of_jewelry(self):
        """Stones add up; certificates are numbered as fictional."""
        self.assertAlmostEqual(self.demo('piece_j02').ic_jewel_total_carat, 4.12 + 22 * 0.045 + 16 * 0.02, 4)
        self.assertEqual(self.demo('piece_j02').ic_jewel_center_carat, 4.12)
        self.assertTrue(self.demo('piece_j08').ic_jewel_is_lab_grown)
        certificates = self.pieces.ic_certificate_ids
        self.assertEqual(len(certificates), 5)
        self.assertEqual([c.number for c in certificates if 'Fictional' not in c.note], [])

    def test_facts_of_sneakers(self):
        """Sizes convert, comps of the size give a median, defects are rows."""
        self.assertEqual(self.demo('piece_k01').ic_market_median, 416.5)
        self.assertEqual(self.demo('piece_k09').ic_sneaker_size_label, "US 5.5Y")
        self.assertEqual(len(self.demo('piece_k10').ic_defect_ids), 3)
        sneakers = self.pieces.filtered('ic_sneaker_size')
        # no table of these makers tells what the size is elsewhere, so nothing is guessed
        unknown = sneakers.filtered(lambda piece: not piece.ic_sneaker_size_us)
        self.assertEqual(unknown, self.demo('piece_k07') + self.demo('piece_k08'))
        self.assertEqual(self.demo('piece_k06').ic_sneaker_size_us, 9.0)

    def test_notices_of_artworks(self):
        """The notice goes with the one work whose family asked for it; a resale owes the royalty."""
        self.assertEqual(len(self.demo('piece_p08')._ic_cultural_notices()), 4)
        with_notice = self.pieces.filtered(lambda piece: piece._ic_cultural_notices())
        self.assertEqual(with_notice, self.demo('piece_p08'))
        self.assertEqual(self.demo('piece_p01').ic_art_royalty_state, 'owed')
        self.assertEqual(self.demo('piece_p05').ic_art_royalty_state, 'first_sale')

    def test_photos(self):
        """Every piece that has been photographed has Retail photos that are ready and lead; some are in hand too."""
        sets = Counter()
        for row in specs():
            piece = self.demo(f"piece_{row['code']}")
            names = {path.name: photo_set for path, photo_set in photos.files(row)}
            self.assertEqual({photo.filename: photo.set for photo in piece.ic_photo_ids}, names, row['code'])
            self.assertEqual(set(piece.ic_photo_ids.mapped('state')) - {'ready'}, set())
            sets.update(names.values())
            if names:
                self.assertFalse(piece._ic_publish_error())
                self.assertEqual(piece.ic_main_photo_hash, piece.ic_photo_retail_ids[0].delivery_hash)
                self.assertFalse(piece.product_template_image_ids)
            else:
                self.assertEqual((row['status'], piece._ic_publish_error()), ('awaiting_photos', "No retail photo"))
            if names and row['category'] not in ('watch', 'handbag'):
                self.assertEqual(len(piece.ic_photo_retail_ids), 2, row['code'])
        self.assertEqual(sets, {'retail': 188, 'in_hand': 22})

    def test_photo_files(self):
        """What is delivered is the file itself; the smaller ones fit their size and carry no metadata."""
        photo = self.demo('piece_h02').ic_photo_retail_ids[0]
        self.assertEqual(photo._ic_bytes('delivery'), photo._ic_bytes('original'))
        self.assertEqual((photo.width, photo.delivery_width), (1600, 1600))
        seen = photo._ic_inspect(photo._ic_bytes('medium'), 'medium.jpg')
        self.assertEqual((seen.width, seen.height), (1200, 1200))
        for name in ('delivery', 'medium', 'thumb'):
            self.assertNotIn(b'Exif', photo._ic_bytes(name)[:4000])

    def test_unknown_names_are_refused(self):
        """A brand or a mint that the catalogs lack is an error that names it; nothing is guessed."""
        with self.assertRaisesRegex(ValueError, "Rollex Imaginary"):
            piece_values.Reader(self.company, [{'brand': 'Rollex Imaginary'}])
        reader = piece_values.Reader(self.company, [])
        with self.assertRaisesRegex(ValueError, "stands for 0 records"):
            reader.values({'code': 'x1', 'category': 'bullion', 'status': 'incoming', 'mint': 'No Such Mint'})
