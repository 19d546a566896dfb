from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

# Turnover is what customers paid: for those who sell.
TURNOVER = 'ic_inventory_luxury.group_record_sales'


class IcMovementReport(models.Model):
    """One row per movement of the stock ledger at a place of the house.

    The signs are those of the words: what was sold, lost or given back counts as a positive number of units, and
    `change` = came in - sold + returned - lost - given back + corrected + moved. A transfer within the house
    has two rows that add up to zero. So the sum of `change` over any set of products is what the house has of them,
    to the unit, and each other column is the sum of the ledger entries of its kind.

    What a channel told and we did not apply moved nothing and is left out; so is the customer's side of a sale.
    """

    _name = 'ic.movement.report'
    _description = "Movement Analysis"
    _auto = False
    _order = 'date desc, id desc'
    _rec_name = 'product_tmpl_id'
    _depends = {
        'ic.stock.entry': ['company_id', 'product_id', 'product_tmpl_id', 'location_id', 'date', 'kind', 'quantity'],
        'product.template': ['ic_category', 'ic_brand_id', 'ic_model', 'ic_art_artist_id', 'ic_bullion_series_id'],
        'sale.order.line': ['price_subtotal', 'product_uom_qty', 'order_id'],
        'sale.order': ['currency_rate'],
        'stock.location': ['usage', 'warehouse_id'],
        'stock.move': ['sale_line_id', 'picking_id'],
    }

    date = fields.Datetime(readonly=True)
    company_id = fields.Many2one('res.company', readonly=True)
    currency_id = fields.Many2one('res.currency', readonly=True)
    product_id = fields.Many2one('product.product', readonly=True)
    product_tmpl_id = fields.Many2one('product.template', string="Piece", readonly=True)
    category = fields.Selection(
        lambda self: self.env['product.template']._fields['ic_category']._description_selection(self.env),
        readonly=True,
    )
    brand_id = fields.Many2one('ic.brand', readonly=True)
    artist_id = fields.Many2one('ic.artist', readonly=True)
    series_id = fields.Many2one('ic.bullion.series', string="Bullion Series", readonly=True)
    line = fields.Char(
        string="Product Line",
        readonly=True,
        help="Brand and model; the series of bullion; the title of an artwork that comes in an edition.",
    )
    is_unique = fields.Boolean(string="One of One", readonly=True)
    is_consigned = fields.Boolean(string="Consigned", readonly=True)
    location_id = fields.Many2one('stock.location', string="Place", readonly=True)
    warehouse_id = fields.Many2one('stock.warehouse', readonly=True)
    channel = fields.Selection(
        lambda self: self.env['ic.stock.entry']._fields['channel']._description_selection(self.env),
        string="Source",
        readonly=True,
    )
    sold_on = fields.Char(
        string="Channel",
        readonly=True,
        help="Where it was sold: the name of the channel, or website, terminal, backend.",
    )
    kind = fields.Selection(
        lambda self: self.env['ic.stock.entry']._fields['kind']._description_selection(self.env), readonly=True
    )
    document = fields.Char(readonly=True)

    change = fields.Float(digits='Product Unit', readonly=True, help="What it did to the stock of the house.")
    received = fields.Float(
        string="Came In",
        digits='Product Unit',
        readonly=True,
        help="Taken in, received from a vendor, opening stock, or found in a count.",
    )
    sold = fields.Float(digits='Product Unit', readonly=True)
    returned = fields.Float(digits='Product Unit', readonly=True, help="Came back from customers.")
    net_sold = fields.Float(string="Sold, Net", digits='Product Unit', readonly=True, help="Sold less returned.")
    sold_30 = fields.Float(string="Sold, 30 Days", digits='Product Unit', readonly=True, help="Less what came back.")
    sold_90 = fields.Float(string="Sold, 90 Days", digits='Product Unit', readonly=True, help="Less what came back.")
    sold_365 = fields.Float(string="Sold, 365 Days", digits='Product Unit', readonly=True, help="Less what came back.")
    lost = fields.Float(digits='Product Unit', readonly=True, help="Missing in a count, or scrapped.")
    given_back = fields.Float(digits='Product Unit', readonly=True, help="To the consignor or the vendor.")
    corrected = fields.Float(digits='Product Unit', readonly=True)
    moved = fields.Float(digits='Product Unit', readonly=True, help="Transfers within the house; they add up to zero.")
    turnover = fields.Monetary(
        readonly=True, groups=TURNOVER, help="What the units sold were sold for, less what came back; without tax."
    )

    # === QUERY === #

    @property
    def _table_query(self):
        """The ledger, told for people. Built anew for each look: the addons that sell may be there or not."""
        return SQL(
            """
            SELECT entry.id, entry.date, entry.company_id, company.currency_id, entry.product_id, entry.product_tmpl_id,
                   piece.ic_category AS category, piece.ic_brand_id AS brand_id, piece.ic_art_artist_id AS artist_id,
                   piece.ic_bullion_series_id AS series_id, %(line)s AS line, piece.ic_is_unique AS is_unique,
                   COALESCE(piece.ic_is_consigned, FALSE) AS is_consigned, entry.location_id, location.warehouse_id,
                   entry.channel, %(sold_on)s AS sold_on, entry.kind, entry.document, %(units)s, %(net)s,
                   CASE WHEN entry.kind IN ('sale', 'return') THEN -entry.quantity * %(price)s END AS turnover
              FROM ic_stock_entry entry
              JOIN stock_location location ON location.id = entry.location_id AND location.usage <> 'customer'
              JOIN product_template piece ON piece.id = entry.product_tmpl_id
              JOIN res_company company ON company.id = entry.company_id
              LEFT JOIN ic_brand brand ON brand.id = piece.ic_brand_id
              LEFT JOIN ic_bullion_series series ON series.id = piece.ic_bullion_series_id
              LEFT JOIN stock_move move ON move.id = entry.move_id
              LEFT JOIN sale_order_line line ON line.id = move.sale_line_id
              LEFT JOIN sale_order sale ON sale.id = line.order_id
              %(joins)s
             WHERE entry.state = 'applied'""",
            line=self._ic_line_sql(),
            units=self._ic_units_sql(),
            net=self._ic_net_sql(),
            sold_on=self._ic_sold_on_sql(),
            price=self._ic_price_sql(),
            joins=self._ic_joins_sql(),
        )

    def _ic_line_sql(self):
        return SQL(
            """
            CASE WHEN piece.ic_category = 'bullion' THEN series.name
                 WHEN piece.ic_category = 'artwork' THEN
                     CASE WHEN COALESCE(piece.ic_art_edition_kind, 'unique') <> 'unique' THEN TRIM(piece.ic_model) END
                 WHEN STRPOS(LOWER(piece.ic_model), LOWER(brand.name)) > 0 THEN TRIM(piece.ic_model)
                 ELSE NULLIF(TRIM(CONCAT_WS(' ', brand.name, TRIM(piece.ic_model))), '') END"""
        )

    def _ic_units_sql(self):
        return SQL(
            """
            entry.quantity AS change,
            CASE WHEN entry.kind IN ('receipt', 'opening', 'found') THEN entry.quantity ELSE 0 END AS received,
            CASE WHEN entry.kind = 'sale' THEN -entry.quantity ELSE 0 END AS sold,
            CASE WHEN entry.kind = 'return' THEN entry.quantity ELSE 0 END AS returned,
            CASE WHEN entry.kind IN ('sale', 'return') THEN -entry.quantity ELSE 0 END AS net_sold,
            CASE WHEN entry.kind IN ('loss', 'scrap') THEN -entry.quantity ELSE 0 END AS lost,
            CASE WHEN entry.kind = 'given_back' THEN -entry.quantity ELSE 0 END AS given_back,
            CASE WHEN entry.kind = 'correction' THEN entry.quantity ELSE 0 END AS corrected,
            CASE WHEN entry.kind = 'transfer' THEN entry.quantity ELSE 0 END AS moved"""
        )

    def _ic_net_sql(self):
        """Return what was sold lately, net of returns: to the second, as the plan counts it."""
        now = fields.Datetime.now()
        return SQL(', ').join(
            SQL(
                "CASE WHEN entry.kind IN ('sale', 'return') AND entry.date >= %s THEN -entry.quantity ELSE 0 END AS %s",
                now - timedelta(days=days),
                SQL.identifier(f'sold_{days}'),
            )
            for days in (30, 90, 365)
        )

    def _ic_sold_on_sql(self):
        """Return the name of the channel, in the language of the reader where it is a word of ours."""
        words = self.env['ic.stock.entry']._fields['channel']._description_selection(self.env)
        source = SQL(
            "CASE entry.channel %s END",
            SQL(' ').join(SQL("WHEN %s THEN %s", code, label) for code, label in words),
        )
        if not self._ic_has_channels():
            return source
        return SQL("COALESCE(channel.name, %s)", source)

    def _ic_joins_sql(self):
        joins = []
        if self._ic_has_channels():
            joins.append(SQL("LEFT JOIN ic_channel channel ON channel.id = sale.ic_channel_id"))
        if self._ic_has_tills():
            joins.append(
                SQL(
                    """
                    LEFT JOIN stock_picking picking ON picking.id = move.picking_id
                    LEFT JOIN pos_order till ON till.id = picking.pos_order_id
                    LEFT JOIN LATERAL (
                        SELECT SUM(goods.price_subtotal) / NULLIF(SUM(goods.qty), 0) AS price
                          FROM pos_order_line goods
                         WHERE goods.order_id = till.id AND goods.product_id = entry.product_id
                    ) basket ON till.id IS NOT NULL"""
                )
            )
        return SQL(' ').join(joins)

    def _ic_price_sql(self):
        """Return what one unit was sold for, in the currency of the company."""
        price = SQL(
            "line.price_subtotal / NULLIF(line.product_uom_qty, 0) / COALESCE(NULLIF(sale.currency_rate, 0), 1)"
        )
        if not self._ic_has_tills():
            return price
        return SQL("COALESCE(%s, basket.price / COALESCE(NULLIF(till.currency_rate, 0), 1))", price)

    def _ic_has_channels(self):
        return 'ic.channel' in self.env and 'ic_channel_id' in self.env['sale.order']._fields

    def _ic_has_tills(self):
        return 'pos.order' in self.env and 'pos_order_id' in self.env['stock.picking']._fields

    # === ACTIONS === #

    def action_open_piece(self):
        """Open the piece of this movement."""
        self.ensure_one()
        view = self.env.ref('ic_inventory_luxury.product_piece_view_form').id
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'product.template',
            'res_id': self.product_tmpl_id.id,
            'views': [(view, 'form')],
        }
