from odoo import models
from odoo.exceptions import UserError


class IcChannelDrift(models.Model):
    """Settling a difference: by the rule of the channel, or by what a person says."""

    _inherit = 'ic.channel.drift'

    # === BUSINESS METHODS === #

    def _ic_found(self):
        """Settle the difference by the rule of the channel, or have a person do it."""
        self.ensure_one()
        channel, product = self.channel_id, self.product_id
        rule = channel.count_rule
        serial = product._ic_is_one_of_one() or product.tracking == 'serial'
        if rule == 'house':
            self._ic_settle('house')
        elif rule == 'channel' and not serial:
            self._ic_settle('channel')
        else:
            if serial and self.difference < 0:
                self._ic_hold()
            if channel.user_id:
                self.message_subscribe(channel.user_id.partner_id.ids)
            self.message_post(body=self._ic_summary(), subtype_xmlid='mail.mt_comment')
            self.listing_id._ic_mark('stock')

    def _ic_summary(self):
        return self.env._(
            "%(channel)s counts %(found)s of %(piece)s; by our books it must be %(ours)s. No order explains it.",
            channel=self.channel_id.name,
            found=self.observed,
            piece=self.product_id.display_name,
            ours=self.expected,
        )

    def _ic_hold(self):
        """Keep a single piece that somebody took off a channel from being sold elsewhere until it is known why."""
        claims = self.env['ic.claim'].sudo()
        wants = {self.product_id: 1.0}
        if not claims._ic_shortages(wants, self):
            claims._ic_take(wants, self, kind='api', source='channel', state='held', reference=self.channel_id.name)
            piece = self.product_id.product_tmpl_id
            piece._ic_sync_status(
                self.env._("Counted down on %s", self.channel_id.name),
                origin=self.channel_id.name,
                choice='hold' if piece.ic_status == 'available' else None,
            )

    def _ic_settle(self, outcome):
        """Settle the difference: 'house' sends our count again, 'channel' counts our stock anew by the difference."""
        for drift in self:
            words = self.env._("Difference settled")
            held = self.env['ic.claim'].sudo()._ic_of(drift)
            held._ic_release(words)
            if outcome == 'channel':
                drift._ic_take_over()
            drift.sudo().write({'state': 'settled', 'outcome': outcome, 'words': drift._ic_by()})
            choice = 'available' if held and outcome == 'house' else None  # what it was before we held it
            drift.product_id.product_tmpl_id._ic_sync_status(words, choice=choice)
            drift.listing_id._ic_mark('stock')

    def _ic_by(self):
        return self.env._("by the rule of the channel") if self.env.su else self.env.user.name

    def _ic_take_over(self):
        """Count our stock anew: the channel's difference is added where the goods lie.

        :raises UserError: when the units are not in the house
        """
        self.ensure_one()
        quants = self.env['stock.quant'].sudo()
        place = self.channel_id._ic_warehouse().lot_stock_id
        lying = quants.search(
            [
                ('product_id', '=', self.product_id.id),
                ('company_id', '=', self.company_id.id),
                ('location_id.usage', '=', 'internal'),
                ('quantity', '>', 0),
            ],
            order='quantity desc, id',
        )
        left = self.difference
        if left > 0:
            if self.product_id.tracking != 'none':
                raise UserError(
                    self.env._(
                        "%s has serial numbers: receive the piece with its number instead.",
                        self.product_id.display_name,
                    )
                )
            quant = lying.filtered(lambda one: one.location_id == place)[:1]
            self._ic_count(quant or quants, place, (quant.quantity if quant else 0) + left)
            return
        for quant in lying:
            off = min(quant.quantity, -left)
            if off > 0:
                self._ic_count(quant, quant.location_id, quant.quantity - off)
                left += off
        if left:
            raise UserError(
                self.env._("%s: fewer units are in the house than are to be taken off.", self.product_id.display_name)
            )

    def _ic_count(self, quant, place, quantity):
        remote = self.env['ic.stock.entry']._ic_remote(f'drift {self.id}', self.found_on)
        quants = (
            self.env['stock.quant']
            .sudo()
            .with_context(
                inventory_mode=True, inventory_name=self.env._("Counted on %s", self.channel_id.name), **remote
            )
        )
        if quant:
            quant = quants.browse(quant.id)
            quant.inventory_quantity = quantity
        else:
            quant = quants.create(
                {'product_id': self.product_id.id, 'location_id': place.id, 'inventory_quantity': quantity}
            )
        quant.action_apply_inventory()
