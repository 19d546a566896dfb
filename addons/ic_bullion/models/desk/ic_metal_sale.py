from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.ic_inventory_luxury.models.catalog.ic_bullion_series import FORMS
from odoo.addons.ic_inventory_luxury.models.catalog.ic_fineness import METALS

SOURCES = [
    ('website', "Website"),
    ('pos', "Till"),
    ('backend', "Sales Order"),
    ('channel', "Channel"),
    ('api', "API"),
]
TILL = 2000000000


class IcMetalSale(models.Model):
    """What each sale of bullion brought over the metal in it. Built anew at each look, from orders and till receipts.

    The metal is counted at the tick the line was priced by; where a piece has a price of its own, at the newest tick in
    the store's currency when it was sold.
    """

    _name = 'ic.metal.sale'
    _description = "Margin over Spot"
    _auto = False
    _order = 'date desc, id desc'
    _rec_name = 'document'

    date = fields.Datetime(readonly=True)
    document = fields.Char(string="Sold With", readonly=True)
    company_id = fields.Many2one('res.company', string="Store", readonly=True)
    currency_id = fields.Many2one('res.currency', readonly=True)
    product_tmpl_id = fields.Many2one('product.template', string="Piece", readonly=True)
    metal = fields.Selection(METALS, readonly=True)
    form = fields.Selection(FORMS, readonly=True)
    mint_id = fields.Many2one('ic.mint', readonly=True)
    rule_id = fields.Many2one('ic.premium.rule', string="Premium Rule", readonly=True)
    source = fields.Selection(SOURCES, string="Sold Through", readonly=True)
    mark = fields.Char(string="Priced By", readonly=True)
    quantity = fields.Float(digits='Product Unit', readonly=True)
    ounces = fields.Float(string="Fine Ounces", digits=(16, 6), readonly=True)
    revenue = fields.Monetary(readonly=True, help="Without tax, in the currency of the store.")
    metal_value = fields.Monetary(string="Metal at Spot", readonly=True)
    premium = fields.Monetary(string="Over Spot", readonly=True)
    premium_percent = fields.Float(string="Over Spot (%)", digits=(10, 2), readonly=True, aggregator='avg')

    @property
    def _table_query(self):
        self.env['sale.order'].flush_model()
        self.env['sale.order.line'].flush_model()
        self.env['ic.claim'].flush_model()
        return SQL(
            """
            SELECT sold.*, sold.quantity * sold.fine AS ounces, sold.quantity * sold.unit_metal AS metal_value,
                   sold.revenue - sold.quantity * sold.unit_metal AS premium,
                   100 * (sold.revenue / NULLIF(sold.quantity * sold.unit_metal, 0) - 1) AS premium_percent
              FROM (%s) sold""",
            SQL(" UNION ALL ").join(self._ic_sources()),
        )

    def _ic_sources(self):
        """Return the queries of what sells. The till is there or not."""
        return [self._ic_order_sql()] + ([self._ic_till_sql()] if 'pos.order.line' in self.env else [])

    def _ic_order_sql(self):
        return SQL(
            """
            SELECT line.id, sale.date_order AS date, sale.name AS document, sale.company_id, company.currency_id,
                   piece.id AS product_tmpl_id, piece.ic_bullion_metal AS metal, piece.ic_bullion_form AS form,
                   piece.ic_mint_id AS mint_id, line.ic_premium_rule_id AS rule_id,
                   COALESCE((SELECT CASE claim.source WHEN 'pos' THEN 'backend' ELSE claim.source END
                               FROM ic_claim claim WHERE claim.owner = 'sale.order,' || sale.id
                                AND claim.product_id = line.product_id ORDER BY claim.id LIMIT 1), 'backend') AS source,
                   COALESCE(line.ic_price_mark, 'tick ' || tick.id) AS mark, line.product_uom_qty AS quantity,
                   COALESCE(piece.ic_bullion_fine_ozt, 0)::numeric AS fine,
                   line.price_subtotal / COALESCE(NULLIF(sale.currency_rate, 0), 1)::numeric AS revenue,
                   COALESCE(NULLIF(line.ic_price_metal_value, 0)::numeric,
                            tick.price * piece.ic_bullion_fine_ozt::numeric) AS unit_metal
              FROM sale_order_line line
              JOIN sale_order sale ON sale.id = line.order_id AND sale.state = 'sale'
              JOIN res_company company ON company.id = sale.company_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template piece ON piece.id = product.product_tmpl_id
                   AND piece.ic_category = 'bullion' AND piece.ic_bullion_metal IS NOT NULL
              LEFT JOIN LATERAL (%s) tick ON TRUE
             WHERE line.display_type IS NULL AND line.product_uom_qty <> 0 AND sale.company_id IN %s""",
            self._ic_tick_sql(SQL("sale.date_order")),
            tuple(self.env.companies.ids),
        )

    def _ic_till_sql(self):
        """What the till sold itself; what it cashes for an order is in the order."""
        lines = self.env['pos.order.line']
        self.env['pos.order'].flush_model()
        lines.flush_model()
        kept = 'ic_price_metal_value' in lines._fields and lines._fields['ic_price_metal_value'].store
        own = SQL("NULLIF(line.ic_price_metal_value, 0)::numeric") if kept else SQL("NULL::numeric")
        marked = 'ic_price_mark' in lines._fields and lines._fields['ic_price_mark'].store
        mark = SQL("line.ic_price_mark") if marked else SQL("NULL::varchar")
        number = SQL("SUBSTRING(%s FROM '^tick ([0-9]+)$')::int", mark)
        settles = SQL("AND line.sale_order_line_id IS NULL") if 'sale_order_line_id' in lines._fields else SQL()
        return SQL(
            """
            SELECT %(base)s + line.id AS id, receipt.date_order AS date,
                   COALESCE(receipt.pos_reference, receipt.name) AS document,
                   receipt.company_id, company.currency_id, piece.id AS product_tmpl_id,
                   piece.ic_bullion_metal AS metal, piece.ic_bullion_form AS form, piece.ic_mint_id AS mint_id,
                   NULL::int AS rule_id, 'pos' AS source, COALESCE(%(mark)s, 'tick ' || tick.id) AS mark,
                   line.qty AS quantity, COALESCE(piece.ic_bullion_fine_ozt, 0)::numeric AS fine,
                   line.price_subtotal / COALESCE(NULLIF(receipt.currency_rate, 0), 1)::numeric AS revenue,
                   COALESCE(%(own)s, COALESCE(marked.price::numeric, tick.price)
                                     * piece.ic_bullion_fine_ozt::numeric) AS unit_metal
              FROM pos_order_line line
              JOIN pos_order receipt ON receipt.id = line.order_id AND receipt.state IN ('paid', 'done', 'invoiced')
              JOIN res_company company ON company.id = receipt.company_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template piece ON piece.id = product.product_tmpl_id
                   AND piece.ic_category = 'bullion' AND piece.ic_bullion_metal IS NOT NULL
              LEFT JOIN ic_metal_price marked ON marked.id = %(number)s
                   AND marked.metal = piece.ic_bullion_metal AND marked.currency_id = company.currency_id
              LEFT JOIN LATERAL (%(tick)s) tick ON TRUE
             WHERE line.qty <> 0 AND receipt.company_id IN %(companies)s %(settles)s""",
            base=TILL,
            mark=mark,
            number=number,
            own=own,
            tick=self._ic_tick_sql(SQL("receipt.date_order")),
            companies=tuple(self.env.companies.ids),
            settles=settles,
        )

    def _ic_tick_sql(self, moment):
        """The newest tick of the metal in the store's currency at a moment."""
        return SQL(
            """
            SELECT price.id, price.price::numeric FROM ic_metal_price price
             WHERE price.metal = piece.ic_bullion_metal AND price.currency_id = company.currency_id
               AND price.observed_at <= %s AND (price.company_id IS NULL OR price.company_id = company.id)
             ORDER BY price.observed_at DESC, price.id DESC LIMIT 1""",
            moment,
        )
