from odoo.tests import tagged

from .common import LocalOnlyCase
from .store_case import StoreCase


@tagged('post_install', '-at_install')
class TestStoreTour(StoreCase, LocalOnlyCase):
    """The ways of a dealer and of the seller who lets him in, in a real browser."""

    def test_a_dealer_finds_a_piece(self):
        self.make_watch(published=False)
        self.make_watch(published=False, ic_model='Daytona', ic_wholesale_price=5000)
        user = self.dealer_account()
        user.partner_id.action_ic_wholesale_open()
        self.start_tour('/s/maison-test', 'ic_store_dealer', login=user.login, timeout=180)

    def test_a_seller_lets_a_dealer_in(self):
        request = self.env['ic.wholesale.access'].create(
            {'name': "Ada Dealer", 'business': "Ada & Co", 'email': 'ada@co.example', 'company_id': self.company.id}
        )
        seller = self.seller('seller_tour', 'group_employee', 'group_record_sales')
        seller.password = 'seller_tour'
        action = self.env.ref('ic_storefront.ic_wholesale_access_action')
        self.start_tour(f'/odoo/action-{action.id}', 'ic_store_let_in', login='seller_tour', timeout=180)
        self.assertEqual(request.state, 'approved')
        self.assertEqual(request.decided_by_id, seller)


@tagged('post_install', '-at_install')
class TestStorePhone(StoreCase, LocalOnlyCase):
    browser_size = '390x844'

    def test_the_doors_fit_a_phone(self):
        self.make_watch()
        self.run_in_browser(
            '/s/maison-test',
            """
            const wide = document.documentElement.scrollWidth;
            const doors = document.querySelectorAll('.ic-door').length;
            if (wide > 390 || doors !== 2) { console.error('width ' + wide + ', doors ' + doors); }
            else { console.log('test successful'); }
            """,
        )
        self.assert_local(seen_at_least=('/web/assets/',))
