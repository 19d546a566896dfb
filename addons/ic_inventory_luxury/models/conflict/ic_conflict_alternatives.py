from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import formatLang

# Pieces at these shares of the price are worth a look to somebody who wanted the one that is gone.
PRICE_BAND = (0.6, 1.5)
ALTERNATIVES = 4


class IcConflict(models.Model):
    """What to offer instead: pieces like the one that is gone, that are there and free."""

    _inherit = 'ic.conflict'

    alternative_ids = fields.Many2many(
        'product.template',
        'ic_conflict_alternative_rel',
        'conflict_id',
        'product_tmpl_id',
        string="Other Pieces",
        check_company=True,
        domain="[('ic_category', '!=', False), ('ic_status', '=', 'available'), ('company_id', '=', company_id)]",
        help="They stand in the letter, as long as they are free. Put in or take out what you like.",
    )

    # === ACTIONS === #

    def action_find_alternatives(self):
        """Look again for pieces like the one that is gone."""
        self._ic_check_role('group_record_sales')
        for conflict in self:
            conflict.alternative_ids = self._ic_find_alternatives(conflict.product_tmpl_id, conflict.company_id)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_find_alternatives(self, piece, company):
        """Return up to four free pieces (product.template) like `piece`: same model first, then brand, then price."""
        piece = piece.sudo()
        domain = Domain(
            [
                ('company_id', '=', company.id),
                ('ic_category', '=', piece.ic_category or False),
                ('ic_category', '!=', False),
                ('ic_status', '=', 'available'),
                ('sale_ok', '=', True),
                ('id', '!=', piece.id),
            ]
        )
        near = Domain('list_price', '>=', piece.list_price * PRICE_BAND[0]) & Domain(
            'list_price', '<=', piece.list_price * PRICE_BAND[1]
        )
        like = Domain('ic_brand_id', '=', piece.ic_brand_id.id) & Domain('ic_model', '=', piece.ic_model)
        found = piece.search(domain & like, limit=20) | piece.search(domain & near, limit=80)
        free = found._ic_free_now()
        return free.sorted(lambda other: self._ic_unlikeness(piece, other))[:ALTERNATIVES]

    @api.model
    def _ic_unlikeness(self, piece, other):
        """Return what orders pieces by how little they are like `piece`; smaller is more alike."""
        differs = [other[name] != piece[name] for name in ('ic_brand_id', 'ic_model', 'ic_reference')]
        distance = abs(other.list_price - piece.list_price) / (piece.list_price or 1.0)
        return sum(weight for weight, differ in zip((4, 3, 1), differs) if differ) + min(distance, 3.0), other.id

    def _ic_letter_pieces(self):
        """Return what the letter says of each piece that is still free: name, price, address, id of its photo."""
        self.ensure_one()
        pieces = self.sudo().alternative_ids._ic_free_now()
        return [
            {
                'name': piece.name,
                'price': formatLang(self.env, piece.list_price, currency_obj=piece.currency_id),
                'url': piece._ic_offer_url(),
            }
            for piece in pieces
        ]

    def _ic_letter_reason(self):
        """Return how the sentence about the piece goes on: why the customer does not get it."""
        self.ensure_one()
        mine = self.env._("I cannot give it to you, and I would rather tell you myself at once.")
        if self.kind == 'paid_cancelled':
            return self.env._("had left your order when your payment reached us: the order was cancelled before.")
        if self.kind == 'stock_lost':
            return self.env._("is not in our house any more, though our books said it was.") + ' ' + mine
        if self.is_unique:
            return self.env._("is one of a kind, and another client had bought it moments before you.") + ' ' + mine
        return self.env._("is sold out: other clients were a moment before you.") + ' ' + mine

    def _ic_letter_paid(self):
        """Return what the customer has paid, in words; empty if nothing is known to have been paid."""
        self.ensure_one()
        return formatLang(self.env, self.paid, currency_obj=self.currency_id) if self.paid else ''

    def _ic_letter_name(self):
        """Return how the letter calls the customer."""
        self.ensure_one()
        return self.partner_id.name or ''

    def _ic_letter_reference(self):
        """Return the number of the order as the customer knows it."""
        self.ensure_one()
        return self._ic_side().reference or ''


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    def _ic_free_now(self):
        """Return the pieces of `self` that are available and of which somebody could claim a unit now."""
        there = self.filtered(lambda piece: piece.ic_status == 'available')
        free = self.env['ic.claim'].sudo()._ic_free(there.product_variant_ids)
        return there.filtered(lambda piece: any(free.get(product, 0) > 0 for product in piece.product_variant_ids))
