from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """What each sold artwork owes. The company's rate and threshold count as they were when the order was confirmed:
    a later change does not rewrite sold works. A work that came back owes nothing."""

    _inherit = 'sale.order.line'

    ic_royalty_rate = fields.Float(
        string="Royalty Rate (%)",
        compute='_compute_ic_royalty_terms',
        store=True,
        precompute=True,
        digits=(5, 2),
        aggregator=None,
    )
    ic_royalty_threshold = fields.Float(
        compute='_compute_ic_royalty_terms', store=True, precompute=True, aggregator=None
    )
    ic_royalty_currency_id = fields.Many2one(
        'res.currency', string="Royalty Currency", compute='_compute_ic_royalty', store=True, precompute=True
    )
    ic_royalty_price = fields.Monetary(
        string="Sale Price for the Royalty",
        currency_field='ic_royalty_currency_id',
        compute='_compute_ic_royalty',
        store=True,
        precompute=True,
        help="Taxes included, in the currency of the royalty at the rate of the day of the order.",
    )
    ic_royalty_amount = fields.Monetary(
        string="Royalty",
        currency_field='ic_royalty_currency_id',
        compute='_compute_ic_royalty',
        store=True,
        precompute=True,
    )
    ic_royalty_state = fields.Selection(
        [
            ('owed', "Owed"),
            ('below', "Below the threshold"),
            ('none', "None owed"),
            ('returned', "Returned: none owed"),
            ('no_rate', "No exchange rate"),
        ],
        string="Royalty Status",
        compute='_compute_ic_royalty',
        store=True,
        precompute=True,
        index='btree_not_null',
    )
    ic_art_artist_id = fields.Many2one(
        'ic.artist',
        string="Artist",
        related='product_id.product_tmpl_id.ic_art_artist_id',
        store=True,
        index='btree_not_null',
    )

    @api.depends('state', 'product_id.product_tmpl_id.ic_category')
    def _compute_ic_royalty_terms(self):
        for line in self:
            sold = line.state == 'sale' and line.product_id.product_tmpl_id.ic_category == 'artwork'
            line.ic_royalty_rate = sold and line.company_id.ic_royalty_rate
            line.ic_royalty_threshold = sold and line.company_id.ic_royalty_threshold

    # What moves is told by stock.move, see stock_move.py.
    @api.depends(
        'state',
        'ic_royalty_rate',
        'price_total',
        'product_uom_qty',
        'currency_id',
        'order_id.date_order',
        'product_id.product_tmpl_id.ic_category',
        'product_id.product_tmpl_id.ic_art_resale_royalty',
    )
    def _compute_ic_royalty(self):
        for line in self:
            piece = line.product_id.product_tmpl_id
            values = {
                'ic_royalty_price': 0.0,
                'ic_royalty_amount': 0.0,
                'ic_royalty_state': False,
                'ic_royalty_currency_id': False,
            }
            if piece.ic_category == 'artwork' and line.state == 'sale' and line.product_uom_qty > 0:
                values.update(line._ic_royalty_values(piece))
            line.update(values)

    def _ic_royalty_values(self, piece):
        """Return the royalty fields of a confirmed line that sells an artwork."""
        self.ensure_one()
        company = self.company_id
        currency = company.ic_royalty_currency_id or company.currency_id
        if self.currency_id != currency and not self._ic_has_rate(currency):
            return {
                'ic_royalty_state': 'no_rate' if piece.ic_art_resale_royalty else 'none',
                'ic_royalty_currency_id': currency.id,
            }
        full = self.currency_id._convert(
            self.price_total, currency, company, self.order_id.date_order or fields.Date.today()
        )
        # The threshold is per work; five prints on one line are five works.
        each = full / self.product_uom_qty
        price = currency.round(each * self._ic_kept_quantity())
        if not price and full:
            return {'ic_royalty_currency_id': currency.id, 'ic_royalty_state': 'returned'}
        owed = piece.ic_art_resale_royalty and each >= self.ic_royalty_threshold
        return {
            'ic_royalty_currency_id': currency.id,
            'ic_royalty_price': price,
            'ic_royalty_amount': currency.round(price * self.ic_royalty_rate / 100) if owed else 0.0,
            'ic_royalty_state': 'owed' if owed else 'below' if piece.ic_art_resale_royalty else 'none',
        }

    def _ic_kept_quantity(self):
        """Return how many works the buyer keeps: ordered, less what came back and did not go out again."""
        self.ensure_one()
        done = self.move_ids.filtered(lambda move: move.state == 'done')
        back = sum(done.filtered(lambda move: move.location_id.usage == 'customer').mapped('quantity'))
        out = sum(done.filtered(lambda move: move.location_dest_id.usage == 'customer').mapped('quantity'))
        return max(self.product_uom_qty - max(back - max(out - self.product_uom_qty, 0.0), 0.0), 0.0)

    def _ic_has_rate(self, currency):
        """Tell whether amounts can be converted between the order's currency and `currency` truthfully."""
        foreign = (currency | self.currency_id) - self.company_id.currency_id
        rates = self.env['res.currency.rate'].sudo()
        return all(
            rates.search_count(
                [('currency_id', '=', one.id), ('company_id', 'in', (self.company_id.root_id.id, False))], limit=1
            )
            for one in foreign
        )
