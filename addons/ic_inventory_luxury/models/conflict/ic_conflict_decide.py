from odoo import fields, models
from odoo.exceptions import UserError

from ..locks import lock_products

# Only a promise that nobody is about to fulfil this minute can be taken from its owner.
MAY_LOSE = ('order', 'api')


class IcConflict(models.Model):
    """Who gets the piece: by the rule of the store, or by a person."""

    _inherit = 'ic.conflict'

    # === ACTIONS === #

    def action_give(self):
        """The person decides for the side that came late."""
        self._ic_check_role('group_store_admin')
        for conflict in self:
            conflict.sudo()._ic_give(self.env.user.name)

    def action_keep(self):
        """The person decides that the piece stays with whoever has it."""
        self._ic_check_role('group_store_admin')
        for conflict in self.sudo():
            conflict._ic_lock()
            if conflict.decision != 'waiting':
                raise UserError(self.env._("%s is decided already.", conflict.name))
            conflict._ic_write({'decision': 'kept', **self._ic_decided_by(self.env.user.name)})
            conflict._ic_ask_to_act()
            conflict._ic_tell_counters()

    # === BUSINESS METHODS === #

    def _ic_apply_rule(self):
        """Decide a new conflict by the rule of its store. What cannot be given stays where it is, and says why."""
        self.ensure_one()
        rule = self.company_id.ic_conflict_rule
        winners = self.side_ids.filtered(lambda side: side.role == 'has_it')
        label = dict(self.env['res.company']._fields['ic_conflict_rule']._description_selection(self.env))[rule]
        if self.kind in ('stock_lost', 'given_away', 'paid_cancelled') or not winners:
            return  # nobody to take it from, or decided already
        if rule == 'ask' and not any(winners.mapped('handed_over')):
            self._ic_write({'decision': 'waiting'})
        elif rule == 'gallery' and self._ic_side().source == 'pos':
            try:
                with self.env.cr.savepoint():
                    self._ic_give(self.env._("the rule: %s", label))
            except UserError as refusal:
                self.invalidate_recordset()
                self._ic_say(self.env._("It could not be given to the gallery: %s", refusal.args[0]))
                self._ic_write(self._ic_decided_by(self.env._("the rule: %s", label)))
        else:
            self._ic_write(self._ic_decided_by(self.env._("the rule: %s", label)))

    def _ic_decided_by(self, who):
        return {'decided_by': who, 'decided_on': fields.Datetime.now()}

    def _ic_give(self, who):
        """Give the units to the side that was left without them; who loses them gets a conflict instead.

        :param str who: the person or the rule that decided
        :raise UserError: when the piece is out of our hands, or the late side cannot take it; nothing changes then
        """
        self.ensure_one()
        lock_products(self.product_id)
        self._ic_lock()
        document = self._ic_document()
        if document is None or not hasattr(document, '_ic_conflict_take'):
            raise UserError(
                self.env._("%s: the document of the late side is not here any more. Sell it anew.", self.name)
            )
        losers = self._ic_free_units(document, who)
        document._ic_conflict_take(self)
        winners = self.env['ic.claim']._ic_of(self.owner).filtered(lambda claim: claim.product_id == self.product_id)
        for claim, units in losers:
            self.env['ic.conflict']._ic_open(
                'given_away', self.product_id, units, lost_claim=claim, document=claim._ic_document() or None,
                winner_claims=winners,
            )._ic_write({'origin_id': self.id, **self._ic_decided_by(who)})  # fmt: skip
        self._ic_write({'decision': 'given', **self._ic_decided_by(who)})
        self._ic_close('settled', 'honoured', self.env._("The piece was given to this side (%s).", who))

    def _ic_free_units(self, document, who):
        """Take what `document` lacks from those who have it. The caller holds the lock of the product.

        :return: list of (ic.claim, units it lost)
        """
        claims = self.env['ic.claim']
        mine = claims._ic_of(self.owner).filtered(lambda claim: claim.product_id == self.product_id)
        wanted = self.quantity + sum(claim._ic_weight() for claim in mine)
        shortages = claims._ic_shortages({self.product_id: wanted}, self.owner)
        if not shortages:
            return []
        short, losers = wanted - shortages[0].free, []
        first = self.side_ids.filtered(lambda side: side.role == 'has_it').mapped('owner')
        for claim in shortages[0].claims.sorted(lambda claim: (claim.owner in first, claim.id), reverse=True):
            units = min(claim._ic_weight(), short)
            if units > 0 and claim.kind in MAY_LOSE:
                short -= units
                losers.append((claim, units))
        if self.product_id.uom_id.compare(short, 0.0) > 0:
            blocking = shortages[0].claims.filtered(lambda claim: claim.kind not in MAY_LOSE)
            raise UserError(claims._ic_refusal(shortages[0]._replace(claims=blocking)))
        for claim, units in losers:
            owner = claim._ic_document()
            claim._ic_shrink(units, self.env._("Given to %(other)s: %(who)s", other=document.display_name, who=who))
            if hasattr(owner, '_ic_conflict_lose'):
                owner._ic_conflict_lose(self)
        self.env.flush_all()
        self.product_id._ic_touch()
        return losers
