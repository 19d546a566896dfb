from odoo import Command, fields, models
from odoo.exceptions import UserError


class IcWishMatch(models.Model):
    """What a person does with a match: make an opportunity of it, write to the customer, dismiss it."""

    _inherit = 'ic.wish.match'

    # === ACTIONS === #

    def action_opportunity(self):
        """Make an opportunity of the match, with customer and piece; open the one there is."""
        self.ensure_one()
        if not self.lead_id:
            self.lead_id = self.env['crm.lead']._ic_open_from(self)
            self._ic_done('opportunity', self.env._("An opportunity was made of it"))
            self.wish_id.message_post(
                body=self.env._("Opportunity for %s", self.product_tmpl_id.display_name), subtype_xmlid='mail.mt_note'
            )
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'crm.lead',
            'res_id': self.lead_id.id,
            'views': [(self.env.ref('crm.crm_lead_view_form').id, 'form')],
        }

    def action_write(self):
        """Open a letter to the customer about the piece."""
        self.ensure_one()
        self._ic_check_free()
        wish = self.wish_id
        if not wish.email:
            raise UserError(self.env._("There is no e-mail address. Call %s.", wish.phone or wish.contact_name))
        partner = wish.partner_id or wish._ic_customer()
        if not wish.partner_id:
            wish.partner_id = partner
        template = self.env.ref('ic_crm_pipelines.mail_template_wish_match')
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Write to %s", partner.name),
            'res_model': 'mail.compose.message',
            'views': [(False, 'form')],
            'target': 'new',
            'context': {
                'default_model': 'ic.wish',
                'default_res_ids': wish.ids,
                'default_composition_mode': 'comment',
                'default_partner_ids': partner.ids,
                'default_subject': template._render_field('subject', self.ids)[self.id],
                'default_body': template._render_field('body_html', self.ids, compute_lang=True)[self.id],
                'ic_wish_match_id': self.id,
            },
        }

    def action_dismiss(self):
        """Ask why, then take the match off the list."""
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Dismiss"),
            'res_model': 'ic.wish.dismiss',
            'views': [(False, 'form')],
            'target': 'new',
            'context': {'default_match_ids': [Command.set(self.ids)]},
        }

    def action_restore(self):
        """Put dismissed matches back on the list."""
        self.filtered(lambda match: match.state in ('dismissed', 'contacted')).write(
            {'state': 'new', 'dismiss_reason': False, 'dismiss_note': False, 'done_by_id': False, 'done_on': False}
        )

    def action_open_piece(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'product.template',
            'res_id': self.product_tmpl_id.id,
            'views': [(self.env.ref('ic_inventory_luxury.product_piece_view_form').id, 'form')],
        }

    # === BUSINESS METHODS === #

    def _ic_check_free(self):
        """Refuse to offer what is promised to somebody at this moment."""
        free = self._ic_free_pieces(self.product_tmpl_id)
        for piece in self.product_tmpl_id - free:
            raise UserError(
                self.env._("%s cannot be offered now: it is promised to somebody, or not here.", piece.display_name)
            )

    def _ic_lead_values(self):
        wish, piece = self.wish_id, self.product_tmpl_id
        partner = wish.partner_id
        return {
            'name': self.env._("%(piece)s for %(who)s", piece=piece.name, who=wish.contact_name or partner.name or ''),
            'type': 'opportunity',
            'partner_id': partner.id,
            'contact_name': wish.contact_name,
            'email_from': wish.email,
            'phone': wish.phone,
            'company_id': self.company_id.id,
            'user_id': (wish.user_id or self.env.user).id,
            'expected_revenue': piece.list_price,
            'ic_offered_ids': [Command.set(piece.ids)],
        }

    def _ic_done(self, state, reason, **values):
        """Note that somebody dealt with the matches, and end their alerts."""
        self.write(dict(values, state=state, done_by_id=self.env.uid, done_on=fields.Datetime.now()))
        self.env['ic.alert'].sudo()._ic_clear('wish_match', self, reason=reason)


class IcWish(models.Model):
    _inherit = 'ic.wish'

    def message_post(self, **kwargs):
        """Override of `mail` to note on the match that its customer was written to."""
        message = super().message_post(**kwargs)
        match_id = self.env.context.get('ic_wish_match_id')
        if match_id and message.message_type == 'comment':
            match = self.env['ic.wish.match'].browse(match_id).exists()
            if match.wish_id == self and match.state == 'new':
                match._ic_done('contacted', self.env._("The customer was written to"))
        return message

    def action_view_matches(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_crm_pipelines.ic_wish_match_action')
        return dict(action, domain=[('wish_id', '=', self.id)], context={})
