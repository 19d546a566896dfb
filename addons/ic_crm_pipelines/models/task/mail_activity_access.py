from odoo import api, models
from odoo.fields import Domain

LEAD = 'crm.lead'


class MailActivity(models.Model):
    """Whose tasks one sees.

    Odoo shows an activity to whoever may see its document. That stays so for all documents but opportunities: there an
    employee sees his own tasks, the unassigned ones and those on his own opportunities; who runs the store sees all.
    A task without document is shown by Odoo to who does it only; here also to who made it and to who runs the store.
    """

    _inherit = 'mail.activity'

    @api.model
    def _ic_sees_all(self):
        """Whether the user sees the tasks of everybody on the opportunities that he sees."""
        return self.env.su or self.env.user.has_group('sales_team.group_sale_manager')

    @api.model
    def _ic_theirs_domain(self):
        """The tasks that are the user's: to do, made, or free to take up on an opportunity or on one of his own."""
        uid = self.env.uid
        leads = self.env[LEAD].sudo().with_context(active_test=False)._search([('user_id', '=', uid)])
        return (
            Domain('user_id', '=', uid)
            | Domain('create_uid', '=', uid)
            | (Domain('res_model', '=', LEAD) & (Domain('user_id', '=', False) | Domain('res_id', 'in', leads)))
        )

    def _ic_hidden(self):
        """Return those of `self` on opportunities that are others', as `_ic_theirs_domain` says it to the database."""
        if self._ic_sees_all():
            return self.browse()
        uid = self.env.uid
        others = self.sudo().filtered(
            lambda task: task.res_model == LEAD and task.user_id and uid not in (task.user_id.id, task.create_uid.id)
        )
        if not others:
            return self.browse()
        leads = self.env[LEAD].sudo().browse(set(others.mapped('res_id'))).exists()
        own = set(leads.filtered(lambda lead: lead.user_id.id == uid).ids)
        return self.browse(others.filtered(lambda task: task.res_id not in own).ids)

    @api.model
    def _ic_loose_domain(self):
        """The tasks without document that are another's to do and yet this user's to see."""
        seen = Domain('create_uid', '=', self.env.uid)
        if self.env.user.has_group('ic_inventory_luxury.group_store_admin'):
            seen |= Domain('ic_company_id', 'in', self.env.companies.ids)
        return Domain('res_model', '=', False) & Domain('user_id', '!=', self.env.uid) & seen

    def _check_access(self, operation):
        """Override of `mail` to close others' tasks on opportunities and to open the store's without document."""
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        refused = result[0] if result else self.browse()
        hidden = (self - refused)._ic_hidden()
        if refused and self.env.user._is_internal() and not self.browse()._check_access(operation):
            refused -= self.browse(refused.sudo().filtered_domain(self._ic_loose_domain()).ids)
        refused |= hidden
        if not refused:
            return None
        return refused, lambda: refused._make_access_error(operation)

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        """Override of `mail` for the same rules as `_check_access`: lists, counts and groups all begin here."""
        if self.env.su or bypass_access or not self.env.user._is_internal():
            return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)
        domain = Domain(domain)
        loose = super()._search(domain & self._ic_loose_domain(), bypass_access=True, **kwargs).get_result_ids()
        if not self._ic_sees_all():
            domain &= Domain('res_model', '!=', LEAD) | Domain('res_model', '=', False) | self._ic_theirs_domain()
        if not loose:
            return super()._search(domain, offset, limit, order, **kwargs)
        seen = super()._search(domain, **kwargs).get_result_ids()
        both = Domain('id', 'in', [*seen, *loose])
        return super()._search(both, offset, limit, order, bypass_access=True, active_test=False)
