from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError


class IcConflictRefund(models.TransientModel):
    """The draft of a refund: how much, and which way. Only the button moves money, and only through a provider."""

    _name = 'ic.conflict.refund'
    _description = "Refund of a Conflict"

    conflict_id = fields.Many2one('ic.conflict', required=True, readonly=True, ondelete='cascade')
    order_id = fields.Many2one('sale.order', compute='_compute_order_id', compute_sudo=True)
    company_id = fields.Many2one(related='conflict_id.company_id')
    way = fields.Selection(
        [
            ('provider', "Back the way it was paid"),
            ('credit_note', "Draft credit note"),
            ('payment', "Draft payment to the customer"),
        ],
        required=True,
        compute='_compute_way',
        compute_sudo=False,  # what is proposed depends on who asks
        store=True,
        readonly=False,
        precompute=True,
    )
    provider_name = fields.Char(compute='_compute_paid')
    provider_full_only = fields.Boolean(compute='_compute_paid')
    can_provider = fields.Boolean(compute='_compute_paid')
    can_credit_note = fields.Boolean(compute='_compute_paid')
    paid = fields.Monetary(string="Paid in All", compute='_compute_paid')
    currency_id = fields.Many2one(related='order_id.currency_id')
    amount = fields.Monetary(compute='_compute_amount', store=True, readonly=False, precompute=True)
    memo = fields.Char(string="Text", compute='_compute_memo', store=True, readonly=False, precompute=True)

    # === COMPUTE === #

    @api.depends('conflict_id')
    def _compute_order_id(self):
        """Always the order of the conflict: nobody refunds another one by naming it."""
        for refund in self:
            document = refund.conflict_id._ic_document()
            refund.order_id = document if document is not None and document._name == 'sale.order' else False

    @api.depends('order_id', 'conflict_id')
    def _compute_paid(self):
        for refund in self:
            payment = refund._ic_payment()
            refund.can_provider = bool(payment)
            refund.provider_name = payment.provider_id.name
            refund.provider_full_only = payment and self._ic_support(payment) != 'partial'
            refund.can_credit_note = bool(refund._ic_invoice())
            refund.paid = max(refund.order_id.sudo().amount_paid, refund.conflict_id.paid)

    @api.depends('order_id')
    def _compute_way(self):
        for refund in self:
            if refund._ic_payment() and refund._ic_decides():
                refund.way = 'provider'
            else:
                refund.way = 'credit_note' if refund._ic_invoice() else 'payment'

    @api.depends('order_id', 'conflict_id', 'way')
    def _compute_amount(self):
        """What was paid, but no more than the price of what is missing; all of it where the provider knows no parts."""
        for refund in self:
            payment = refund._ic_payment()
            if refund.way == 'provider' and payment and self._ic_support(payment) != 'partial':
                refund.amount = payment.amount
            else:
                refund.amount = min(refund.paid, refund._ic_price()) or refund.paid

    @api.depends('order_id', 'conflict_id')
    def _compute_memo(self):
        for refund in self:
            refund.memo = self.env._(
                "Refund %(order)s: %(piece)s", order=refund.order_id.name, piece=refund.conflict_id.piece_name
            )

    # === ACTIONS === #

    def action_prepare(self):
        """Make the draft, or send the money back through the provider, once."""
        self.ensure_one()
        conflict = self.conflict_id
        conflict._ic_check_role('group_record_sales')
        conflict.sudo()._ic_lock()  # of two people who press it at once, the second finds the refund of the first
        if conflict._ic_refund_record():
            raise UserError(self.env._("A refund is there already: %s.", conflict.refund_words))
        self._ic_check_amount()
        make = {'provider': self._ic_send_back, 'credit_note': self._ic_credit_note, 'payment': self._ic_pay_out}
        conflict._ic_note_refund(make[self.way]())
        return conflict.action_open_refund()

    # === BUSINESS METHODS === #

    def _ic_check_amount(self):
        if self.way != 'credit_note' and not 0 < self.amount <= self.paid:
            raise ValidationError(
                self.env._("Amount: enter more than nothing and no more than was paid (%s).", self.paid)
            )

    def _ic_decides(self):
        return self.env.su or self.env.user.has_group('ic_inventory_luxury.group_store_admin')

    def _ic_payment(self):
        """Return the payment.transaction that can be sent back, empty where there is none (as superuser)."""
        payments = self.order_id.sudo().transaction_ids.filtered(
            lambda payment: (
                payment.state == 'done' and payment.operation != 'refund' and self._ic_support(payment) != 'none'
            )
        )
        given_back = payments.child_transaction_ids.filtered(
            lambda child: child.operation == 'refund' and child.state not in ('cancel', 'error')
        )
        return (payments - given_back.source_transaction_id)[:1]

    @api.model
    def _ic_support(self, payment):
        """Return whether provider and method know refunds: none, full_only or partial."""
        method = payment.payment_method_id.primary_payment_method_id or payment.payment_method_id
        known = {payment.provider_id.support_refund or 'none', method.support_refund or 'none'}
        return next(support for support in ('none', 'full_only', 'partial') if support in known)

    def _ic_invoice(self):
        """Return the posted invoice with the missing piece, empty where there is none (as superuser)."""
        lines = self.order_id.sudo()._ic_conflict_lines(self.conflict_id.product_id).invoice_lines
        return lines.move_id.filtered(lambda move: move.state == 'posted' and move.move_type == 'out_invoice')[:1]

    def _ic_price(self):
        """Return the price of the missing units in the order, taxes included."""
        conflict = self.conflict_id
        lines = self.order_id.sudo()._ic_conflict_lines(conflict.product_id)
        ordered = sum(
            line.product_uom_id._compute_quantity(line.product_uom_qty, line.product_id.uom_id) for line in lines
        )
        share = min(conflict.quantity / ordered, 1.0) if ordered else 0.0
        return self.currency_id.round(sum(lines.mapped('price_total')) * share)

    def _ic_send_back(self):
        """Send the money back the way it came. Last of all: nothing after the provider's answer may fail."""
        self.conflict_id._ic_check_role('group_store_admin')
        payment = self._ic_payment()
        if not payment:
            raise UserError(self.env._("No payment of this order can be sent back. Choose another way."))
        if self._ic_support(payment) != 'partial' and self.currency_id.compare_amounts(self.amount, payment.amount):
            raise ValidationError(
                self.env._("%s gives back all of a payment or nothing.", payment.provider_id.display_name)
            )
        if self.currency_id.compare_amounts(self.amount, payment.amount) > 0:
            raise ValidationError(self.env._("Amount: this payment was of %s.", payment.amount))
        known = payment.child_transaction_ids
        payment.action_refund(self.amount)
        refund = payment.child_transaction_ids - known
        if refund.state == 'error':
            raise UserError(self.env._("The payment provider refused: %s", refund.state_message or ''))
        return refund

    def _ic_credit_note(self):
        """Draft a credit note for the missing units, from the invoice that has them."""
        invoice = self._ic_invoice()
        if not invoice:
            raise UserError(self.env._("%s has no invoice with this piece. Choose another way.", self.order_id.name))
        order, conflict = self.order_id.sudo(), self.conflict_id.sudo()
        missing, lines = conflict.quantity, []
        for line in order._ic_conflict_lines(conflict.product_id).filtered('invoice_lines'):
            units = line.product_uom_id._compute_quantity(line.product_uom_qty, line.product_id.uom_id)
            back = min(units, missing)
            missing -= back
            back = line.product_id.uom_id._compute_quantity(back, line.product_uom_id)
            if back:
                lines.append(Command.create(line._prepare_invoice_line(quantity=back)))
        values = order._prepare_invoice()
        return (
            self.env['account.move']
            .sudo()
            .create(
                {
                    **values,
                    'move_type': 'out_refund',
                    'ref': self.memo,
                    'transaction_ids': False,
                    'reversed_entry_id': invoice.id,
                    'invoice_line_ids': lines,
                }
            )
        )

    def _ic_pay_out(self):
        """Draft a payment to the customer."""
        journal = (
            self.env['account.journal']
            .sudo()
            .search(
                [('type', 'in', ('bank', 'cash')), ('company_id', '=', self.company_id.id)],
                order='type, sequence',
                limit=1,
            )
        )
        if not journal:
            raise UserError(self.env._("Set up a bank journal first: a payment needs one."))
        return (
            self.env['account.payment']
            .sudo()
            .create(
                {
                    'payment_type': 'outbound',
                    'partner_type': 'customer',
                    'partner_id': self.order_id.partner_invoice_id.id,
                    'amount': self.amount,
                    'currency_id': self.currency_id.id,
                    'memo': self.memo,
                    'journal_id': journal.id,
                }
            )
        )
