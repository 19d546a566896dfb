import csv
import os
import shutil
import tempfile
import time
from pathlib import Path

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..importing.titles import read_title
from ..models.catalog.ic_catalog_load import FOLDER
from ..models.catalog.reference_text import loose_key, reference_key, spellings, stems

SHARED = Path(os.environ.get('IC_SHARED') or Path(__file__).resolve().parents[4] / 'shared')


@tagged('post_install', '-at_install')
class TestModelCatalog(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Family = cls.env['ic.model.family']
        cls.Reference = cls.env['ic.model.reference']
        cls.rolex = cls.env.ref('ic_inventory_luxury.brand_rolex')
        cls.patek = cls.env.ref('ic_inventory_luxury.brand_patek_philippe')
        cls.hermes = cls.env.ref('ic_inventory_luxury.brand_hermes')

    def find(self, text, brand=None):
        found, how = self.Reference._ic_find(text, brand)
        return how, found.mapped('name')

    def shared(self, name):
        path = SHARED / 'data' / 'watches' / name
        if not path.is_file():
            self.skipTest(f"{name} is not in {SHARED} (set IC_SHARED)")
        with path.open(newline='', encoding='utf-8') as source:
            return list(csv.DictReader(source))

    # --- how numbers are written ---------------------------------------------------------------------------------

    def test_keys(self):
        self.assertEqual(reference_key(" 310.30.42.50.01.001 "), '31030425001001')
        self.assertEqual((reference_key("1680/8"), reference_key("16808")), ('1680/8', '16808'))
        self.assertEqual(loose_key("5711/1a-010"), '57111A010')
        self.assertEqual(spellings("M126610LN"), ['M126610LN', '126610LN'])
        self.assertEqual(spellings("PAM 111"), ['PAM111', 'PAM00111'])
        self.assertEqual(spellings("3716-05"), ['371605', 'IW371605'])
        self.assertEqual(spellings(""), [])

    def test_stems_end_at_something_visible(self):
        self.assertEqual(stems("16233G"), ['16233'])
        self.assertEqual(stems("126334-0001"), ['126334'])
        self.assertEqual(stems("15510ST.OO.1320ST.06"), ['15510STOO1320ST', '15510STOO', '15510ST'])
        for text in ("126281RBR", "116610", "1263001", "RM-", ""):
            self.assertEqual(stems(text), [], text)

    # --- finding -------------------------------------------------------------------------------------------------

    def test_find(self):
        for text, expected in {
            "126610ln": ('exact', ["126610LN"]),
            "M126610LN-0001": ('stem', ["126610LN"]),
            "16233G": ('stem', ["16233"]),
            "116610": ('start', ["116610LN", "116610LV"]),
            "1680/8": ('exact', ["1680/8"]),
            "16808": ('exact', ["16808"]),
            "126300RBR": ('none', []),
            "1263001": ('none', []),
            "999999": ('none', []),
            "12": ('none', []),
            "": ('none', []),
        }.items():
            with self.subTest(text=text):
                self.assertEqual(self.find(text, self.rolex), expected)
        self.assertEqual(self.find("126610LN", self.patek), ('none', []))
        self.assertEqual(
            self.find("5711/1A", self.patek), ('start', ["5711/1A-010", "5711/1A-011", "5711/1A-014", "5711/1A-018"])
        )
        self.assertEqual(self.find("5711-1A-010", self.patek), ('exact', ["5711/1A-010"]))

    def test_facts_of_well_known_references(self):
        names = ('nickname', 'case_size', 'case_material', 'bezel', 'dials', 'movement', 'calibre')
        for number, family, years, *facts in (
            (
                "116610LV",
                "Submariner",
                "2010-2020",
                "Hulk",
                40.0,
                'steel',
                "Ceramic, green",
                "Green",
                'automatic',
                "3135",
            ),
            (
                "126711CHNR",
                "GMT-Master II",
                "2018-0",
                "Root Beer",
                40.0,
                'two_tone',
                "Ceramic, brown and black",
                "Black",
            )
            + ('automatic', "3285"),
            ("17013", "Datejust Oysterquartz", "1977-2001", False, 36.0, 'two_tone', "Fluted", False, 'quartz', "5035"),
            (
                "6263",
                "Cosmograph Daytona",
                "1971-1988",
                "Big Red",
                37.0,
                'steel',
                False,
                False,
                'manual',
                "Valjoux 727",
            ),
        ):
            with self.subTest(number=number):
                one = self.Reference.search([('brand_id', '=', self.rolex.id), ('name', '=', number)])
                self.assertEqual((one.family_id.name, f'{one.year_from}-{one.year_to}'), (family, years))
                self.assertEqual([one[name] for name in names], facts)

    def test_the_table_is_well_formed(self):
        shipped = self.Reference.search([('shipped', '=', True)])
        self.assertGreaterEqual(len(shipped), 3000)
        self.assertGreaterEqual(len(shipped.filtered(lambda one: one.brand_id == self.rolex)), 700)
        self.assertEqual(
            shipped.filtered(lambda one: one.company_id or one.family_id.brand_id != one.brand_id), shipped[:0]
        )
        bags = self.Family.search([('shipped', '=', True), ('category_id.code', '=', 'handbag')])
        self.assertGreaterEqual(len(bags), 700)
        wrong = [
            (one.brand_id.name, one.name)
            for brand, families in self.Family.search([('shipped', '=', True)]).grouped('brand_id').items()
            for category, group in families.grouped('category_id').items()
            for one in group
            for other in group
            if one != other and one._ic_keys() & other._ic_keys()
        ]
        self.assertEqual(wrong, [], "one spelling may not stand for two families of a brand")

    # --- real listings -------------------------------------------------------------------------------------------

    def test_coverage_of_real_rolex_listings(self):
        known, total, memo = 0, 0, {}
        for row in self.shared('chrono24_rolex_listings.csv'):
            number = read_title(row['seller_title'], row['model'], 'Rolex').values.get('reference')
            if number:
                total += 1
                if number not in memo:
                    memo[number] = self.find(number, self.rolex)[0]
                known += memo[number] in ('exact', 'stem')
        self.assertGreater(total, 6500)
        self.assertGreater(known / total, 0.985)

    def test_coverage_of_many_brands(self):
        rows = self.shared('watch_reference_catalogue.csv')
        brands = self.env['ic.brand']._ic_resolve_many({row['Brand'] for row in rows}, 'watch')
        main = ("Rolex", "Patek Phillipe", "Audemars Piguet", "Vacheron Constantin", "Jaeger LaCoultre", "Tudor", "IWC")
        counted = [row for row in rows if row['Brand'] in main]
        found = [
            row
            for row in counted
            if self.find(row['Reference Number'], self.env['ic.brand'].browse(brands[row['Brand']][0]))[0] != 'none'
        ]
        self.assertEqual(len(counted), 230)
        self.assertEqual([row['Reference Number'] for row in counted if row not in found], [])

    # --- loading -------------------------------------------------------------------------------------------------

    def test_loading_again_changes_nothing_and_is_quick(self):
        started = time.monotonic()
        result = self.env['ic.catalog.load']._load()
        self.assertEqual(result, {'families': (0, 0), 'references': (0, 0)})
        self.assertLess(time.monotonic() - started, 15)

    def test_an_upgrade_corrects_but_keeps_what_was_edited(self):
        hulk, kermit = (self.Reference.search([('name', '=', name)]) for name in ("116610LV", "16610LV"))
        batman = self.Reference.search([('name', '=', "126710BLNR")])
        hulk.nickname = "The Hulk"
        batman.active = False
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shutil.copy(FOLDER / 'families.csv', folder)
            text = (FOLDER / 'references.csv').read_text(encoding='utf-8')
            text = text.replace(',Hulk,', ',Green Giant,').replace(',Kermit,', ',Frog,').replace(',Batman,', ',Bat,')
            text += 'rolex,Submariner,999990XX,,,,,steel,,,,,,,,\n'
            (folder / 'references.csv').write_text(text, encoding='utf-8')
            result = self.env['ic.catalog.load']._load(folder)
        self.assertEqual(result['references'][0], 1)
        self.assertEqual((hulk.nickname, hulk.edited), ("The Hulk", True))
        self.assertEqual((kermit.nickname, kermit.edited), ("Frog", False))
        self.assertEqual((batman.nickname, batman.active), ("Batman", False))
        new = self.Reference.search([('name', '=', "999990XX")])
        self.assertEqual((new.shipped, new.company_id.id, new.case_material), (True, False, 'steel'))

    def test_shipped_rows_are_archived_not_deleted(self):
        hulk = self.Reference.search([('name', '=', "116610LV")])
        with self.assertRaisesRegex(UserError, "Archive it instead"), self.env.cr.savepoint():
            hulk.unlink()
        with self.assertRaisesRegex(UserError, "Archive it instead"), self.env.cr.savepoint():
            self.Family.search([('name', '=', "Birkin"), ('brand_id', '=', self.hermes.id)]).unlink()
        self.assertTrue(hulk.exists())

    # --- own rows ------------------------------------------------------------------------------------------------

    def test_a_store_s_own_row_hides_the_shared_one(self):
        shared = self.Reference.search([('name', '=', "116610LV")])
        own = shared.copy({'company_id': self.env.company.id, 'nickname': "Ours", 'shipped': False})
        self.assertEqual(self.Reference._ic_find("116610LV", self.rolex), (own, 'exact'))
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            own.copy({'name': "116610 lv"})
        other = self.env['res.company'].create({'name': "Another Store"})
        here = self.Reference.with_context(allowed_company_ids=self.env.company.ids)
        own.company_id = other
        self.assertEqual(here._ic_find("116610LV", self.rolex), (shared, 'exact'))

    def test_refusals(self):
        family = self.Family.search([('name', '=', "Nautilus"), ('brand_id', '=', self.patek.id)])
        count = self.Reference.search_count([])
        with (
            self.assertRaisesRegex(ValidationError, "belongs to Patek Philippe, not to Rolex"),
            self.env.cr.savepoint(),
        ):
            self.Reference.create({'name': "X1234", 'brand_id': self.rolex.id, 'family_id': family.id})
        with self.assertRaisesRegex(ValidationError, "at least one letter or digit"), self.env.cr.savepoint():
            self.Reference.create({'name': "-/-", 'brand_id': self.patek.id, 'family_id': family.id})
        self.assertEqual(self.Reference.search_count([]), count)

    # --- suggestions ---------------------------------------------------------------------------------------------

    def test_suggestions(self):
        suggest = self.env['product.template'].ic_suggest
        self.assertEqual(
            suggest('ic_model', "dayto", self.rolex.id, 'watch'),
            [{'value': "Cosmograph Daytona", 'label': "Cosmograph Daytona", 'note': "Daytona"}],
        )
        bags = suggest('ic_model', "birk", self.hermes.id, 'handbag')
        self.assertEqual((bags[0]['value'], bags[0]['note']), ("Birkin", ""))
        self.assertEqual(len(suggest('ic_model', "", self.hermes.id, 'handbag')), 10)
        self.assertEqual(suggest('ic_model', "sub", False, 'watch'), [])
        hulk = {'value': "116610LV", 'label': "116610LV", 'note': "Submariner Date \"Hulk\", 40 mm, Steel, 2010–2020"}
        self.assertEqual(suggest('ic_reference', "hulk", self.rolex.id, 'watch')[0], hulk)
        self.assertEqual(suggest('ic_reference', "116610lv", self.rolex.id, 'watch'), [hulk])
        self.assertEqual(suggest('ic_reference', "116610", self.hermes.id, 'handbag'), [])
