from odoo import api, fields, models


class IcStatusLog(models.Model):
    """One row per change of a piece's status: who, when, from, to, why. Written by the system only, never edited."""

    _name = 'ic.status.log'
    _description = "Status History"
    _order = 'date desc, id desc'
    _check_company_auto = True

    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='cascade'
    )
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    from_status = fields.Selection(selection='_selection_status', string="From", readonly=True)
    to_status = fields.Selection(selection='_selection_status', string="To", required=True, readonly=True, index=True)
    user_id = fields.Many2one('res.users', string="By", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    reason = fields.Char(readonly=True)
    origin = fields.Char(
        readonly=True, help="Document that caused the change, for example a sales order or a transfer."
    )

    @api.model
    def _selection_status(self):
        return self.env['product.template']._selection_ic_status()

    @api.depends('product_tmpl_id', 'to_status')
    def _compute_display_name(self):
        labels = dict(self._selection_status())
        for log in self:
            log.display_name = f"{log.product_tmpl_id.name or ''}: {labels.get(log.to_status, '')}"
