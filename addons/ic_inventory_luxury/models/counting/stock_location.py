from odoo import fields, models


class StockLocation(models.Model):
    """What kind of place a location is: it decides whether a piece there is in the house."""

    _inherit = 'stock.location'

    ic_kind = fields.Selection(
        [
            ('vault', "Vault"),
            ('safe', "Safe"),
            ('bin', "Bin"),
            ('showroom', "Showroom"),
            ('workshop', "Workshop"),
            ('off_site', "Off-site"),
            ('shop', "Service Shop"),
        ],
        string="Kind of Place",
        help="Off-site: still ours, but not in the house. Service Shop: with a third party who works on the piece.",
    )
