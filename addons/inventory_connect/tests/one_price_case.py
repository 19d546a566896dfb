import re
from datetime import UTC, timedelta
from decimal import Decimal

from odoo import fields

from odoo.addons.ic_connect.types import Money, Price
from odoo.addons.ic_inventory_luxury.tests.secret_key import fresh_secret_key
from odoo.addons.ic_storefront.tests.checkout_case import CheckoutCase


class OnePriceCase(CheckoutCase):
    """A shop that sells a bar of one ounce of gold, 5 % over the metal and 2 % for the trade; 4,000.00 at first."""

    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(fresh_secret_key())
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.currency = self.company.currency_id
        self.env['ic.metal.price'].search([]).unlink()
        self.env['ic.premium.rule'].search([('company_id', '=', self.company.id)]).unlink()
        rules = [
            {'name': "Gold", 'metal': 'gold', 'percent': 5, 'company_id': self.company.id},
            {'name': "The trade", 'tier': 'wholesale', 'percent': 2, 'company_id': self.company.id},
        ]
        self.env['ic.premium.rule'].create(rules)
        self.company.write(
            {
                'ic_store_slug': 'maison-test',
                'ic_sells_retail': True,
                'ic_sells_wholesale': True,
                'ic_wholesale_access': 'open',
                'ic_spot_rests': False,
                'ic_spot_max_hours': 26,
                'ic_spot_step': 0,
            }
        )
        fineness = self.env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
        self.piece = self.make_piece(
            'bullion',
            name="Goldlark Bar",
            list_price=111,
            ic_wholesale_price=99,
            ic_price_mode='spot_plus',
            ic_bullion_metal='gold',
            ic_bullion_form='bar',
            ic_bullion_weight=1,
            ic_bullion_unit='ozt',
            ic_bullion_basis='fine',
            ic_fineness_id=fineness.id,
            ic_is_unique=False,
            ic_bullion_intake=50,
            taxes_id=[(5,)],
        )
        self.product = self.piece.product_variant_id
        self.tick('4000')

    def tick(self, amount, hours=0):
        # Each a second after the one before, however fast the machine is: prices of one second are one price.
        self.told = getattr(self, 'told', 0) + 1
        ago = timedelta(hours=hours, seconds=max(0, 30 - self.told))
        at = fields.Datetime.now().replace(tzinfo=UTC, microsecond=0) - ago
        price = Price('gold', Money(Decimal(amount), self.currency.name), at, source="Feed")
        self.env['ic.metal.price']._ic_record([price], "Feed", self.company)
        self.company._ic_follow_metals()
        self.env.flush_all()
        self.env.invalidate_all()

    def page(self, url, **kwargs):
        """Override of `PieceCase` to wait for the first page of a slow machine, too."""
        return super().page(url, **{'timeout': 60, **kwargs})

    def prices_in(self, html):
        """Return all amounts of four digits or more that a page shows, as text."""
        return set(re.findall(r'\d{1,3}(?:,\d{3})+(?:\.\d\d)?', html.replace('\u2060', '')))

    def quotation(self):
        partner = self.env['res.partner'].create({'name': "Ada"})
        line = {'product_id': self.product.id}
        order = self.env['sale.order'].create({'partner_id': partner.id, 'order_line': [(0, 0, line)]})
        self.env.flush_all()  # price and mark are written together, before the metal moves
        return order
