from odoo import api, fields, models


class IcImportRow(models.Model):
    """The report of one row of a list: what became of it and why."""

    _name = 'ic.import.row'
    _description = "Import Row"
    _order = 'import_id desc, row_number'
    _rec_name = 'row_number'

    import_id = fields.Many2one('ic.import', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', required=True, index=True)
    row_number = fields.Integer(
        string="Row", required=True, aggregator=None, help="As a spreadsheet counts; the heading is row 1."
    )
    identifier = fields.Char(string="Row Id", help="What recognises this row the next time.")
    outcome = fields.Selection(
        [
            ('created', "Created"),
            ('updated', "Updated"),
            ('unchanged', "Unchanged"),
            ('error', "Error"),
        ],
        required=True,
        index=True,
    )
    has_warning = fields.Boolean(string="Warning")
    has_conflict = fields.Boolean(
        string="Kept Your Edit", help="The list changed a value that somebody had changed by hand."
    )
    has_recognised = fields.Boolean(string="Recognised in Title")
    message = fields.Text(string="What Happened")
    product_tmpl_id = fields.Many2one('product.template', string="Piece", index='btree_not_null', ondelete='set null')
    cells = fields.Json(help="The row as it stood in the file; kept for rows that were not taken.")

    _one_report_per_row = models.UniqueIndex(
        '(import_id, row_number)', "This row of the list has been imported already."
    )
    _identifier_index = models.Index('(import_id, identifier)')

    @api.depends('row_number', 'import_id.name')
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._("%(file)s, row %(row)s", file=row.import_id.name, row=row.row_number)

    def action_open_piece(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'product.template',
            'res_id': self.product_tmpl_id.id,
            'view_mode': 'form',
            'views': [(False, 'form')],
        }
