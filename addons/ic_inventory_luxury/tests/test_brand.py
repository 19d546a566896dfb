import csv
import os
from pathlib import Path

from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..models.catalog.ic_brand import normalize_brand

SHARED = Path(os.environ.get('IC_SHARED') or Path(__file__).resolve().parents[4] / 'shared')


@tagged('post_install', '-at_install')
class TestBrand(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Brand = cls.env['ic.brand']

    def resolve(self, text, category=None):
        brand, how = self.Brand._ic_resolve(text, category)
        return brand.name, how

    def test_normalize(self):
        self.assertEqual(normalize_brand("A. Lange & Söhne"), 'alangeandsohne')
        self.assertEqual(normalize_brand("  TAG-Heuer "), 'tagheuer')
        self.assertEqual(normalize_brand("Habring²"), 'habring2')
        self.assertEqual(normalize_brand(None), '')

    def test_resolve_spellings(self):
        for text, expected in {
            "rolex": ("Rolex", 'exact'),
            " HERMES ": ("Hermès", 'exact'),
            "Tag Heuer": ("TAG Heuer", 'exact'),
            "Girard Perregaux": ("Girard-Perregaux", 'exact'),
            "AP": ("Audemars Piguet", 'alias'),
            "JLC": ("Jaeger-LeCoultre", 'alias'),
            "Jaeger LaCoultre": ("Jaeger-LeCoultre", 'alias'),
            "LV": ("Louis Vuitton", 'alias'),
            "YSL": ("Saint Laurent", 'alias'),
            "yves saint laurent": ("Saint Laurent", 'alias'),
            "maison martin margiela": ("Maison Margiela", 'alias'),
            "Patek Phillipe": ("Patek Philippe", 'alias'),
            "Van Cleef": ("Van Cleef & Arpels", 'alias'),
            "IWC Schaffhausen": ("IWC", 'alias'),
            "Audemars Pigget": ("Audemars Piguet", 'fuzzy'),
            "Vacheron Constantinn": ("Vacheron Constantin", 'fuzzy'),
            "Acme Tools": (False, 'none'),
            "ABC": (False, 'none'),
            "": (False, 'none'),
            False: (False, 'none'),
        }.items():
            with self.subTest(text=text):
                self.assertEqual(self.resolve(text), expected)

    def test_resolve_many_equals_resolve(self):
        texts = ["Rolex", "AP", "Nobody", "Rolex", ""]
        result = self.Brand._ic_resolve_many(texts, 'watch')
        self.assertEqual(set(result), set(texts))
        for text in texts:
            brand, how = self.Brand._ic_resolve(text, 'watch')
            self.assertEqual(result[text], (brand.id or False, how))

    def test_all_observed_strings_are_known(self):
        path = SHARED / 'data/brands/observed_brand_strings.csv'
        if not path.is_file():
            self.skipTest(f"observed brand strings are not in {SHARED} (set IC_SHARED)")
        with path.open(newline='', encoding='utf-8') as source:
            rows = [(row['source'], row['brand_string']) for row in csv.DictReader(source)]
        result = self.Brand._ic_resolve_many([text for _source, text in rows])
        known = {text: how for text, (_brand, how) in result.items()}
        counts = {}
        for source, text in rows:
            right, total = counts.get(source, (0, 0))
            counts[source] = right + (known[text] in ('exact', 'alias') or not text), total + 1
        self.assertEqual(
            counts,
            {
                'haritidis': (31, 31),
                'stockx_catalogue_2023': (26, 26),
                'stockx_contest_2019': (2, 2),
                'vestiaire': (36, 36),
                'watch_reference_catalogue': (31, 31),
                'watch_specs_507': (39, 39),
            },
        )
        drifted = {text: self.Brand.browse(result[text][0]).name for text, how in known.items() if how == 'alias'}
        self.assertEqual(
            drifted,
            {
                "Daniel Wellington Jewelry": "Daniel Wellington",
                "Hoka One One": "Hoka",
                "Jaeger LaCoultre": "Jaeger-LeCoultre",
                "Nike AF1": "Nike",
                "Nike Dunk": "Nike",
                "Nike SB": "Nike",
                "Patek Phillipe": "Patek Philippe",
                "maison martin margiela": "Maison Margiela",
                "yves saint laurent": "Saint Laurent",
            },
        )
        # An exact match is the same name but for case, accents and punctuation: never another house.
        for text, how in known.items():
            if how == 'exact':
                self.assertEqual(normalize_brand(self.Brand.browse(result[text][0]).name), normalize_brand(text))

    def test_no_spelling_of_the_catalog_leads_to_another_brand(self):
        for brand in self.Brand.search([('company_id', '=', False)]):
            for text in (brand.name, *brand.alias_ids.mapped('name')):
                self.assertEqual(self.Brand._ic_resolve_key(normalize_brand(text), *self.tables())[0], brand.id, text)

    def tables(self):
        if not hasattr(self, '_tables'):
            self._tables = self.Brand._ic_resolve_tables(None)
        return self._tables

    def test_the_form_says_why_a_brand_is_offered(self):
        def offered(text):
            rows = self.Brand.web_name_search(text, {'display_name': {}}, [('category_ids.code', '=', 'watch')])
            return [row['__formatted_display_name'] for row in rows]

        self.assertEqual(offered("JLC"), ["Jaeger-LeCoultre --also spelled JLC--"])
        self.assertEqual(offered("AP")[0], "Audemars Piguet --also spelled AP--")
        self.assertEqual(offered("Rolexx"), ["Rolex --did you mean this?--"])
        self.assertEqual(offered("rolex"), ["Rolex", "Tudor --also spelled Rolex Tudor--"])
        self.assertEqual(offered("Acme Tools"), [])

    def test_category_preferred_then_any(self):
        own = self.Brand.create(
            {'name': "Nomad", 'category_ids': [(6, 0, self.env.ref('ic_inventory_luxury.category_handbag').ids)]}
        )
        self.assertEqual(self.Brand._ic_resolve("nomad", 'handbag'), (own, 'exact'))
        self.assertEqual(self.Brand._ic_resolve("nomad", 'watch'), (own, 'exact'))

    def test_code_is_made_and_unique(self):
        self.assertEqual(self.env.ref('ic_inventory_luxury.brand_rolex').code, 'ROL')
        first = self.Brand.create({'name': "Quixo Watches"})
        second = self.Brand.create({'name': "Quixo Bags"})
        self.assertEqual((first.code, second.code), ('QUI', 'QUIX'))
        self.assertEqual(self.Brand.create({'name': "Zed", 'code': ' zz1 '}).code, 'ZZ1')
        with self.assertRaisesRegex(ValidationError, "The catalog has Rolex"), self.env.cr.savepoint():
            self.Brand.create({'name': "Other", 'code': 'ROL'})
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.Brand.create({'name': "Other", 'code': 'ROL', 'company_id': False})
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.Brand.create({'name': "Other", 'code': 'QUI'})

    def test_same_name_twice(self):
        for name in ("ROLEX", "A.P."):
            with self.assertRaisesRegex(ValidationError, "The catalog has"), self.env.cr.savepoint():
                self.Brand.create({'name': name, 'code': 'RX1'})
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.Brand.create({'name': "ROLEX", 'code': 'RX1', 'company_id': False})
        with self.assertRaises(ValidationError):
            self.Brand.create({'name': "...", 'code': 'RX2'})

    def test_typing_a_known_spelling_creates_nothing(self):
        count = self.Brand.search_count([])
        self.assertEqual(self.Brand.name_create("jlc")[1], "Jaeger-LeCoultre")
        self.assertEqual(self.Brand.search_count([]), count)
        own = self.Brand.browse(self.Brand.name_create(" Quixo ")[0])
        self.assertEqual((own.name, own.code, own.company_id), ("Quixo", "QUI", self.env.company))
        self.assertEqual([name for _id, name in self.Brand.name_search("JLC")], ["Jaeger-LeCoultre"])

    def test_alias_belongs_to_one_brand(self):
        rolex = self.env.ref('ic_inventory_luxury.brand_rolex')
        before = rolex.alias_names
        with self.assertRaisesRegex(ValidationError, "Tudor"), self.env.cr.savepoint():
            rolex.alias_ids = [(0, 0, {'name': "tudor"})]
        self.env.invalidate_all()
        self.assertEqual(rolex.alias_names, before)

    def test_alias_names_adds_and_removes(self):
        brand = self.Brand.create({'name': "Quixo", 'alias_names': "Qx; Quix O Watches ;"})
        self.assertEqual(set(brand.alias_ids.mapped('name')), {"Quix O Watches", "Qx"})
        brand.alias_names = "qx; Quixoo"
        self.assertEqual(set(brand.alias_ids.mapped('name')), {"Quixoo", "Qx"})

    def test_catalog_is_well_formed(self):
        brands = self.Brand.search([('company_id', '=', False)])
        self.assertGreaterEqual(len(brands), 247)
        self.assertEqual(brands.filtered(lambda brand: not brand.category_ids).mapped('name'), [])
