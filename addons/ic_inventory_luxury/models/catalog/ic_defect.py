from odoo import fields, models


class IcDefect(models.Model):
    """A flaw of a piece that a buyer must know, one row each, so that listings are honest and complete."""

    _name = 'ic.defect'
    _description = "Defect of a Piece"
    _order = 'product_tmpl_id, sequence, id'

    product_tmpl_id = fields.Many2one('product.template', string="Piece", required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='product_tmpl_id.company_id', store=True, index=True)
    sequence = fields.Integer(default=10)
    part = fields.Char(string="Where", required=True, help="For example Toe box, left; Midsole; Heel tab; Lining.")
    severity = fields.Selection(
        [('slight', "Slight"), ('visible', "Visible"), ('severe', "Severe")], required=True, default='slight'
    )
    description = fields.Char(
        string="What", required=True, help="For example Crease, star loss, yellowing, loose thread."
    )

    def _ic_text(self):
        """Return the defect in words, e.g. "Midsole: yellowing (slight)"."""
        self.ensure_one()
        severity = dict(self._fields['severity']._description_selection(self.env))[self.severity]
        return f'{self.part}: {self.description} ({severity.lower()})'
