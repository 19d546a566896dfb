from collections import defaultdict
from datetime import timedelta

from odoo import fields, models

# A customer at the counter has this long; the terminal renews it while the payment screen is open.
TILL_HOLD = timedelta(minutes=15)


class PosConfig(models.Model):
    """The firm claim of a till: taken before any payment starts, given back when nobody pays."""

    _inherit = 'pos.config'

    # === BUSINESS METHODS === #

    def ic_claim_lines(self, order_uuid, wants, options=None):
        """Hold everything in an order that is about to be paid, or say what cannot be had. All or nothing.

        :param str order_uuid: the terminal's own key of the order
        :param list wants: dicts with product_id, quantity and, when a sales order is settled, sale_order_id
        :param dict options: partner_id, and device: the terminal's own identifier
        :return: dict with 'refused' (dicts with product_id, name and where) and 'until' (milliseconds, UTC)
        """
        self.ensure_one()
        self.check_access('read')
        self, until = self.sudo(), fields.Datetime.now() + TILL_HOLD
        answer = {'refused': [], 'until': int(until.timestamp() * 1000)}
        if self.env['pos.order'].search_count([('uuid', '=', order_uuid), ('state', '!=', 'draft')], limit=1):
            return answer
        options = options or {}
        units, sales = self._ic_read_wants(wants)
        owner, partner = f'pos.order,{order_uuid}', self.env['res.partner'].browse(options.get('partner_id') or ())
        partner = partner.exists()
        answer['refused'] = self._ic_objections(units, sales, owner, partner, options.get('device'))
        if not answer['refused']:
            self._ic_hold(units, sales, owner, partner, until, options.get('device'))
        return answer

    def ic_release_order(self, order_uuid):
        """Give back what is held for an order that is not being paid any more. What is sold stays sold."""
        self.ensure_one()
        self.check_access('read')
        claims = self.env['ic.claim'].sudo()._ic_of(f'pos.order,{order_uuid}')
        claims.filtered(lambda claim: claim.state == 'held')._ic_release(self.env._("Not paid at %s", self.name))
        return True

    def _ic_read_wants(self, wants):
        """Return (dict product.product -> units, sale.order) of what a terminal asks for; only goods that are claimed
        count, and only those of the terminal's own store."""
        units, sales = defaultdict(float), self.env['sale.order']
        for want in wants:
            product = self.env['product.product'].browse(int(want['product_id'])).exists()
            if (
                product
                and product._ic_is_claimed()
                and product.company_id in (self.company_id, self.env['res.company'])
            ):
                units[product] += float(want['quantity'])
                sales |= sales.browse(want.get('sale_order_id') or ()).exists()
        return dict(units), sales.filtered(lambda sale: sale.company_id == self.company_id)

    def _ic_objections(self, units, sales, owner, partner, device):
        """Return, as plain data, the products of `units` that this till cannot have."""
        claims, refused = self.env['ic.claim'], {}
        over = [*sales, *self._ic_own_leases(device)]
        for shortage in claims._ic_shortages(units, owner, partner=partner, over=over):
            refused[shortage.product] = (
                shortage.claims[:1] or claims._ic_last_handed_over(shortage.product)
            )._ic_short_words(shortage.product.product_tmpl_id)
            if shortage.free > 0:
                refused[shortage.product] = self.env._("Only %g left", shortage.free)
        for product in units:
            if product not in refused and product not in sales.order_line.product_id:
                status = product.product_tmpl_id._ic_till_objection()
                refused.update({product: status} if status else {})
        return [
            {'product_id': product.id, 'name': product.display_name, 'where': where}
            for product, where in refused.items()
        ]

    def _ic_hold(self, units, sales, owner, partner, until, device):
        """Take the claims, and let go of what left the order since. What is leased to this very terminal stays under
        its lease until it is paid: a claim that could lapse would be worth less to a terminal that goes offline."""
        claims = self.env['ic.claim']
        wants = {claim.product_id: 0.0 for claim in claims._ic_of(owner)}
        leased = self._ic_leased_units(device)
        wants.update({product: max(need - leased.get(product, 0.0), 0.0) for product, need in units.items()})
        if wants:
            claims._ic_take(
                wants,
                owner,
                kind='till',
                source='pos',
                state='held',
                until=until,
                partner=partner,
                reference=self.name,
                over=sales,
            )

    def _ic_own_leases(self, device):
        """Return the owners of leases that this device of the terminal may use up."""
        return [self._ic_lease_key()] if self._ic_leased_units(device) else []

    def _ic_leased_units(self, device):
        """Return dict product -> units leased to this device of the terminal."""
        leases = self.env['ic.pos.lease']._ic_running(self)
        claims = self.env['ic.claim']._ic_of(self._ic_lease_key())
        return {claim.product_id: claim._ic_weight() for claim in claims if leases._ic_allows(device, claim.product_id)}


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    def _ic_till_objection(self):
        """Return in words why this piece may not go over the counter now although nobody claims it; '' when it may.

        The dealer's own choice (Hold, Service) speaks here. A status that only follows from claims does not: whose
        claims those are was looked at before.
        """
        self.ensure_one()
        piece = self.sudo()
        if not piece.ic_category or piece.ic_status == 'available':
            return ''
        if piece.ic_status_choice == 'available' and piece._ic_stock_facts()[piece.id]['house'] > 0:
            return ''
        return dict(piece._selection_ic_status()).get(piece.ic_status, '')
