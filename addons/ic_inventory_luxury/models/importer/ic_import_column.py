from odoo import api, fields, models

from ...importing.columns import PARSERS, TARGETS


class IcImportColumn(models.Model):
    """One column of a list that is being imported, what it feeds and a few of its values."""

    _name = 'ic.import.column'
    _description = "Import Column"
    _order = 'sequence, id'

    import_id = fields.Many2one('ic.import', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='import_id.company_id', store=True, index=True)
    sequence = fields.Integer(default=10)
    column_name = fields.Char(string="Column", required=True)
    sample = fields.Char(string="Values in the File", readonly=True)
    target = fields.Selection(
        selection='_selection_target', string="Goes To", help="Leave empty to not import this column."
    )
    parser = fields.Selection(list(PARSERS), string="Read As", default='auto', required=True)
    offered = fields.Json(compute='_compute_offered', help="What this column may feed in a list of this category.")
    origin = fields.Selection(
        [('guessed', "Guessed"), ('mapping', "Mapping"), ('chosen', "Chosen"), ('missing', "Not in the File")],
        string="By",
        default='chosen',
        readonly=True,
    )

    @api.model
    def _selection_target(self):
        return [(target.code, target.label) for target in TARGETS.values()]

    @api.depends('import_id.category')
    def _compute_offered(self):
        for record in self.import_id:
            offered = record._offered_targets()
            record.column_ids.offered = offered
        self.filtered(lambda column: not column.import_id).offered = list(TARGETS)

    @api.onchange('target', 'parser')
    def _onchange_target(self):
        for column in self:
            if column.origin != 'missing':
                column.origin = 'chosen'

    def action_copy_column(self):
        """Let one column feed a second field, for example a title that is also the description."""
        for column in self:
            column.copy({'target': False, 'parser': 'auto', 'origin': 'chosen'})
        return True
