from odoo import fields, models


class IcWholesaleLink(models.TransientModel):
    """Shows a secret link once. Nothing of it is kept: the form is closed, never saved."""

    _name = 'ic.wholesale.link'
    _description = "Secret Link to a Wholesale Catalog"

    url = fields.Char(string="Link", store=False)
