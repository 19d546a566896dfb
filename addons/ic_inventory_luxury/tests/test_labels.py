import unittest

from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged

from ..printing.codes import MIN_BAR_DOTS, MIN_QR_DOTS, QUIET_BARS, bar_modules, fit_bars
from ..printing.formats import DOT, FORMATS
from ..printing.labels import LabelContent, lay_out, sheet_pdf
from .counting_common import CountingCase

try:  # what only developers have: a PDF renderer and a reader of codes
    import pypdfium2
    import zxingcpp
except ImportError:
    pypdfium2 = zxingcpp = None

BASE = 'HTTPS://WWW.OSTRANDERPELL.EXAMPLE/P/'
SKUS = ('ROL-1-00001', 'ROL-126610LN-00042', 'HER-BIRKIN25TOGO-0001234')


def content(sku, **values):
    words = {'store': "Ostrander & Pell", 'brand': "Hermès", 'model': "Birkin Sellier", 'reference': "126610LN"}
    return LabelContent(sku=sku, url=BASE + sku, price="$ 14,500.00", **{**words, **values})


def scanned(pdf, page=0):
    """Return what a scanner reads on a page printed at 300 dpi: list of (kind, text)."""
    image = pypdfium2.PdfDocument(pdf)[page].render(scale=300 / 72).to_pil().convert('L')
    return [
        (str(code.format).replace(' ', '').replace('BarcodeFormat.', ''), code.text)
        for code in zxingcpp.read_barcodes(image)
    ]


def words(pdf, page=0):
    return pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range()


