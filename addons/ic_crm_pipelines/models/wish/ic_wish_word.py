from odoo import fields, models


class IcWishWord(models.Model):
    """A color, a material or a feature that people wish for: the chips of a wish. One list for all stores."""

    _name = 'ic.wish.word'
    _description = "Word of Wishes"
    _order = 'kind, sequence, name'

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, index=True)
    kind = fields.Selection(
        [('color', "Color"), ('material', "Material"), ('trait', "Feature")], required=True, index=True
    )
    sequence = fields.Integer(default=10)
    color = fields.Integer(string="Color of the Chip", default=0)

    _once = models.UniqueIndex('(kind, code)', "There is a word with this code already.")
