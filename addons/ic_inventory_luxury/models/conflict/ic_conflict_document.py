from odoo import models


class IcConflictDocument(models.AbstractModel):
    """What a document that can be left without a piece answers. Sale orders, and what addons above sell with."""

    _name = 'ic.conflict.document'
    _description = "Document of a Conflict"

    def _ic_conflict_facts(self, product):
        """Return the facts of this document about `product`, as values of `ic.conflict.side`."""
        self.ensure_one()
        partner = self['partner_id'] if 'partner_id' in self._fields else self.env['res.partner']
        return {
            'reference': self.display_name,
            'partner_id': partner.id,
            'partner_name': partner.display_name,
            'partner_email': partner.email,
        }
