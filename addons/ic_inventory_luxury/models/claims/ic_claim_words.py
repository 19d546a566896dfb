from odoo import api, fields, models
from odoo.tools import format_datetime


class IcClaim(models.Model):
    """What a refusal says: which piece, and who has it."""

    _inherit = 'ic.claim'

    @api.model
    def _ic_refusal(self, shortage):
        """Return in words, for people of the house, why `shortage` (see ic_claim_take.py) could not be claimed."""
        product, claims = shortage.product, shortage.claims
        piece = product.product_tmpl_id
        unique = piece.ic_is_unique and bool(piece.ic_category)
        if unique and shortage.wanted > 1:
            return self.env._("%s is one of one: this order cannot sell it more than once.", product.display_name)
        handed = self.browse() if claims or not unique else self._ic_last_handed_over(product)
        if handed:
            return handed._ic_where_it_went()
        if unique and not claims:
            return self.env._(
                "%s has left the stock and cannot be sold. Receive it again if it was found.", product.display_name
            )
        if unique:
            return claims[0]._ic_where_it_went()
        words = self.env._("%(piece)s: only %(units)g left to sell.", piece=product.display_name, units=shortage.free)
        return ' '.join([words, *[claim._ic_where_it_went() for claim in claims if claim.state == 'held'][:3]])

    @api.model
    def _ic_last_handed_over(self, product):
        """Return the claim under which a piece left to whoever has it, empty if it came back or left otherwise."""
        last = self.search([('product_id', '=', product.id), ('fulfilled', '>', 0)], limit=1)
        return last.filtered(lambda claim: claim.fulfilled > claim.returned)

    def _ic_where_it_went(self):
        """Return one sentence that says who has this piece (for people of the house: it may name a client)."""
        self.ensure_one()
        names = {
            'piece': self.product_id.display_name,
            'document': self.reference or '',
            'partner': self.partner_id.display_name or self.env._("a client"),
            'until': self._ic_until(),
        }
        sentences = {
            'order': self.env._(
                "%(piece)s was sold with %(document)s already. Remove it from this order, or cancel %(document)s "
                "first.",
                **names,
            ),
            'checkout': self.env._(
                "%(piece)s is being paid for in the web shop right now (%(document)s, reserved until %(until)s).",
                **names,
            ),
            'till': self.env._("%(piece)s is being paid for at %(document)s right now.", **names),
            'client': self.env._(
                "%(piece)s is held for %(partner)s until %(until)s. Release that hold first.", **names
            ),
            'approval': self.env._(
                "%(piece)s is with %(partner)s on approval until %(until)s. Check it in first.", **names
            ),
            'lease': self.env._("%(piece)s is leased to %(document)s until %(until)s. End the lease first.", **names),
            'delivery': self.env._("%(piece)s has left the house with %(document)s.", **names),
            'api': self.env._("%(piece)s is claimed by another system (%(document)s).", **names),
        }
        return sentences[self.kind]

    def _ic_until(self):
        """Return the moment this hold lapses as people write it, in their own time zone."""
        self.ensure_one()
        if not self.expires_at:
            return self.env._("further notice")
        same_day = (self.expires_at - fields.Datetime.now()).days < 1
        return format_datetime(self.env, self.expires_at, dt_format='short' if not same_day else 'HH:mm')
