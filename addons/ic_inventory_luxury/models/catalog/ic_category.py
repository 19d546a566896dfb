from odoo import fields, models


class IcCategory(models.Model):
    """A kind of piece (watch, handbag ...), as a row that brands and menus can point at.

    The list is the product's own vocabulary, the same for every company, hence no company_id. Its codes equal
    the values of ``product.template.ic_category``.
    """

    _name = 'ic.category'
    _description = "Piece Category"
    _order = 'sequence, id'

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(default=10)

    _code_unique = models.Constraint('UNIQUE (code)', "A category with this code exists already.")

    def write(self, vals):
        """Override of `base` to let companies list their categories in a new order at once."""
        result = super().write(vals)
        self.env.registry.clear_cache()  # res.company._ic_category_codes
        return result

    def unlink(self):
        """Override of `base` to take the category off the lists of companies at once."""
        result = super().unlink()
        self.env.registry.clear_cache()  # res.company._ic_category_codes
        return result
