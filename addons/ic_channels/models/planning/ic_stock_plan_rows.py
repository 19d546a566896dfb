from datetime import timedelta

from odoo import models
from odoo.tools import SQL

# Days that a rate is measured over at least: one sale in the first week is no trend.
LEAST_DAYS = 30
# Units of one-of-one pieces that a line sold at least before anybody is told that it runs out.
LEAST_SOLD = 3
SUMS = (
    'on_hand',
    'promised',
    'available',
    'on_order',
    'aged_0',
    'aged_90',
    'aged_180',
    'aged_365',
    'opening',
    'received',
    'sold',
    'sold_30',
    'sold_90',
    'sold_365',
    'stock_value',
)
COLUMNS = (
    'company_id',
    'dimension',
    'key',
    'name',
    'taken_on',
    'is_basis',
    'product_id',
    'product_tmpl_id',
    'category',
    'brand_id',
    'artist_id',
    'series_id',
    *SUMS,
    'sold_by',
    'lookback',
    'rate_days',
    'daily_rate',
    'sell_through',
    'days_of_supply',
    'vendor_id',
    'lead_days',
    'cover_days',
    'reorder',
    'is_short',
)


class IcStockPlan(models.Model):
    """From the facts of each product to the rows of the plan, in the database."""

    _inherit = 'ic.stock.plan'

    def _ic_take_sql(self, company, now):
        """Return the statement that writes the rows of `company` and gives their ids."""
        since = now - timedelta(days=company.ic_plan_lookback)
        return SQL(
            """
            WITH fact AS MATERIALIZED (%(facts)s),
                 part AS MATERIALIZED (
                    SELECT row.dimension, row.key, fact.*
                      FROM fact JOIN product_product product ON product.id = fact.product_id
                      JOIN product_template piece ON piece.id = fact.piece_id, LATERAL (%(keys)s) row
                 ),
                 total AS (%(totals)s),
                 measured AS (%(measured)s),
                 place AS (%(places)s)
            INSERT INTO ic_stock_plan (%(columns)s, create_uid, create_date, write_uid, write_date)
            SELECT %(values)s, %(user)s, %(now)s, %(user)s, %(now)s
              FROM measured LEFT JOIN place USING (dimension, key)
             ORDER BY dimension, key
            ON CONFLICT (company_id, dimension, key) DO UPDATE SET %(updates)s
            RETURNING id""",
            facts=self._ic_facts_sql(company, now, since),
            keys=self._ic_keys_sql(),
            totals=self._ic_totals_sql(),
            measured=self._ic_measured_sql(company, now),
            places=self._ic_places_sql(),
            columns=SQL(', ').join(SQL.identifier(name) for name in COLUMNS),
            values=SQL(', ').join(self._ic_value_sql(name, company, now) for name in COLUMNS),
            updates=SQL(', ').join(
                SQL("%s = EXCLUDED.%s", SQL.identifier(name), SQL.identifier(name))
                for name in (*COLUMNS[3:], 'write_uid', 'write_date')
            ),
            user=self.env.uid,
            now=now,
        )

    def _ic_totals_sql(self):
        """Add up what counts in a row. A line that is empty, and of which nothing moved in a year, is left out."""
        return SQL(
            """
            SELECT part.dimension, part.key, %(sums)s, MIN(part.first_in) AS first_in,
                   MIN(part.product_id) AS product_id, MIN(part.piece_id) AS product_tmpl_id,
                   MIN(piece.ic_category) AS category, MIN(piece.ic_brand_id) AS brand_id,
                   MIN(piece.ic_art_artist_id) AS artist_id, MIN(piece.ic_bullion_series_id) AS series_id,
                   BOOL_AND(piece.ic_is_unique) AS is_unique, MIN(part.vendor_id) AS vendor_id,
                   MAX(part.delay) AS delay, %(name)s AS name
              FROM part
              JOIN product_template piece ON piece.id = part.piece_id
              LEFT JOIN ic_brand brand ON brand.id = piece.ic_brand_id
              LEFT JOIN ic_artist artist ON artist.id = piece.ic_art_artist_id
              LEFT JOIN ic_bullion_series series ON series.id = piece.ic_bullion_series_id
             GROUP BY part.dimension, part.key
            HAVING SUM(ABS(part.on_hand)) + SUM(part.on_order) + SUM(part.promised) > 0
                OR SUM(ABS(part.sold_365)) + SUM(ABS(part.sold)) > 0
                OR part.dimension = 'product' AND MIN(part.first_in) IS NOT NULL""",
            sums=SQL(', ').join(
                SQL("COALESCE(SUM(part.%s), 0) AS %s", SQL.identifier(name), SQL.identifier(name)) for name in SUMS
            ),
            name=self._ic_name_sql(),
        )

    def _ic_name_sql(self):
        categories = self.env['product.template']._fields['ic_category']._description_selection(self.env)
        metals = self.env['ic.bullion.series']._fields['metal']._description_selection(self.env)
        return SQL(
            """
            MIN(CASE part.dimension
                WHEN 'product' THEN COALESCE(piece.name ->> %(lang)s, piece.name ->> 'en_US')
                WHEN 'model' THEN CASE WHEN STRPOS(LOWER(piece.ic_model), LOWER(brand.name)) > 0
                                       THEN TRIM(piece.ic_model) ELSE brand.name || ' ' || TRIM(piece.ic_model) END
                WHEN 'artist' THEN artist.name
                WHEN 'series' THEN CONCAT_WS(' · ', series.name, CASE series.metal %(metals)s END)
                WHEN 'edition' THEN artist.name || ', ' || TRIM(piece.ic_model)
                WHEN 'brand' THEN brand.name
                ELSE CASE piece.ic_category %(categories)s END END)""",
            lang=self.env.lang or 'en_US',
            metals=SQL(' ').join(SQL("WHEN %s THEN %s", code, label) for code, label in metals),
            categories=SQL(' ').join(SQL("WHEN %s THEN %s", code, label) for code, label in categories),
        )

    def _ic_measured_sql(self, company, now):
        """Work out how fast each row sells and how much of it to get."""
        return SQL(
            """
            SELECT paced.*, demand > 0 AND reorder > 0 AND is_basis AND available * rate_days < lead_days * demand
                            AND (dimension = 'product' OR demand >= %(least_sold)s) AS is_short
              FROM (
                SELECT *, GREATEST(CEIL(demand * (lead_days + %(cover)s) / rate_days - available - on_order), 0)
                              AS reorder
                  FROM (
                    SELECT total.*, GREATEST(sold, 0) AS demand,
                           COALESCE(delay, %(lead)s) AS lead_days,
                           dimension = 'product'
                           OR dimension IN ('model', 'artist', 'series') AND is_unique AS is_basis,
                           GREATEST(LEAST(%(lookback)s, CEIL(EXTRACT(EPOCH FROM %(now)s - first_in) / 86400)::int),
                                    LEAST(%(lookback)s, %(least)s)) AS rate_days
                      FROM total
                  ) known
              ) paced""",
            least_sold=LEAST_SOLD,
            cover=company.ic_plan_cover,
            lead=company.ic_plan_lead,
            lookback=company.ic_plan_lookback,
            least=LEAST_DAYS,
            now=now,
        )

    def _ic_places_sql(self):
        """Add up where it was sold."""
        return SQL(
            """
            SELECT dimension, key, jsonb_object_agg(channel, units) AS sold_by
              FROM (SELECT part.dimension, part.key, told.key AS channel, SUM(told.value::numeric) AS units
                      FROM part, jsonb_each_text(part.sold_by) told
                     GROUP BY 1, 2, 3 HAVING SUM(told.value::numeric) <> 0) sold
             GROUP BY dimension, key"""
        )

    def _ic_value_sql(self, name, company, now):
        """Return what is written into a column of a row."""
        own = {
            'company_id': SQL("%s", company.id),
            'taken_on': SQL("%s", now),
            'lookback': SQL("%s", company.ic_plan_lookback),
            'cover_days': SQL("%s", company.ic_plan_cover),
            'product_id': SQL("CASE WHEN dimension = 'product' THEN product_id END"),
            'product_tmpl_id': SQL("CASE WHEN dimension = 'product' THEN product_tmpl_id END"),
            'vendor_id': SQL("CASE WHEN dimension = 'product' THEN vendor_id END"),
            'category': SQL("CASE WHEN dimension <> 'brand' THEN category END"),
            'brand_id': SQL("CASE WHEN dimension IN ('product', 'model', 'brand') THEN brand_id END"),
            'artist_id': SQL("CASE WHEN dimension IN ('product', 'artist', 'edition') THEN artist_id END"),
            'series_id': SQL("CASE WHEN dimension IN ('product', 'series') THEN series_id END"),
            'daily_rate': SQL("ROUND(demand / rate_days, 4)"),
            'sell_through': SQL("ROUND(100 * demand / NULLIF(opening + received, 0), 1)"),
            'days_of_supply': SQL("ROUND(available * rate_days / NULLIF(demand, 0), 1)"),
        }
        return own.get(name) or SQL.identifier(name)
