from odoo import api, fields, models


class ProductTemplate(models.Model):
    """What the form of a piece shows at a glance, and where its buttons lead."""

    _inherit = 'product.template'

    ic_margin = fields.Monetary(
        string="Margin",
        compute='_compute_ic_margin',
        groups='ic_inventory_luxury.group_view_cost',
        help="Retail price less cost.",
    )
    ic_margin_percent = fields.Float(
        string="Margin (%)", compute='_compute_ic_margin', groups='ic_inventory_luxury.group_view_cost'
    )
    ic_days_in_stock = fields.Integer(
        string="Days in Stock",
        compute='_compute_ic_days_in_stock',
        groups='base.group_user',
        help="Days since the piece came into the house.",
    )
    ic_sale_order_id = fields.Many2one(
        'sale.order',
        string="Sold With",
        compute='_compute_ic_sale_order_id',
        groups='base.group_user',
        help="The order that took the piece.",
    )

    # === COMPUTE === #

    @api.depends('list_price', 'standard_price')
    def _compute_ic_margin(self):
        for piece in self:
            piece.ic_margin = piece.list_price - piece.standard_price
            piece.ic_margin_percent = piece.ic_margin / piece.list_price if piece.list_price else 0.0

    @api.depends('ic_in_stock_since', 'ic_status')
    def _compute_ic_days_in_stock(self):
        today = fields.Date.context_today(self)
        for piece in self:
            here = piece.ic_in_stock_since and piece.ic_status not in ('sold', 'incoming')
            piece.ic_days_in_stock = (today - piece.ic_in_stock_since).days if here else 0

    @api.depends('ic_status')
    def _compute_ic_sale_order_id(self):
        sold = self.filtered(lambda piece: piece.ic_status == 'sold')
        lines = (
            self.env['sale.order.line']
            .sudo()
            .search(
                [
                    ('product_id.product_tmpl_id', 'in', sold.ids),
                    ('state', '=', 'sale'),
                    ('product_uom_qty', '>', 0),
                ],
                order='id',
            )
        )
        orders = {line.product_id.product_tmpl_id.id: line.order_id.id for line in lines}
        for piece in self:
            piece.ic_sale_order_id = orders.get(piece.id, False)

    # === ACTIONS === #

    def action_ic_native_form(self):
        """Open the piece in Odoo's own product form, with every setting Odoo has."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.display_name,
            'res_model': 'product.template',
            'res_id': self.id,
            'views': [(self.env.ref('product.product_template_only_form_view').id, 'form')],
        }

    def action_ic_duplicate(self):
        """Copy the piece with its photos and open the copy. Serial, SKU and import key stay with the original."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'product.template',
            'res_id': self.copy().id,
            'views': [(self.env.ref('ic_inventory_luxury.product_piece_view_form').id, 'form')],
        }
