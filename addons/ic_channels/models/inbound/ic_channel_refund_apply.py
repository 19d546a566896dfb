from odoo import models

from odoo.addons.ic_connect.types import as_utc


class IcChannelOrder(models.Model):
    """Refunds, told by the order. Money given back, goods put back and goods sent anew are three facts, never one."""

    _inherit = 'ic.channel.order'

    # === BUSINESS METHODS === #

    def _ic_apply_refunds(self):
        """Keep the refunds that are news, and follow what each says of the goods."""
        self.ensure_one()
        known = set(self.refund_ids.mapped('remote_id'))
        for one in self.payload['refunds']:
            if one['remote_id'] not in known:
                self._ic_keep_refund(one)._ic_follow_goods()

    def _ic_keep_refund(self, facts):
        units = sum(line['quantity'] for line in facts['lines'])
        told = {line['restocked'] for line in facts['lines']}
        if None in told and self.remote_status == 'cancelled' and not self._ic_is_handed_over():
            told = {True}  # what never left does not come back: it is free again
        goods = 'none' if not units else 'ask' if None in told else 'back' if True in told else 'kept'
        lines = {line.remote_id: line for line in self.line_ids}
        for part in facts['lines']:
            line = lines.get(part['line_id'])
            if line:
                line.refunded += part['quantity']
        return self.env['ic.channel.refund'].create(
            {
                'order_id': self.id,
                'remote_id': facts['remote_id'],
                'refunded_on': as_utc(facts['created_at']).replace(tzinfo=None),
                'amount': float(facts['amount']['amount']),
                'quantity': units,
                'goods': goods,
                'details': facts['lines'],
            }
        )


class IcChannelRefund(models.Model):
    _inherit = 'ic.channel.refund'

    # === BUSINESS METHODS === #

    def _ic_follow_goods(self):
        """Put back what the channel says was put back; tell the order, and ask where the channel does not say."""
        self.ensure_one()
        sale, order = self.order_id.sale_order_id, self.order_id
        if sale:
            sale.message_post(
                body=self.env._(
                    "%(channel)s gave %(amount)s back for %(units)s units.",
                    channel=self.channel_id.name,
                    amount=self.currency_id.format(self.amount),
                    units=self.quantity,
                )
            )
        if self.goods == 'back':
            self._ic_put_back()
        elif self.goods == 'ask':
            self._ic_lines().listing_id._ic_unsure_there()
            order._ic_ask(self.env._("Refund %s: did the goods come back?", self.remote_id))

    def _ic_lines(self):
        ids = {part['line_id'] for part in self.details or ()}
        return self.order_id.line_ids.filtered(lambda line: line.remote_id in ids)

    def _ic_put_back(self):
        """Give the units back: what has not left is no longer promised, what has left is awaited as a return."""
        self.ensure_one()
        lines = {line.remote_id: line for line in self.order_id.line_ids}
        awaited = False
        for part in self.details or ():
            line = lines.get(part['line_id'])
            if not line or part['restocked'] is False:
                continue
            line.restocked += part['quantity']
            if line.listing_id and part['restocked']:
                line.listing_id._ic_sold_there(-part['quantity'], self.refunded_on)
            if line.sale_line_id:
                awaited |= line._ic_take_off(part['quantity'])
        self.goods = 'awaited' if awaited else 'back'
