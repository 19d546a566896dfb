from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect import registry
from odoo.addons.ic_connect.errors import ServiceError
from odoo.addons.ic_connect.prices.manual_csv import METALS


class MetalPriceImport(models.TransientModel):
    _name = 'ic.metal.price.import'
    _description = "Read a Metal Price List"

    text = fields.Text(
        string="Price List",
        required=True,
        help="One line per metal: metal, price, currency, unit (oz, g or kg) and time.",
    )
    company_id = fields.Many2one('res.company', required=True, default=lambda self: self.env.company)

    def action_read(self):
        """Add the prices of the list to the history and show it. One unreadable line refuses the whole list."""
        self.ensure_one()
        self.env['ic.metal.price']._ic_check_store(self.company_id)
        source = registry.get('prices', 'manual_csv')(text=self.text)
        try:
            prices = [
                price
                for currency in self.env['res.currency'].search([])
                for price in source.get_prices(METALS, currency.name).prices
            ]
        except ServiceError as error:
            raise UserError(self.env._("The price list cannot be read: %s", error)) from error
        if not prices:
            raise UserError(self.env._("The price list has no price in a currency that is active here."))
        self.env['ic.metal.price'].sudo()._ic_record(prices, source.name, self.company_id)
        return self.env['ir.actions.act_window']._for_xml_id('ic_bullion.ic_metal_price_action')
