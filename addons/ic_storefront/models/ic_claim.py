from odoo import api, fields, models

from odoo.addons.ic_inventory_luxury.models.claims.ic_claim_take import YIELDS_TO_PARTNER


class IcClaim(models.Model):
    """What claims mean for somebody in the web shop."""

    _inherit = 'ic.claim'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_free_for(self, products, owner=None, partner=None):
        """Tell how many units `owner`, or whoever `partner` is, could claim now. Only for showing, see `_ic_free`.

        :return: dict product.product record -> units; infinite where nothing limits them
        """
        claims = self.sudo()
        free = claims._ic_free(products, owner=owner)
        person = claims._ic_person(partner)
        if not person:
            return free
        domain = [
            ('product_id', 'in', products.ids),
            ('state', '=', 'held'),
            ('kind', 'in', YIELDS_TO_PARTNER),
            ('partner_id.commercial_partner_id', '=', person.id),
        ]
        key = owner and self._ic_key(owner)
        for claim in claims.search(domain):
            if claim.owner != key and not claim.is_lapsed:
                free[claim.product_id] += claim._ic_weight()
        return free

    @api.model
    def _ic_checkouts(self, products):
        """Return the live claims of people who are paying for one of `products` right now."""
        return self.sudo().search(
            [
                ('product_id', 'in', products.ids),
                ('state', '=', 'held'),
                ('kind', 'in', ('checkout', 'till')),
                ('expires_at', '>', fields.Datetime.now()),
            ]
        )

    def _ic_lapse(self):
        """Extend to say on an order that waits for its payment that its goods are free for others again."""
        waiting = self.filtered(lambda claim: claim.is_lapsed and claim.kind == 'checkout')
        result = super()._ic_lapse()
        for claim in waiting:
            order = claim._ic_document()
            if order._name == 'sale.order' and order.state == 'sent':
                order.message_post(
                    body=self.env._(
                        "No payment came in time: %(piece)s is not reserved for this order any more. Should the "
                        "payment still come, the order is confirmed if the piece is free then.",
                        piece=claim.product_id.display_name,
                    )
                )
        return result