@tagged('post_install', '-at_install')
@unittest.skipUnless(zxingcpp, "pypdfium2 and zxing-cpp come with requirements-dev.txt")
class TestLabels(CountingCase):
    """Every label that is printed scans; what does not fit is said, never printed too fine."""

    def test_all_formats_scan(self):
        """On every label stock and with SKUs up to 24 characters, what is printed is read back at 300 dpi."""
        expected = {
            # format: for each SKU, whether the Code 128 fits beside the QR code
            'avery_5160': (True, True, True),
            'avery_l7651': (True, False, False),
            'avery_l4731': (False, False, False),
            'rat_tail': (False, False, False),
            'roll_62': (True, True, True),
            'dymo_11354': (True, True, True),
        }
        self.assertEqual(set(expected), set(FORMATS))
        for code, bars in expected.items():
            for sku, has_bars in zip(SKUS, bars):
                with self.subTest(format=code, sku=sku):
                    found = scanned(sheet_pdf([content(sku)], FORMATS[code]))
                    codes = {text for kind, text in found if 'QR' in kind}
                    self.assertEqual(codes, {BASE + sku})
                    self.assertEqual({text for kind, text in found if '128' in kind}, {sku} if has_bars else set())
                    self.assertEqual('no_bars' in lay_out(content(sku), FORMATS[code]).notes, not has_bars)

    def test_modules_are_whole_dots_and_not_too_fine(self):
        """Bars and QR modules are whole numbers of printer dots, never finer than a scanner reads."""
        for fmt in FORMATS.values():
            for sku in SKUS:
                layout = lay_out(content(sku), fmt)
                bars = fit_bars(sku, fmt.label[0] - 1.0) if 'bars' in layout.codes else None
                if bars:
                    dots = bars[1] / DOT
                    self.assertAlmostEqual(dots, round(dots))
                    self.assertGreaterEqual(round(dots), MIN_BAR_DOTS)
                    total = sum(modules for _dark, modules in bar_modules(sku)) * bars[1]
                    self.assertGreaterEqual((fmt.label[0] - total) / 2, QUIET_BARS * bars[1] - 1e-9)
                for x, y, width, height in layout.rects:
                    self.assertGreaterEqual(x, 0)
                    self.assertLessEqual(x + width, fmt.label[0] + 1e-9)
                    self.assertGreaterEqual(y, 0)
                    self.assertLessEqual(y + height, fmt.label[1] + 1e-9)
                    self.assertGreaterEqual(min(width, height) / DOT, MIN_BAR_DOTS - 1e-6)
                if 'bars' not in layout.codes:
                    self.assertGreaterEqual(min(rect[3] for rect in layout.rects) / DOT, MIN_QR_DOTS - 1e-6)

    def test_full_sheet_scans(self):
        """All thirty labels of a letter sheet are read from one scan of the page, each with both codes."""
        contents = [content(f'ROL-126610LN-{number:05d}') for number in range(1, 31)]
        found = scanned(sheet_pdf(contents, FORMATS['avery_5160']))
        self.assertEqual(sorted(text for kind, text in found if '128' in kind), [one.sku for one in contents])
        self.assertEqual(sorted(text for kind, text in found if 'QR' in kind), [one.url for one in contents])

    def test_start_on_a_used_sheet(self):
        """Starting at label 29 of 30, four labels take the last two places and two of a second sheet."""
        pdf = sheet_pdf([content(f'ROL-1-0000{number}') for number in range(1, 5)], FORMATS['avery_5160'], start=29)
        self.assertEqual(len(pypdfium2.PdfDocument(pdf)), 2)
        self.assertEqual(sorted(text for kind, text in scanned(pdf) if '128' in kind), ['ROL-1-00001', 'ROL-1-00002'])
        self.assertEqual(
            sorted(text for kind, text in scanned(pdf, 1) if '128' in kind), ['ROL-1-00003', 'ROL-1-00004']
        )

    def test_lower_case_and_odd_characters(self):
        """A SKU typed by hand with small letters scans as it is; one that Code 128 cannot say goes by QR alone."""
        found = scanned(sheet_pdf([content('bag no. 7')], FORMATS['roll_62']))
        self.assertIn('bag no. 7', {text for _kind, text in found})
        layout = lay_out(content('TÂCHE-1'), FORMATS['roll_62'])
        self.assertEqual((layout.codes, 'no_bars' in layout.notes), ({'qr'}, True))

    def test_what_stands_on_it(self):
        """Store, brand, model, reference and SKU; the price on demand; the cost never."""
        piece = self.watch(standard_price=9876.54, ic_sub_model="Date", list_price=14500.0)
        wizard = self.env['ic.label.print'].create({'piece_ids': [(6, 0, piece.ids)], 'format': 'roll_62'})
        text = words(wizard._pdf())
        for word in (self.env.company.name, "Rolex", "Submariner Date", "126610LN", piece.default_code):
            self.assertIn(word, text)
        self.assertNotIn("14,500", text)
        wizard.with_price = True
        text = words(wizard._pdf())
        self.assertIn("14,500.00", text)
        self.assertNotIn("9,876", text)
        self.assertNotIn("9876", text)

    def test_wizard_says_what_comes(self):
        """Labels, sheets and what will be missing are said before printing."""
        pieces = self.watch() | self.watch() | self.watch()
        wizard = self.env['ic.label.print'].create(
            {'piece_ids': [(6, 0, pieces.ids)], 'format': 'avery_5160', 'copies': 10, 'start': 2}
        )
        self.assertEqual((wizard.count, wizard.pages, wizard.hint), (30, 2, ''))
        self.assertIn('data:image/svg+xml', wizard.preview)
        wizard.format = 'avery_l4731'
        self.assertIn("QR code is printed alone", wizard.hint)

    def test_refusals(self):
        """A label beyond the sheet, no copies, a code nobody could scan: said, nothing printed."""
        piece = self.watch()
        wizard = self.env['ic.label.print'].create({'piece_ids': [(6, 0, piece.ids)], 'start': 31})
        with self.assertRaisesRegex(UserError, "has labels 1 to 30"):
            wizard.action_print()
        wizard.write({'start': 1, 'copies': 0})
        with self.assertRaisesRegex(UserError, "from 1 to 2000"):
            wizard.action_print()
        wizard.write({'copies': 1, 'format': 'avery_l4731', 'codes': 'bars'})
        self.assertIn("QR code is printed alone", wizard.hint)
        piece.default_code = 'a long code that somebody typed by hand ' * 2
        with self.assertRaisesRegex(UserError, "No code that scans fits"):
            wizard._pdf()


