from odoo import fields, models


class IcBrandLine(models.Model):
    """A line of a brand, such as Love of Cartier. Intake offers it and writes its name into the model."""

    _name = 'ic.brand.line'
    _description = "Line of a Brand"
    _order = 'brand_id, name'
    _check_company_auto = True

    name = fields.Char(string="Line", required=True)
    brand_id = fields.Many2one('ic.brand', required=True, index=True, ondelete='cascade', check_company=True)
    category_id = fields.Many2one('ic.category', required=True, ondelete='restrict')
    company_id = fields.Many2one(
        'res.company', index=True, default=lambda self: self.env.company, help="Empty for the shared catalog."
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex(
        '(COALESCE(company_id, 0), brand_id, category_id, LOWER(name))', "This brand has a line of that name already."
    )


class IcBrand(models.Model):
    _inherit = 'ic.brand'

    line_ids = fields.One2many('ic.brand.line', 'brand_id', string="Lines")
