from odoo import api, fields, models
from odoo.tools import SQL

from ..locks import lock_products

# Of one counter: product, units claimed, capacity written down, [units in our hands, units at customers].
_LEVELS = SQL(
    """
    counter.product_id, counter.claimed, counter.capacity,
    (SELECT ARRAY[COALESCE(SUM(quant.quantity) FILTER (WHERE location.usage <> 'customer'), 0),
                  COALESCE(SUM(quant.quantity) FILTER (WHERE location.usage = 'customer'), 0)]
       FROM stock_quant quant JOIN stock_location location ON location.id = quant.location_id
      WHERE quant.product_id = counter.product_id
        AND (location.usage IN ('internal', 'customer')
             OR location.usage = 'transit' AND location.company_id IS NOT NULL))"""
)


class IcClaimCounter(models.Model):
    """One row per product whose units are claimed: how many may be promised, and how many are.

    The row is the lock of the product, too: whoever changes its claims or its stock writes to it first.
    """

    _name = 'ic.claim.counter'
    _description = "Units Promised"
    _rec_name = 'product_id'
    _log_access = False

    product_id = fields.Many2one('product.product', required=True, readonly=True, ondelete='cascade')
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='cascade'
    )
    company_id = fields.Many2one('res.company', readonly=True, index=True)
    capacity = fields.Float(
        digits='Product Unit', readonly=True, help="Units that may be promised; empty where goods may be backordered."
    )
    claimed = fields.Float(digits='Product Unit', readonly=True, required=True, default=0.0)

    _one_row = models.UniqueIndex('(product_id)', "There is one counter per product.")
    _enough = models.Constraint(
        'CHECK (claimed >= 0 AND (capacity IS NULL OR claimed <= capacity))',
        "There are not enough units left: somebody else took them first.",
    )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_ensure(self, products):
        """Give every product of `products` its counter."""
        if products.ids:
            self.env['product.template'].flush_model(['company_id'])
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO ic_claim_counter (product_id, product_tmpl_id, company_id, capacity, claimed)
                    SELECT product.id, piece.id, piece.company_id, 0, 0
                      FROM product_product product JOIN product_template piece ON piece.id = product.product_tmpl_id
                     WHERE product.id = ANY(%s)
                    ON CONFLICT (product_id) DO NOTHING""",
                    products.ids,
                )
            )

    @api.model
    def _ic_set_capacity(self, products, write=True):
        """Lock `products` and bring what may be promised in line with the stock.

        Where the stock fell below what is promised, claims are shed, holds before sales and the latest first; each
        becomes a conflict.

        :param bool write: how to lock them, see `lock_products`
        :return: dict product id -> (capacity or None for without limit, claimed)
        """
        if write:
            lock_products(products)
            levels = self._ic_levels(products)
        else:
            # Locked and read in one query: under REPEATABLE READ both see the same, and who comes too late is refused.
            self._ic_flush_levels()
            levels = self._ic_levels_of(lock_products(products, write=False, reading=_LEVELS), products)
        for product in products:
            capacity, claimed, written = levels[product.id]
            if capacity is not None and claimed > capacity:
                claimed -= self.env['ic.claim'].sudo()._ic_shed(product, claimed - capacity)
            if capacity != written:
                self.env.cr.execute(
                    SQL("UPDATE ic_claim_counter SET capacity = %s WHERE product_id = %s", capacity, product.id)
                )
            levels[product.id] = capacity, claimed
            if capacity is not None and written is not None and capacity > written:
                levels[product.id] = capacity, claimed + self.env['ic.claim'].sudo()._ic_reclaim(product)
        return levels

    @api.model
    def _ic_levels(self, products):
        """Return dict product id -> (units that may be promised, units claimed, capacity written down), read afresh.

        One of one: there is one while it is in the house, or still to come, and none once it has left. What is counted
        is worth what is there, wherever in our hands; goods that may be backordered have no limit (None).
        """
        self._ic_flush_levels()
        query = SQL("SELECT %s FROM ic_claim_counter counter WHERE counter.product_id = ANY(%s)", _LEVELS, products.ids)
        return self._ic_levels_of(self.env.execute_query(query), products)

    @api.model
    def _ic_flush_levels(self):
        self.env['stock.quant'].flush_model(['product_id', 'location_id', 'quantity'])
        self.env['ic.claim'].flush_model()

    @api.model
    def _ic_levels_of(self, rows, products):
        """Return what `_ic_levels` returns, of rows of the columns `_LEVELS`."""
        known = {product.id: product for product in products.sudo()}
        return {
            product_id: (
                known[product_id]._ic_capacity(*map(float, units)),
                float(claimed),
                None if written is None else float(written),
            )
            for product_id, claimed, written, units in rows
        }
