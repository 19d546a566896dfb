import csv
import json
from decimal import Decimal
from pathlib import Path

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.category import bullion_math
from .common import PieceCase

SHARED = Path(__file__).resolve().parents[4] / 'shared' / 'data' / 'precious-metals'


@tagged('post_install', '-at_install')
class TestBullion(PieceCase):
    @classmethod
    def fineness(cls, metal, mark):
        return cls.env.ref(f"ic_inventory_luxury.fineness_{metal}_{mark.strip('.')}")

    @classmethod
    def series(cls, code, metal='gold'):
        return cls.env.ref(f'ic_inventory_luxury.series_{code}_{metal}')

    @classmethod
    def bullion(cls, metal='gold', mark='.9999', **values):
        return cls.Piece.create(
            {
                'ic_category': 'bullion',
                'ic_bullion_metal': metal,
                'ic_bullion_form': 'coin',
                'ic_fineness_id': cls.fineness(metal, mark).id,
                'list_price': 2500.0,
                **values,
            }
        )

    # === WEIGHT === #

    def test_fine_weight(self):
        eagle, maple = self.series('american_eagle'), self.series('maple_leaf')
        for values, fine, gross in (
            # An Eagle by its name, by its gross weight, and as a bare piece of 22 karat
            ({'mark': '.9167', 'ic_bullion_weight': 1, 'ic_bullion_series_id': eagle.id}, 1.0, 33.9311),
            (
                {
                    'mark': '.9167',
                    'ic_bullion_weight': 33.9311,
                    'ic_bullion_unit': 'g',
                    'ic_bullion_basis': 'gross',
                    'ic_bullion_series_id': eagle.id,
                },
                1.0,
                33.9311,
            ),
            (
                {'mark': '.9167', 'ic_bullion_weight': 33.9311, 'ic_bullion_unit': 'g', 'ic_bullion_basis': 'gross'},
                1.000001,
                33.9311,
            ),
            ({'ic_bullion_weight': 1, 'ic_bullion_series_id': maple.id}, 1.0, 31.1066),
            (
                {'mark': '.9167', 'ic_bullion_weight': 7.988, 'ic_bullion_unit': 'g', 'ic_bullion_basis': 'gross'},
                0.235418,
                7.988,
            ),
            (
                {
                    'mark': '.9167',
                    'ic_bullion_weight': 7.988,
                    'ic_bullion_unit': 'g',
                    'ic_bullion_basis': 'gross',
                    'ic_bullion_series_id': self.series('sovereign').id,
                },
                0.23542,
                7.988,
            ),
            ({'ic_bullion_weight': 1, 'ic_bullion_unit': 'kg', 'ic_bullion_basis': 'gross'}, 32.147531, 1000.0),
            (
                {'mark': '.999', 'ic_bullion_weight': 100, 'ic_bullion_basis': 'gross', 'metal': 'silver'},
                99.9,
                3110.3477,
            ),
            (
                {'mark': '.995', 'ic_bullion_weight': 10, 'ic_bullion_unit': 'tola', 'ic_bullion_basis': 'gross'},
                3.73125,
                116.638,
            ),
            ({'ic_bullion_weight': 20, 'ic_bullion_unit': 'dwt', 'ic_bullion_basis': 'fine'}, 1.0, 31.1066),
            ({'ic_bullion_weight': 480, 'ic_bullion_unit': 'grain', 'ic_bullion_basis': 'fine'}, 1.0, 31.1066),
            ({'ic_bullion_weight': 1, 'ic_bullion_unit': 'oz', 'ic_bullion_basis': 'fine'}, 0.911458, 28.3524),
        ):
            with self.subTest(values=values):
                piece = self.bullion(**values)
                self.assertEqual((piece.ic_bullion_fine_ozt, piece.ic_bullion_gross_g), (fine, gross))

    def test_arithmetic_is_exact(self):
        self.assertEqual(bullion_math.GRAMS['ozt'], Decimal('31.1034768'))
        self.assertEqual(bullion_math.grams(Decimal(480), 'grain'), Decimal('31.1034768'))
        self.assertEqual(bullion_math.exact(0.1 + 0.2), Decimal('0.300000'))

    def test_unknown_weight_or_fineness(self):
        self.assertEqual(self.bullion().ic_bullion_fine_ozt, 0.0)
        self.assertEqual(self.bullion(ic_fineness_id=False, ic_bullion_weight=1).ic_bullion_fine_ozt, 0.0)

    def test_doubts(self):
        britannia = self.series('britannia')
        piece = self.bullion(mark='.9999', ic_bullion_weight=1, ic_bullion_series_id=britannia.id, ic_year=2010)
        self.assertEqual(piece.ic_bullion_check, "Britannia of this year is .9167 fine, this piece says .9999.")
        piece.ic_year = 2013
        self.assertFalse(piece.ic_bullion_check)
        piece.write({'ic_bullion_weight': 31.1, 'ic_bullion_unit': 'g', 'ic_bullion_basis': 'fine'})
        self.assertFalse(piece.ic_bullion_check)
        piece.ic_bullion_weight = 28.35
        self.assertIn("0.9115 oz fine is none of the sizes of Britannia", piece.ic_bullion_check)

    def test_real_coins(self):
        path = SHARED / 'coin_issues_us_ca_precious.csv'
        if not path.exists():
            self.skipTest(f"{path} is not here: real coins cannot be compared")
        series = {
            'Double Eagle Liberty Head': 'double_eagle_liberty',
            'Double Eagle Saint-Gaudens': 'double_eagle_saint_gaudens',
            'Eagle Liberty Head': 'eagle_liberty',
            'Eagle Indian Head': 'eagle_indian',
            'Half Eagle Liberty Head': 'half_eagle_liberty',
            'Half Eagle Indian Head': 'half_eagle_indian',
        }
        with path.open(encoding='utf-8') as file:
            coins = {
                (row['series'], row['weight_g'], row['composition'])
                for row in csv.DictReader(file)
                if row['series'] in series
            }
        self.assertEqual(len(coins), 6)
        for name, weight, composition in coins:
            with self.subTest(coin=name):
                self.assertEqual(json.loads(composition)['gold'], 90)
                kind = self.series(series[name])
                piece = self.bullion(
                    mark='.900',
                    ic_bullion_weight=float(weight),
                    ic_bullion_unit='g',
                    ic_bullion_basis='gross',
                    ic_bullion_series_id=kind.id,
                )
                self.assertEqual(Decimal(repr(piece.ic_bullion_fine_ozt)), round(kind._ic_sizes()[0], 6))
                self.assertFalse(piece.ic_bullion_check)

    def test_libertad_sizes_against_the_registry(self):
        path = SHARED / 'coin_mx_libertad_denominations.json'
        if not path.exists():
            self.skipTest(f"{path} is not here: Libertad sizes cannot be compared")
        facts = json.loads(path.read_text(encoding='utf-8'))
        for metal in ('gold', 'silver'):
            own = sorted(round(float(size), 2) for size in self.series('libertad', metal)._ic_sizes())
            self.assertEqual(own, sorted(facts[metal]['weights_oz']))

    # === FINENESS AND CATALOG === #

    def test_fineness_belongs_to_the_metal(self):
        piece = self.bullion()
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            piece.ic_fineness_id = self.fineness('silver', '.925')
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            piece.ic_bullion_metal = 'silver'
        self.env.invalidate_all()
        self.assertEqual((piece.ic_bullion_metal, piece.ic_fineness_id.name), ('gold', '.9999'))

    def test_fineness_the_trade_needs(self):
        rows = self.env['ic.fineness'].search([('company_id', '=', False)])
        marks = {metal: set(rows.filtered(lambda r: r.metal == metal).mapped('name')) for metal in rows.mapped('metal')}
        self.assertLessEqual({'.900', '.9167', '.995', '.999', '.9999', '.99999'}, marks['gold'])
        self.assertLessEqual({'.900', '.925', '.958', '.999', '.9999'}, marks['silver'])
        self.assertLessEqual({'.999', '.9995'}, marks['platinum'] & marks['palladium'])

    def test_fineness_nonsense(self):
        for values, error in (
            ({'name': '.9999', 'numerator': 1, 'denominator': 2}, ValidationError),
            ({'name': 'pure', 'numerator': 1, 'denominator': 1}, ValidationError),
            ({'name': '1.1', 'numerator': 11, 'denominator': 10}, CheckViolation),
        ):
            with (
                self.subTest(values=values),
                self.assertRaises(error),
                mute_logger('odoo.sql_db'),
                self.env.cr.savepoint(),
            ):
                self.env['ic.fineness'].create({'metal': 'gold', **values})

    def test_mints(self):
        for text, name, how in (
            ("PAMP Suisse", "PAMP Suisse", 'exact'),
            ("pamp", "PAMP Suisse", 'alias'),
            ("The Perth Mint", "Perth Mint", 'alias'),
            ("RCM", "Royal Canadian Mint", 'alias'),
            ("U.S. Mint", "US Mint", 'exact'),
            ("Engelhard", "Engelhard", 'exact'),
            ("Johnson Matthey", "Johnson Matthey", 'exact'),
            ("Valcambi Suisse", "Valcambi", 'alias'),
            ("Nobody's Mint", False, 'none'),
            ("", False, 'none'),
            (False, False, 'none'),
        ):
            with self.subTest(text=text):
                mint, found = self.env['ic.mint']._ic_resolve(text)
                self.assertEqual((mint.name, found), (name, how))

    def test_series_nonsense(self):
        with self.assertRaises(ValidationError):
            self.env['ic.bullion.series'].create({'name': "X", 'metal': 'gold', 'sizes': "1; half"})

    # === QUANTITY, FORM, TITLE === #

    def test_quantity_and_title(self):
        piece = self.bullion(
            mark='.9167',
            ic_bullion_series_id=self.series('american_eagle').id,
            ic_bullion_weight=1,
            ic_year=2024,
            ic_bullion_intake=25,
        )
        self.assertEqual(piece.name, "American Eagle 1 oz Gold Coin 2024")
        self.assertEqual((piece.ic_is_unique, piece.tracking), (False, 'none'))
        self.assertTrue(piece.default_code.startswith('MTL-'))
        piece.action_ic_receive()
        self.assertEqual((piece.qty_available, piece.ic_status), (25.0, 'awaiting_photos'))

    def test_intake_form(self):
        view = 'ic_inventory_luxury.product_piece_view_form'
        with Form(self.Piece.with_context(default_ic_category='bullion'), view) as form:
            self.assertFalse(form.ic_is_unique)
            form.ic_bullion_series_id = self.series('krugerrand')
            form.ic_bullion_weight = 0.5
            self.assertEqual(form.ic_fineness_id.name, '.9167')
            self.assertEqual(form.ic_mint_id.name, "South African Mint")
            self.assertEqual(form.name, "Krugerrand 0.5 oz Gold Coin")
            form.ic_year = 1984
        piece = form.record
        self.assertEqual(piece.name, "Krugerrand 0.5 oz Gold Coin 1984")
        self.assertEqual((piece.ic_bullion_fine_ozt, piece.tracking), (0.5, 'none'))

    def test_serial_makes_one_of_one(self):
        piece = self.bullion(ic_serial="PAMP-C123456", ic_bullion_form='bar')
        self.assertEqual((piece.ic_is_unique, piece.tracking), (True, 'serial'))

    # === GRADING === #

    def graded(self, **values):
        return self.bullion(metal='silver', mark='.999', ic_is_unique=True, **{'ic_grading_service': 'ngc', **values})

    def test_links(self):
        for values, url in (
            ({'ic_grading_service': 'pcgs', 'ic_grading_number': '12345678'}, 'https://www.pcgs.com/cert/12345678'),
            (
                {'ic_grading_number': '9685927-012', 'ic_grading_grade': 70},
                'https://www.ngccoin.com/certlookup/9685927-012/70/',
            ),
            (
                {'ic_grading_service': 'anacs', 'ic_grading_number': '7654321'},
                'https://www.anacs.com/Verify/CertVerification.aspx?Cert=7654321',
            ),
            ({'ic_grading_number': '9685927-013'}, False),
            ({'ic_grading_service': 'cacg', 'ic_grading_number': '9'}, False),
        ):
            with self.subTest(values=values):
                piece = self.graded(**values)
                self.assertEqual(piece.ic_grading_url, url)
                self.assertEqual(bool(piece.ic_grading_url_note), not url)

    def test_grade_labels(self):
        for values, label in (
            ({'ic_grading_grade': 69, 'ic_grading_prefix': 'MS'}, "NGC MS 69"),
            (
                {'ic_grading_grade': 70, 'ic_grading_prefix': 'PF', 'ic_grading_designation': "Ultra Cameo"},
                "NGC PF 70 Ultra Cameo",
            ),
            ({'ic_grading_grade': 70, 'ic_grading_prefix': 'PF', 'ic_grading_service': 'pcgs'}, "PCGS PR 70"),
            ({'ic_grading_grade': 64, 'ic_grading_plus': True, 'ic_grading_star': True}, "NGC MS 64+★"),
            ({'ic_grading_grade': 30}, "NGC VF 30"),
            ({'ic_grading_grade': 4}, "NGC G 4"),
            ({'ic_grading_details': "Cleaned"}, "NGC Details (Cleaned)"),
            ({'ic_grading_grade': 9.9, 'ic_grading_scale': 'ngcx'}, "NGC NGCX 9.9"),
        ):
            with self.subTest(values=values):
                self.assertEqual(self.graded(**values).ic_grading_label, label)

    def test_bad_grades(self):
        piece = self.graded(ic_grading_grade=65)
        for values in (
            {'ic_grading_grade': 59},
            {'ic_grading_grade': 71},
            {'ic_grading_grade': 64.5},
            {'ic_grading_grade': -1},
            {'ic_grading_grade': 5},
            {'ic_grading_prefix': 'MS', 'ic_grading_grade': 58},
            {'ic_grading_grade': 70, 'ic_grading_plus': True},
            {'ic_grading_grade': 40, 'ic_grading_plus': True},
            {'ic_grading_details': "Scratched"},
            {'ic_grading_scale': 'ngcx', 'ic_grading_grade': 65},
        ):
            with self.subTest(values=values):
                with self.assertRaises(ValidationError), self.env.cr.savepoint():
                    piece.write(values)
                self.env.invalidate_all()
                self.assertEqual((piece.ic_grading_grade, piece.ic_grading_details), (65.0, False))

    def test_certificate_numbers(self):
        first = self.graded(ic_grading_number='9685927-012')
        with self.assertRaises(UniqueViolation), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
            self.graded(ic_grading_number='9685927 -012')
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.bullion(ic_is_unique=False, ic_grading_service='ngc', ic_grading_number='1')
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.graded(ic_grading_service=False, ic_grading_number='2')
        self.assertFalse(first.copy().ic_grading_number)

    def test_card(self):
        piece = self.bullion(
            mark='.9167',
            ic_bullion_series_id=self.series('krugerrand').id,
            ic_bullion_weight=1,
            ic_year=1984,
            ic_mint_id=self.env.ref('ic_inventory_luxury.mint_south_african').id,
            ic_bullion_assay='none',
        )
        retail = {fact['code']: fact['value'] for fact in piece._ic_card_facts()}
        self.assertEqual(
            retail,
            {
                'ic_mint_id': "South African Mint",
                'ic_bullion_series_id': "Krugerrand · Gold",
                'ic_bullion_metal': "Gold",
                'ic_bullion_form': "Coin",
                'ic_year': "1984",
                'ic_bullion_weight': "1 troy oz",
                'ic_fineness_id': ".9167",
                'ic_bullion_fine_ozt': "1 oz",
            },
        )
        wholesale = {fact['code']: fact['value'] for fact in piece._ic_card_facts('wholesale')}
        self.assertEqual(
            (wholesale['ic_bullion_gross_g'], wholesale['ic_bullion_assay']), ("33.9311 g", "Never had one")
        )
