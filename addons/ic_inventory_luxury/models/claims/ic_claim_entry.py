from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class IcClaim(models.Model):
    """The programmatic entry: what other systems call to claim units. The same claims, the same rules."""

    _inherit = 'ic.claim'

    @api.model
    def take(self, product_id, quantity, reference, minutes=None):
        """Claim units for another system. Safe to repeat with the same reference.

        :param int product_id: id of the product.product
        :param float quantity: units of the product
        :param str reference: the caller's own number; it names the claim in `commit` and `release`
        :param float minutes: hold them so long; None promises them for good
        :return: dict with the id, state and expires_at (UTC, None for never) of the claim
        :raise UserError: when they are not there, saying who has them, or when an argument makes no sense
        """
        product = self._ic_check_entry(reference, product_id)
        if quantity <= 0:
            raise UserError(self.env._("quantity: give the number of units to claim, more than 0."))
        if minutes is not None and minutes <= 0:
            raise UserError(self.env._("minutes: give the minutes to hold the units, more than 0."))
        if not product._ic_is_claimed():
            raise UserError(self.env._("%s may be backordered: its units are not claimed.", product.display_name))
        until = minutes and fields.Datetime.now() + timedelta(minutes=minutes)
        claim = self._ic_take(
            {product: quantity},
            self._ic_entry_key(reference),
            kind='api',
            source='api',
            state='held' if minutes else 'committed',
            until=until or None,
            reference=reference,
        )
        claim.product_tmpl_id._ic_sync_status(self.env._("Claimed"), origin=reference)
        return {'id': claim.id, 'state': claim.state, 'expires_at': fields.Datetime.to_string(claim.expires_at) or None}

    @api.model
    def commit(self, reference):
        """Turn what `take` holds under this reference into a promise, if it is still to be had.

        :raise UserError: when there is no such claim, or when it lapsed and somebody else was faster
        """
        self._ic_check_entry(reference)
        key = self._ic_entry_key(reference)
        last = self.sudo().search([('owner', '=', key)])
        claims = last.filtered(lambda claim: claim.state in ('held', 'committed', 'expired'))
        if not claims:
            raise UserError(self.env._("There is no claim %s to commit.", reference))
        wants = {}
        for claim in claims.sorted('id'):
            wants[claim.product_id] = claim.quantity
        taken = self._ic_take(wants, key, kind='api', source='api', reference=reference)
        taken.product_tmpl_id._ic_sync_status(self.env._("Claimed"), origin=reference)
        return True

    @api.model
    def release(self, reference):
        """Let go of what `take` holds or promises under this reference. Safe to repeat."""
        self._ic_check_entry(reference)
        claims = self._ic_of(self._ic_entry_key(reference))
        claims._ic_release(self.env._("Released by %s", reference))
        claims.product_tmpl_id._ic_sync_status(self.env._("Released"), origin=reference)
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _ic_entry_key(self, reference):
        return f'api,{self.env.company.id}:{reference}'

    @api.model
    def _ic_check_entry(self, reference, product_id=None):
        """Check the caller and its arguments; returns the product, with superuser rights."""
        if not (self.env.su or self.env.user.has_group('ic_inventory_luxury.group_record_sales')):
            raise AccessError(self.env._("Claiming pieces is for those who may record sales."))
        if not reference or not isinstance(reference, str):
            raise UserError(self.env._("reference: give your own number for the claim."))
        product = self.env['product.product'].browse(product_id or ()).exists()
        if product_id is not None and not product:
            raise UserError(self.env._("product_id: there is no product %s.", product_id))
        product.check_access('read')
        return product.sudo()
