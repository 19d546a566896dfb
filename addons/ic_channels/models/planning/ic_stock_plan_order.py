from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date


class IcStockPlan(models.Model):
    """From the suggestion to a request for quotation, where Odoo's Purchase is installed."""

    _inherit = 'ic.stock.plan'

    can_order = fields.Boolean(compute='_compute_can_order')

    @api.depends('dimension', 'vendor_id', 'reorder')
    @api.depends_context('uid')
    def _compute_can_order(self):
        """Offer it for goods with a vendor, to those who may write requests."""
        may = 'purchase.order' in self.env and self.env['purchase.order'].has_access('create')
        for row in self:
            row.can_order = may and row.dimension == 'product' and bool(row.vendor_id) and row.reorder > 0

    # === ACTIONS === #

    def action_order(self):
        """Create a request for quotation per vendor for what is suggested, but for what a draft asks for already."""
        self._ic_check_orderable()
        # Whoever asks for the same at the same time waits here, is retried and finds the draft.
        self.env.cr.execute(SQL("UPDATE ic_stock_plan SET taken_on = taken_on WHERE id = ANY(%s)", self.ids))
        drafts = self._ic_drafts()
        missing = self.filtered(lambda row: row.product_id not in drafts.order_line.product_id)
        for (company, vendor), rows in missing.grouped(lambda row: (row.company_id, row.vendor_id)).items():
            drafts += self.env['purchase.order'].with_company(company).create(rows._ic_order_values(company, vendor))
        return self._ic_show_orders(drafts)

    # === BUSINESS METHODS === #

    def _ic_check_orderable(self):
        if 'purchase.order' not in self.env:
            raise UserError(self.env._("Install Odoo's Purchase app to create requests for quotation from here."))
        for row in self:
            if row.dimension != 'product':
                raise UserError(
                    self.env._(
                        "%s is a line of one-of-one pieces: acquire them one by one, nobody delivers them.", row.name
                    )
                )
            if row.reorder <= 0:
                raise UserError(self.env._("%(name)s: nothing to order. %(why)s", name=row.name, why=row.reason))
            if not row.vendor_id:
                raise UserError(
                    self.env._("%s has no vendor. Enter one on the tab Purchase of the product first.", row.name)
                )

    def _ic_drafts(self):
        """Return the requests that ask for goods of these rows and are not confirmed yet."""
        return self.env['purchase.order'].search(
            [
                ('state', 'in', ('draft', 'sent', 'to approve')),
                ('company_id', 'in', self.company_id.ids),
                ('order_line.product_id', 'in', self.product_id.ids),
            ]
        )

    def _ic_order_values(self, company, vendor):
        return {
            'company_id': company.id,
            'partner_id': vendor.id,
            'origin': self.env._("Stock plan of %s", format_date(self.env, max(self.mapped('taken_on')))),
            'order_line': [
                Command.create({'product_id': row.product_id.id, 'product_qty': row.reorder}) for row in self
            ],
        }

    @api.model
    def _ic_show_orders(self, orders):
        action = {'type': 'ir.actions.act_window', 'res_model': 'purchase.order', 'name': self.env._("Requests")}
        if len(orders) == 1:
            return {**action, 'res_id': orders.id, 'views': [(False, 'form')]}
        return {**action, 'domain': [('id', 'in', orders.ids)], 'views': [(False, 'list'), (False, 'form')]}
