from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    """Which products are promised once only: every piece, and any other product by a switch."""

    _inherit = 'product.template'

    ic_one_buyer = fields.Boolean(
        string="Never Oversell",
        copy=True,
        help="Promise units of this product only while they are there, on every channel. Pieces always are.",
    )
    ic_backorder = fields.Boolean(
        string="May Be Backordered",
        copy=True,
        help="For pieces with a quantity: orders may promise more than there is, to be delivered when it comes.",
    )
    ic_claim_ids = fields.One2many(
        'ic.claim', 'product_tmpl_id', string="Claims", readonly=True, groups='base.group_user'
    )

    @api.constrains('ic_one_buyer', 'company_id', 'is_storable')
    def _check_one_buyer(self):
        for product in self.filtered('ic_one_buyer'):
            if not product.company_id or not product.is_storable:
                raise ValidationError(
                    self.env._(
                        "%s: Never Oversell needs goods whose inventory is tracked, and one company whose stock it is.",
                        product.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to give what is claimed its counter."""
        products = super().create(vals_list)
        products._ic_follow_claims()
        return products

    def write(self, vals):
        """Override of `product` to follow the switches that decide how much may be promised."""
        result = super().write(vals)
        if vals.keys() & {'ic_category', 'ic_one_buyer', 'ic_backorder', 'ic_is_unique', 'company_id'}:
            self._ic_follow_claims()
        return result

    # === BUSINESS METHODS === #

    def _ic_is_claimed(self):
        self.ensure_one()
        return bool(self.ic_category or self.ic_one_buyer)

    def _ic_follow_claims(self):
        """Bring the counters of the products of `self` that are claimed up to date."""
        products = self.sudo().filtered(lambda record: record._ic_is_claimed()).product_variant_ids
        if products:
            self.env['ic.claim.counter'].sudo()._ic_set_capacity(products.sorted('id'))


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _ic_is_claimed(self):
        """Tell whether units of this product are promised by claims."""
        self.ensure_one()
        return self.product_tmpl_id.sudo()._ic_is_claimed()

    def _ic_capacity(self, ours, sold):
        """Return the units of this product that may be promised, None for without limit.

        :param float ours: units in our hands
        :param float sold: units at customers
        """
        self.ensure_one()
        if self._ic_is_one_of_one():
            still_to_come = ours <= 0 and sold <= 0 and (self._ic_is_expected() or not self._ic_has_moved())
            return 1.0 if still_to_come else max(ours, 0.0)
        return None if self.ic_backorder else max(ours, 0.0)

    def _ic_is_expected(self):
        """Tell whether this piece is one that is still to arrive, by the dealer's word."""
        return (self.ic_status_choice or 'incoming') == 'incoming'

    def _ic_has_moved(self):
        done = [('product_id', '=', self.id), ('state', '=', 'done')]
        return bool(self.env['stock.move'].sudo().search_count(done, limit=1))

    def _ic_touch(self, taken=False):
        """Have the products of `self` announced once, just before the transaction ends.

        :param bool taken: units were claimed, and surely none became free
        """
        if not self.ids:
            return
        precommit = self.env.cr.precommit
        touched = precommit.data.setdefault('ic_touched', {})
        if not touched:
            precommit.add(partial(self._ic_announce_touched, self.env(user=SUPERUSER_ID, su=True, context={})))
        for number in self.ids:
            touched[number] = taken and touched.get(number, True)

    @staticmethod
    def _ic_announce_touched(env):
        touched = env.cr.precommit.data.pop('ic_touched', {})
        products = env['product.product'].browse(sorted(touched))
        # What was read in this transaction is still there: whoever deletes a record empties the cache.
        if not all('product_tmpl_id' in product._cache for product in products):
            # One query tells which are still there and reads of them what whoever listens asks for.
            there = [('id', 'in', products.ids)]
            products = products.with_context(active_test=False).search_fetch(there, order='id').with_env(env)
        if products:
            freed = products.filtered(lambda product: not touched[product.id])
            env['product.product']._ic_announce(products, freed)

    @api.model
    def _ic_announce(self, products, freed):
        """Tell whoever listens that stock, claims or status of `products` changed. Extend it: tills, channels, alerts.

        Runs once per transaction, as superuser, before it commits: it must be quick and must not fail.

        :param freed: those of `products` of which units may have become free; of the others some were taken
        """

    def _ic_parts(self, quantity):
        """Return dict product -> units that `quantity` units of this product consist of: itself, or a kit's parts."""
        self.ensure_one()
        bills = self.env['mrp.bom'].sudo()._bom_find(self, bom_type='phantom') if 'mrp.bom' in self.env else {}
        if not bills.get(self):
            return {self: quantity}
        parts = {}
        for line, data in bills[self].explode(self, quantity)[1]:
            units = line.product_uom_id._compute_quantity(data['qty'], line.product_id.uom_id)
            parts[line.product_id] = parts.get(line.product_id, 0.0) + units
        return parts
