from odoo import api, fields, models
from odoo.exceptions import AccessError


class IcClientNote(models.Model):
    """One thing that somebody of the house learnt about a client: dated, signed, and never seen by the client.

    A model of its own and no message of the chatter: notes of all clients are searched together, stand apart from
    e-mails and changes of fields, may be pinned, and go along when two contacts are merged.
    """

    _name = 'ic.client.note'
    _description = "Note about a Client"
    _order = 'pinned desc, noted_on desc, id desc'
    _check_company_auto = True

    partner_id = fields.Many2one(
        'res.partner', string="Client", required=True, index=True, check_company=True, ondelete='cascade'
    )
    company_id = fields.Many2one(
        'res.company', string="Store", required=True, index=True, readonly=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        'res.users', string="By", required=True, readonly=True, default=lambda self: self.env.user, ondelete='restrict'
    )
    noted_on = fields.Datetime(string="On", required=True, readonly=True, default=fields.Datetime.now)
    body = fields.Text(string="Note", required=True)
    kind = fields.Selection(
        [('note', "Note"), ('call', "Call"), ('visit', "Visit"), ('message', "Message"), ('date', "Date to Remember")],
        required=True,
        default='note',
    )
    pinned = fields.Boolean(help="Stays on top.")
    edited_on = fields.Datetime(readonly=True, copy=False, help="When its words were changed last.")

    _words = models.Index('USING gin (body gin_trgm_ops)')

    # === COMPUTE === #

    @api.depends('body')
    def _compute_display_name(self):
        for note in self:
            note.display_name = (note.body or '').strip()[:80]

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to sign a note with the one who writes it, whatever the values say."""
        if not self.env.su:
            now = fields.Datetime.now()
            vals_list = [{**values, 'user_id': self.env.uid, 'noted_on': now} for values in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Override of `base` to keep others from changing somebody's words, and to say when they were changed."""
        if not self.env.su and vals.keys() & {'user_id', 'noted_on', 'company_id'}:
            raise AccessError(self.env._("Who wrote a note, and when, cannot be changed."))
        if 'body' in vals or 'kind' in vals:
            self._ic_check_mine()
            vals = {**vals, 'edited_on': fields.Datetime.now()}
        return super().write(vals)

    def unlink(self):
        """Override of `base` to keep others from deleting somebody's words."""
        self._ic_check_mine()
        return super().unlink()

    # === BUSINESS METHODS === #

    def _ic_check_mine(self):
        """Refuse to touch notes of others, but for a store admin."""
        if self.env.su or self.env.user.has_group('ic_inventory_luxury.group_store_admin'):
            return
        others = self.filtered(lambda note: note.user_id != self.env.user)
        if others:
            raise AccessError(
                self.env._("This note was written by %s. Add a note of your own.", others[0].user_id.name)
            )
