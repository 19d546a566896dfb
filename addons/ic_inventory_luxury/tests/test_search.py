from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged
from odoo.tests.common import BaseCase

from ..models.piece import piece_search_text
from ..models.piece.search_words import code_key, query_words, search_key, spelled_like
from .common import PieceCase

# Texts of a piece that its search box leaves out, and why.
NOT_SEARCHED = {
    'ic_auto_name': "the title is searched",
    'ic_import_key': "an id of the file it came from",
    'ic_import_hash': "a fingerprint",
    'ic_status_choice': "a code; the status has its own filter",
    'ic_main_photo_hash': "a fingerprint",
    'ic_card_photo': "an address",
    'ic_public_search': "the shop's own words, from the same fields",
    'ic_search_text': "the words themselves",
    'ic_search_name': "the words themselves",
    'ic_sneaker_size': "the label says it with its system",
    'ic_apparel_size': "the label says it with its system",
    'ic_art_coa_file_name': "the name of a file",
    'ic_art_cultural_notice': "a notice, not a description",
    'ic_hold_back': "a code; the status has its own filter",
}


@tagged('post_install', '-at_install')
class TestSearchWords(BaseCase):
    def test_keys(self):
        self.assertEqual(search_key("Hermès  Kelly-28, A. Lange & Söhne"), "hermes kelly 28 a lange sohne")
        self.assertEqual(search_key("Collector's Straße"), "collectors strasse")
        self.assertEqual(code_key("126610LN"), "126610ln 126610 ln")
        self.assertEqual(code_key("DD1391-100"), "dd1391 100 dd1391100 dd 1391 100")
        self.assertEqual(search_key(False), "")
        self.assertEqual(query_words(" Hulk  hulk, 41mm!"), ["hulk", "41mm"])
        self.assertEqual(query_words("; -- %!"), [])

    def test_typos(self):
        names = ["rolex submariner date 126610ln", "rolex daytona 116500ln panda"]
        self.assertEqual(spelled_like("submarnier", names), ["submariner"])
        self.assertEqual(spelled_like("daytnoa", names), ["daytona"])
        self.assertEqual(spelled_like("116501", names), [], "another number is another reference")
        self.assertEqual(spelled_like("dat", names), [], "too short to tell")


