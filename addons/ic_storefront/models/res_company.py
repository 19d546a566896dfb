from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_opening_hours = fields.Text(
        string="Opening Hours", translate=True, help="Shown in the footer of the shop and under Visit us, line by line."
    )
    ic_store_story = fields.Text(
        string="About the Store", translate=True, help="One or two sentences for the home page of the shop."
    )
