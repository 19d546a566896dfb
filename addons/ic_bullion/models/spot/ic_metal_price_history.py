from datetime import timedelta

from odoo import api, fields, models

# Days after which only one row a day is kept, unless the settings say otherwise.
KEEP = 'ic_bullion.keep_ticks_days'
KEEP_DAYS = 30


class MetalPrice(models.Model):
    """History: of days long past one row is kept with opening, highest, lowest and last price."""

    _inherit = 'ic.metal.price'

    @api.model
    def _ic_compact(self, before=None):
        """Make one row of each day, metal, currency, source and store before a date. Two statements, however many rows.

        The last tick of the day becomes the row of the day and keeps its id, so what points at it stays right. Ticks
        that come in late for a day that has its row are worked into it.

        :param date before: the first day that keeps all its ticks
        :returns: (rows of days written, ticks removed)
        """
        before = before or fields.Date.today() - timedelta(days=self._ic_keep_days())
        self.flush_model()
        self.env.cr.execute(_WRITE_DAYS, [before])
        days = self.env.cr.rowcount
        self.env.cr.execute(_REMOVE_TICKS, [before])
        removed = self.env.cr.rowcount
        self.invalidate_model()
        return days, removed

    @api.model
    def _ic_keep_days(self):
        value = self.env['ir.config_parameter'].sudo().get_param(KEEP, '')
        return max(int(value), 1) if value.isdigit() else KEEP_DAYS

    # === CRON === #

    @api.model
    def _cron_compact(self):
        self.sudo()._ic_compact()


_WRITE_DAYS = """
    UPDATE ic_metal_price AS day
       SET kind = 'day', price_open = found.price_open, price_high = found.price_high, price_low = found.price_low,
           tick_count = found.tick_count
      FROM (
        SELECT id,
               first_value(COALESCE(price_open, price)) OVER whole AS price_open,
               max(COALESCE(price_high, price)) OVER whole AS price_high,
               min(COALESCE(price_low, price)) OVER whole AS price_low,
               sum(COALESCE(tick_count, 1)) OVER whole AS tick_count,
               bool_or(kind = 'tick') OVER whole AS has_news,
               last_value(id) OVER whole AS closing
          FROM ic_metal_price
         WHERE observed_at < %s
        WINDOW whole AS (
            PARTITION BY metal, currency_id, source, COALESCE(company_id, 0), observed_at::date
            ORDER BY observed_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        )
      ) AS found
     WHERE day.id = found.id AND found.id = found.closing AND found.has_news
"""
# Whatever lies before the row of its day has been worked into it.
_REMOVE_TICKS = """
    DELETE FROM ic_metal_price AS tick
     USING ic_metal_price AS day
     WHERE day.kind = 'day' AND day.id != tick.id AND tick.observed_at < %s
       AND day.metal = tick.metal AND day.currency_id = tick.currency_id AND day.source = tick.source
       AND day.company_id IS NOT DISTINCT FROM tick.company_id
       AND day.observed_at::date = tick.observed_at::date
       AND (day.observed_at, day.id) > (tick.observed_at, tick.id)
"""
