from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

ACCOUNTANTS = 'account.group_account_readonly,account.group_account_invoice'


class IcReservation(models.Model):
    """The deposit of a hold: a payment of the client in Odoo's books, taken off the invoice of his order."""

    _inherit = 'ic.reservation'

    deposit_amount = fields.Monetary(string="Deposit", copy=False)
    deposit_journal_id = fields.Many2one(
        'account.journal',
        string="Paid By",
        check_company=True,
        domain="[('type', 'in', ('bank', 'cash', 'credit'))]",
        copy=False,
        help="The bank account, card terminal or till the deposit goes to.",
    )
    deposit_payment_id = fields.Many2one(
        'account.payment', string="Deposit in the Books", readonly=True, copy=False, groups=ACCOUNTANTS
    )
    deposit_back_id = fields.Many2one(
        'account.payment', string="Deposit Refund", readonly=True, copy=False, groups=ACCOUNTANTS
    )
    deposit_keep_id = fields.Many2one(
        'account.move', string="Invoice of the Kept Deposit", readonly=True, copy=False, groups=ACCOUNTANTS
    )
    deposit_state = fields.Selection(
        [
            ('none', "No Deposit"),
            ('expected', "Expected"),
            ('received', "Received"),
            ('returning', "Refund Prepared"),
            ('keeping', "To Be Kept"),
            ('settled', "Used"),
            ('returned', "Refunded"),
            ('kept', "Kept"),
        ],
        compute='_compute_deposit_state',
        compute_sudo=True,
    )

    _deposit_positive = models.Constraint('CHECK (deposit_amount >= 0)', "A deposit cannot be less than nothing.")

    @api.depends(
        'deposit_amount',
        'deposit_payment_id.state',
        'deposit_payment_id.is_reconciled',
        'deposit_back_id.state',
        'deposit_keep_id.state',
    )
    def _compute_deposit_state(self):
        for hold in self:
            payment = hold.deposit_payment_id
            if not hold.deposit_amount or payment.state in ('canceled', 'rejected'):
                hold.deposit_state = 'none'
            elif payment.state not in ('in_process', 'paid'):
                hold.deposit_state = 'expected'
            elif hold._ic_deposit_lines():
                back, keep = hold.deposit_back_id.state == 'draft', hold.deposit_keep_id.state == 'draft'
                hold.deposit_state = 'returning' if back else 'keeping' if keep else 'received'
            elif hold.deposit_back_id.state in ('in_process', 'paid'):
                hold.deposit_state = 'returned'
            else:
                hold.deposit_state = 'kept' if hold.deposit_keep_id.state == 'posted' else 'settled'

    # === ACTIONS === #

    def action_deposit_received(self):
        """Write the deposit into the books: the client has paid it."""
        self.ensure_one()
        self.check_access('write')
        if self.state != 'active' or self.deposit_state != 'expected':
            raise UserError(self.env._("%s expects no deposit.", self.name))
        self._ic_prepare_deposit()
        hold = self.sudo()
        if not hold.deposit_payment_id:
            raise UserError(self.env._("Paid By: say which bank account, card terminal or till took the deposit."))
        hold.deposit_payment_id.action_post()
        self._ic_deposit_note(self.env._("Deposit of %s received."))
        return True

    def action_deposit_refund(self):
        """Make the payment back to the client ready."""
        self.ensure_one()
        self.check_access('write')
        if self.deposit_state != 'received':
            raise UserError(self.env._("%s has no deposit that could be refunded.", self.name))
        self.sudo()._ic_prepare_refund()
        return True

    def action_open_deposit(self):
        """Open what the books say about the deposit."""
        self.ensure_one()
        moves = self.deposit_payment_id | self.deposit_back_id
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Deposit of %s", self.name),
            'res_model': 'account.payment',
            'views': [(False, 'list'), (False, 'form')],
            'domain': [('id', 'in', moves.ids)],
        }

    # === BUSINESS METHODS === #

    def _ic_prepare_deposit(self):
        """Make the client's payment ready as a draft, once it is known where the money goes."""
        for hold in self.sudo():
            if hold.deposit_amount and hold.deposit_journal_id and not hold.deposit_payment_id:
                hold.deposit_payment_id = hold._ic_payment('inbound')

    def _ic_payment(self, way):
        self.ensure_one()
        return (
            self.env['account.payment']
            .with_company(self.company_id)
            .create(
                {
                    'payment_type': way,
                    'partner_type': 'customer',
                    'partner_id': self.partner_id.commercial_partner_id.id,
                    'amount': self.deposit_amount,
                    'currency_id': self.currency_id.id,
                    'journal_id': self.deposit_journal_id.id,
                    'memo': self.env._("Deposit %s", self.name),
                }
            )
        )

    def _ic_deposit_lines(self):
        """Return the part of the client's account that still carries the deposit."""
        self.ensure_one()
        return self.sudo().deposit_payment_id.move_id.line_ids.filtered(
            lambda line: line.account_id.account_type == 'asset_receivable' and not line.reconciled
        )

    def _ic_use_deposit(self, lines):
        """Set the deposit off against `lines` of the client's account (an invoice, the payment back)."""
        for hold in self.sudo():
            deposit = hold._ic_deposit_lines()
            due = lines.sudo().filtered(lambda line, deposit=deposit: line.account_id == deposit.account_id)
            due = due.filtered(lambda line: not line.reconciled)
            if deposit and due:
                (deposit | due).reconcile()

    def _ic_cancel_open_deposit(self):
        """A deposit that never came is struck off."""
        for hold in self.sudo():
            if hold.deposit_payment_id.state == 'draft':
                hold.deposit_payment_id.action_cancel()

    def _ic_follow_deposit_rule(self):
        """Do with the deposits of these lapsed holds as their store has ruled."""
        for hold in self.sudo():
            hold._ic_cancel_open_deposit()
            if hold.deposit_state != 'received':
                continue
            rule = hold.company_id.ic_hold_deposit_rule
            if rule == 'refund':
                hold._ic_prepare_refund()
            elif rule == 'keep':
                hold._ic_prepare_keep()
            else:
                hold._ic_deposit_note(self.env._("The deposit of %s stays on the client's account."))

    def _ic_prepare_refund(self):
        self.ensure_one()
        self.deposit_back_id = self._ic_payment('outbound')
        self._ic_deposit_note(self.env._("The refund of the deposit of %s is ready to be paid."))

    def _ic_prepare_keep(self):
        self.ensure_one()
        words = self.env._("Deposit kept: hold %s lapsed", self.name)
        line = {'name': words, 'quantity': 1, 'price_unit': self.deposit_amount, 'tax_ids': False}
        self.deposit_keep_id = (
            self.env['account.move']
            .with_company(self.company_id)
            .create(
                {
                    'move_type': 'out_invoice',
                    'partner_id': self.partner_id.id,
                    'currency_id': self.currency_id.id,
                    'invoice_origin': self.name,
                    'invoice_line_ids': [Command.create(line)],
                }
            )
        )
        self._ic_deposit_note(self.env._("The deposit of %s is kept; the invoice for it is ready."))

    def _ic_deposit_note(self, words):
        self.message_post(body=words % format_amount(self.env, self.deposit_amount, self.currency_id))
