from datetime import UTC, timedelta
from decimal import Decimal

from odoo import fields

from odoo.addons.ic_connect.types import Money, Price


class MetalPrices:
    """For tests of tills and channels: bullion that follows its metal, 5 % over it, and ticks.

    Asks the addon that prices metals by its models alone; without it nothing follows anything, and there is nothing to
    test.
    """

    def start_metals(self):
        """Empty the market and begin anew: no weekend, nothing but what the test says."""
        if 'ic.metal.price' not in self.env:
            self.skipTest("no addon prices metals here")
        store = self.env.company
        store.write({'ic_spot_rests': False, 'ic_spot_max_hours': 26.0, 'ic_spot_converts': False})
        self.env['ic.metal.price'].search([('company_id', 'in', (store.id, False))], order='id').unlink()
        self.env['ic.premium.rule'].search([('company_id', '=', store.id)], order='id').unlink()
        self.env['ic.premium.rule'].create({'name': "All", 'company_id': store.id, 'percent': 5})
        self._market = fields.Datetime.now().replace(microsecond=0) - timedelta(minutes=30)
        self.env.invalidate_all()

    def tick(self, amount, metal='gold', minutes=1, follow=True):
        """An ounce costs `amount`, so many minutes after the tick before; tills and channels are told as by the job."""
        self._market += timedelta(minutes=minutes)
        money = Money(Decimal(amount), self.env.company.currency_id.name)
        price = Price(metal, money, self._market.replace(tzinfo=UTC), source="Test")
        ticks = self.env['ic.metal.price']._ic_record([price], "Test", self.env.company)
        self.assertEqual(len(ticks), 1)
        if follow:
            self.env.company.sudo()._ic_follow_metals()
        self.env.invalidate_all()
        return ticks

    def grow_old(self):
        """Nobody has said for a day what metal costs."""
        self.env.company.ic_spot_max_hours = 0.01
        self.env.invalidate_all()

    def coin(self, name="Eagle", metal='gold', **values):
        """Return a coin of one ounce, not in the house yet."""
        fineness = self.env['ic.fineness'].search([('metal', '=', metal), ('name', '=', '.9999')], limit=1)
        return self.env['product.template'].create(
            {
                'name': name,
                'company_id': self.env.company.id,
                'ic_category': 'bullion',
                'ic_price_mode': 'spot_plus',
                'ic_bullion_metal': metal,
                'ic_bullion_form': 'coin',
                'ic_bullion_weight': 1,
                'ic_bullion_unit': 'ozt',
                'ic_bullion_basis': 'fine',
                'ic_fineness_id': fineness.id,
                'list_price': 111.0,
                'taxes_id': [(5,)],
                **values,
            }
        )
