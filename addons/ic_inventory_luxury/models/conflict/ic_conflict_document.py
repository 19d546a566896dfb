from odoo import fields, models
from odoo.exceptions import UserError


class IcConflictDocument(models.AbstractModel):
    """What a document answers that can be left without a piece: sale orders, and what addons above sell with.

    `self` is the document, as superuser: who may ask has been checked by the conflict.
    """

    _name = 'ic.conflict.document'
    _description = "Document of a Conflict"

    ic_conflict_count = fields.Integer(string="Conflicts", compute='_compute_ic_conflict_count')
    ic_conflict_open_count = fields.Integer(string="Open Conflicts", compute='_compute_ic_conflict_count')

    def _compute_ic_conflict_count(self):
        sides = self.env['ic.conflict.side'].sudo()
        for document in self:
            found = sides.search([('document_model', '=', self._name), ('document_id', 'in', document.ids)])
            document.ic_conflict_count = len(found.conflict_id)
            document.ic_conflict_open_count = len(found.conflict_id.filtered(lambda c: c.state == 'open'))

    # === ACTIONS === #

    def action_ic_conflicts(self):
        """Open the conflicts this document is a side of."""
        sides = self.env['ic.conflict.side'].sudo()
        found = sides.search([('document_model', '=', self._name), ('document_id', 'in', self.ids)])
        return self.env['ic.conflict']._ic_show(found.conflict_id)

    # === BUSINESS METHODS === #

    def _ic_conflict_key(self):
        """Return the key under which this document owns its claims."""
        return self.env['ic.claim']._ic_key(self)

    def _ic_conflict_facts(self, product):
        """Return the facts of this document about `product`, as values of `ic.conflict.side`. Extend it."""
        self.ensure_one()
        partner = self['partner_id'] if 'partner_id' in self._fields else self.env['res.partner']
        return {
            'reference': self.display_name,
            'partner_id': partner.id,
            'partner_name': partner.display_name,
            'partner_email': partner.email,
        }

    def _ic_conflict_take(self, conflict):
        """Take the units of `conflict` for this document after all, with claims, and prepare to hand them over.

        :raise UserError: saying why this document cannot have them
        """
        raise UserError(self.env._("%s cannot be given the piece from here.", self.display_name))

    def _ic_conflict_lose(self, conflict):
        """Undo what this document had prepared to hand over; its claim on the units of `conflict` is gone."""

    def _ic_conflict_refund(self, conflict):
        """Return the action that opens a draft of what gives the customer his money back; nothing is booked.

        :raise UserError: saying what to do instead
        """
        raise UserError(self.env._("Refund %s where it was paid.", self.display_name))

    def _ic_conflict_cancel(self, conflict, whole=False):
        """Take the missing units off this document, or cancel all of it.

        :raise UserError: when it cannot be done here
        """
        raise UserError(self.env._("Cancel %s where it was made.", self.display_name))
