from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_refinisher_name = fields.Char(
        string="Refinisher",
        default="Blaken",
        help="The outside workshop that refinishes pieces. Its name appears in the statuses "
        "\"Send to ...\" and \"At ...\".",
    )
