from odoo import fields, models


class AccountMove(models.Model):
    _inherit = 'account.move'

    def _post(self, soft=True):
        """Override of `account` to take the deposit of a hold off the invoice of its order."""
        posted = super()._post(soft)
        for move in posted.filtered(lambda move: move.move_type == 'out_invoice'):
            holds = move._ic_holds()
            if holds:
                holds._ic_use_deposit(move.line_ids.filtered(lambda line: line.display_type == 'payment_term'))
        return posted

    def _ic_holds(self):
        """Return the holds whose deposit this invoice uses up: those of its orders, or the one it is kept by."""
        self.ensure_one()
        orders = self.sudo().line_ids.sale_line_ids.order_id
        domain = ['|', ('deposit_keep_id', '=', self.id), ('order_id', 'in', orders.ids)]
        return self.env['ic.reservation'].sudo().search([('deposit_payment_id', '!=', False), *domain])


class AccountPayment(models.Model):
    _inherit = 'account.payment'

    ic_deposit_back_ids = fields.One2many('ic.reservation', 'deposit_back_id', string="Refund of the Deposit of")

    def action_post(self):
        """Override of `account` to set the refund of a deposit off against it."""
        result = super().action_post()
        for payment in self.filtered('ic_deposit_back_ids'):
            payment.sudo().ic_deposit_back_ids._ic_use_deposit(payment.move_id.line_ids)
        return result
