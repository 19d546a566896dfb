from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class ProductTemplate(models.Model):
    """When a piece with a quantity runs low, and which references the store never wants to be without."""

    _inherit = 'product.template'

    ic_low_stock = fields.Float(
        string="Tell Me at",
        digits='Product Unit',
        copy=True,
        help="Low stock is told when as many units are free, or fewer. That none is left is told always.",
    )
    ic_stock_watch_id = fields.Many2one(
        'ic.stock.watch',
        string="Watched",
        compute='_compute_ic_stock_watch_id',
        groups='ic_inventory_luxury.group_employee',
    )

    _ic_low_stock_positive = models.Constraint(
        'CHECK (COALESCE(ic_low_stock, 0) >= 0)', "The number of units to be told at cannot be negative."
    )

    def _compute_ic_stock_watch_id(self):
        for piece in self:
            piece.ic_stock_watch_id = piece._ic_watches()[:1]

    def write(self, vals):
        """Override of `product` to look at the stock when the number to be told at changes."""
        result = super().write(vals)
        if vals.keys() & {'ic_low_stock', 'active', 'ic_is_unique'}:
            self._ic_look_at_stock()
        return result

    # === ACTIONS === #

    def action_ic_watch_stock(self):
        """Watch the reference, or the series, of this piece: open the watch, which is new if there was none."""
        self.ensure_one()
        watch = self._ic_watches()[:1] or self.env['ic.stock.watch'].create(self._ic_watch_values())
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Watched Reference"),
            'res_model': 'ic.stock.watch',
            'res_id': watch.id,
            'views': [(False, 'form')],
            'target': 'new',
        }

    # === BUSINESS METHODS === #

    def _ic_watch_values(self):
        self.ensure_one()
        if self.ic_bullion_series_id:
            return {'company_id': self.company_id.id, 'series_id': self.ic_bullion_series_id.id}
        if not self.ic_brand_id or not (self.ic_reference or '').strip():
            raise UserError(
                self.env._(
                    "%s has no reference yet. Enter brand and reference (or the series) first.", self.display_name
                )
            )
        return {
            'company_id': self.company_id.id,
            'brand_id': self.ic_brand_id.id,
            'reference': self.ic_reference.strip(),
        }

    def _ic_watches(self):
        """Return the watches that pieces of `self` count for."""
        watches = self.env['ic.stock.watch'].sudo()
        if not self.ids:
            return watches
        self.flush_recordset(['ic_brand_id', 'ic_reference', 'ic_bullion_series_id', 'company_id'])
        watches.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT watch.id
                  FROM product_template piece JOIN ic_stock_watch watch ON watch.company_id = piece.company_id
                   AND (watch.series_id = piece.ic_bullion_series_id
                        OR watch.brand_id = piece.ic_brand_id
                       AND LOWER(TRIM(watch.reference)) = LOWER(TRIM(piece.ic_reference)))
                 WHERE piece.id = ANY(%s) AND piece.ic_category IS NOT NULL
                 ORDER BY watch.id""",
                self.ids,
            )
        )
        return watches.browse([number for (number,) in rows])

    def _ic_look_at_stock(self):
        """Tell of pieces with a quantity of `self` that are low or gone. What never came in is not missed."""
        alerts = self.env['ic.alert'].sudo()
        counted = self.sudo().filtered(lambda piece: piece.ic_category and not piece.ic_is_unique)
        facts = counted._ic_stock_facts()
        for piece in counted:
            if piece.active and piece.ic_in_stock_since:
                fact = facts[piece.id]
                alerts._ic_tell_stock(piece, max(fact['on_hand'] - fact['promised'], 0.0), piece.ic_low_stock)
        silent = self.sudo().filtered(lambda piece: piece.ic_category and (not piece.active or piece.ic_is_unique))
        for kind in ('low_stock', 'zero_stock'):
            alerts._ic_clear(kind, silent, reason=self.env._("Not watched any more"))


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.model
    def _ic_announce(self, products, freed):
        """Extend to have the job look at what may have to be told, right after this transaction."""
        res = super()._ic_announce(products, freed)
        if products._ic_may_have_to_tell():
            cron = self.env['ir.model.data']._xmlid_to_res_id('ic_inventory_luxury.ic_alert_cron_look')
            if cron:  # not while the addon is being installed
                self.env['ir.cron'].browse(cron)._trigger()
        return res

    def _ic_may_have_to_tell(self):
        """Tell, with one small query, whether any of these is low, was told to be low, or counts for what is watched.

        Every sale asks this, so plenty must cost next to nothing; the job looks closely.
        """
        self.env['ic.alert'].flush_model(['state', 'kind', 'product_tmpl_id'])
        counted = self.filtered(lambda product: product.ic_category and not product.ic_is_unique)
        rows = counted.ids and self.env.execute_query(
            SQL(
                """
                SELECT counter.product_id, counter.capacity - counter.claimed,
                       EXISTS (SELECT 1 FROM ic_alert alert
                                WHERE alert.product_tmpl_id = counter.product_tmpl_id AND alert.state = 'open'
                                  AND alert.kind IN ('low_stock', 'zero_stock'))
                  FROM ic_claim_counter counter
                 WHERE counter.product_id = ANY(%s)""",
                counted.ids,
            )
        )
        for product_id, free, told in rows or ():
            if told or free is None or free <= self.browse(product_id).ic_low_stock:
                return True
        watching = self.env['ic.stock.watch']._ic_companies()
        mine = self.product_tmpl_id.filtered(lambda piece: piece.company_id.id in watching)
        return bool(mine._ic_watches())