@tagged('post_install', '-at_install')
class TestSearch(PieceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Piece.search([('ic_category', '!=', False)]).action_archive()
        cls.hulk = cls.watch(
            ic_reference="116610LV", ic_nickname="Hulk", ic_serial="Z 123-987", ic_sub_model="Date", barcode="0401234"
        )
        cls.panda = cls.watch(
            ic_model="Daytona",
            ic_reference="116500LN",
            ic_retail_description="A crisp white dial, one owner in Zürich.",
            ic_internal_notes="Bought from the Lindqvist estate.",
        )
        cls.kelly = cls.Piece.create(
            {
                'ic_category': 'handbag',
                'ic_brand_id': cls.hermes.id,
                'ic_model': "Kelly",
                'ic_bag_color': "Étoupe",
                'ic_bag_leather': "Togo",
                'ic_territory': "Nordics",
            }
        )
        cls.pieces = cls.hulk + cls.panda + cls.kelly

    def find(self, text, user=None):
        """Return what the search box of the pieces finds."""
        return self.Piece.with_user(user or self.env.user).search([('ic_search', 'ilike', text)])

    def test_finds_by_whatever_is_remembered(self):
        for text, piece in (
            (self.hulk.default_code, self.hulk),
            ("z123987", self.hulk),
            ("Z 123-987", self.hulk),
            ("123-987", self.hulk),
            ("0401234", self.hulk),
            ("116610LV", self.hulk),
            ("116610 lv", self.hulk),
            ("hulk", self.hulk),
            ("Hu", self.hulk),
            ("date rolex", self.hulk),
            ("zurich white", self.panda),
            ("lindqvist", self.panda),
            ("daytona ROLEX", self.panda),
            ("hermes etoupe", self.kelly),
            ("togo kelly", self.kelly),
            ("nordic", self.kelly),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.find(text), piece)

    def test_forgives_typos_in_names(self):
        for text, piece in (
            ("submarnier", self.hulk),
            ("rolx hulk", self.hulk),
            ("daytnoa", self.panda),
            ("116500lm", self.panda),
            ("hermees kely", self.kelly),
            ("etuope", self.kelly),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.find(text), piece)

    def test_every_word_counts(self):
        self.assertEqual(self.find("rolex"), self.hulk + self.panda)
        self.assertFalse(self.find("rolex togo"))
        self.assertFalse(self.find("no such thing"))
        self.assertFalse(self.find("116501"))
        self.assertFalse(self.find("?!"))

    def test_other_spellings_of_a_brand(self):
        maker = self.env['ic.brand'].create({'name': "Quandt & Vries", 'code': 'QVX', 'alias_names': "QV; Old Quandt"})
        piece = self.watch(ic_brand_id=maker.id, ic_model="Regulator")
        self.assertEqual(self.find("qv"), piece)
        self.assertEqual(self.find("old quandt regulator"), piece)
        self.assertFalse(self.find("qv daytona"))

    def test_words_follow_their_fields(self):
        self.kelly.ic_bag_color = "Gold"
        self.assertFalse(self.find("etoupe"))
        self.assertEqual(self.find("gold kelly"), self.kelly)
        self.hermes.name = "Hermann"
        self.assertEqual(self.find("hermann"), self.kelly)

    def test_many_words_and_signs_are_harmless(self):
        self.assertFalse(self.find("x" * 5000))
        self.assertFalse(self.find(" ".join(f"word{n}" for n in range(200))))
        self.assertFalse(self.find("%' OR 1=1 --"))
        self.assertFalse(self.find("\\"))

    def test_only_staff_of_the_store(self):
        outsider = new_test_user(self.env, 'search_outsider', groups='base.group_user')
        with self.assertRaises(AccessError):
            self.find("lindqvist", outsider)
        self.assertFalse(self.Piece.with_user(outsider).name_search("lindqvist"))
        clerk = new_test_user(self.env, 'search_clerk', groups='ic_inventory_luxury.group_employee')
        self.assertEqual(self.find("lindqvist", clerk), self.panda)
        self.assertEqual([found for found, _name in self.Piece.with_user(clerk).name_search("hulk")], self.hulk.ids)

    def test_another_store_is_not_found_and_not_guessed_from(self):
        other = self.env['res.company'].create({'name': "Second store"})
        self.watch(company_id=other.id, ic_model="Zephyranthes", ic_reference=False)
        clerk = new_test_user(self.env, 'search_clerk2', groups='ic_inventory_luxury.group_employee')
        self.assertFalse(self.find("zephyranthes", clerk))
        self.assertEqual(self.Piece.with_user(clerk)._ic_names_like("zephyrantes"), [])

    def test_archived_pieces_are_found_when_asked_for(self):
        self.panda.action_archive()
        self.assertFalse(self.find("daytona"))
        self.assertEqual(
            self.Piece.search([('ic_search', 'ilike', "daytona"), ('active', 'in', (True, False))]), self.panda
        )

    def test_no_text_of_a_piece_is_forgotten(self):
        """A new text field is searched, or somebody says why not."""
        listed = {path.split('.')[0] for path in piece_search_text._EVERYTHING}
        texts = {
            name
            for name, field in self.Piece._fields.items()
            if name.startswith('ic_')
            and field.store
            and field.type in ('char', 'text')
            and field._module == 'ic_inventory_luxury'
            and field.groups in (None, 'base.group_user', 'ic_inventory_luxury.group_employee')
        }
        self.assertEqual(texts - listed - NOT_SEARCHED.keys(), set())

    def test_secrets_are_not_in_the_words(self):
        secret = {'ic_inventory_luxury.group_view_cost', 'ic_inventory_luxury.group_view_payouts'}
        for path in piece_search_text._EVERYTHING:
            groups = set((self.Piece._fields[path.split('.')[0]].groups or '').split(','))
            self.assertFalse(groups & secret, path)

    def test_domain_without_category_products(self):
        self.Piece.create({'name': "Hulk polishing cloth"})
        self.assertEqual(self.find("hulk"), self.hulk)
        self.assertEqual(Domain(self.Piece._ic_search_domain("")), Domain.FALSE)
