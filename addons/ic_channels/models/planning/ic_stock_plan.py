from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

DIMENSIONS = [
    ('product', "Counted Goods"),
    ('model', "Product Line"),
    ('artist', "Artist"),
    ('series', "Bullion Series"),
    ('edition', "Edition"),
    ('brand', "Brand"),
    ('category', "Category"),
]
UNITS = {'digits': 'Product Unit', 'readonly': True}


class IcStockPlan(models.Model):
    """What the store has of something, how fast it sells and how much of it to get: one row per good and per line.

    A row is a picture taken at `taken_on` (every night, or on demand) from the stock ledger, the claims and what is
    on order. Counted goods (`dimension` product) have a row each. A piece that is one of one is never reordered: the
    lines it belongs to have rows (its brand and model, its artist, its series, its edition), and the suggestion reads
    "acquire so many of this line". Brands and categories only sum up.

    Let D be the days to look back (company setting), all units net of returns:

    - sell-through = sold in D / (in stock D days ago + came in since). What came in are receipts, opening stock,
      finds and corrections upwards, not returns: they are taken off what was sold instead. 100 % means everything
      there was to sell is sold. Empty where there was nothing to sell.
    - a day's demand = sold in D / D. What came in first less than D days ago is measured from that day on, but over
      30 days at least, so that one early sale is no trend.
    - days of supply = available / a day's demand. Empty where nothing was sold: what does not sell lasts for ever.
    - available = in the house, less what is promised or held for somebody.
    - suggestion = a day's demand x (lead time + days to cover) - available - on order, rounded up, never below zero.
    """

    _name = 'ic.stock.plan'
    _description = "Stock Plan"
    _order = 'is_short desc, reorder desc, name, id'
    _check_company_auto = True

    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='cascade')
    dimension = fields.Selection(DIMENSIONS, string="Seen By", required=True, readonly=True, index=True)
    key = fields.Char(required=True, readonly=True, help="What tells the rows of a dimension apart.")
    name = fields.Char(required=True, readonly=True)
    taken_on = fields.Datetime(string="As Of", required=True, readonly=True)
    is_basis = fields.Boolean(
        string="To Decide On",
        readonly=True,
        help="Rows that decisions and alerts rest on: goods with a quantity, and lines of one-of-one pieces. The "
        "others show the same units from another side.",
    )
    product_id = fields.Many2one('product.product', readonly=True, index='btree_not_null', ondelete='cascade')
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", readonly=True, index='btree_not_null', ondelete='cascade'
    )
    category = fields.Selection(
        lambda self: self.env['product.template']._fields['ic_category']._description_selection(self.env),
        readonly=True,
    )
    brand_id = fields.Many2one('ic.brand', readonly=True, index='btree_not_null', ondelete='cascade')
    artist_id = fields.Many2one('ic.artist', readonly=True, index='btree_not_null', ondelete='cascade')
    series_id = fields.Many2one(
        'ic.bullion.series', string="Bullion Series", readonly=True, index='btree_not_null', ondelete='cascade'
    )

    # Now
    on_hand = fields.Float(string="In the House", **UNITS)
    promised = fields.Float(help="Sold or held for somebody, and still here.", **UNITS)
    available = fields.Float(help="In the house, less what is promised or held.", **UNITS)
    on_order = fields.Float(help="Confirmed and on its way, or entered as incoming.", **UNITS)
    aged_0 = fields.Float(string="Up to 90 Days", help="Units in the house for less than 90 days.", **UNITS)
    aged_90 = fields.Float(string="90 to 180 Days", **UNITS)
    aged_180 = fields.Float(string="180 to 365 Days", **UNITS)
    aged_365 = fields.Float(string="Over a Year", **UNITS)
    currency_id = fields.Many2one(related='company_id.currency_id')
    stock_value = fields.Monetary(
        string="Cost of the Stock",
        readonly=True,
        groups='ic_inventory_luxury.group_view_cost',
        help="What our own units in the house cost. Consigned pieces are not ours and cost nothing.",
    )

    # Then
    lookback = fields.Integer(string="Days Looked Back", readonly=True, aggregator=None)
    opening = fields.Float(help="In the house when the days looked back began.", **UNITS)
    received = fields.Float(
        string="Came In", help="Receipts, opening stock, finds and corrections upwards in these days.", **UNITS
    )
    sold = fields.Float(help="Sold in the days looked back, less what came back.", **UNITS)
    sold_30 = fields.Float(string="Sold, 30 Days", help="Less what came back.", **UNITS)
    sold_90 = fields.Float(string="Sold, 90 Days", help="Less what came back.", **UNITS)
    sold_365 = fields.Float(string="Sold, 365 Days", help="Less what came back.", **UNITS)
    sold_by = fields.Json(string="Sold per Channel", readonly=True)
    rate_days = fields.Integer(
        string="Days Measured",
        readonly=True,
        aggregator=None,
        help="The days looked back; fewer for what came in first within them, but 30 at least.",
    )
    daily_rate = fields.Float(string="Sold a Day", digits=(16, 4), readonly=True, help="Sold / days measured.")
    sell_through = fields.Float(
        string="Sell-through %",
        digits=(16, 1),
        readonly=True,
        aggregator='avg',
        help="Sold / (in stock when the days looked back began + came in since), net of returns.",
    )
    days_of_supply = fields.Float(
        digits=(16, 1),
        readonly=True,
        aggregator='avg',
        help="Available / sold a day. Empty where nothing was sold: what does not sell lasts for ever.",
    )

    # Next
    vendor_id = fields.Many2one('res.partner', readonly=True, ondelete='set null')
    lead_days = fields.Integer(
        string="Lead Time",
        readonly=True,
        aggregator=None,
        help="Days until an order is here: of the vendor, or of the company where there is none.",
    )
    cover_days = fields.Integer(string="Days to Cover", readonly=True, aggregator=None)
    reorder = fields.Float(
        string="To Get",
        help="Sold a day x (lead time + days to cover) - available - on order, rounded up.",
        **UNITS,
    )
    is_short = fields.Boolean(
        string="Runs Out Too Soon",
        readonly=True,
        help="The days of supply are below the lead time, and too little is on order.",
    )

    _once = models.UniqueIndex('(company_id, dimension, key)', "There is one row per good or line.")

    # === ACTIONS === #

    def action_refresh(self):
        """Take the picture anew for the stores one works in."""
        if not self.env.user.has_group('ic_inventory_luxury.group_manage_inventory'):
            raise AccessError(
                self.env._("Only those who manage the inventory refresh the plan. It is new every night.")
            )
        self.env['ic.stock.plan']._ic_take(self.env.companies)
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def action_open_pieces(self):
        """Show the pieces that count in this row."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        return dict(action, domain=[('id', 'in', self._ic_piece_ids())], display_name=self.name, context={})

    def action_open_movements(self):
        """Show what came and went of the pieces that count in this row, per channel."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_channels.ic_movement_report_action_sold')
        domain = [('product_tmpl_id', 'in', self._ic_piece_ids()), ('company_id', '=', self.company_id.id)]
        return dict(action, domain=domain, display_name=self.name, context={})

    # === BUSINESS METHODS === #

    def _ic_piece_ids(self):
        """Return the ids of the pieces of the store that count in this row, those of former times among them."""
        self.ensure_one()
        Plan = self.env['ic.stock.plan']
        Plan._ic_flush()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT piece.id
                  FROM product_template piece JOIN product_product product ON product.product_tmpl_id = piece.id,
                       LATERAL (%(keys)s) row (dimension, key)
                 WHERE piece.ic_category IS NOT NULL AND piece.company_id = %(company)s
                   AND row.dimension = %(dimension)s AND row.key = %(key)s""",
                keys=Plan._ic_keys_sql(),
                company=self.company_id.id,
                dimension=self.dimension,
                key=self.key,
            )
        )
        return [number for (number,) in rows]

    # === OVERRIDES === #

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """Override of `base` so that a group shows the rate of the whole, not the average of its rates."""
        if aggregate_spec == 'sell_through:avg':
            return SQL(
                "100.0 * GREATEST(SUM(%s), 0) / NULLIF(SUM(%s + %s), 0)",
                *(self._field_to_sql(self._table, name, query) for name in ('sold', 'opening', 'received')),
            )
        if aggregate_spec == 'days_of_supply:avg':
            return SQL(
                "SUM(%s) / NULLIF(SUM(%s), 0)",
                *(self._field_to_sql(self._table, name, query) for name in ('available', 'daily_rate')),
            )
        return super()._read_group_select(aggregate_spec, query)
