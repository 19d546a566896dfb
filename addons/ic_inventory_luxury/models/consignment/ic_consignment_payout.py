from odoo import api, fields, models
from odoo.exceptions import UserError

from ..locks import lock_pieces


class IcConsignmentPayout(models.Model):
    """What one sale owes to a consignor, or what a return takes back: one row, one vendor bill or refund.

    The row is made in the transaction of the sale and keeps the terms of that day. The bill is the truth about the
    money; `state` and `amount_due` follow it. Amounts of returns are negative, so that sums are right.
    """

    _name = 'ic.consignment.payout'
    _description = "Consignment Payout"
    _order = 'date desc, id desc'
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, copy=False)
    kind = fields.Selection([('sale', "Sale"), ('return', "Return")], required=True, readonly=True)
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related='company_id.currency_id', store=True)
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='restrict'
    )
    consignor_id = fields.Many2one('res.partner', required=True, readonly=True, index=True, ondelete='restrict')
    date = fields.Date(required=True, readonly=True, index=True, help="When it was sold or came back.")
    quantity = fields.Float(digits='Product Unit', required=True, readonly=True, aggregator=None)
    returned_quantity = fields.Float(
        string="Returned", digits='Product Unit', readonly=True, aggregator=None, help="How many of them came back."
    )
    # Where it comes from
    document = fields.Char(string="Sold With", readonly=True, index='trigram', help="The order or receipt.")
    sale_line_id = fields.Many2one('sale.order.line', readonly=True, index='btree_not_null', ondelete='restrict')
    sale_order_id = fields.Many2one(related='sale_line_id.order_id', string="Sales Order")
    origin_model = fields.Char(required=True, readonly=True)
    origin_id = fields.Many2oneReference(model_field='origin_model', required=True, readonly=True)
    sold_payout_id = fields.Many2one(
        'ic.consignment.payout', string="Takes Back", readonly=True, index='btree_not_null', ondelete='restrict'
    )
    return_ids = fields.One2many('ic.consignment.payout', 'sold_payout_id', string="Returns", readonly=True)
    # The terms of that day
    share_type = fields.Selection(
        selection=lambda self: (
            self.env['product.template']._fields['ic_consignment_type']._description_selection(self.env)
        ),
        string="Terms",
        required=True,
        readonly=True,
    )
    share_percent = fields.Float(string="Share (%)", digits=(5, 2), readonly=True, aggregator=None)
    share_fixed = fields.Monetary(string="Fixed Amount per Unit", readonly=True, aggregator=None)
    # The money
    sale_currency_id = fields.Many2one('res.currency', string="Currency of the Sale", required=True, readonly=True)
    sale_net = fields.Monetary(
        string="Net Price in Its Currency", currency_field='sale_currency_id', readonly=True, aggregator=None
    )
    net_price = fields.Monetary(readonly=True, help="What the buyer paid, after discount and net of tax.")
    amount = fields.Monetary(string="Consignor's Share", readonly=True)
    margin = fields.Monetary(
        compute='_compute_margin',
        store=True,
        groups='ic_inventory_luxury.group_view_cost',
        help="Net price less the consignor's share. A cost price of the piece is not counted besides.",
    )
    explanation = fields.Char(readonly=True, help="How the share was worked out, as it stands on the bill.")
    move_id = fields.Many2one(
        'account.move', string="Bill", readonly=True, copy=False, index='btree_not_null', ondelete='restrict'
    )
    problem = fields.Char(string="Why Not Booked", readonly=True)
    amount_due = fields.Monetary(string="Still Owed", compute='_compute_state', store=True)
    state = fields.Selection(
        [
            ('to_book', "Not booked"),
            ('none', "Nothing owed"),
            ('due', "Due"),
            ('in_payment', "In payment"),
            ('paid', "Paid"),
            ('reversed', "Reversed"),
            ('credit', "Owed back"),
            ('cancel', "Bill cancelled"),
        ],
        compute='_compute_state',
        store=True,
        index=True,
    )

    _once = models.UniqueIndex(
        "(origin_model, origin_id, COALESCE(sold_payout_id, 0))",
        "This sale or return is settled with the consignor already.",
    )
    _move_once = models.UniqueIndex("(move_id) WHERE move_id IS NOT NULL", "A bill settles one payout only.")
    _returned_within = models.Constraint(
        "CHECK (COALESCE(returned_quantity, 0) BETWEEN 0 AND quantity)",
        "No more can come back to a consignor than was sold.",
    )
    _terms_plausible = models.Constraint(
        "CHECK (COALESCE(share_percent, 0) BETWEEN 0 AND 100 AND COALESCE(share_fixed, 0) >= 0 AND quantity > 0)",
        "The share lies between 0 and 100 %, fixed amounts and quantities are not negative.",
    )
    _return_of_sale = models.Constraint(
        "CHECK ((kind = 'return') = (sold_payout_id IS NOT NULL))", "A return takes back a sale."
    )

    # === COMPUTE === #

    @api.depends('net_price', 'amount')
    def _compute_margin(self):
        for payout in self:
            payout.margin = payout.net_price - payout.amount

    @api.depends(
        'kind',
        'amount',
        'explanation',
        'quantity',
        'returned_quantity',
        'sold_payout_id.move_id',
        'move_id.state',
        'move_id.payment_state',
        'move_id.amount_residual_signed',
    )
    def _compute_state(self):
        for payout in self:
            payout.state, payout.amount_due = payout._state_of_bill()

    def _state_of_bill(self):
        """Return (state, what is still to pay) as the bill says. Owed to the consignor is positive."""
        self.ensure_one()
        bill = self.move_id
        if not bill:
            left = 0.0 if self.kind == 'return' else self.quantity - self.returned_quantity
            if left <= 0:
                return 'reversed', 0.0
            if self.explanation and self.currency_id.is_zero(self.amount):
                return 'none', 0.0
            return 'to_book', self.currency_id.round(self.amount * left / self.quantity)
        if bill.state != 'posted':
            return ('cancel', 0.0) if bill.state == 'cancel' else ('to_book', self.amount)
        open_amount = -bill.amount_residual_signed
        if self.kind == 'return':
            return ('reversed' if self.currency_id.is_zero(open_amount) else 'credit'), open_amount
        words = {'paid': 'paid', 'in_payment': 'in_payment', 'reversed': 'reversed'}
        return words.get(bill.payment_state, 'due'), open_amount

    @api.depends('name', 'product_tmpl_id')
    def _compute_display_name(self):
        for payout in self:
            payout.display_name = f"{payout.name} {payout.product_tmpl_id.name or ''}".strip()

    # === ACTIONS === #

    def action_book(self):
        """Book what could not be booked when it was sold; say why when it still cannot."""
        for payout in self.filtered(lambda payout: not payout.move_id and payout.state == 'to_book').sorted('id'):
            payout.sudo()._book()
            if payout.problem:
                raise UserError(
                    self.env._("%(payout)s: %(problem)s", payout=payout.display_name, problem=payout.problem)
                )
        return True

    def action_register_payment(self):
        """Open Odoo's own payment window for the selected rows that are still open: one payment for each consignor,
        less what he owes back."""
        rows = self.filtered(lambda payout: payout.state in ('due', 'credit'))
        if not rows:
            raise UserError(self.env._("None of the selected payouts is due."))
        action = rows.move_id.action_register_payment()
        return {**action, 'context': {**action['context'], 'default_group_payment': True}}

    def action_open_bill(self):
        self.ensure_one()
        return self.move_id.get_formview_action()

    # === BUSINESS METHODS === #

    @api.model
    def _ic_settle_sales(self, sales):
        """Make and book the payouts of sold pieces. Safe to call again: what is settled already is left alone.

        :param sales: list of dicts: 'origin' (the record that sold it, at most one payout each), 'piece'
            (product.template, consigned), 'quantity' (units), 'unit_net' (price of a unit after discount and net of
            tax, in 'currency'), 'currency' (res.currency), 'document' (name of the order) and optionally 'sale_line'
            (sale.order.line) and 'date' (day of the sale; today by default)
        :return: the new payouts
        """
        self = self.sudo()
        pieces = self.env['product.template'].sudo().union(*[sale['piece'] for sale in sales])
        lock_pieces(pieces)
        settled = self._settled({sale['origin'] for sale in sales})
        payouts = self.create(
            [
                self._prepare_sale_values(sale)
                for sale in sales
                if (sale['origin']._name, sale['origin'].id) not in settled and sale['quantity'] > 0
            ]
        )
        payouts._book_all()
        return payouts

    @api.model
    def _settled(self, origins):
        """Return the (model, id) of those `origins` that have a payout already."""
        found = self.search(
            [
                ('origin_model', 'in', list({origin._name for origin in origins})),
                ('origin_id', 'in', [origin.id for origin in origins]),
            ]
        )
        return {(payout.origin_model, payout.origin_id) for payout in found}

    @api.model
    def _prepare_sale_values(self, sale):
        piece, company = sale['piece'].sudo(), sale['piece'].sudo().company_id
        date = sale.get('date') or fields.Date.context_today(self)
        return {
            'name': self._next_name(company, date),
            'kind': 'sale',
            'company_id': company.id,
            'product_tmpl_id': piece.id,
            'consignor_id': piece.ic_consignor_id.id,
            'date': date,
            'quantity': sale['quantity'],
            'document': sale['document'],
            'sale_line_id': sale['sale_line'].id if sale.get('sale_line') else False,
            'origin_model': sale['origin']._name,
            'origin_id': sale['origin'].id,
            'share_type': piece.ic_consignment_type,
            'share_percent': piece.ic_consignment_percent if piece.ic_consignment_type == 'percent' else 0.0,
            'share_fixed': piece.ic_consignment_fixed if piece.ic_consignment_type == 'fixed' else 0.0,
            'sale_currency_id': sale['currency'].id,
            'sale_net': sale['currency'].round(sale['unit_net'] * sale['quantity']),
        }

    @api.model
    def _next_name(self, company, date):
        return self.env['ir.sequence'].with_company(company).next_by_code('ic.consignment.payout', sequence_date=date)
