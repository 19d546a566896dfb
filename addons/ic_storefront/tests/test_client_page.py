from odoo.tests import new_test_user, tagged

from .lookbook_case import LookbookCase


@tagged('post_install', '-at_install')
class TestClientPage(LookbookCase):
    """What a client asked and was shown, on his page in the client book."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.looker = new_test_user(cls.env, 'page_looker', groups='ic_inventory_luxury.group_employee')
        stranger = cls.client_partner.copy({'name': "Somebody Else", 'email': 'else@look.example'})
        values = {'partner_id': cls.client_partner.id, 'company_id': cls.company.id, 'user_id': cls.dealer.id}
        cls.asked = cls.env['crm.lead'].create(
            [
                {**values, 'name': "Is it still there?", 'ic_origin': 'piece'},
                {**values, 'name': "From the lookbook", 'ic_origin': 'lookbook', 'active': False},
            ]
        )
        cls.env['crm.lead'].create(
            [
                {**values, 'name': "A deal nobody asked for"},
                {**values, 'name': "His question", 'partner_id': stranger.id, 'ic_origin': 'piece'},
            ]
        )

    def test_inquiries_closed_ones_too(self):
        page = self.client_partner.with_user(self.dealer)
        self.assertEqual(page.ic_inquiry_count, 2)
        self.assertEqual(page.ic_inquiry_ids, self.asked.with_user(self.dealer).sorted('id', reverse=True))
        action = page.action_ic_client_inquiries()
        leads = self.env['crm.lead'].with_user(self.dealer).with_context(**action['context'])
        self.assertEqual(leads.search(action['domain']), page.ic_inquiry_ids)

    def test_lookbooks_made_for_him(self):
        book = self.make_book()
        self.make_book(partner_id=False)
        page = self.client_partner.with_user(self.looker)
        self.assertEqual((page.ic_lookbook_count, page.ic_lookbook_ids), (1, book))

    def test_who_does_not_sell_reads_no_inquiries(self):
        view = self.env.ref('ic_inventory_luxury.client_view_form')
        for user, there in ((self.dealer, True), (self.looker, False)):
            arch = self.env['res.partner'].with_user(user).get_view(view.id, 'form')['arch']
            self.assertEqual('ic_inquiry_ids' in arch, there, user.login)
            self.assertIn('ic_lookbook_ids', arch)
