from odoo import api, fields, models


class IcStoneTreatment(models.Model):
    """A treatment of gemstones by its code (AGTA). "None" is a guarantee and not the same as "not disclosed".

    The list is the trade's own vocabulary, the same for every company, hence no company_id.
    """

    _name = 'ic.stone.treatment'
    _description = "Stone Treatment"
    _order = 'sequence, code'
    _rec_names_search = ['code', 'name']

    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_exclusive = fields.Boolean(
        string="Stands Alone", help="None and Not disclosed cannot be combined with a treatment."
    )

    _code_unique = models.Constraint('UNIQUE (code)', "A treatment with this code exists already.")

    @api.depends('code', 'name')
    def _compute_display_name(self):
        for treatment in self:
            treatment.display_name = f'{treatment.code} · {treatment.name}'
