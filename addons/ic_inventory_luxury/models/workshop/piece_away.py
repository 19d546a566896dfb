from odoo import api, models
from odoo.tools import SQL

# What a piece is while it is with somebody who does not work on it.
STATUS_OF_KIND = {'photo': 'awaiting_photos'}
STATUS_OF_WORK = {'service': 'service', 'polish': 'polish', 'refinish': 'at_refinish'}


class ProductTemplate(models.Model):
    """What of the stock is out of the house: at a service shop or checked out. Still ours, but not on the shelf."""

    _inherit = 'product.template'

    def _ic_stock_facts(self):
        """Override of our own to tell what is in the house from what is away, and what has left for good.

        Adds to each dict: 'house' and 'away' (units of `on_hand`), 'at_shop' (whether what is away is at a shop),
        'away_status' (the status while all is away), 'where' (words), 'left' (nothing is left and no sale is why).
        """
        facts = super()._ic_stock_facts()
        for fact in facts.values():
            fact.update(house=fact['on_hand'], away=0.0, at_shop=False, away_status='hold', where='', left=False)
        there = tuple(piece_id for piece_id, fact in facts.items() if fact['on_hand'] > 0)
        for piece_id, away, at_shop, place in self.env.execute_query(self._ic_away_query(there)) if there else ():
            fact = facts[piece_id]
            fact.update(house=fact['on_hand'] - away, away=away, at_shop=at_shop, where=place)
            fact['away_status'] = 'service' if at_shop else 'hold'
        out = tuple(piece_id for piece_id, fact in facts.items() if fact['away'] > 0)
        for piece_id, name, kind, work, holder in self.env.execute_query(self._ic_trip_query(out)) if out else ():
            status = STATUS_OF_WORK[work] if kind == 'service' else STATUS_OF_KIND.get(kind, 'hold')
            facts[piece_id].update(away_status=status, where=f"{name}, {holder}" if holder else name)
        gone = tuple(piece_id for piece_id, fact in facts.items() if fact['on_hand'] <= 0 and fact['delivered'] <= 0)
        for (piece_id,) in self.env.execute_query(self._ic_left_query(gone)) if gone else ():
            facts[piece_id]['left'] = True
        return facts

    @api.model
    def _ic_flush_facts(self):
        """Extend to have trips, places outside the house and finished movements written, too."""
        result = super()._ic_flush_facts()
        self.env['ic.checkout'].flush_model()
        self.env['stock.location'].flush_model(['ic_kind', 'name'])
        self.env['res.company'].flush_model(['ic_out_location_id'])
        self.env['stock.move'].flush_model(['product_id', 'state'])
        return result

    def _ic_away_query(self, piece_ids):
        return SQL(
            """
            SELECT product.product_tmpl_id, SUM(quant.quantity), BOOL_OR(location.ic_kind = 'shop'), MAX(location.name)
              FROM stock_quant quant
              JOIN product_product product ON product.id = quant.product_id
              JOIN stock_location location ON location.id = quant.location_id AND location.usage = 'internal'
             WHERE product.product_tmpl_id IN %s AND quant.quantity > 0
               AND (location.ic_kind = 'shop'
                    OR EXISTS (SELECT 1 FROM res_company company WHERE company.ic_out_location_id = location.id))
             GROUP BY product.product_tmpl_id""",
            piece_ids,
        )

    def _ic_trip_query(self, piece_ids):
        return SQL(
            """
            SELECT product_tmpl_id, name, kind, work, holder
              FROM ic_checkout
             WHERE state = 'out' AND product_tmpl_id IN %s
             ORDER BY id""",
            piece_ids,
        )

    def _ic_left_query(self, piece_ids):
        """Pieces that have moved: having nothing and having sold nothing, they left some other way."""
        return SQL(
            """
            SELECT DISTINCT product.product_tmpl_id
              FROM product_product product
             WHERE product.product_tmpl_id IN %s
               AND EXISTS (SELECT 1 FROM stock_move move WHERE move.product_id = product.id AND move.state = 'done')""",
            piece_ids,
        )