@tagged('post_install', '-at_install')
class TestScanOpens(HttpCase, CountingCase):
    """The QR code leads staff to the piece, and strangers nowhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls.stocked(cls.safe, ic_serial='QR-77')
        cls.portal = new_test_user(cls.env, 'qr_customer', groups='base.group_portal')

    def opened(self, path):
        return self.url_open(path, allow_redirects=False)

    def test_staff_lands_on_the_form(self):
        """SKU, serial, small letters: all lead to the form of the piece in the backend."""
        self.authenticate('counter', 'counter')
        sku = self.piece.default_code
        for code in (sku, sku.lower(), 'QR-77'):
            answer = self.opened(f'/P/{code}')
            self.assertEqual(answer.status_code, 303)
            target = f'/odoo/action-ic_inventory_luxury.product_piece_action/{self.piece.id}'
            self.assertTrue(answer.headers['Location'].endswith(target), answer.headers['Location'])
        self.assertEqual(self.opened(f'/p/{sku}').status_code, 303)

    def test_unknown_code_is_a_friendly_page(self):
        self.authenticate('counter', 'counter')
        answer = self.opened('/P/NOTHING-<b>-1')
        self.assertEqual(answer.status_code, 404)
        self.assertIn("No piece carries this code", answer.text)
        self.assertNotIn("<b>", answer.text)

    def test_strangers_learn_nothing(self):
        """Without a login a real and an invented SKU answer the same; a customer gets the friendly page for both."""
        real, invented = self.opened(f'/P/{self.piece.default_code}'), self.opened('/P/INVENTED')
        self.assertEqual((real.status_code, invented.status_code), (303, 303))
        self.assertIn('/web/login', real.headers['Location'])
        self.assertIn('/web/login', invented.headers['Location'])
        self.authenticate('qr_customer', 'qr_customer')
        self.assertEqual(self.opened(f'/P/{self.piece.default_code}').status_code, 404)

    def test_labels_are_ones_own(self):
        """The PDF of a wizard is served to who made it, to nobody else."""
        wizard = self.env['ic.label.print'].with_user(self.counter).create({'piece_ids': [(6, 0, self.piece.ids)]})
        self.authenticate('counter', 'counter')
        answer = self.opened(f'/ic/labels/{wizard.id}.pdf')
        self.assertEqual((answer.status_code, answer.headers['Content-Type']), (200, 'application/pdf'))
        self.assertTrue(answer.content.startswith(b'%PDF'))
        self.authenticate('counter2', 'counter2')
        self.assertEqual(self.opened(f'/ic/labels/{wizard.id}.pdf').status_code, 404)

    def test_codes_are_found(self):
        """SKU, serial, barcode and our QR code find the piece; the exact one of two that differ in capitals."""
        find = self.Piece._ic_pieces_of_code
        self.piece.barcode = '4006381333931'
        sku = self.piece.default_code
        for code in (sku, f' {sku.lower()}\r', 'qr-77', '4006381333931', f'https://shop.example/P/{sku}?x=1'):
            self.assertEqual(find(code), self.piece, code)
        small = self.watch(default_code=sku.lower())
        self.assertEqual(find(sku), self.piece)
        self.assertEqual(find(sku.lower()), small)
        self.assertFalse(find('%'))
        self.assertFalse(find(''))

    def test_snapshot_files(self):
        """PDF and CSV of a snapshot: value only for those who may see cost, formulas stay text."""
        self.piece.write({'name': "=HYPERLINK(1)", 'standard_price': 4321.0})
        snapshot = self.safe._ic_take_snapshot()
        self.authenticate('counter', 'counter')
        text = self.opened(f'/ic/snapshot/{snapshot.id}.csv').content.decode('utf-8-sig')
        self.assertEqual(len(text.splitlines()), 2)
        self.assertIn("'=HYPERLINK(1)", text)
        self.assertNotIn('4321', text)
        self.assertTrue(self.opened(f'/ic/snapshot/{snapshot.id}.pdf').content.startswith(b'%PDF'))
        self.authenticate('admin', 'admin')
        self.assertIn('4321.00', self.opened(f'/ic/snapshot/{snapshot.id}.csv').content.decode('utf-8-sig'))
        self.authenticate('qr_customer', 'qr_customer')
        self.assertEqual(self.opened(f'/ic/snapshot/{snapshot.id}.csv').status_code, 404)

    def test_stock_take_report(self):
        take = self.start(self.safe)
        take.action_review()
        self.authenticate('counter', 'counter')
        answer = self.opened(f'/ic/stock-take/{take.id}.pdf')
        self.assertEqual((answer.status_code, answer.content[:4]), (200, b'%PDF'))
