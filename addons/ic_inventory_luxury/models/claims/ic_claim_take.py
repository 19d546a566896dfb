from collections import namedtuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .ic_claim import ACTIVE

# What could not be claimed: product.product, units wanted, units free, the claims (ic.claim) that have the rest.
Shortage = namedtuple('Shortage', 'product wanted free claims')
# What there is of one product for one owner: units wanted, capacity (None: no limit), its own claims, those that yield
# to it, and the rest.
Look = namedtuple('Look', 'product wanted capacity mine yielding others')
# Soft holds of a client that an own order, cart or bill of the same client uses up.
YIELDS_TO_PARTNER = ('checkout', 'client', 'approval')


class IcClaim(models.Model):
    """Taking a claim: the one function every way out goes through."""

    _inherit = 'ic.claim'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_take(
        self,
        wants,
        owner,
        kind='order',
        source='backend',
        state='committed',
        until=None,
        partner=None,
        reference=None,
        over=(),
    ):
        """Claim units for `owner`, all or nothing, in the transaction of its document.

        Safe to repeat: an owner's own claim is renewed, grown, shrunk or turned from a hold into a promise.

        :param dict wants: product.product record -> units (of the product) still wanted; 0 releases the claim
        :param owner: the document as a record, or its key
        :param str kind: a value of `kind`
        :param str source: a value of `source`
        :param str state: 'held' (lapses at `until`) or 'committed'
        :param datetime until: moment in UTC a hold lapses; None for never
        :param partner: res.partner record the units are for: holds for the same partner are used up
        :param str reference: the document in words; its display name by default
        :param over: owners (records or keys) whose claims may be used up for this one
        :return: the active claims of `owner` on these products
        :raise UserError: naming the product and who has it; nothing is taken then
        """
        self = self.sudo()
        wants = {product: units for product, units in wants.items() if product._ic_is_claimed()}
        if not wants:
            return self.browse()
        looks = self._ic_look(wants, owner, partner, over)
        shortages = self._ic_short(looks)
        if shortages:
            raise UserError('\n'.join(self._ic_refusal(shortage) for shortage in shortages))
        key = self._ic_key(owner)
        values = {
            'kind': kind,
            'source': source,
            'state': state,
            'expires_at': until if state == 'held' else False,
            'partner_id': partner.id if partner else False,
            'reference': reference or (key if isinstance(owner, str) else owner.display_name),
        }
        taken, freed = self.browse(), self._ic_freed_by(looks)
        for look in looks:
            taken |= self._ic_take_one(look, key, values)
        self.flush_model()
        freed._ic_touch()
        (self._ic_in_order(wants) - freed)._ic_touch(taken=True)
        return taken

    @api.model
    def _ic_freed_by(self, looks):
        """Return the products of which taking these claims may make units free: own ones shrink, others yield."""
        shrinks = [look for look in looks if look.yielding or look.mine and look.mine._ic_weight() > look.wanted]
        return self.env['product.product'].sudo().union(*(look.product for look in shrinks))

    @api.model
    def _ic_shortages(self, wants, owner, partner=None, over=()):
        """Look, under lock, whether `owner` could claim `wants` now. Takes nothing, but ends lapsed holds.

        :return: list of Shortage, empty if all can be claimed
        """
        return self._ic_short(self.sudo()._ic_look(wants, owner, partner, over))

    @api.model
    def _ic_look(self, wants, owner, partner, over):
        """Return a Look per product of `wants`, under its lock. Ends lapsed holds."""
        products = self._ic_in_order(wants)
        levels = self.env['ic.claim.counter'].sudo()._ic_set_capacity(products, write=False)
        key, looks = self._ic_key(owner), []
        active = self.search(self._ic_concerned(wants, levels, key, over), order='id')
        active._ic_lapse()
        for product in products:
            claims = active.filtered(
                lambda claim, product=product: claim.product_id == product and claim.state in ACTIVE
            )
            mine = claims.filtered(lambda claim: claim.owner == key)
            yielding = (claims - mine)._ic_yielding(partner, (key, *over))
            looks.append(Look(product, wants[product], levels[product.id][0], mine, yielding, claims - mine - yielding))
        return looks

    @api.model
    def _ic_concerned(self, wants, levels, key, over):
        """Return a domain for the claims that matter when `key` claims `wants`: all, unless there is enough anyway.

        Then the promises to others, of which a bar may have thousands, need not be read one by one. Where nobody
        claims anything, which the counters know, there is nothing to look for.
        """
        ids = [product.id for product in wants if levels[product.id][1]]
        claims = Domain('product_id', 'in', ids) & Domain('state', 'in', ACTIVE)
        for product, units in wants.items():
            capacity, claimed, *_written = levels[product.id]
            if capacity is not None and product.uom_id.compare(claimed + units, capacity) > 0:
                return claims
        keys = [key, *(self._ic_key(other) for other in over)]
        return claims & (Domain('state', '=', 'held') | Domain('owner', 'in', keys))

    @api.model
    def _ic_short(self, looks):
        """Return a Shortage for each Look that finds too few units."""
        shortages = []
        for look in looks:
            free = (look.capacity or 0.0) - sum(claim._ic_weight() for claim in look.others)
            if look.capacity is not None and look.product.uom_id.compare(look.wanted, free) > 0:
                shortages.append(Shortage(look.product, look.wanted, max(free, 0.0), look.others))
        return shortages

    @api.model
    def _ic_take_one(self, look, key, values):
        """Bring the claim of owner `key` on one product, which is free, to the units wanted."""
        product, units, mine = look.product, look.wanted, look.mine
        if product.uom_id.compare(units, 0.0) <= 0:
            mine._ic_finish()
            return self.browse()
        if look.yielding:
            self._ic_use_up(look, values['reference'])
        if not mine:
            return self.create({**values, **self._ic_product_values(product), 'owner': key, 'quantity': units})
        if mine.state == 'committed':  # what is promised stays promised, whoever asks for a hold
            values = {**values, 'state': 'committed', 'kind': mine.kind, 'expires_at': False}
        mine.write({**values, 'quantity': mine.fulfilled + units})
        return mine

    @api.model
    def _ic_product_values(self, product):
        """Return the values of a claim that its product decides."""
        piece = product.product_tmpl_id
        return {
            'product_id': product.id,
            'product_tmpl_id': piece.id,
            'company_id': (piece.company_id or self.env.company).id,
            'is_unique': product._ic_is_one_of_one(),
        }

    @api.model
    def _ic_use_up(self, look, reference):
        """Let the claims that yield give up what is missing. A client's own hold gives first, even from plenty."""
        missing = look.wanted - (look.mine._ic_weight() if look.mine else 0.0)
        free = float('inf')
        if look.capacity is not None:
            claims = look.mine | look.yielding | look.others
            free = look.capacity - sum(claim._ic_weight() for claim in claims)
        for claim in look.yielding:
            wanted = missing if claim.kind == 'client' else missing - max(free, 0.0)
            given = claim._ic_weight() if claim.is_unique else min(claim._ic_weight(), max(wanted, 0.0))
            if given > 0:
                missing -= given
                claim._ic_shrink(given, self.env._("Taken by %s", reference or ''))
        self.flush_model()

    def _ic_yielding(self, partner, over):
        """Return the claims of `self` that a document for `partner`, with leave over the owners `over`, may use up.

        The document itself is one of `over`.
        """
        keys = {self._ic_key(owner) for owner in over}
        lent = self.filtered(lambda claim: claim.owner in keys)
        soft = (self - lent).filtered(lambda claim: claim.state == 'held' and claim.kind in YIELDS_TO_PARTNER)
        person = self._ic_person(partner) if soft else None
        # Together in the order of `self`: who came first yields first.
        return self & (lent | soft.filtered(lambda claim: person and self._ic_person(claim.partner_id) == person))

    @api.model
    def _ic_person(self, partner):
        """Return who stands behind a partner; nobody for the partner that all unknown visitors share."""
        person = partner.sudo().commercial_partner_id if partner else self.env['res.partner']
        users = person.with_context(active_test=False).user_ids
        return person.browse() if any(user._is_public() for user in users) else person

    @api.model
    def _ic_in_order(self, wants):
        """Return the products of `wants` in the order in which everybody locks them."""
        return self.env['product.product'].sudo().union(*wants).sorted('id')

    @api.model
    def _ic_active(self, product):
        """Return the active claims on a product, oldest first. Read it under the product's lock."""
        return self.search([('product_id', '=', product.id), ('state', 'in', ACTIVE)], order='id')

    @api.model
    def _ic_free(self, products, owner=None):
        """Tell how many units could be claimed now, without a lock: for showing, never for deciding.

        :param owner: a document (record or key) whose own claims count as free for it
        :return: dict product.product record -> units; infinite where goods may be backordered or are not followed
        """
        followed = products.filtered(lambda product: product._ic_is_claimed())
        free = dict.fromkeys(products, float('inf'))
        counter = self.env['ic.claim.counter'].sudo()
        levels = counter._ic_levels(followed) if followed else {}
        missing = followed.filtered(lambda product: product.id not in levels)
        if missing:
            counter._ic_ensure(missing)
            levels.update(counter._ic_levels(missing))
        taken = {product_id: claimed for product_id, (_capacity, claimed, _written) in levels.items()}
        for claim in self._ic_not_in_the_way([product_id for product_id, claimed in taken.items() if claimed], owner):
            taken[claim.product_id.id] -= claim._ic_weight()
        for product in followed:
            if levels[product.id][0] is not None:
                free[product] = max(levels[product.id][0] - taken[product.id], 0.0)
        return free

    @api.model
    def _ic_not_in_the_way(self, product_ids, owner):
        """Return the active claims on these products that keep nothing from `owner`: its own and those that lapsed."""
        if not product_ids:
            return self.browse()
        idle = Domain('is_lapsed', '=', True)
        if owner:
            idle |= Domain('owner', '=', self._ic_key(owner))
        claims = Domain('product_id', 'in', product_ids) & Domain('state', 'in', ACTIVE)
        return self.sudo().search(claims & idle)
