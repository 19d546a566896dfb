from odoo import api, models

from ..claims.ic_claim import ACTIVE


class IcClaim(models.Model):
    """Holds follow their claims: who took one over, what was given back, what lapsed."""

    _inherit = 'ic.claim'

    @api.model
    def _ic_take_one(self, look, key, values):
        """Override of our own to note which document of the client takes a hold over, and to let the holds follow."""
        taken = super()._ic_take_one(look, key, values)
        used = {claim.owner for claim in look.yielding if claim.state not in ACTIVE}
        for line in self.env['ic.reservation.line']._ic_open_lines(look.product) if used else ():
            if (line.taken_by or self._ic_key(line.reservation_id)) in used:
                line.taken_by = key
        if look.mine or look.yielding or key.startswith('ic.reservation,'):  # else no hold is concerned
            self._ic_follow_holds(look.product)
        return taken

    def _ic_yielding(self, partner, over):
        """Override of our own to let an order use up the holds it was made of, whoever it is billed to."""
        yielding = super()._ic_yielding(partner, over)
        keys = {self._ic_key(owner) for owner in over}
        for claim in self - yielding:
            if claim.owner.startswith('ic.reservation,'):
                order = claim._ic_document().order_id
                if order and self._ic_key(order) in keys:
                    yielding |= claim
        return self & yielding

    def _ic_release(self, reason, state='released'):
        """Override of our own to let the holds for clients follow."""
        products = self.sudo().product_id
        res = super()._ic_release(reason, state)
        self._ic_follow_holds(products)
        return res

    def _ic_lapse(self):
        """Override of our own to let the holds for clients follow."""
        products = self.filtered('is_lapsed').product_id
        res = super()._ic_lapse()
        self._ic_follow_holds(products)
        return res

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
