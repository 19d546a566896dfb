from odoo import api, fields, models
from odoo.exceptions import UserError


class IcReservationWizard(models.TransientModel):
    """Hold pieces for a client: who, until when, and the deposit if there is one."""

    _name = 'ic.reservation.wizard'
    _description = "Hold for a Client"

    piece_ids = fields.Many2many('product.template', string="Pieces", required=True)
    company_id = fields.Many2one('res.company', compute='_compute_company_id')
    currency_id = fields.Many2one(related='company_id.currency_id')
    ask_quantity = fields.Boolean(compute='_compute_company_id')
    quantity = fields.Float(default=1.0)
    partner_id = fields.Many2one('res.partner', string="Client", required=True)
    until = fields.Datetime(compute='_compute_until', store=True, readonly=False, required=True)
    user_id = fields.Many2one('res.users', string="Responsible", required=True, default=lambda self: self.env.user)
    deposit_amount = fields.Monetary(string="Deposit")
    deposit_journal_id = fields.Many2one(
        'account.journal',
        string="Paid By",
        domain="[('type', 'in', ('bank', 'cash', 'credit')), ('company_id', '=', company_id)]",
    )
    deposit_received = fields.Boolean(string="Paid Already", default=True)
    note = fields.Text(string="Notes")

    @api.depends('piece_ids')
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.piece_ids.company_id[:1] or self.env.company
            wizard.ask_quantity = any(not piece.ic_is_unique for piece in wizard.piece_ids)

    @api.depends('company_id')
    def _compute_until(self):
        for wizard in self:
            wizard.until = wizard.company_id._ic_hold_until()

    # === ACTIONS === #

    def action_hold(self):
        """Hold the pieces, all or none, and show the hold."""
        self.ensure_one()
        if len(self.piece_ids.company_id) != 1:
            raise UserError(self.env._("Hold the pieces of one company at a time."))
        if self.deposit_amount and self.deposit_received and not self.deposit_journal_id:
            raise UserError(self.env._("Paid By: say which bank account, card terminal or till took the deposit."))
        hold = self.env['ic.reservation'].create(self._prepare_values())
        hold.action_hold()
        if self.deposit_amount and self.deposit_received:
            hold.action_deposit_received()
        return {'type': 'ir.actions.act_window_close'}

    def _prepare_values(self):
        return {
            'company_id': self.company_id.id,
            'partner_id': self.partner_id.id,
            'user_id': self.user_id.id,
            'until': self.until,
            'note': self.note,
            'deposit_amount': self.deposit_amount,
            'deposit_journal_id': self.deposit_journal_id.id,
            'line_ids': [
                fields.Command.create(
                    {'product_tmpl_id': piece.id, 'quantity': 1.0 if piece.ic_is_unique else self.quantity}
                )
                for piece in self.piece_ids
            ],
        }


class IcReservationExtend(models.TransientModel):
    """Prolong holds: until when and why."""

    _name = 'ic.reservation.extend'
    _description = "Extend a Hold"

    reservation_ids = fields.Many2many('ic.reservation', string="Holds", required=True)
    until = fields.Datetime(compute='_compute_until', store=True, readonly=False, required=True)
    reason = fields.Char()

    @api.depends('reservation_ids')
    def _compute_until(self):
        """Propose as many days more as the store holds pieces by default."""
        for wizard in self:
            company = wizard.reservation_ids.company_id[:1] or self.env.company
            last = max([*wizard.reservation_ids.mapped('until'), fields.Datetime.now()])
            wizard.until = company._ic_hold_until(
                fields.Date.add(fields.Datetime.context_timestamp(self, last).date(), days=company.ic_hold_days)
            )

    def action_extend(self):
        self.ensure_one()
        self.reservation_ids.check_access('write')
        self.reservation_ids._ic_extend(self.until, self.reason)
        return {'type': 'ir.actions.act_window_close'}
