from odoo import models


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    # Odoo's list first; a piece is also found by what is engraved on it or what people call it.
    _rec_names_search = ['name', 'default_code', 'ic_serial', 'ic_reference', 'ic_nickname']
