from odoo import api, fields, models
from odoo.exceptions import UserError


class IcConflictSide(models.Model):
    """One side of a conflict: who, through which channel, with which document, when, for how much, as it was then.

    Names and references are kept as words besides the links, so that the facts stay what they were when somebody
    renames a customer or deletes a draft.
    """

    _name = 'ic.conflict.side'
    _description = "Side of a Conflict"
    _order = 'role, id'
    _rec_name = 'reference'

    conflict_id = fields.Many2one('ic.conflict', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    role = fields.Selection(
        [('left_out', "Could not be honoured"), ('has_it', "Has the piece")], required=True, readonly=True
    )
    source = fields.Selection(
        [
            ('website', "Website"),
            ('pos', "Gallery Terminal"),
            ('backend', "Backend"),
            ('channel', "Channel"),
            ('api', "API"),
        ],
        string="Channel",
        readonly=True,
    )
    owner = fields.Char(readonly=True, index=True, help="Key of the document.")
    reference = fields.Char(string="Document", readonly=True)
    document_model = fields.Char(readonly=True)
    document_id = fields.Many2oneReference(string="Record", model_field='document_model', readonly=True)
    partner_id = fields.Many2one('res.partner', string="Customer", readonly=True, index='btree_not_null')
    partner_name = fields.Char(string="Customer Then", readonly=True)
    partner_email = fields.Char(string="E-mail Then", readonly=True)
    user_id = fields.Many2one('res.users', string="By", readonly=True)
    claimed_on = fields.Datetime(string="Claimed", readonly=True)
    paid_on = fields.Datetime(string="Paid", readonly=True, help="When the payment was made.")
    arrived_on = fields.Datetime(string="Arrived", readonly=True, help="When we learned of it.")
    quantity = fields.Float(digits='Product Unit', readonly=True)
    currency_id = fields.Many2one('res.currency', readonly=True)
    amount = fields.Monetary(readonly=True, help="The price of the piece in this document, taxes included.")
    paid = fields.Monetary(string="Amount Paid", readonly=True)
    serial = fields.Char(readonly=True)
    handed_over = fields.Boolean(readonly=True, help="Whether this side had the piece in its hands.")
    claim_id = fields.Many2one('ic.claim', readonly=True, index='btree_not_null', ondelete='set null')
    words = fields.Char(string="State Then", readonly=True)

    # === CRUD === #

    def write(self, vals):  # pylint: disable=method-required-super
        """The facts are never changed."""
        raise UserError(self.env._("The facts of a conflict stay as they were found."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The facts of a conflict stay as they were found."))

    # === ACTIONS === #

    def action_open_document(self):
        """Open the document of this side, if the user may see it."""
        self.ensure_one()
        document = self.sudo()._ic_document()
        if not document:
            raise UserError(self.env._("%s does not exist any more.", self.reference or self.env._("This document")))
        document.with_user(self.env.user).check_access('read')
        return {
            'type': 'ir.actions.act_window',
            'res_model': document._name,
            'res_id': document.id,
            'views': [(False, 'form')],
        }

    # === BUSINESS METHODS === #

    def _ic_words(self):
        """Return who it is and with what, for lists."""
        self.ensure_one()
        return ' · '.join(word for word in (self.partner_name, self.reference) if word) or self.env._("Unknown")

    def _ic_document(self):
        """Return the document of this side; None where it has none, or it was deleted."""
        self.ensure_one()
        if not self.document_id or self.document_model not in self.env:
            return None
        return self.env[self.document_model].browse(self.document_id).exists() or None
