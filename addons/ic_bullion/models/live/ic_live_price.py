from odoo import fields, models
from odoo.tools import SQL

from ...pricing.exact import decimal
from .piece_price_mode import FOLLOWS

# The columns of a piece that lists are sorted and filtered by, and where its live price is kept for them.
KEPT = {'list_price': 'retail', 'ic_wholesale_price': 'wholesale'}


class IcLivePrice(models.Model):
    """What pieces that follow their metal cost, for sorting and filtering: no row of a piece is written for a tick.

    Written by one statement for a whole store, in the background. Nobody is charged by it: the price itself is computed
    when it is asked for. After `good_until` it counts as no price.
    """

    _name = 'ic.live.price'
    _description = "Price That Follows the Metal"
    _log_access = False

    product_tmpl_id = fields.Many2one('product.template', required=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', index=True, ondelete='cascade')
    retail = fields.Float(digits=(16, 4), required=True, aggregator=None)
    wholesale = fields.Float(digits=(16, 4), required=True, aggregator=None)
    good_until = fields.Datetime(required=True)

    _piece_uniq = models.UniqueIndex("(product_tmpl_id)", "A piece has one live price.")

    def _ic_keep(self, rows):
        """Keep (piece id, company id, retail, wholesale, good until) of many pieces: one statement.

        :return: ids of the pieces whose price is another now
        """
        if not rows:
            return []
        columns = [list(column) for column in zip(*rows)]
        self.env.cr.execute(_KEEP, [columns[0], *columns])
        return [row[0] for row in self.env.cr.fetchall()]

    def _ic_forget_old(self, now):
        """Make no price of those that are too old now. Returns ids of the pieces."""
        self.env.cr.execute(_FORGET, [now])
        return [row[0] for row in self.env.cr.fetchall()]


_KEEP = """
    WITH before AS (SELECT product_tmpl_id, retail, wholesale FROM ic_live_price WHERE product_tmpl_id = ANY(%s)),
    kept AS (
        INSERT INTO ic_live_price AS kept (product_tmpl_id, company_id, retail, wholesale, good_until)
        SELECT * FROM unnest(%s::int[], %s::int[], %s::numeric[], %s::numeric[], %s::timestamp[])
            ON CONFLICT (product_tmpl_id) DO UPDATE
           SET company_id = EXCLUDED.company_id, retail = EXCLUDED.retail, wholesale = EXCLUDED.wholesale,
               good_until = EXCLUDED.good_until
         WHERE (kept.retail, kept.wholesale, kept.good_until)
               IS DISTINCT FROM (EXCLUDED.retail, EXCLUDED.wholesale, EXCLUDED.good_until)
        RETURNING product_tmpl_id, retail, wholesale
    )
    SELECT kept.product_tmpl_id FROM kept LEFT JOIN before USING (product_tmpl_id)
     WHERE (before.retail, before.wholesale) IS DISTINCT FROM (kept.retail, kept.wholesale)
"""
_FORGET = """
    UPDATE ic_live_price SET retail = 0, wholesale = 0
     WHERE good_until <= %s AND (retail != 0 OR wholesale != 0)
    RETURNING product_tmpl_id
"""


class ProductTemplate(models.Model):
    """Lists are sorted and filtered by what pieces cost, not by a price that was typed before they followed a metal."""

    _inherit = 'product.template'

    def _field_to_sql(self, alias, field_expr, query=None):
        """Override of `base`: the price columns of a piece that follows its metal are kept beside it."""
        sql = super()._field_to_sql(alias, field_expr, query)
        if field_expr not in KEPT or query is None:
            return sql
        live = query.left_join(alias, 'id', 'ic_live_price', 'product_tmpl_id', 'ic_live')
        return SQL(
            # the database's own clock: every list reads this, and asking for the time would be one more query
            "CASE WHEN %(piece)s IS NULL THEN %(typed)s"
            " WHEN %(until)s > (now() AT TIME ZONE 'UTC') THEN %(kept)s ELSE 0 END",
            piece=SQL.identifier(live, 'product_tmpl_id'),
            typed=sql,
            until=SQL.identifier(live, 'good_until'),
            kept=SQL.identifier(live, KEPT[field_expr]),
        )

    # === BUSINESS METHODS === #

    def _ic_keep_live(self):
        """Keep what these pieces cost for lists, and nothing of those that follow nothing any more.

        :return: pieces whose price is another now
        """
        self.flush_recordset()
        follow = self.sudo().filtered(lambda piece: piece.ic_price_mode == FOLLOWS and piece.ic_category == 'bullion')
        rest = self - self.browse(follow.ids)
        if rest:
            self.env.cr.execute(SQL("DELETE FROM ic_live_price WHERE product_tmpl_id = ANY(%s)", rest.ids))
        moved = self.browse(self.env['ic.live.price']._ic_keep(follow._ic_live_rows()))
        (moved | rest).invalidate_recordset([*KEPT])
        return moved

    def _ic_live_rows(self):
        """Return what `ic.live.price._ic_keep` keeps of these pieces."""
        retail, wholesale = self._ic_metal_quotes(), self._ic_metal_quotes('wholesale')
        now, ends, rows = fields.Datetime.now(), {}, []
        for piece in self:
            spot, store = retail[piece].spot, piece.company_id or self.env.company
            if spot not in ends:
                ends[spot] = store._ic_spot_good_until(spot) if spot else now
            prices = (retail[piece].price, wholesale[piece].price)
            rows.append((piece.id, store.id, *(price or decimal(0) for price in prices), ends[spot]))
        return rows
