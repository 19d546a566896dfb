from odoo import api, models


class _Gathered(dict):
    """What was found during one reservation, by what was looked for. No request can send one in its context."""


class StockQuant(models.Model):
    """Odoo looks for the same stock twice while it reserves, and twice more when it writes that down."""

    _inherit = 'stock.quant'

    def _get_reserve_quantity(self, *args, **kwargs):
        """Override of `stock` to look once: nothing is written in between."""
        found = super(StockQuant, self.with_context(ic_gathered=_Gathered()))._get_reserve_quantity(*args, **kwargs)
        return [(quant.with_env(self.sudo().env), units) for quant, units in found]

    def _update_reserved_quantity(self, *args, **kwargs):
        """Override of `stock` to look once: how much is left afterwards is looked for, and then told to nobody."""
        remembers = self.with_context(ic_gathered=_Gathered())
        return super(StockQuant, remembers)._update_reserved_quantity(*args, **kwargs)

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Override of `base` to read what a reservation finds in the query that finds it."""
        if field_names == [] and isinstance(self.env.context.get('ic_gathered'), _Gathered):
            field_names = None
        return super().search_fetch(domain, field_names, offset=offset, limit=limit, order=order)

    def _gather(self, product_id, location_id, lot_id=None, package_id=None, owner_id=None, strict=False, qty=0):
        """Override of `stock` to remember what was found while one reservation is made."""
        gathered = self.env.context.get('ic_gathered')
        args = product_id, location_id, lot_id, package_id, owner_id, strict
        # How much is wanted matters to one strategy only, which takes the fewest packages that hold so much.
        remembers = isinstance(gathered, _Gathered) and (
            self._get_removal_strategy(product_id, location_id) != 'least_packages'
        )
        if not remembers:
            return super()._gather(*args, qty=qty)
        key = (self.env.uid, self.env.su, *args)
        if key not in gathered:
            gathered[key] = super()._gather(*args, qty=qty)
        return gathered[key].with_env(self.env)
