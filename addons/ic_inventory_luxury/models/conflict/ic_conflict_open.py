from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.exceptions import ConcurrencyError

from ..locks import lock_products

# So many of those who have the piece are written down; of a coin, half the town may have one.
SIDES = 5


class IcConflict(models.Model):
    """How a conflict is found: the one door, safe to call twice."""

    _inherit = 'ic.conflict'

    _once = models.UniqueIndex(
        '(owner, product_id, occasion)', "This document has a conflict over the product already."
    )
    _one_open = models.UniqueIndex(
        "(owner, product_id) WHERE state = 'open'", "This document has an open conflict over the product already."
    )

    @api.model
    def _ic_open(
        self, kind, product, quantity, lost_claim=None, document=None, winner_claims=None, paid=0.0, currency=None,
        note='',
    ):  # fmt: skip
        """Write down that units of `product` were promised and cannot be given; the same loss is told once.

        :param str kind: a value of `kind`
        :param product: product.product (one)
        :param float quantity: units missing, in the product's unit of measure
        :param lost_claim: the ic.claim that ended or was never granted, if there was one
        :param document: the record that is left without the piece, if it is stored
        :param winner_claims: ic.claim records that have the units now; looked up where they are not given
        :param float paid: what the side without the piece paid for it, in `currency` (default: the company's)
        :param str note: anything else worth knowing
        :return: the ic.conflict, new or known already
        """
        self = self.sudo()
        product, document = product.sudo(), document and document.sudo()
        lock_products(product)
        owner = self._ic_owner_key(product, lost_claim, document)
        last = self.search([('owner', '=', owner), ('product_id', '=', product.id)], order='occasion desc', limit=1)
        if last and not last._ic_is_over(kind):
            return last._ic_again(kind, quantity)
        sides = self._ic_sides(kind, product, owner, lost_claim, document, winner_claims)
        values = self._ic_opening_values(kind, product, quantity, sides, paid, currency, note)
        try:
            with self.env.cr.savepoint():
                conflict = self.create({**values, 'owner': owner, 'occasion': last.occasion + 1 if last else 0})
        except UniqueViolation as error:
            raise ConcurrencyError("The same conflict was found at the same moment") from error
        conflict._ic_opened()
        return conflict

    def _ic_is_over(self, kind):
        """Tell whether a new loss of the same document is a new occasion, not the same one told again.

        A count, or a decision, says of its own which claim it takes. Whatever else is told of a closed conflict is an
        echo (a terminal that sends its order twice, a payment told twice), unless who got the piece lost it again.
        """
        self.ensure_one()
        if self.state == 'open':
            return False
        if kind in ('stock_lost', 'given_away'):
            return True
        own = [('owner', '=', self.owner), ('product_id', '=', self.product_id.id)]
        claims = self.env['ic.claim'].sudo().search(own)
        has_it = any(claim._ic_weight() or claim.fulfilled > claim.returned for claim in claims)
        return self.outcome == 'honoured' and not has_it

    def _ic_again(self, kind, quantity):
        """Return this conflict, which is known; a further loss in stock adds its units."""
        if kind in ('stock_lost', 'given_away') and self.state == 'open':
            self._ic_write({'quantity': self.quantity + quantity})
            self._ic_say(self.env._("%(units)g more: %(all)g are missing now.", units=quantity, all=self.quantity))
        return self

    def _ic_opened(self):
        """Decide by the rule of the store, and tell who must act."""
        self.ensure_one()
        self._ic_apply_rule()
        if self.state == 'open':
            self._ic_ask_to_act()
            self.env['ic.alert']._ic_raise('conflict', self, words=self._ic_summary(), users=self.user_id)
        self._ic_tell_counters()

    # === THE FACTS === #

    @api.model
    def _ic_owner_key(self, product, lost_claim, document):
        if hasattr(document, '_ic_conflict_key'):
            return document._ic_conflict_key()
        if document:
            return self.env['ic.claim']._ic_key(document)
        if lost_claim:
            return lost_claim.owner
        # nobody is known: one conflict per day and product is enough
        return f'unknown,{fields.Date.today()}'

    @api.model
    def _ic_opening_values(self, kind, product, quantity, sides, paid, currency, note):
        loser = sides[0]
        company = self.env['res.company'].browse(loser['company_id'])
        if not paid and loser.get('paid'):
            paid = loser['paid']
            currency = self.env['res.currency'].browse(loser['currency_id'])
        return {
            'company_id': company.id,
            'product_id': product.id,
            'product_tmpl_id': product.product_tmpl_id.id,
            'quantity': quantity,
            'kind': kind,
            'currency_id': (currency or company.currency_id).id,
            'paid': paid,
            'note': note or False,
            'partner_id': self._ic_known_partner(loser.get('partner_id')).id,
            'side_ids': [Command.create(values) for values in sides],
            'alternative_ids': [Command.set(self._ic_find_alternatives(product.product_tmpl_id, company).ids)],
        }

    @api.model
    def _ic_person(self, user):
        """Return the user if he is one of the house: neither a visitor nor the system itself."""
        return user.filtered(lambda one: not one.share and one.id != SUPERUSER_ID)

    @api.model
    def _ic_known_partner(self, partner_id):
        """Return the customer, nobody for the partner that all unknown visitors share."""
        partner = self.env['res.partner'].browse(partner_id or ())
        users = partner.with_context(active_test=False).user_ids
        return partner.browse() if any(user._is_public() for user in users) else partner

    @api.model
    def _ic_sides(self, kind, product, owner, lost_claim, document, winner_claims):
        """Return the facts of both sides as values of `ic.conflict.side`, the one without the piece first."""
        if not winner_claims and kind not in ('stock_lost', 'paid_cancelled'):
            claims = self.env['ic.claim'].sudo()
            winner_claims = claims._ic_active(product).filtered(lambda claim: claim.owner != owner)
            winner_claims = winner_claims or claims._ic_last_handed_over(product)
        company = product.company_id or (document or lost_claim or product).company_id or self.env.company
        loser = self._ic_side_values('left_out', product, company, lost_claim, document)
        if kind in ('offline_sale', 'channel_sale'):
            loser.setdefault('arrived_on', fields.Datetime.now())
        loser.setdefault('source', {'offline_sale': 'pos', 'channel_sale': 'channel'}.get(kind, 'backend'))
        winners = (winner_claims or self.env['ic.claim']).sudo().sorted('id')[-SIDES:]
        return [loser] + [self._ic_side_values('has_it', product, company, claim, None) for claim in winners]

    @api.model
    def _ic_side_values(self, role, product, company, claim, document):
        claim = (claim or self.env['ic.claim']).sudo()
        document = document or (claim and claim._ic_document()) or None
        values = {'currency_id': company.currency_id.id, 'serial': product.product_tmpl_id.ic_serial}
        if document:
            values.update(owner=self._ic_owner_key(product, None, document), reference=document.display_name)
            values.update(document_model=document._name, document_id=document.id)
            if hasattr(document, '_ic_conflict_facts'):
                values.update({key: fact for key, fact in document._ic_conflict_facts(product).items() if fact})
        if claim:
            facts = {
                'owner': claim.owner,
                'claim_id': claim.id,
                'reference': values.get('reference') or claim.reference,
                'source': claim.source,
                'partner_id': claim.partner_id.id,
                'partner_name': claim.partner_id.display_name,
                'partner_email': claim.partner_id.email,
                'user_id': values.get('user_id') or self._ic_person(claim.user_id).id,
                'claimed_on': claim.taken_on,
                'quantity': claim.quantity,
                'serial': claim.lot_id.name,
                'handed_over': claim.fulfilled > claim.returned,
            }
            values.update({key: fact for key, fact in facts.items() if fact})
        return {**values, 'role': role, 'company_id': company.id}
