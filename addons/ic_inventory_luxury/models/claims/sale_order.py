from collections import defaultdict

from odoo import models


class SaleOrder(models.Model):
    """A confirmed order has claims on what it promises."""

    _inherit = 'sale.order'

    # === BUSINESS METHODS === #

    def _ic_claim(self):
        """Claim what the confirmed orders of `self` still have to hand over, and let go of what they have not.

        :raise UserError: naming the piece and who has it; nothing is taken then
        """
        for order in self:
            wants = order._ic_wants()
            for claim in self.env['ic.claim']._ic_of(order):
                wants.setdefault(claim.product_id, 0.0)
            if wants:
                self.env['ic.claim']._ic_take(wants, order, **order._ic_claim_values())

    def _ic_claim_values(self):
        """Return how this order claims, for `ic.claim._ic_take`. Addons that sell elsewhere extend it."""
        self.ensure_one()
        return {'kind': 'order', 'source': 'backend', 'partner': self.partner_id, 'reference': self.name}

    def _ic_wants(self):
        """Return dict product -> units that this order promises and that have not left yet."""
        self.ensure_one()
        wants = defaultdict(float)
        for line in self.order_line.sudo():
            for product, units in line._ic_wants().items():
                wants[product] += units
        return dict(wants)

    def _ic_release_claims(self, reason):
        for order in self:
            self.env['ic.claim']._ic_of(order)._ic_release(reason)

    def _ic_open_claims(self):
        """Claim for an order of the time before there were claims: what it handed over, and what it still promises.

        What was promised twice in those days goes to the order that is asked first; the other gets a conflict, for a
        person to settle.
        """
        self.ensure_one()
        claims = self.env['ic.claim'].sudo()
        known = claims.search([('owner', '=', claims._ic_key(self))]).product_id
        lines = self.order_line.sudo().filtered(lambda line: line.product_id._ic_is_claimed())
        for product, own in lines.grouped('product_id').items():
            gone = own.move_ids._ic_gone()
            if gone > 0 and product not in known:
                claims.create(self._ic_gone_values(product, gone, own.move_ids._ic_came_back()))
        wants = self._ic_wants()
        shortages = claims._ic_shortages(wants, self, partner=self.partner_id) if wants else []
        for shortage in shortages:
            wants[shortage.product] = shortage.free
        claims._ic_take(wants, self, **self._ic_claim_values())
        for shortage in shortages:
            self.env['ic.conflict']._ic_open(
                'stock_lost',
                shortage.product,
                shortage.wanted - shortage.free,
                document=self,
                note=self.env._("Promised twice before claims were kept: found by the upgrade."),
            )

    def _ic_gone_values(self, product, gone, back):
        """Return the values of the claim on units of `product` that left before there were claims."""
        claims = self.env['ic.claim']
        return {
            **claims._ic_product_values(product),
            'kind': 'order',
            'source': 'backend',
            'partner_id': self.partner_id.id,
            'reference': self.name,
            'owner': claims._ic_key(self),
            'state': 'done',
            'quantity': gone,
            'fulfilled': gone,
            'returned': min(back, gone),
            'taken_on': self.date_order,
            'ended_on': self.date_order,
        }
