from odoo import api, fields, models

from ..locks import lock_pieces


class IcConflict(models.Model):
    """How a conflict is found: the one door, safe to call twice."""

    _inherit = 'ic.conflict'

    _once = models.UniqueIndex('(owner, product_id)', "This document has a conflict over the product already.")

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
        :param winner_claims: ic.claim records that have the units now
        :param float paid: what the side without the piece paid for it, in `currency` (default: the company's)
        :param str note: anything else worth knowing
        :return: the ic.conflict, new or known already
        """
        self = self.sudo()
        lock_pieces(product.product_tmpl_id)
        owner = self._ic_owner_key(lost_claim, document)
        known = self.search([('owner', '=', owner), ('product_id', '=', product.id)], limit=1)
        if known:
            return known
        company = product.company_id or (document and document.company_id) or self.env.company
        return self.create(
            {
                'company_id': company.id,
                'product_id': product.id,
                'product_tmpl_id': product.product_tmpl_id.id,
                'quantity': quantity,
                'kind': kind,
                'owner': owner,
                'currency_id': (currency or company.currency_id).id,
                'paid': paid,
                'note': note or False,
                'side_ids': [
                    fields.Command.create(values)
                    for values in self._ic_sides(product, company, lost_claim, document, winner_claims)
                ],
            }
        )

    @api.model
    def _ic_owner_key(self, lost_claim, document):
        if document:
            return f'{document._name},{document.id}'
        return lost_claim.owner if lost_claim else f'unknown,{fields.Datetime.now().timestamp():.0f}'

    @api.model
    def _ic_sides(self, product, company, lost_claim, document, winner_claims):
        """Return the facts of both sides as values of `ic.conflict.side`, the one without the piece first."""
        sides = [self._ic_side('left_out', product, company, lost_claim, document)]
        for claim in winner_claims or ():
            sides.append(self._ic_side('has_it', product, company, claim, None))
        return sides

    @api.model
    def _ic_side(self, role, product, company, claim, document):
        document = document or (claim and claim._ic_document()) or None
        values = {'role': role, 'company_id': company.id, 'currency_id': company.currency_id.id}
        if claim:
            values.update(
                owner=claim.owner,
                reference=claim.reference,
                source=claim.source,
                partner_id=claim.partner_id.id,
                partner_name=claim.partner_id.display_name,
                partner_email=claim.partner_id.email,
                user_id=claim.user_id.id,
                claimed_on=claim.taken_on,
                quantity=claim.quantity,
                serial=claim.lot_id.name,
            )
        if document:
            values.update(owner=f'{document._name},{document.id}')
            values.update(document_model=document._name, document_id=document.id)
            if hasattr(document, '_ic_conflict_facts'):
                values.update({name: value for name, value in document._ic_conflict_facts(product).items() if value})
        values.setdefault('arrived_on', fields.Datetime.now())
        return values
