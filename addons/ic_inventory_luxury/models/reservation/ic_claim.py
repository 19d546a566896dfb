from odoo import api, models

from ..claims.ic_claim import ACTIVE


class IcClaim(models.Model):
    """Holds follow their claims: who took one over, what was given back, what lapsed."""

    _inherit = 'ic.claim'

    @api.model
    def _ic_take(self, wants, owner, *args, **kwargs):
        """Override of our own to let the holds for clients follow what was taken."""
        taken = super()._ic_take(wants, owner, *args, **kwargs)
        self._ic_follow_holds(self._ic_in_order(wants) if wants else self.product_id)
        return taken

    @api.model
    def _ic_take_one(self, product, units, key, values, partner, over):
        """Override of our own to note which document of the client takes a hold over."""
        lines = self.env['ic.reservation.line']._ic_open_lines(product)
        had = {line: line._ic_claim() for line in lines}
        if not product.product_tmpl_id.ic_is_unique:
            self._ic_use_hold(had.values(), units, key, partner, over)
        taken = super()._ic_take_one(product, units, key, values, partner, over)
        for line, claim in had.items():
            if claim and claim.owner != key and claim.state not in ACTIVE:
                line.taken_by = key
        return taken

    @api.model
    def _ic_use_hold(self, held, units, key, partner, over):
        """Use up the client's own hold on goods with a quantity, also where there would be enough without it."""
        for claim in held:
            mine = self._ic_of(key).filtered(lambda mine, claim=claim: mine.product_id == claim.product_id)
            given = min(units - (mine._ic_weight() if mine else 0.0), claim._ic_weight() if claim else 0.0)
            if given > 0 and claim.owner != key and claim._ic_yielding(partner, over):
                claim._ic_shrink(given, self.env._("Used by %s", key.partition(',')[2]))
                units -= given
        self.env.flush_all()

    def _ic_release(self, reason, state='released'):
        """Override of our own to let the holds for clients follow."""
        products = self.sudo().product_id
        super()._ic_release(reason, state)
        self._ic_follow_holds(products)

    def _ic_lapse(self):
        """Override of our own to let the holds for clients follow."""
        products = self.filtered('is_lapsed').product_id
        super()._ic_lapse()
        self._ic_follow_holds(products)

    @api.model
    def _ic_shed(self, product, units):
        """Override of our own to let the holds for clients follow."""
        shed = super()._ic_shed(product, units)
        self._ic_follow_holds(product)
        return shed

    @api.model
    def _ic_follow_holds(self, products):
        if products:
            self.env['ic.reservation.line']._ic_open_lines(products)._ic_follow()
