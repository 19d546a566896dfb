from odoo import models

from ...importing.target import plain


class IcImport(models.Model):
    """Places and consignors that rows name. What is not certain is an error: it moves things and money."""

    _inherit = 'ic.import'

    def _resolve_places(self, read):
        """Find the places that rows name; a piece must not be booked into a place somebody guessed."""
        texts = {row.outcome.values['place'] for row in read if row.outcome.values.get('place')}
        if not texts:
            return
        known = {}
        domain = [('usage', '=', 'internal'), ('company_id', '=', self.company_id.id)]
        for place in self.env['stock.location'].sudo().search(domain):
            for text in {place.complete_name, place.name, place.barcode or ''} - {''}:
                known.setdefault(plain(text), []).append(place)
        for row in read:
            text = row.outcome.values.get('place')
            found = known.get(plain(text)) if text else []
            if text and len(found or ()) == 1:
                row.place = found[0]
            elif text:
                level = 'error' if self.arrival == 'stock' else 'warning'
                row.outcome.note(level, 'no_place', self._column_of('place'), text)

    def _resolve_consignors(self, read):
        """Put the rows that name a consignor on consignment, by the share or amount they name or the usual one."""
        texts = {row.outcome.values['consignor'] for row in read if row.outcome.values.get('consignor')}
        partners = {text: self._consignors(text) for text in texts}
        for row in read:
            text = row.outcome.values.get('consignor')
            terms = {'ic_consignment_percent', 'ic_consignment_fixed'} & row.vals.keys()
            if text and len(partners[text]) == 1 and len(terms) < 2:
                kind = 'fixed' if 'ic_consignment_fixed' in terms else 'percent'
                row.vals.update(ic_is_consigned=True, ic_consignor_id=partners[text].id, ic_consignment_type=kind)
            elif text and len(terms) == 2:
                row.outcome.note('error', 'two_terms', self._column_of('consignor_fixed'), text)
            elif text:
                row.outcome.note(
                    'error', 'namesakes_contact' if partners[text] else 'no_contact', self._column_of('consignor'), text
                )
            elif terms or row.vals.get('ic_consignment_date'):
                row.outcome.note('error', 'no_consignor', self._column_of('consignor_percent'))

    def _consignors(self, text):
        """Return the contacts of this store that `text` is the whole name, e-mail or reference of."""
        domain = [('company_id', 'in', (self.company_id.id, False)), ('parent_id', '=', False)]
        own = '|', '|', ('name', '=ilike', text), ('email', '=ilike', text), ('ref', '=', text)
        return self.env['res.partner'].search([*domain, *own])
