from odoo import api, fields, models


class IcStockEntry(models.Model):
    """What other systems tell us: the entries it led to carry their id and time; what led to none is kept as well."""

    _inherit = 'ic.stock.entry'

    @api.model
    def _ic_remote(self, remote_id, remote_date=None, channel='channel'):
        """Return the context under which the entries of what follows say which remote event caused them.

        Use it as `order.with_context(self.env['ic.stock.entry']._ic_remote('4711', placed_on)).action_confirm()`.

        :param str remote_id: what the other side calls its order or event
        :param datetime remote_date: when it happened there, naive UTC
        :param str channel: a value of `channel`
        """
        return {
            'ic_ledger_remote': {
                'channel': channel,
                'remote_id': remote_id,
                'remote_date': remote_date,
                'arrived_on': fields.Datetime.now(),
            }
        }

    @api.model
    def _ic_note_ignored(self, product, channel, why, remote_id=None, remote_date=None):
        """Keep that a message about `product` came and was not applied, and why. Changes no number.

        :param product: product.product (one)
        :param str channel: a value of `channel`
        :param str why: the reason, in words
        :param str remote_id: what the other side calls its order or event
        :param datetime remote_date: when it happened there, naive UTC
        :return: the ic.stock.entry
        """
        product.ensure_one()
        self.env['stock.quant'].flush_model(['product_id', 'location_id', 'quantity'])
        _places, houses = self._ic_levels(product)
        now = fields.Datetime.now()
        return self.sudo().create(
            {
                'date': now,
                'user_id': self.env.uid,
                'company_id': (product.sudo().company_id or self.env.company).id,
                'product_id': product.id,
                'product_tmpl_id': product.sudo().product_tmpl_id.id,
                'kind': 'message',
                'channel': channel,
                'quantity': 0.0,
                'on_hand': houses.get(product.id, 0.0),
                'document': remote_id,
                'remote_id': remote_id,
                'remote_date': remote_date,
                'arrived_on': now,
                'state': 'ignored',
                'why': why,
            }
        )
