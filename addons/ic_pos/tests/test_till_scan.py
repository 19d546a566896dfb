from odoo.tests import HttpCase, tagged

from .pos_common import TillCase


@tagged('post_install', '-at_install')
class TestTillScan(TillCase):
    """A code that the terminal does not know is looked up at the server."""

    def scan(self, code):
        return self.env['product.template'].with_user(self.cashier).ic_till_scan(self.till.id, code)

    def test_every_code_of_a_label(self):
        self.piece.barcode = '0401234567896'
        for code in (self.piece.default_code, "TL100", "tl100", self.piece._ic_qr_url(), '0401234567896'):
            with self.subTest(code=code):
                self.assertEqual(self.scan(code), {'state': 'found', 'ids': self.piece.ids})

    def test_unknown(self):
        for code in ("NO-SUCH-CODE", "", "%", "https://shop.example/P/NO-SUCH"):
            self.assertEqual(self.scan(code), {'state': 'unknown'})

    def test_sold(self):
        """A sold piece is named, and where it went."""
        order = self.sell(self.piece)
        answer = self.scan("TL100")
        self.assertEqual(answer, {'state': 'gone', 'name': self.piece.display_name, 'where': f"Sold with {order.name}"})

    def test_put_aside(self):
        self.piece._ic_set_status('hold')
        self.assertEqual((self.scan("TL100")['state'], self.scan("TL100")['where']), ('gone', "Hold"))

    def test_other_store(self):
        """What another store has is not told."""
        other = self.env['res.company'].create({'name': "Another store"})
        self.Piece.with_company(other).create(
            {'ic_category': 'watch', 'ic_model': "Foreign", 'ic_serial': "FOREIGN1", 'company_id': other.id}
        )
        self.cashier.company_ids |= other
        self.assertEqual(self.scan("FOREIGN1"), {'state': 'unknown'})

    def test_info(self):
        """What is said of a piece when it is looked at: its facts, never its cost."""
        self.piece.standard_price = 7654.25
        info = self.piece.with_user(self.cashier).ic_till_info(self.till.id)
        self.assertEqual(set(info), {'facts', 'photos', 'text', 'place', 'consignor'})
        self.assertIn(
            ('ic_reference', self.piece.ic_reference), [(fact['code'], fact['value']) for fact in info['facts']]
        )
        self.assertNotIn('ic_serial', [fact['code'] for fact in info['facts']])
        self.assertNotIn('7654.25', str(info))


@tagged('post_install', '-at_install')
class TestTillTours(TillCase, HttpCase):
    """Cards, facts and scanning in a real Chromium."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier.password = 'till_host'
        cls.gone = cls.watch(ic_serial="TL900", ic_model="Sea-Dweller")
        others = cls.env['product.template'].search([('available_in_pos', '=', True), ('id', '!=', cls.piece.id)])
        others.available_in_pos = False

    def test_cards_and_scanning(self):
        self.start_tour(f'/pos/ui/{self.till.id}', 'ic_till_cards', login='till_host', timeout=120)
