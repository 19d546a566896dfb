from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase

from ..importing import files, rolex, safety, titles, values
from ..importing.columns import guess_columns


class TestImportParsing(BaseCase):
    def test_prices(self):
        for text, expected in {
            "9500 €": ('9500', 'EUR'),
            "$11 750": ('11750', 'USD'),
            "1.234,50 EUR": ('1234.50', 'EUR'),
            "USD 9,500": ('9500', 'USD'),
            "9.500,-": ('9500', None),
            "CHF 12'500": ('12500', 'CHF'),
            "12,345.67": ('12345.67', None),
            "0": ('0', None),
            "1.234": ('1234', None),
            "12.34": ('12.34', None),
            "1,234,567": ('1234567', None),
            "£3,200.00": ('3200.00', 'GBP'),
            "€ 1 234,5": ('1234.5', 'EUR'),
            "289.7": ('289.7', None),
            "US$ 7,100": ('7100', 'USD'),
        }.items():
            self.assertEqual(values.parse_price(text), (Decimal(expected[0]), expected[1]), text)
        for text, code in {
            '-5': 'negative',
            '(500)': 'negative',
            'USD -20': 'negative',
            'abc': 'not_a_number',
            '1.2.3,4,5': 'not_a_number',
            'price on request': 'on_request',
            '5 bananas': 'not_a_number',
            '': 'not_a_number',
        }.items():
            with self.assertRaises(values.ValueProblem) as caught:
                values.parse_price(text)
            self.assertEqual(caught.exception.code, code, text)

    def test_years_and_dates(self):
        today = date(2026, 6, 1)
        self.assertEqual(values.parse_year('1998', today), (1998, False))
        self.assertEqual(values.parse_year('ca. 1970', today), (1970, True))
        self.assertEqual(values.parse_year('unknown', today), (None, False))
        for text in ('1799', '2028', '98', '199'):
            with self.assertRaises(values.ValueProblem):
                values.parse_year(text, today)
        self.assertEqual(values.parse_date('06/2024'), date(2024, 6, 1))
        self.assertEqual(values.parse_date('31/12/2021'), date(2021, 12, 31))
        self.assertEqual(values.parse_date('03/04/2021'), date(2021, 4, 3))
        self.assertEqual(values.parse_date('03/04/2021', 'mdy'), date(2021, 3, 4))
        self.assertEqual(values.parse_date('Oktober 2022'), date(2022, 10, 1))
        with self.assertRaises(values.ValueProblem):
            values.parse_date('31/02/2021')

    def test_year_or_reference(self):
        read = titles.read_title
        today = date(2026, 6, 1)
        cases = [
            ('Ref: 6694 - aus 1968', 'Rolex Oysterdate Precision', {'reference': '6694', 'year': 1968}),
            ('14060 / 2 lignes Tritium', 'Rolex Submariner (No Date)', {'reference': '14060'}),
            ('16610LV', 'Rolex Submariner Date', {'reference': '16610LV'}),
            ('Ref. 126710BLRO', 'Rolex GMT-Master II', {'reference': '126710BLRO'}),
            ('LC100 36mm', 'Rolex Datejust 36', {'case_size': 36.0}),
            ('Cal 3186 2008', 'Rolex Explorer II', {'year': 2008}),
            ('Card 06/24', 'Rolex Explorer', {'card_date': date(2024, 6, 1), 'year': 2024, 'year_approx': True}),
            ('Card 10-2021 made 2020', 'Rolex Explorer', {'card_date': date(2021, 10, 1), 'year': 2020}),
            ('Service Rolex 2020', 'Rolex GMT-Master II', {}),
            ('1960s dial', 'Rolex Precision', {}),
            ('Hulk full set', 'Rolex Submariner Date', {'nickname': 'Hulk', 'box': True, 'papers': True}),
            ('Boîte et papiers', 'Rolex Datejust', {'box': True, 'papers': True}),
            ('mit Box und Papieren', 'Rolex Datejust', {'box': True}),
            ('ohne Box', 'Rolex Datejust', {}),
            ('like new', 'Rolex Datejust', {'condition': 'very_good'}),
            ('NEU ungetragen', 'Rolex Datejust', {'condition': 'unworn'}),
        ]
        for text, model, expected in cases:
            got = read(text, model, 'Rolex', today).values
            for name, value in expected.items():
                self.assertEqual(got.get(name), value, (text, name, got))
            for name in {'reference', 'year', 'condition', 'card_date'} - expected.keys():
                self.assertFalse(got.get(name), (text, name, got))

    def test_doubt_is_left_empty(self):
        for text, model, name in (
            ('79174 / 69174', 'Rolex Lady-Datejust', 'reference'),
            ('1984 1991', 'Rolex Datejust', 'year'),
            ('4130', 'Rolex Daytona', 'reference'),
            ('like new, new', 'Rolex Daytona', 'condition'),
        ):
            reading = titles.read_title(text, model, 'rolex')
            self.assertNotIn(name, reading.values, text)
            self.assertIn(name, dict(reading.doubts), text)

    def test_reference_families(self):
        self.assertIs(rolex.fits('126610', 'Rolex Submariner Date'), True)
        self.assertIs(rolex.fits('126610', 'Rolex Daytona'), False)
        self.assertIs(rolex.fits('999999', 'Rolex Daytona'), None)
        self.assertEqual(rolex.split_reference('116660-DB'), ('116660', 'DB'))

    def test_formulas(self):
        for text in ('=1', '=HYPERLINK("x")', '@SUM(A1)', '+A1', '-A1*2', '+1+1|cmd'):
            self.assertTrue(safety.is_formula(text), text)
        for text in ('', '=', '-5', '+1 305 555 0100', '-12,50 €', '- used', '@home', 'a=b'):
            self.assertFalse(safety.is_formula(text), text)
        self.assertEqual([safety.neutralise(t) for t in ('=1', '-5', '@x', 'a', None)], ["'=1", '-5', "'@x", 'a', ''])

    def test_offsets_lead_back_to_rows(self):
        text = 'a;b\r\n1;"x\r\ny"\r\n\r\n2;ü\r\n'
        for codec in ('utf-8', 'utf-8-sig', 'utf-16', 'cp1252'):
            data = text.encode(codec)
            layout = files.read_layout(data)
            rows = list(files.iter_rows(data, layout))
            self.assertEqual([row.cells for row in rows], [['a', 'b'], ['1', 'x\ny'], ['2', 'ü']], codec)
            again = next(files.iter_rows(data, layout, rows[2].offset, rows[2].number))
            self.assertEqual((again.cells, again.number), (['2', 'ü'], rows[2].number), codec)

    def test_columns_are_guessed(self):
        header = [
            'Stock No',
            'Hersteller',
            'Modell',
            'Referenznummer',
            'Baujahr',
            'Zustand',
            'Preis',
            'Zifferblatt',
            'Unsinn',
        ]
        self.assertEqual(
            [code for _name, code in guess_columns(header, 'watch')],
            ['key', 'brand', 'model', 'reference', 'year', 'condition', 'price', 'dial', None],
        )
