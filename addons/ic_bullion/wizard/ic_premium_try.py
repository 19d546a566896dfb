from odoo import api, fields, models

from ..models.premium.ic_premium_rule import SIDES, TIERS
from ..pricing.premium import misfit, rank


class PremiumTry(models.TransientModel):
    """Which rule holds for a piece, and why not the others."""

    _name = 'ic.premium.try'
    _description = "Try the Premium Rules"

    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, domain="[('ic_category', '=', 'bullion')]"
    )
    tier = fields.Selection(TIERS, string="Buyer", required=True, default='retail')
    quantity = fields.Float(required=True, default=1.0)
    side = fields.Selection(SIDES, required=True, default='sell')
    currency_id = fields.Many2one('res.currency', compute='_compute_price')
    price = fields.Monetary(compute='_compute_price')
    total = fields.Monetary(compute='_compute_price')
    words = fields.Char(string="How It Comes About", compute='_compute_price')
    reason = fields.Char(string="Why There Is None", compute='_compute_price')
    spot_words = fields.Char(string="Metal", compute='_compute_price')
    others = fields.Text(string="The Other Rules", compute='_compute_price')

    @api.depends('product_tmpl_id', 'tier', 'quantity', 'side')
    def _compute_price(self):
        for one in self:
            piece = one.product_tmpl_id
            store = piece.company_id or self.env.company
            one.currency_id = store.currency_id
            one.update(dict.fromkeys(('price', 'total', 'words', 'reason', 'spot_words', 'others'), False))
            if not piece or one.quantity <= 0:
                continue
            found = piece._ic_metal_quotes(one.tier, one.quantity, one.side)[piece]
            one.price = float(found.price or 0)
            one.total = one.price * one.quantity
            one.words, one.reason = found.words or False, found.reason or False
            one.spot_words = found.spot and self._ic_spot_words(found.spot)
            one.others = one._ic_others(piece, store, found.rule)

    def _ic_spot_words(self, spot):
        at = fields.Datetime.context_timestamp(self, spot.observed_at)
        words = f'{spot.price:,.2f} {spot.currency}, {spot.source}, {at:%Y-%m-%d %H:%M}'
        return f'{words}, {spot.fx}' if spot.fx else words

    def _ic_others(self, piece, store, winner):
        """Return a line for each rule that was not taken, the nearest first."""
        item = piece._ic_metal_item(self.tier, self.quantity, self.side)
        rules = [rule for rule in self.env['ic.premium.rule']._ic_rules(store.id) if rule.side == self.side]
        lines = []
        for rule in sorted(rules, key=lambda one: (not misfit(one, item), rank(one)), reverse=True):
            if winner and rule.id == winner.id:
                continue
            words = self._ic_why_not(misfit(rule, item))
            lines.append(f'{rule.name} ({rule.premium.words(store.currency_id.name)}): {words}')
        return '\n'.join(lines) or False

    def _ic_why_not(self, misfit):
        """Return in words why a rule does not hold: `misfit` is what `pricing.premium` says of it."""
        return {
            'metal': self.env._("another metal"),
            'form': self.env._("another form"),
            'mint': self.env._("another mint"),
            'tier': self.env._("another buyer"),
            'weight': self.env._("another weight"),
            'quantity': self.env._("a larger quantity"),
        }.get(misfit, self.env._("fits too, but is less particular"))
