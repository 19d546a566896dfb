from odoo import api, fields, models
from odoo.tools import SQL

TOPICS = ('stock', 'claim', 'status', 'conflict', 'ignored')


class ProductTemplate(models.Model):
    """Why is this number what it is: all that happened to a piece in one line of time, with running numbers."""

    _inherit = 'product.template'

    # === ACTIONS === #

    def action_ic_ledger(self):
        """Open the history of this piece."""
        self.ensure_one()
        return {
            'type': 'ir.actions.client',
            'tag': 'ic_time_line',
            'name': self.env._("Ledger"),
            'context': {'active_id': self.id, 'active_model': 'product.template'},
        }

    # === BUSINESS METHODS === #

    @api.readonly
    def ic_time_line(self, topics=None, limit=80, offset=0):
        """Return what the screen of the history shows, newest first.

        :param list topics: some of TOPICS; all by default. The numbers run through everything all the same.
        :return: dict(piece, now: numbers as they are, adds_up: bool, lines: list of dict, more: bool)
        """
        self.ensure_one()
        self.check_access('read')
        rows = self._ic_time_line_rows(topics, limit + 1, offset)
        return {
            'piece': {'id': self.id, 'name': self.name, 'sku': self.default_code or ''},
            'now': self._ic_time_line_now(),
            'adds_up': self._ic_adds_up(),
            'may_export': self.env['ic.stock.entry']._ic_may_export(),
            'lines': self._ic_time_line_words(rows[:limit]),
            'more': len(rows) > limit,
        }

    def _ic_time_line_rows(self, topics, limit, offset):
        """Return the rows of the line with the numbers as they were after each, newest first.

        What one movement did at one moment (out of one place, into another) is one row. A hold whose time is up has
        ended, also before anybody tidied it up.
        """
        self.env.flush_all()
        return self.env.execute_query_dict(
            SQL(
                """
                WITH line AS (
                    SELECT MAX(entry.id) AS id, ARRAY_AGG(entry.id ORDER BY entry.id) AS ids, 'entry' AS source,
                           CASE entry.state WHEN 'ignored' THEN 'ignored' ELSE 'stock' END AS topic, entry.date,
                           SUM(entry.quantity) FILTER (WHERE place.usage <> 'customer') AS house,
                           0 AS promised, 0 AS held
                      FROM ic_stock_entry entry LEFT JOIN stock_location place ON place.id = entry.location_id
                     WHERE entry.product_tmpl_id = %(piece)s
                     GROUP BY COALESCE(entry.move_id, -entry.id), entry.date, entry.state
                     UNION ALL
                    SELECT id, ARRAY[id], 'event', topic, date, 0, promised, held
                      FROM ic_stock_event WHERE product_tmpl_id = %(piece)s
                     UNION ALL
                    SELECT 2000000000, ARRAY[id], 'lapsed', 'claim', GREATEST(taken_on, expires_at), 0, 0,
                           fulfilled - quantity
                      FROM ic_claim
                     WHERE product_tmpl_id = %(piece)s AND state = 'held' AND expires_at <= %(now)s
                ), numbered AS (
                    SELECT line.*, SUM(COALESCE(house, 0)) OVER earlier AS house_now,
                           SUM(promised) OVER earlier AS promised_now, SUM(held) OVER earlier AS held_now,
                           BOOL_OR(topic = 'stock') OVER earlier AS has_moved
                      FROM line WINDOW earlier AS (ORDER BY date, id, ids)
                )
                SELECT * FROM numbered WHERE topic = ANY(%(topics)s)
                 ORDER BY date DESC, id DESC, ids DESC LIMIT %(limit)s OFFSET %(offset)s""",
                piece=self.id,
                now=fields.Datetime.now(),
                topics=list(topics or TOPICS),
                limit=limit,
                offset=offset,
            )
        )

    def _ic_time_line_now(self):
        """Return the numbers as stock and claims say them now; they are not taken from the ledger."""
        product = self.sudo().product_variant_id
        facts = self._ic_stock_facts()[self.id]
        return {
            'house': facts['on_hand'],
            'promised': facts['promised'],
            'held': facts.get('held', 0.0),
            'free': self._ic_free_words(self.env['ic.claim']._ic_free(product).get(product)),
            'status': dict(self._selection_ic_status()).get(self.ic_status, ''),
        }

    @api.model
    def _ic_free_words(self, free):
        """Return free units as JSON knows them: nothing where there is no limit."""
        return None if free is None or free == float('inf') else free

    def _ic_adds_up(self):
        """Tell whether ledger, stock and claims agree about this piece."""
        entries = self.env['ic.stock.entry'].sudo()
        products = self.sudo().with_context(active_test=False).product_variant_ids
        return not entries._ic_differences(self.company_id, products) and not entries._ic_claim_differences(
            self.company_id, products
        )

    def _ic_free_then(self, row):
        """Return the units that were free after `row`: one of one that is still to come may be promised."""
        if self.ic_backorder and not self.ic_is_unique:
            return None
        there = row['house_now']
        if self.ic_is_unique and not row['has_moved']:
            there = 1
        return float(max(there - row['promised_now'] - row['held_now'], 0))
