from odoo import fields, models


class ResCompany(models.Model):
    """What a store proposes for a new agreement, and where it books what it owes to consignors."""

    _inherit = 'res.company'

    ic_consignment_percent = fields.Float(
        string="Consignor's Share (%)",
        default=60.0,
        digits=(5, 2),
        groups='ic_inventory_luxury.group_view_payouts',
        help="Proposed when a piece is switched to consignment: the consignor's share of the price net of tax.",
    )
    ic_consignment_product_id = fields.Many2one(
        'product.product',
        string="Consignment Product",
        check_company=True,
        domain=[('type', '=', 'service')],
        groups='ic_inventory_luxury.group_view_payouts',
        help="The service on the vendor bills of consignors. Its purchase taxes apply, its expense account is used "
        "unless an account is set here. Left empty: Consignment Cost.",
    )
    ic_consignment_account_id = fields.Many2one(
        'account.account',
        string="Consignment Account",
        check_company=True,
        domain=[('account_type', 'in', ('expense', 'expense_direct_cost'))],
        groups='ic_inventory_luxury.group_view_payouts',
        help="Where the consignor's share is booked as the cost of the sale. Left empty: the expense account of the "
        "consignment product.",
    )

    _ic_consignment_percent_range = models.Constraint(
        "CHECK (COALESCE(ic_consignment_percent, 0) BETWEEN 0 AND 100)",
        "The consignor's share lies between 0 and 100 %.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_consignment_percent = fields.Float(
        related='company_id.ic_consignment_percent', readonly=False, groups='ic_inventory_luxury.group_view_payouts'
    )
    ic_consignment_product_id = fields.Many2one(
        related='company_id.ic_consignment_product_id', readonly=False, groups='ic_inventory_luxury.group_view_payouts'
    )
    ic_consignment_account_id = fields.Many2one(
        related='company_id.ic_consignment_account_id', readonly=False, groups='ic_inventory_luxury.group_view_payouts'
    )
