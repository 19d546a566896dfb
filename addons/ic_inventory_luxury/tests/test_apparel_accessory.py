from lxml import etree

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.category.product_accessory import SUBTYPE_FIELDS
from .common import PieceCase


@tagged('post_install', '-at_install')
class TestApparelAccessory(PieceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supreme = cls.env.ref('ic_inventory_luxury.brand_supreme')

    @classmethod
    def garment(cls, **values):
        return cls.Piece.create(
            {'ic_category': 'apparel', 'ic_brand_id': cls.supreme.id, 'ic_model': "Box Logo Hoodie", **values}
        )

    @classmethod
    def accessory(cls, **values):
        return cls.Piece.create(
            {'ic_category': 'accessory', 'ic_brand_id': cls.hermes.id, 'ic_model': "Constance", **values}
        )

    def test_apparel_sizes(self):
        for kind, size, country, gender, alpha, number, label in (
            ('alpha', "Medium", False, False, 'm', 0, "M"),
            ('alpha', "3xl", False, 'men', 'xxxl', 0, "3XL"),
            ('numeric', "48", 'it', 'men', 'm', 48, "IT 48"),
            ('numeric', "IT 42", 'it', 'women', 'm', 42, "IT 42"),
            ('numeric', "42", 'it', False, False, 42, "IT 42"),
            ('numeric', "48", False, 'men', False, 48, "48"),
            ('freeform', "W32 L34", False, 'men', False, 0, "W32 L34"),
        ):
            with self.subTest(kind=kind, size=size):
                piece = self.garment(
                    ic_apparel_size_kind=kind,
                    ic_apparel_size=size,
                    ic_apparel_size_country=country,
                    ic_apparel_gender=gender,
                )
                self.assertEqual(
                    (piece.ic_apparel_size_alpha, piece.ic_apparel_size_number, piece.ic_apparel_size_label),
                    (alpha, number, label),
                )

    def test_apparel_bad_sizes_change_nothing(self):
        piece = self.garment(ic_apparel_size_kind='alpha', ic_apparel_size="M")
        for values in (
            {'ic_apparel_size': "48"},
            {'ic_apparel_size_kind': 'numeric'},
            {'ic_apparel_size_kind': 'numeric', 'ic_apparel_size': "480"},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                piece.write(values)
            piece.invalidate_recordset()
            self.assertEqual((piece.ic_apparel_size_kind, piece.ic_apparel_size), ('alpha', "M"))

    def test_collaboration_is_found_by_brand_and_by_tag(self):
        tag = self.env['product.tag'].search([('name', '=', "Louis Vuitton")])
        piece = self.garment(product_tag_ids=[(6, 0, tag.ids)])
        self.assertIn(piece, self.Piece.search([('ic_brand_id', '=', self.supreme.id)]))
        self.assertIn(piece, self.Piece.search([('product_tag_ids', 'in', tag.ids)]))
        self.assertIn(
            {'code': 'product_tag_ids', 'label': "Collaboration", 'value': "Louis Vuitton"}, piece._ic_card_facts()
        )

    def test_apparel_facts(self):
        piece = self.garment(
            ic_apparel_size_kind='alpha',
            ic_apparel_size="L",
            ic_apparel_season="FW17",
            ic_apparel_has_tag=True,
            ic_apparel_has_dustbag=True,
            ic_apparel_condition='new_tags',
            ic_apparel_run='sample',
        )
        self.assertEqual(
            [(fact['label'], fact['value']) for fact in piece._ic_card_facts()],
            [
                ("Brand", "Supreme"),
                ("Item", "Box Logo Hoodie"),
                ("Season", "FW17"),
                ("Size", "L"),
                ("Production", "Sample"),
                ("Condition", "New with Tags"),
                ("Includes", "Tag Included, Dust Bag or Garment Bag"),
            ],
        )

    def test_belt_inches(self):
        belt = self.accessory(ic_accessory_type='belt', ic_belt_size_cm=95)
        self.assertEqual(belt.ic_belt_size_in, 37.4)
        belt.ic_belt_size_in = 37.4
        self.assertEqual(belt.ic_belt_size_cm, 95.0)
        belt.ic_belt_size_in = 40
        self.assertEqual(belt.ic_belt_size_cm, 101.6)

    def test_facts_are_those_of_the_sub_type(self):
        piece = self.accessory(
            ic_accessory_type='belt',
            ic_belt_size_cm=95,
            ic_accessory_metal='palladium_plated',
            ic_scarf_momme=18,
            ic_glasses_lens_width=55,
            ic_accessory_condition='excellent',
        )
        facts = {fact['code']: (fact['label'], fact['value']) for fact in piece._ic_card_facts()}
        self.assertEqual(facts['ic_accessory_metal'], ("Buckle Metal", "Palladium-plated"))
        self.assertEqual(facts['ic_belt_size_cm'], ("Belt Size", "95 cm"))
        self.assertNotIn('ic_scarf_momme', facts)
        piece.ic_accessory_type = 'scarf'
        facts = {fact['code']: fact['value'] for fact in piece._ic_card_facts()}
        self.assertEqual(facts['ic_scarf_momme'], "18 momme")
        self.assertNotIn('ic_belt_size_cm', facts)
        self.assertEqual((piece.ic_belt_size_cm, piece.ic_glasses_lens_width), (95.0, 55), "nothing is lost")

    def test_form_shows_the_fields_of_the_sub_type(self):
        """Each field of SUBTYPE_FIELDS shows for its sub-types and for no other."""
        view = self.env.ref('ic_inventory_luxury.product_piece_view_form')
        arch = etree.fromstring(self.Piece.get_view(view.id, 'form')['arch'])
        group = arch.xpath("//group[@name='accessory_details']")[0]
        types = list(dict(self.Piece._fields['ic_accessory_type'].selection))
        self.assertEqual(set(SUBTYPE_FIELDS), set(types))
        for name in sorted({name for names in SUBTYPE_FIELDS.values() for name in names}):
            nodes = group.xpath(".//field[@name='%s']" % name)
            self.assertTrue(nodes, name)
            for sub_type in types:
                shown = any(not self._hidden(node, group, sub_type) for node in nodes)
                self.assertEqual(shown, name in SUBTYPE_FIELDS[sub_type], (name, sub_type))

    def _hidden(self, node, group, sub_type):
        while node is not group:
            rule = node.get('invisible')
            if rule and eval(rule, {'ic_accessory_type': sub_type}):
                return True
            node = node.getparent()
        return False

    @mute_logger('odoo.sql_db')
    def test_measures_are_plausible(self):
        piece = self.accessory(ic_accessory_type='belt', ic_belt_size_cm=95)
        for values in ({'ic_belt_size_cm': 950}, {'ic_glasses_bridge': -1}, {'ic_scarf_momme': 1000}):
            with self.assertRaises(Exception), self.env.cr.savepoint():  # noqa: B017 the database's own refusal
                piece.write(values)
                piece.flush_recordset()
            piece.invalidate_recordset()
            self.assertEqual((piece.ic_belt_size_cm, piece.ic_glasses_bridge, piece.ic_scarf_momme), (95.0, 0, 0.0))
