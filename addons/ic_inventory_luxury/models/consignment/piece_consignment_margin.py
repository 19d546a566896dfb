from odoo import api, fields, models

GROUP = 'ic_inventory_luxury.group_view_payouts'


class ProductTemplate(models.Model):
    """What a consigned piece leaves to the house, and where its payouts are."""

    _inherit = 'product.template'

    ic_consignment_expected = fields.Monetary(
        string="Owed at the Retail Price",
        compute='_compute_ic_consignment_expected',
        groups=GROUP,
        help="What the consignor gets if the piece is sold at its retail price.",
    )
    ic_consignment_margin_note = fields.Char(
        string="Margin of a Consigned Piece", compute='_compute_ic_consignment_expected', groups=GROUP
    )
    ic_payout_count = fields.Integer(string="Payouts", compute='_compute_ic_payout_count', groups=GROUP)
    ic_payout_due = fields.Monetary(string="Still Owed", compute='_compute_ic_payout_count', groups=GROUP)

    # === COMPUTE === #

    @api.depends(
        'ic_is_consigned',
        'ic_consignment_type',
        'ic_consignment_percent',
        'ic_consignment_fixed',
        'list_price',
        'taxes_id',
    )
    def _compute_ic_consignment_expected(self):
        for piece in self:
            net, owed = piece._ic_consignment_at_retail() if piece.ic_is_consigned else (0.0, 0.0)
            piece.ic_consignment_expected = owed
            piece.ic_consignment_margin_note = piece.ic_is_consigned and self.env._(
                "Net price %(net)s less the consignor's %(owed)s. A cost price does not count: the house has not "
                "bought the piece.",
                net=piece.currency_id.format(net),
                owed=piece.currency_id.format(owed),
            )

    def _compute_ic_payout_count(self):
        rows = self.env['ic.consignment.payout']._read_group(
            [('product_tmpl_id', 'in', self.ids)], ['product_tmpl_id'], ['__count', 'amount_due:sum']
        )
        found = {piece.id: (count, due) for piece, count, due in rows}
        for piece in self:
            piece.ic_payout_count, piece.ic_payout_due = found.get(piece.id, (0, 0.0))

    @api.depends('ic_is_consigned', 'taxes_id')
    def _compute_ic_margin(self):
        """Override of our own margin: a consigned piece costs what its consignor gets, nothing else."""
        result = super()._compute_ic_margin()
        for piece in self.filtered('ic_is_consigned'):
            net, owed = piece.sudo()._ic_consignment_at_retail()
            piece.ic_margin = net - owed
            piece.ic_margin_percent = piece.ic_margin / net if net else 0.0
        return result

    # === ACTIONS === #

    def action_ic_payouts(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_consignment_payout_action')
        return dict(action, domain=[('product_tmpl_id', '=', self.id)], context={}, display_name=self.env._("Payouts"))

    # === BUSINESS METHODS === #

    def _ic_consignment_at_retail(self):
        """Return (net price, consignor's share) of one unit sold at the retail price, in the company's currency."""
        self.ensure_one()
        taxes = self.taxes_id._filter_taxes_by_company(self.company_id)
        net = taxes.compute_all(self.list_price, self.currency_id, product=self.product_variant_id)['total_excluded']
        if self.ic_consignment_type == 'fixed':
            return net, self.ic_consignment_fixed
        return net, self.currency_id.round(net * self.ic_consignment_percent / 100)
