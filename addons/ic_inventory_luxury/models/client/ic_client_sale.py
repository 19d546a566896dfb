from odoo import api, fields, models
from odoo.tools import SQL

VIEW_COST = 'ic_inventory_luxury.group_view_cost'


class IcClientSale(models.Model):
    """What clients bought, line by line, from wherever it was sold: read from the orders themselves, kept nowhere.

    Amounts are net of tax, in the currency of the store, at the rate of the day of the sale. Money that was given back
    is a row of its own, with a negative amount; so a sum over rows is what the client has spent. Deposits are no sale:
    the order that they are paid for is.
    """

    _name = 'ic.client.sale'
    _description = "Sale to a Client"
    _auto = False
    _order = 'date desc, id desc'
    _rec_name = 'document'
    _depends = {
        'sale.order': ['state', 'partner_id', 'company_id', 'date_order', 'currency_rate', 'name', 'user_id'],
        'sale.order.line': ['order_id', 'product_id', 'price_subtotal', 'product_uom_qty', 'invoice_lines'],
        'account.move': ['state', 'move_type', 'invoice_date', 'name'],
        'account.move.line': ['balance', 'quantity', 'display_type', 'product_id'],
        'stock.move': ['state', 'value', 'sale_line_id'],
        'ic.consignment.payout': ['amount', 'sale_line_id'],
    }

    date = fields.Datetime(readonly=True)
    partner_id = fields.Many2one('res.partner', string="Client", readonly=True)
    company_id = fields.Many2one('res.company', string="Store", readonly=True)
    currency_id = fields.Many2one(related='company_id.currency_id')
    product_id = fields.Many2one('product.product', string="Piece", readonly=True)
    kind = fields.Selection([('order', "Order"), ('refund', "Refund")], string="Sold By", readonly=True)
    document = fields.Char(readonly=True)
    user_id = fields.Many2one('res.users', string="Sold By Whom", readonly=True)
    quantity = fields.Float(digits='Product Unit', readonly=True)
    amount = fields.Monetary(string="Net Amount", readonly=True)
    cost = fields.Monetary(readonly=True, groups=VIEW_COST)
    profit = fields.Monetary(readonly=True, groups=VIEW_COST)
    origin_model = fields.Char(readonly=True)
    origin_id = fields.Many2oneReference(model_field='origin_model', readonly=True, aggregator=None)

    @property
    def _table_query(self):
        rows = SQL(" UNION ALL ").join(self._ic_selects())
        return SQL("SELECT *, amount - cost AS profit FROM (%s) AS sale", rows)

    # === ACTIONS === #

    def action_ic_open(self):
        """Open the document behind the row."""
        self.ensure_one()
        return self.env[self.origin_model].browse(self.origin_id).get_formview_action()

    # === BUSINESS METHODS === #

    @api.model
    def _ic_selects(self):
        """Return the queries whose rows are put together; extend with sales from elsewhere. Columns: see below; every
        query has a remainder of `id` by 4 of its own."""
        return [self._ic_select_orders(), self._ic_select_refunds()]

    @api.model
    def _ic_select_orders(self):
        """Return the query for lines of confirmed orders. They cost what left the house with them and what the owners
        of consigned pieces get; what has not left yet costs what the product costs now."""
        return SQL(
            """
            SELECT line.id * 4 AS id, sold.date_order AS date, sold.partner_id, sold.company_id, line.product_id,
                   'order' AS kind, sold.name AS document, sold.user_id, line.product_uom_qty AS quantity,
                   line.price_subtotal / COALESCE(NULLIF(sold.currency_rate, 0), 1) AS amount,
                   COALESCE(
                       (SELECT SUM(CASE WHEN move.is_in THEN -move.value ELSE move.value END) FROM stock_move move
                         WHERE move.sale_line_id = line.id AND move.state = 'done' AND (move.is_in OR move.is_out)),
                       CASE WHEN template.ic_is_consigned THEN 0
                            ELSE (product.standard_price->>line.company_id::text)::numeric * line.product_uom_qty END,
                       0)
                   + COALESCE((SELECT SUM(payout.amount) FROM ic_consignment_payout payout
                                WHERE payout.sale_line_id = line.id), 0) AS cost,
                   'sale.order' AS origin_model, sold.id AS origin_id
              FROM sale_order_line line
              JOIN sale_order sold ON sold.id = line.order_id
              LEFT JOIN product_product product ON product.id = line.product_id
              LEFT JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE sold.state = 'sale' AND line.display_type IS NULL AND line.is_downpayment IS NOT TRUE"""
        )

    @api.model
    def _ic_select_refunds(self):
        """Return the query for credit notes for lines of confirmed orders, without those that give a deposit back."""
        return SQL(
            """
            SELECT given.id * 4 + 1, note.invoice_date::timestamp, sold.partner_id, sold.company_id, given.product_id,
                   'refund', note.name, sold.user_id, -given.quantity, -given.balance, 0, 'account.move', note.id
              FROM account_move note
              JOIN account_move_line given ON given.move_id = note.id AND given.display_type = 'product'
              JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = given.id
              JOIN sale_order_line line ON line.id = rel.order_line_id
              JOIN sale_order sold ON sold.id = line.order_id
             WHERE note.move_type = 'out_refund' AND note.state = 'posted' AND sold.state = 'sale'
               AND line.is_downpayment IS NOT TRUE
               AND rel.order_line_id = (SELECT MIN(other.order_line_id) FROM sale_order_line_invoice_rel other
                                         WHERE other.invoice_line_id = given.id)"""
        )
