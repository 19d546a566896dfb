from odoo import api, fields, models
from odoo.exceptions import UserError


class IcConflict(models.Model):
    """Who must act on a conflict, and how it ends."""

    _inherit = 'ic.conflict'

    # === ACTIONS === #

    def action_settle(self):
        """Ask how it was settled."""
        return self._ic_ask_close('settled')

    def action_dismiss(self):
        """Ask why nothing has to be done."""
        return self._ic_ask_close('dismissed')

    def action_reopen(self):
        """Take a closed conflict up again."""
        self._ic_check_role('group_store_admin')
        for conflict in self.sudo():
            if conflict.state == 'open':
                raise UserError(self.env._("%s is open.", conflict.name))
            if conflict.outcome == 'honoured':
                raise UserError(
                    self.env._("%s: this side has the piece. There is nothing to make good.", conflict.name)
                )
            conflict._ic_write(
                {'state': 'open', 'outcome': False, 'reason': False, 'closed_on': False, 'closed_by_id': False}
            )
            conflict._ic_ask_to_act()
            self.env['ic.alert']._ic_raise('conflict', conflict, words=conflict._ic_summary(), users=conflict.user_id)
        self._ic_tell_counters()

    def action_open_piece(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'product.template',
            'res_id': self.product_tmpl_id.id,
            'views': [(self.env.ref('ic_inventory_luxury.product_piece_view_form').id, 'form')],
        }

    @api.model
    def _ic_show(self, conflicts):
        """Return the action that shows `conflicts`: the record itself where it is one."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_conflict_action')
        action = dict(action, domain=[('id', 'in', conflicts.ids)], context={})
        if len(conflicts) == 1:
            action.update(res_id=conflicts.id, views=[(False, 'form')], view_mode='form')
        return action

    def _ic_ask_close(self, state):
        self._ic_check_role('group_store_admin')
        if not self.filtered(lambda conflict: conflict.state == 'open'):
            raise UserError(self.env._("What you chose is closed already."))
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_conflict_close_action')
        context = {
            'default_conflict_ids': self.filtered(lambda conflict: conflict.state == 'open').ids,
            'default_state': state,
            'default_outcome': self[:1]._ic_likely_outcome() if state == 'settled' else False,
        }
        name = self.env._("Settle") if state == 'settled' else self.env._("Dismiss")
        return dict(action, name=name, context=context)

    # === BUSINESS METHODS === #

    def _ic_close(self, state, outcome, reason):
        """Close the conflicts of `self`. The caller has checked who may."""
        self._ic_lock()
        self._ic_write(
            {
                'state': state,
                'outcome': outcome,
                'reason': reason,
                'closed_on': fields.Datetime.now(),
                'closed_by_id': self.env.uid,
                **({'decision': 'kept'} if outcome != 'honoured' else {}),
            }
        )
        for conflict in self:
            conflict._ic_say(reason or dict(self._fields['outcome']._description_selection(self.env))[outcome])
            conflict.activity_ids.action_feedback(feedback=reason or '')
        self.env['ic.alert']._ic_clear('conflict', self, reason=reason)
        self._ic_tell_counters()

    def _ic_say(self, words):
        """Leave a word in the history of the conflict; nobody is mailed."""
        self.ensure_one()
        self.with_context(mail_post_autofollow=False).message_post(body=words, subtype_xmlid='mail.mt_note')

    def _ic_summary(self):
        """Return in one sentence, without amounts, what happened."""
        self.ensure_one()
        names = {
            'piece': self.product_tmpl_id.display_name,
            'loser': self.left_out_words or self.env._("somebody"),
            'winner': self.has_it_words or self.env._("somebody else"),
        }
        sentences = {
            'paid_late': self.env._("%(loser)s paid for %(piece)s after it went to %(winner)s.", **names),
            'paid_cancelled': self.env._("%(loser)s was cancelled; its payment for %(piece)s came later.", **names),
            'offline_sale': self.env._(
                "%(loser)s sold %(piece)s while the till was offline; %(winner)s has it.", **names
            ),
            'channel_sale': self.env._("%(loser)s sold %(piece)s on a channel after it went to %(winner)s.", **names),
            'stock_lost': self.env._("%(piece)s is missing in stock; it was promised to %(loser)s.", **names),
            'given_away': self.env._("%(piece)s was given to %(winner)s; it had been promised to %(loser)s.", **names),
        }
        return sentences[self.kind]

    def _ic_ask_to_act(self):
        """Give the person who must act one activity, and end the one for the step before."""
        self.ensure_one()
        self.activity_unlink(['mail.mail_activity_data_warning'])
        user = self._ic_responsible()
        if self.user_id != user:
            self.user_id = user
        if not user:
            return
        if self.decision == 'waiting':
            summary = self.env._("Decide who gets it: %s", self.piece_name)
        else:
            summary = self.env._("Make it good: %s", self.piece_name)
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            'mail.mail_activity_data_warning', summary=summary, note=self._ic_summary(), user_id=user.id
        )

    def _ic_responsible(self):
        """Return who must act: the seller of the side without the piece, a dealer where he cannot."""
        self.ensure_one()
        seller = self._ic_side().user_id
        sales = self.env.ref('ic_inventory_luxury.group_record_sales')
        if self.decision != 'waiting' and self._ic_works_here(seller) and sales in seller.all_group_ids:
            return seller
        for group in ('group_dealer', 'group_store_admin'):
            people = self.env.ref(f'ic_inventory_luxury.{group}').all_user_ids.filtered(self._ic_works_here)
            if people:
                return people.sorted('id')[-1]
        return self.env['res.users']

    def _ic_works_here(self, user):
        return bool(user) and user.active and not user.share and self.company_id in user.company_ids
