from odoo import fields, models

from ..cost_flow import VIEW_COST, inside


class AccountInvoiceReport(models.Model):
    """Override of `account`: the invoice analysis knows the margin of every line."""

    _inherit = 'account.invoice.report'

    inventory_value = fields.Float(groups=VIEW_COST)
    price_margin = fields.Float(groups=VIEW_COST)


class AccountMove(models.Model):
    _inherit = 'account.move'

    def _stock_account_prepare_realtime_out_lines_vals(self):
        """Override of `stock_account` to post the cost of goods sold for people who may not see it."""
        return super(AccountMove, inside(self))._stock_account_prepare_realtime_out_lines_vals()
