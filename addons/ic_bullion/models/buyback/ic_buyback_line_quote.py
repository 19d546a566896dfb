from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError

from ...pricing.exact import decimal, exactly, to_step
from ...pricing.premium import BUY, Item
from ...pricing.quote import line_total, quote


class IcBuybackLine(models.Model):
    """What is bid for a line: by the buy-side rules of the store, at the newest price of the metal."""

    _inherit = 'ic.buyback.line'

    # === BUSINESS METHODS === #

    def _ic_quote(self, at, again=False):
        """Write the bid of a moment into the line. Without a fresh price of the metal there is no bid at all.

        A bid of one's own was named at the price of that time: when it is quoted again and the price is another one, it
        is dropped, so that nobody pays yesterday's figure by accident.

        :param datetime at: the moment of the bid
        :param bool again: there was a bid before
        """
        self.ensure_one()
        store = self.company_id
        spot = store._ic_spot(self.metal, at=at)
        rules = self.env['ic.premium.rule']._ic_rules(store.id)
        found = quote(self._ic_item(), spot, rules, store._ic_metal_step())
        moved = again and spot and spot.tick_id != self.tick_id.id
        own = 0.0 if moved else self.own_bid
        usable = spot and not spot.is_stale and self.fine_ounces > 0
        if found.price is None and not (own and usable):
            raise UserError(self.env._("%(line)s: no bid, %(reason)s.", line=self.name, reason=found.reason))
        with exactly():
            worth = to_step(found.metal_value * self.quantity, decimal(self.currency_id.rounding))
        if not worth:  # no rule is for it, the bid is one's own
            with exactly():
                metal = spot.price * self._ic_fine_ounces() * self.quantity
                worth = to_step(metal, decimal(self.currency_id.rounding))
        self.sudo().write(
            {
                'bid': float(found.price or 0),
                'own_bid': own,
                'own_reason': self.own_reason if own else False,
                'spot': float(spot.price),
                'tick_id': spot.tick_id,
                'rule_id': found.rule.id if found.rule else False,
                'words': found.words or self.env._("own bid: %s", found.reason),
                'metal_value': float(worth),
                'quoted_at': at,
            }
        )

    def _ic_item(self):
        """Return what the arithmetic has to know of the line."""
        self.ensure_one()
        return Item(
            metal=self.metal,
            fine_ounces=self._ic_fine_ounces(),
            form=self.form or '',
            mint=self.mint_id.id or 0,
            quantity=Decimal(self.quantity),
            tier='retail',
            side=BUY,
        )

    def _ic_total(self):
        """Return what is paid for the line, exactly: the price of one times the quantity."""
        self.ensure_one()
        return line_total(decimal(self.price), Decimal(self.quantity or 0))

    def _ic_forget_quote(self):
        self.write(
            {
                'bid': 0.0,
                'spot': 0.0,
                'tick_id': False,
                'rule_id': False,
                'words': False,
                'metal_value': 0.0,
                'quoted_at': False,
            }
        )
