import logging

from odoo import Command, fields, models
from odoo.exceptions import UserError, ValidationError

_logger = logging.getLogger(__name__)


class IcBuyback(models.Model):
    """The money: a vendor bill of the seller when the goods are in, and its payment.

    No purchase tax is booked: sellers are private people, and investment gold is free of it. A seller who charges tax
    gives an invoice of his own, and the bill is corrected in Odoo before it is paid.
    """

    _inherit = 'ic.buyback'

    # === ACTIONS === #

    def action_book(self):
        """Book what could not be booked when the goods came in; say why when it still cannot."""
        self._ic_lock()
        for buyback in self.filtered(lambda buyback: buyback.state == 'received' and not buyback.bill_id):
            buyback.sudo()._ic_book()
            if buyback.problem:
                raise UserError(self.env._("%(name)s: %(why)s", name=buyback.name, why=buyback.problem))
        return True

    def action_pay(self):
        """Pay the bill from the cash box or the bank account, once."""
        self._ic_lock()
        for buyback in self.filtered(lambda buyback: buyback.state != 'paid'):
            if buyback.state != 'received':
                raise UserError(self.env._("%s: the goods are not in the house yet.", buyback.name))
            if not buyback.bill_id:
                raise UserError(
                    self.env._("%(name)s is not booked: %(why)s", name=buyback.name, why=buyback.problem or '')
                )
            buyback.sudo()._ic_pay()
            buyback.sudo().write({'state': 'paid'})
        return True

    def action_open_bill(self):
        self.ensure_one()
        return self.bill_id.get_formview_action()

    # === BUSINESS METHODS === #

    def _ic_book(self):
        """Post the bill. What the books refuse is kept with the reason: the goods are in the house all the same."""
        self.ensure_one()
        self.problem = False
        try:
            with self.env.cr.savepoint():
                self.company_id._ic_check_purchase_books()
                self.company_id._ic_check_payable(self.partner_id)
                bill = self.env['account.move'].with_company(self.company_id).create(self._ic_bill_values())
                bill._post(soft=False)
                self.bill_id = bill
        except (UserError, ValidationError) as reason:
            self.problem = str(reason)
            _logger.info("Buy-back %s is not booked: %s", self.name, reason)

    def _ic_bill_values(self):
        day = fields.Date.context_today(self)
        return {
            'move_type': 'in_invoice',
            'company_id': self.company_id.id,
            'journal_id': self.company_id._ic_purchase_journal().id,
            'partner_id': self.partner_id.id,
            'currency_id': self.currency_id.id,
            'invoice_date': day,
            'date': day,
            'ref': self.name,
            'invoice_origin': self.name,
            'invoice_line_ids': [Command.create(line._ic_bill_line_values()) for line in self.line_ids],
        }

    def _ic_pay(self):
        """Register the payment with Odoo's own window; a bill that was paid there already is left alone."""
        if self.bill_id.payment_state in ('paid', 'in_payment'):
            return
        bill = self.bill_id.with_company(self.company_id)
        context = {'active_model': 'account.move', 'active_ids': bill.ids}
        values = {'journal_id': self._ic_pay_journal().id, 'communication': self.payment_reference or self.name}
        register = self.env['account.payment.register'].with_company(self.company_id)
        register.with_context(**context).create(values)._create_payments()

    def _ic_pay_journal(self):
        """Return the cash box or the bank account it is paid from."""
        if self.journal_id:
            return self.journal_id
        kind = 'cash' if self.payment_method == 'cash' else 'bank'
        domain = [('type', '=', kind), ('company_id', '=', self.company_id.id)]
        journal = self.env['account.journal'].search(domain, limit=1)
        if not journal:
            raise UserError(
                self.env._(
                    "%(name)s: choose what it is paid from, there is no %(kind)s journal.", name=self.name, kind=kind
                )
            )
        return journal


class IcBuybackLine(models.Model):
    _inherit = 'ic.buyback.line'

    def _ic_bill_line_values(self):
        self.ensure_one()
        product = self.piece_id.product_variant_id
        return {
            'product_id': product.id,
            'name': self.name,
            'quantity': self.quantity,
            'product_uom_id': product.uom_id.id,
            'price_unit': self.price,
            'tax_ids': [Command.clear()],
        }
