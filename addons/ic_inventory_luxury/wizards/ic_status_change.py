from odoo import api, fields, models
from odoo.exceptions import UserError


class IcStatusChange(models.TransientModel):
    """Change the status of one piece or of many. What cannot change says why; the others change."""

    _name = 'ic.status.change'
    _description = "Change Status"

    piece_ids = fields.Many2many('product.template', string="Pieces", required=True)
    piece_count = fields.Integer(compute='_compute_piece_count')
    status = fields.Selection(selection='_selection_status', string="New Status", required=True)
    reason = fields.Char(help="Stands in the status history.")
    reason_required = fields.Boolean(compute='_compute_reason_required')
    hint = fields.Char(compute='_compute_reason_required')
    refused = fields.Text(readonly=True)
    changed = fields.Integer(readonly=True)

    @api.model
    def _selection_status(self):
        return [pair for pair in self.env['product.template']._selection_ic_status() if pair[0] != 'sold']

    @api.depends('piece_ids')
    def _compute_piece_count(self):
        for wizard in self:
            wizard.piece_count = len(wizard.piece_ids)

    @api.depends('piece_ids', 'status')
    def _compute_reason_required(self):
        """Tell what the steps of the store say about this change."""
        for wizard in self:
            steps = self.env['ic.status.transition'].browse()
            for company in wizard.piece_ids.company_id:
                by_status = self.env['ic.status.transition']._ic_steps(company)
                for status in set(wizard.piece_ids.mapped('ic_status')):
                    steps |= by_status[status].filtered(lambda step: step.to_status == wizard.status)
            wizard.reason_required = any(steps.mapped('reason_required'))
            wizard.hint = next((step.note for step in steps if step.note), False)

    # === ACTIONS === #

    def action_apply(self):
        """Change each piece on its own. One piece that refuses raises; of many the refusals are listed."""
        self.ensure_one()
        if len(self.piece_ids) == 1:
            self.piece_ids._ic_set_status(self.status, self.reason)
            return {'type': 'ir.actions.act_window_close'}
        refusals = []
        for piece in self.piece_ids:
            try:
                with self.env.cr.savepoint():
                    piece._ic_set_status(self.status, self.reason)
            except UserError as error:
                piece.invalidate_recordset()
                refusals.append(str(error))
        changed = len(self.piece_ids) - len(refusals)
        if not refusals:
            return {'type': 'ir.actions.act_window_close'}
        self.write({'refused': '\n'.join(refusals), 'changed': changed})
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Change Status"),
            'res_model': self._name,
            'res_id': self.id,
            'view_mode': 'form',
            'target': 'new',
        }
