from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class IcStockPlan(models.Model):
    """Taking the picture: one statement per store, however many pieces it has."""

    _inherit = 'ic.stock.plan'

    # === CRON === #

    @api.model
    def _cron_take(self):
        """Take the picture of every store, every night."""
        self._ic_take(self.env['res.company'].search([('id', '!=', False)]))

    # === BUSINESS METHODS === #

    @api.model
    def _ic_take(self, companies):
        """Bring the rows of `companies` up to now, drop those that stand for nothing any more, and tell what is short.

        Rows keep their ids, so that alerts and requests stay with them. Running it again changes nothing.
        """
        self = self.sudo()
        self._ic_flush()
        for company in companies:
            kept = [number for (number,) in self.env.execute_query(self._ic_take_sql(company, fields.Datetime.now()))]
            self.invalidate_model()
            gone = self.search([('company_id', '=', company.id), ('id', 'not in', kept)])
            gone._ic_end_alerts(self.env._("Nothing of it is left to plan"))
            gone.unlink()
            self._ic_tell_short(company)

    @api.model
    def _ic_flush(self):
        """Have written what the picture is taken of."""
        self.env['ic.stock.entry'].flush_model()
        self.env['ic.claim'].flush_model()
        self.env['stock.move'].flush_model(['product_id', 'state', 'product_qty', 'location_id', 'location_dest_id'])
        for name in ('product.template', 'product.product', 'product.supplierinfo', 'stock.location', 'res.company'):
            self.env[name].flush_model()

    @api.model
    def _ic_keys_sql(self):
        """Return the rows a piece counts in: dimension and what tells its row from the others."""
        return SQL(
            """
            SELECT * FROM (VALUES
                ('product', CASE WHEN NOT piece.ic_is_unique AND piece.active THEN product.id::text END),
                ('model', CASE WHEN piece.ic_category NOT IN ('artwork', 'bullion') AND piece.ic_brand_id IS NOT NULL
                               THEN piece.ic_brand_id || ',' || NULLIF(LOWER(TRIM(piece.ic_model)), '') END),
                ('artist', piece.ic_art_artist_id::text),
                ('series', piece.ic_bullion_series_id::text),
                ('edition', CASE WHEN COALESCE(piece.ic_art_edition_kind, 'unique') <> 'unique'
                                 THEN piece.ic_art_artist_id || ',' || NULLIF(LOWER(TRIM(piece.ic_model)), '') END),
                ('brand', piece.ic_brand_id::text),
                ('category', piece.ic_category)
            ) AS row (dimension, key) WHERE row.key IS NOT NULL"""
        )

    @api.model
    def _ic_facts_sql(self, company, now, since):
        """Return one row per product of `company` that is in the house, on its way or was sold: what there is of it."""
        return SQL(
            """
            SELECT product.id AS product_id, piece.id AS piece_id, flow.first_in, sold_by.units AS sold_by,
                   COALESCE(flow.on_hand, 0) AS on_hand, claim.promised,
                   GREATEST(COALESCE(flow.on_hand, 0) - claim.promised, 0) AS available,
                   GREATEST(moves.units, CASE WHEN piece.ic_is_unique AND piece.active AND flow.product_id IS NULL
                                               AND piece.ic_status = 'incoming' THEN 1 ELSE 0 END) AS on_order,
                   flow.opening, flow.received, flow.sold, flow.sold_30, flow.sold_90, flow.sold_365,
                   CASE WHEN piece.ic_is_consigned THEN 0 ELSE GREATEST(COALESCE(flow.on_hand, 0), 0)
                        * COALESCE((product.standard_price ->> %(company)s::text)::numeric, 0) END AS stock_value,
                   %(age)s, seller.partner_id AS vendor_id, seller.delay AS delay
              FROM product_product product
              JOIN product_template piece ON piece.id = product.product_tmpl_id
              LEFT JOIN (%(flow)s) flow ON flow.product_id = product.id
              LEFT JOIN (%(sold_by)s) sold_by ON sold_by.product_id = product.id
              %(beside)s
             WHERE piece.ic_category IS NOT NULL AND piece.company_id = %(company)s
               AND (piece.active OR flow.product_id IS NOT NULL)""",
            company=company.id,
            age=self._ic_age_sql(now),
            flow=self._ic_flow_sql(company, now, since),
            sold_by=self._ic_sold_by_sql(company, since),
            beside=self._ic_beside_sql(company, now),
        )

    def _ic_flow_sql(self, company, now, since):
        """What the ledger says of each product: stock now and then, what came, what was sold."""
        net = [
            SQL(
                "COALESCE(-SUM(entry.quantity) FILTER (WHERE entry.kind IN ('sale', 'return') AND entry.date >= %s), 0)"
                " AS %s",
                moment,
                SQL.identifier(name),
            )
            for name, moment in (
                ('sold', since),
                *((f'sold_{days}', now - timedelta(days=days)) for days in (30, 90, 365)),
            )
        ]
        fresh = [
            SQL(
                "COALESCE(SUM(entry.quantity) FILTER (WHERE entry.quantity > 0 AND entry.kind <> 'transfer'"
                " AND entry.date > %s), 0) AS %s",
                now - timedelta(days=days),
                SQL.identifier(f'fresh_{days}'),
            )
            for days in (90, 180, 365)
        ]
        return SQL(
            """
            SELECT entry.product_id, SUM(entry.quantity) AS on_hand, MIN(entry.date) AS first_in,
                   GREATEST(COALESCE(SUM(entry.quantity) FILTER (WHERE entry.date < %(since)s), 0), 0) AS opening,
                   COALESCE(SUM(entry.quantity) FILTER (
                       WHERE entry.date >= %(since)s AND (entry.kind IN ('receipt', 'opening', 'found')
                             OR entry.kind = 'correction' AND entry.quantity > 0)), 0) AS received,
                   %(sums)s
              FROM ic_stock_entry entry
              JOIN stock_location location ON location.id = entry.location_id AND location.usage <> 'customer'
             WHERE entry.company_id = %(company)s AND entry.state = 'applied'
             GROUP BY entry.product_id""",
            since=since,
            sums=SQL(', ').join(net + fresh),
            company=company.id,
        )

    def _ic_sold_by_sql(self, company, since):
        """What was sold where: {name of the channel or code of the source: units}."""
        channels = self.env['ic.movement.report']._ic_has_channels()
        return SQL(
            """
            SELECT product_id, jsonb_object_agg(channel, units) AS units
              FROM (SELECT entry.product_id, %(channel)s AS channel, -SUM(entry.quantity) AS units
                      FROM ic_stock_entry entry
                      JOIN stock_location location ON location.id = entry.location_id AND location.usage <> 'customer'
                      %(joins)s
                     WHERE entry.company_id = %(company)s AND entry.kind IN ('sale', 'return')
                       AND entry.date >= %(since)s
                     GROUP BY 1, 2) told
             GROUP BY product_id""",
            channel=SQL("COALESCE(':' || channel.name, entry.channel)") if channels else SQL("entry.channel"),
            joins=SQL(
                """
                LEFT JOIN stock_move move ON move.id = entry.move_id
                LEFT JOIN sale_order_line line ON line.id = move.sale_line_id
                LEFT JOIN sale_order sale ON sale.id = line.order_id
                LEFT JOIN ic_channel channel ON channel.id = sale.ic_channel_id"""
            )
            if channels
            else SQL(),
            company=company.id,
            since=since,
        )

    def _ic_beside_sql(self, company, now):
        """What is promised, what is on its way, and whom to order from."""
        return SQL(
            """
            CROSS JOIN LATERAL (
                SELECT COALESCE(SUM(quantity - fulfilled), 0) AS promised FROM ic_claim
                 WHERE product_id = product.id
                   AND (state = 'committed' OR state = 'held' AND (expires_at IS NULL OR expires_at > %(now)s))
            ) claim
            CROSS JOIN LATERAL (
                SELECT COALESCE(SUM(move.product_qty), 0) AS units
                  FROM stock_move move
                  JOIN stock_location source ON source.id = move.location_id
                  JOIN stock_location target ON target.id = move.location_dest_id
                 WHERE move.product_id = product.id AND source.usage IN ('supplier', 'production')
                   AND target.usage = 'internal'
                   AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
            ) moves
            LEFT JOIN LATERAL (
                SELECT partner_id, delay FROM product_supplierinfo
                 WHERE product_tmpl_id = piece.id AND (product_id IS NULL OR product_id = product.id)
                   AND (company_id IS NULL OR company_id = %(company)s)
                   AND (date_start IS NULL OR date_start <= %(now)s::date)
                   AND (date_end IS NULL OR date_end >= %(now)s::date)
                 ORDER BY sequence, min_qty, price, id LIMIT 1
            ) seller ON TRUE""",
            now=now,
            company=company.id,
        )

    def _ic_age_sql(self, now):
        """How long what is there has been there: one of one by its day, counted goods first in, first out."""
        older = {
            days: SQL(
                """
                CASE WHEN piece.ic_is_unique
                     THEN CASE WHEN %(today)s - COALESCE(piece.ic_in_stock_since, flow.first_in::date) >= %(days)s
                               THEN GREATEST(flow.on_hand, 0) ELSE 0 END
                     ELSE GREATEST(flow.on_hand - flow.%(fresh)s, 0) END""",
                today=now.date(),
                days=days,
                fresh=SQL.identifier(f'fresh_{days}'),
            )
            for days in (90, 180, 365)
        }
        return SQL(
            """
            COALESCE(GREATEST(flow.on_hand, 0) - %(d90)s, 0) AS aged_0,
            COALESCE(%(d90)s - %(d180)s, 0) AS aged_90,
            COALESCE(%(d180)s - %(d365)s, 0) AS aged_180,
            COALESCE(%(d365)s, 0) AS aged_365""",
            d90=older[90],
            d180=older[180],
            d365=older[365],
        )
