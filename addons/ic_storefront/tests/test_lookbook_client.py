from odoo.exceptions import UserError
from odoo.tests import tagged

from .lookbook_case import LookbookCase


@tagged('post_install', '-at_install')
class TestLookbookClient(LookbookCase):
    """A client who is typed in becomes a contact once, however his address is written."""

    def save(self, **values):
        book = self.env['ic.lookbook'].create(
            {'name': "For a client", 'company_id': self.company.id, 'user_id': self.dealer.id, **values}
        )
        before = self.env['res.partner'].search_count([])
        book.with_user(self.dealer).action_save_client()
        return book.partner_id, self.env['res.partner'].search_count([]) - before

    def test_new(self):
        partner, made = self.save(
            client_name="Ada Byron", client_email='Ada@Byron.example', client_phone='212 555 0199'
        )
        self.assertEqual(made, 1)
        self.assertEqual((partner.name, partner.email_normalized), ("Ada Byron", 'ada@byron.example'))
        self.assertEqual((partner.company_id, partner.phone_sanitized), (self.company, '+12125550199'))

    def test_known_by_email(self):
        partner, made = self.save(client_name="R. Almeida", client_email=' ROSALIND@look.example ')
        self.assertEqual((partner, made), (self.client_partner, 0))
        self.assertEqual(partner.name, "Rosalind Almeida")

    def test_known_by_phone(self):
        bare = self.env['res.partner'].create({'name': "Henrik Kessler", 'phone': '+1 203 555 0193'})
        partner, made = self.save(client_name="H.", client_email='henrik@new.example', client_phone='(203) 555-0193')
        self.assertEqual((partner, made), (bare, 0))
        self.assertEqual(bare.email, 'henrik@new.example', "what was missing is filled in")

    def test_nothing_to_know_him_by(self):
        for values in ({}, {'client_email': 'not an address'}, {'client_phone': '12'}):
            before = self.env['res.partner'].search_count([])
            with self.assertRaises(UserError):
                self.save(client_name="Ada", **values)
            self.assertEqual(self.env['res.partner'].search_count([]), before)

    def test_a_contact_of_another_store_is_not_ours(self):
        other = self.env['res.company'].create({'name': "Store B"})
        theirs = self.env['res.partner'].create(
            {'name': "Theirs", 'email': 'shared@customer.example', 'company_id': other.id}
        )
        partner, made = self.save(client_name="Ours", client_email='shared@customer.example')
        self.assertEqual(made, 1)
        self.assertNotEqual(partner, theirs)
