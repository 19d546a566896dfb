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
        places = (
            self.env['stock.location'].sudo().browse({place for fact in facts.values() for place in fact['places']})
        )
        away = places.filtered('ic_is_away')
        for fact in facts.values() if away else ():
            there = away.filtered(lambda place, fact=fact: fact['places'].get(place.id, 0.0) > 0)
            if there and fact['on_hand'] > 0:
                units = sum(fact['places'][place.id] for place in there)
                at_shop = 'shop' in there.mapped('ic_kind')
                fact.update(house=fact['on_hand'] - units, away=units, at_shop=at_shop, where=max(there.mapped('name')))
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
        self.env['stock.move'].flush_model(['product_id', 'state'])
        return result

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
