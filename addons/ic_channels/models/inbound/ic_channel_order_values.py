from odoo import Command, models
from odoo.fields import Domain

# Odoo keeps a price that differs from the one it computed last; else it asks the pricelist whenever the units change.
NOT_FROM_PRICELIST = -1.0


class IcChannelOrder(models.Model):
    """The sale order of a channel's order: who bought what, for how much, as the channel says."""

    _inherit = 'ic.channel.order'

    # === BUSINESS METHODS === #

    def _ic_make_sale_order(self):
        """Create the sale order, still without lines; the next step claims before anything is confirmed."""
        self.ensure_one()
        self.partner_id = self._ic_buyer()
        sale = self.env['sale.order'].with_company(self.company_id).create(self._ic_sale_values())
        self.sale_order_id = sale

    def _ic_sale_values(self):
        channel = self.channel_id
        values = {
            'partner_id': self.partner_id.id,
            'company_id': self.company_id.id,
            'warehouse_id': channel._ic_warehouse().id,
            'date_order': self.placed_on,
            'client_order_ref': self.name,
            'origin': self._ic_reference(),
            'user_id': channel.user_id.id,
            'ic_channel_id': channel.id,
            'ic_channel_order_id': self.id,
        }
        if self.currency_id != self.company_id.currency_id:
            values['pricelist_id'] = self._ic_pricelist().id
        return values

    def _ic_pricelist(self):
        """Return a pricelist in the currency of the order: Odoo reads the currency of a sale from there."""
        pricelists = self.env['product.pricelist'].sudo()
        own = self.channel_id.pricelist_id
        if own.currency_id == self.currency_id:
            return own
        found = pricelists.search(
            [('currency_id', '=', self.currency_id.id), ('company_id', 'in', (self.company_id.id, False))], limit=1
        )
        return found or pricelists.create(
            {
                'name': self.env._("Channels in %s", self.currency_id.name),
                'currency_id': self.currency_id.id,
                'company_id': self.company_id.id,
            }
        )

    def _ic_buyer(self):
        """Return the contact of the buyer: known by e-mail within the store, else a new one.

        Orders without a name or an address, as tills make them, are for the channel's own contact.
        """
        self.ensure_one()
        buyer = self.payload['buyer'] or {}
        email, name = (buyer.get('email') or '').strip(), (buyer.get('name') or '').strip()
        partners = self.env['res.partner'].sudo()
        if not email and not name:
            return self._ic_nobody()
        if email:
            known = partners.search(
                Domain('email_normalized', '=', email.lower())
                & Domain('company_id', 'in', (self.company_id.id, False)),
                limit=1,
            )
            if known:
                return known
        country = self.env['res.country'].search([('code', '=', buyer.get('country_code') or '')], limit=1)
        region = self.env['res.country.state'].search(
            [('code', '=', buyer.get('state_code') or ''), ('country_id', '=', country.id)], limit=1
        )
        plain = {key: buyer.get(key) or False for key in ('phone', 'street', 'street2', 'city', 'zip')}
        return partners.create(
            {
                **plain,
                'name': name or email,
                'email': email or False,
                'country_id': country.id,
                'state_id': region.id,
                'company_id': self.company_id.id,
                'comment': self.env._("Bought on %s", self.channel_id.name),
            }
        )

    def _ic_nobody(self):
        channel = self.channel_id
        if not channel.partner_id:
            channel.partner_id = self.env['res.partner'].create(
                {'name': self.env._("Buyers on %s", channel.name), 'company_id': self.company_id.id}
            )
        return channel.partner_id

    def _ic_sync_sale_lines(self):
        """Bring the lines of the sale order to what is still sold: lines the channel added, units it took back."""
        self.ensure_one()
        for line in self.line_ids.filtered('sale_line_id'):
            line._ic_follow_quantity()
        fresh = self.line_ids.filtered(lambda line: line.product_id and line.quantity and not line.sale_line_id)
        if fresh:
            sale = self._ic_sale_for(fresh)
            before = sale.order_line
            sale.write({'order_line': [Command.create(self._ic_sale_line_values(line)) for line in fresh]})
            for line, made in zip(fresh, sale.order_line - before):
                line.write({'sale_line_id': made.id, 'ordered': line.quantity})
                made._ic_price_before_tax(line.price)
        if not self._ic_sales().order_line.filtered(lambda one: one.ic_is_channel_shipping):
            self._ic_add_shipping(self.sale_order_id)
        self.amount_difference = sum(self._ic_sales().mapped('amount_total')) - self.amount_total

    def _ic_sales(self):
        """Return the sale orders of this order: one, and another for what was added when it was gone already."""
        self.ensure_one()
        return self.sale_order_id | self.env['sale.order'].sudo().search(
            [('ic_channel_order_id', '=', self.id)], order='id'
        )

    def _ic_sale_for(self, lines):
        """Return the sale order for new lines: the binding one only if it can have them, else a draft beside it."""
        sale = self.sale_order_id
        if sale.state == 'sale':
            wants = sale._ic_wants()
            for line in lines:
                for part, units in line.product_id._ic_parts(line.quantity).items():
                    wants[part] = wants.get(part, 0.0) + units
            short = self.env['ic.claim'].sudo()._ic_shortages(wants, sale, partner=sale.partner_id)
        if sale.state in ('draft', 'sent') or sale.state == 'sale' and not short:
            return sale
        return self.env['sale.order'].with_company(self.company_id).create(self._ic_sale_values())

    def _ic_sale_line_values(self, line):
        return {
            'product_id': line.product_id.id,
            'product_uom_qty': line.quantity,
            'price_unit': line.price,
            'technical_price_unit': NOT_FROM_PRICELIST,
            'discount': 0.0,
        }

    def _ic_add_shipping(self, sale):
        shipping = self.payload.get('shipping')
        if not shipping or not float(shipping['amount']):
            return
        product = self.env.ref('ic_channels.product_shipping')
        price = float(shipping['amount'])
        values = {'product_id': product.id, 'product_uom_qty': 1, 'price_unit': price, 'ic_is_channel_shipping': True}
        values['technical_price_unit'] = NOT_FROM_PRICELIST
        sale.write({'order_line': [Command.create(values)]})
        sale.order_line.filtered('ic_is_channel_shipping')._ic_price_before_tax(price)
