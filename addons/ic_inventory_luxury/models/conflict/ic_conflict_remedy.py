from odoo import Command, api, fields, models
from odoo.exceptions import UserError

# States of a refund that came to nothing: another one may be prepared.
VOID = ('cancel', 'canceled', 'error', 'rejected')


class IcConflict(models.Model):
    """What makes it good: a refund, a cancellation, a letter, another piece. All drafts until a person sends them."""

    _inherit = 'ic.conflict'

    refund_model = fields.Char(readonly=True)
    refund_id = fields.Many2oneReference(string="Refund Record", model_field='refund_model', readonly=True)
    refund_words = fields.Char(string="Refund", compute='_compute_refund_words')
    cancelled_on = fields.Datetime(string="Taken Off the Order", readonly=True)
    cancelled_words = fields.Char(string="Cancelled", readonly=True)
    apologised_on = fields.Datetime(string="Customer Told", readonly=True)
    offer_ids = fields.Many2many(
        'sale.order', 'ic_conflict_offer_rel', 'conflict_id', 'order_id', string="Offers", readonly=True
    )
    has_document = fields.Boolean(compute='_compute_has_document', compute_sudo=True)

    # === COMPUTE === #

    @api.depends('refund_model', 'refund_id')
    def _compute_refund_words(self):
        for conflict in self:
            record = conflict._ic_refund_record(void=True)
            state = record and dict(record._fields['state']._description_selection(self.env)).get(record.state)
            conflict.refund_words = f'{record.display_name} · {state}' if record else False

    @api.depends('side_ids')
    def _compute_has_document(self):
        for conflict in self:
            conflict.has_document = hasattr(conflict._ic_document(), '_ic_conflict_cancel')

    # === ACTIONS === #

    def action_refund(self):
        """Open the refund: the one prepared before, or a new draft of it."""
        self.ensure_one()
        self._ic_check_role('group_record_sales')
        if self._ic_refund_record():
            return self.action_open_refund()
        return self._ic_need_document()._ic_conflict_refund(self)

    def action_open_refund(self):
        """Open what was prepared, or say where it stands to people who have no access to accounting."""
        self.ensure_one()
        self._ic_check_role('group_record_sales')
        record = self._ic_refund_record(void=True)
        if not record:
            raise UserError(self.env._("No refund has been prepared yet."))
        if not record.with_user(self.env.user).has_access('read'):
            return self._ic_notify(self.env._("Prepared: %s. Accounting sends it.", self.refund_words))
        return {
            'type': 'ir.actions.act_window',
            'res_model': record._name,
            'res_id': record.id,
            'views': [(False, 'form')],
        }

    def action_cancel_order(self):
        """Ask what to cancel: the line, or the whole order."""
        self.ensure_one()
        self._ic_check_role('group_store_admin')
        document = self._ic_need_document()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_conflict_cancel_action')
        return dict(action, context={'default_conflict_id': self.id, 'default_document': document.display_name})

    def action_apologise(self):
        """Open the letter to the customer, ready to be edited and sent."""
        self.ensure_one()
        self._ic_check_role('group_record_sales')
        if not self.partner_id.email:
            raise UserError(
                self.env._("Enter a customer with an e-mail address on the conflict first; then the letter can go out.")
            )
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Apologise"),
            'res_model': 'mail.compose.message',
            'views': [(False, 'form')],
            'target': 'new',
            'context': {
                'default_model': self._name,
                'default_res_ids': self.ids,
                'default_composition_mode': 'comment',
                'default_template_id': self.env.ref('ic_inventory_luxury.mail_template_conflict_apology').id,
                'default_email_layout_xmlid': 'mail.mail_notification_light',
                'hide_mail_template_management_options': True,
                'force_email': True,
                'ic_apology': True,
            },
        }

    def action_open_offers(self):
        """Open the offers made instead."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sale.action_quotations')
        action = dict(action, domain=[('id', 'in', self.offer_ids.ids)], context={})
        if len(self.offer_ids) == 1:
            action.update(res_id=self.offer_ids.id, views=[(False, 'form')])
        return action

    # === CRUD === #

    def message_post(self, **kwargs):
        """Override of `mail` to note that the customer was told."""
        message = super().message_post(**kwargs)
        if self.env.context.get('ic_apology'):
            self.sudo()._ic_write({'apologised_on': fields.Datetime.now()})
        return message

    # === BUSINESS METHODS === #

    def _ic_need_document(self):
        """Return the document to make good, as superuser.

        :raise UserError: when there is none, or it cannot be handled here
        """
        document = self._ic_document()
        if not hasattr(document, '_ic_conflict_refund'):
            raise UserError(
                self.env._(
                    "%s: its document is not in this database. Refund and cancel it where it was made.", self.name
                )
            )
        return document

    def _ic_refund_record(self, void=False):
        """Return the refund prepared for this conflict, as superuser; None where there is none that counts."""
        self.ensure_one()
        if not self.refund_id or self.refund_model not in self.env:
            return None
        record = self.env[self.refund_model].sudo().browse(self.refund_id).exists()
        return record if record and (void or record['state'] not in VOID) else None

    def _ic_note_refund(self, record):
        """Keep which record gives the money back. Addons with other kinds of refund call it, too."""
        self.ensure_one()
        self.sudo()._ic_write({'refund_model': record._name, 'refund_id': record.id})
        self.sudo()._ic_say(self.env._("Refund prepared: %s", record.sudo().display_name))

    def _ic_cancel(self, whole):
        """Take the missing units off the document, or cancel all of it."""
        self.ensure_one()
        self._ic_check_role('group_store_admin')
        document = self._ic_need_document()
        conflict = self.sudo()
        conflict._ic_lock()
        if conflict.cancelled_on:
            raise UserError(self.env._("That has been done already: %s.", conflict.cancelled_words))
        document._ic_conflict_cancel(conflict, whole=whole)
        words = self.env._("%s was cancelled") if whole else self.env._("The piece was taken off %s")
        words = words % document.display_name
        conflict._ic_write({'cancelled_on': fields.Datetime.now(), 'cancelled_words': words})
        conflict._ic_say(words)

    def _ic_offer(self, piece):
        """Prepare a quotation of `piece` for the customer of this conflict, once, and open it."""
        self.ensure_one()
        self._ic_check_role('group_record_sales')
        if not self.partner_id:
            raise UserError(
                self.env._("Enter the customer on the conflict first; then he can be offered another piece.")
            )
        self.sudo()._ic_lock()
        drafts = self.offer_ids.filtered(
            lambda order: order.state in ('draft', 'sent') and piece in order.order_line.product_id.product_tmpl_id
        )
        if not drafts:
            drafts = self.env['sale.order'].create(
                {
                    'partner_id': self.partner_id.id,
                    'company_id': self.company_id.id,
                    'origin': self.name,
                    'order_line': [Command.create({'product_id': piece.product_variant_id.id})],
                }
            )
            self.sudo()._ic_write({'offer_ids': [Command.link(drafts.id)]})
            self.sudo()._ic_say(
                self.env._("%(piece)s was offered instead: %(order)s", piece=piece.display_name, order=drafts.name)
            )
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'sale.order',
            'res_id': drafts[:1].id,
            'views': [(False, 'form')],
        }

    def _ic_likely_outcome(self):
        """Return the outcome that what was done suggests."""
        if self._ic_refund_record():
            return 'refunded'
        if self.offer_ids.filtered(lambda order: order.state == 'sale'):
            return 'replaced'
        return 'cancelled' if self.cancelled_on and not self.paid else 'other'

    def _ic_notify(self, words):
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {'type': 'success', 'message': words, 'next': {'type': 'ir.actions.act_window_close'}},
        }
