from odoo import api, fields, models

from ..locks import lock_products
from .ic_claim import ACTIVE


class IcClaim(models.Model):
    """The course of a claim: handed over, come back, released, lapsed, or shed because the stock is gone."""

    _inherit = 'ic.claim'

    # === BUSINESS METHODS === #

    def _ic_release(self, reason, state='released'):
        """Let go of the active claims of `self`.

        :param str reason: why, in words, for the history
        :param str state: 'released', or 'expired' when they lapsed
        """
        active = self.sudo().filtered(lambda claim: claim.state in ACTIVE)
        lock_products(active.product_id)
        active.invalidate_recordset(['state', 'fulfilled'])
        active = active.filtered(lambda claim: claim.state in ACTIVE)
        for claim in active:
            claim._ic_finish(reason, state)
        self.flush_model()
        for product in active.product_id:
            self._ic_reclaim(product)
        active.product_id._ic_touch()

    def _ic_finish(self, reason=None, state='released'):
        """End one claim: as handed over if anything of it was, else as `state`."""
        for claim in self:
            handed = claim.fulfilled > 0
            claim.write(
                {
                    'state': 'done' if handed else state,
                    **({'quantity': claim.fulfilled} if handed else {}),
                    'ended_on': fields.Datetime.now(),
                    'end_reason': reason or claim.end_reason,
                }
            )

    def _ic_lapse(self):
        """End the holds of `self` whose time is up. The caller holds the lock of their products."""
        lapsed = self.filtered('is_lapsed')
        if lapsed:
            lapsed._ic_finish(self.env._("Its time was up"), 'expired')
            self.flush_model()
            lapsed.product_id._ic_touch()

    def _ic_shrink(self, units, reason):
        """Take `units` away from this claim; it ends when nothing is left of it."""
        self.ensure_one()
        if self.product_id.uom_id.compare(units, self._ic_weight()) >= 0:
            self._ic_finish(reason)
        else:
            self.quantity -= units

    @api.model
    def _ic_fulfil(self, owner, product, quantity):
        """Note that `quantity` units of the claim of `owner` left the house. The caller holds the lock."""
        claim = self._ic_of(owner).filtered(lambda claim: claim.product_id == product)
        units = min(quantity, claim._ic_weight()) if claim else 0.0
        if units <= 0:
            return
        claim.fulfilled += units
        if product.uom_id.compare(claim.fulfilled, claim.quantity) >= 0:
            claim._ic_finish()
        elif claim.state == 'held':
            claim.write({'state': 'committed', 'expires_at': False})

    @api.model
    def _ic_give_back(self, owner, product, quantity):
        """Note that `quantity` units came back: on the claims of `owner`, else on the latest ones handed over.

        :return: the claims that got something back
        """
        handed = self.sudo().search([('product_id', '=', product.id), ('fulfilled', '>', 0)])
        key, back = owner and self._ic_key(owner), self.browse()
        for claim in handed.sorted(lambda claim: (claim.owner == key, claim.id), reverse=True):
            units = min(quantity, claim.fulfilled - claim.returned)
            if units > 0:
                claim.returned += units
                quantity -= units
                back |= claim
        return back

    @api.model
    def _ic_shed(self, product, units):
        """Take `units` away from those who have them, because the stock fell: holds first, then sales, latest first.

        Each of them becomes a conflict that a person settles. The caller holds the lock.

        :return: units that were shed
        """
        active = self._ic_active(product)
        active._ic_lapse()
        shed = sum(claim.quantity - claim.fulfilled for claim in active if claim.state == 'expired')
        for claim in active.sorted(lambda claim: (claim.state == 'held', claim.id), reverse=True):
            given = min(claim._ic_weight(), units - shed)
            if given > 0:
                shed += given
                claim._ic_shrink(given, self.env._("The stock fell"))
                self.flush_model()
                claim._ic_report_shed(given)
        return shed

    def _ic_report_shed(self, units):
        """Keep, as a conflict, that this claim lost `units` because the stock is gone."""
        self.ensure_one()
        self.env['ic.conflict'].sudo()._ic_open(
            'stock_lost', self.product_id, units, lost_claim=self, document=self._ic_document() or None
        )

    @api.model
    def _ic_reclaim(self, product):
        """Give orders that lost their claim because the stock fell what is there again, the oldest loss first.

        The caller holds the lock.

        :return: units claimed
        """
        lost = [('product_id', '=', product.id), ('kind', '=', 'stock_lost'), ('state', '=', 'open')]
        units = 0.0
        for conflict in self.env['ic.conflict'].sudo().search(lost, order='id'):
            order = conflict._ic_document()
            if not order or order._name != 'sale.order' or order.state != 'sale':
                continue
            had = sum(claim._ic_weight() for claim in self._ic_of(order) if claim.product_id == product)
            wanted = order._ic_wants().get(product, 0.0)
            shortages = self._ic_shortages({product: wanted}, order, partner=order.partner_id)
            got = shortages[0].free if shortages else wanted
            if product.uom_id.compare(got, had) > 0:
                self._ic_take({product: got}, order, **order._ic_claim_values())
                units += got - had
            if not shortages:
                words = self.env._("Found again: %s has its piece back.", order.name)
                conflict._ic_close('settled', 'honoured', words)
        return units

    # === CRON === #

    @api.model
    def _cron_lapse(self):
        """Tidy up holds whose time is up. Nobody waits for it: a lapsed hold counts for nothing already."""
        cron = self.env['ir.cron']
        lapsed = self.search([('is_lapsed', '=', True)], order='product_id', limit=1000)
        cron._commit_progress(remaining=len(lapsed))
        for product in lapsed.product_id:
            claims = lapsed.filtered(lambda claim, product=product: claim.product_id == product)
            lock_products(product)
            claims.invalidate_recordset()
            claims._ic_lapse()
            product.product_tmpl_id._ic_sync_status(self.env._("A hold lapsed"))
            if not cron._commit_progress(len(claims)):
                break
