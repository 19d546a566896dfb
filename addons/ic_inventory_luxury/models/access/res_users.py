from odoo import api, models
from odoo.exceptions import AccessError

PRIVILEGES = (
    'ic_inventory_luxury.res_groups_privilege_inventory_connect',
    'ic_inventory_luxury.res_groups_privilege_inventory',
    'ic_inventory_luxury.res_groups_privilege_sales',
    'ic_inventory_luxury.res_groups_privilege_cost',
    'ic_inventory_luxury.res_groups_privilege_payouts',
)


class ResUsers(models.Model):
    _inherit = 'res.users'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to guard the rights over pieces and to show every store to a super admin."""
        users = super().create(vals_list)
        users._ic_check_granted({})
        users._ic_join_every_store()
        return users

    def write(self, vals):
        """Override of `base` to guard the rights over pieces and to show every store to a super admin."""
        if 'group_ids' not in vals:
            return super().write(vals)
        before = {user.id: user._ic_rights() for user in self}
        result = super().write(vals)
        self._ic_check_granted(before)
        self._ic_join_every_store()
        return result

    def _ic_keeps_shared(self):
        """Return whether the user may change what all stores share: a super admin, or who runs the only store.

        Asked by record rules, whose answers Odoo keeps until a user, a right or a company changes.
        """
        self.ensure_one()
        if self.has_group('ic_inventory_luxury.group_super_admin'):
            return True
        alone = self.env['res.company'].sudo().search_count([], limit=2) == 1
        return alone and self.has_group('ic_inventory_luxury.group_manage_inventory')

    def _ic_rights(self):
        """Return the roles and toggles of this addon that the user has, also those another group brings along."""
        return self.sudo().all_group_ids & self._ic_all_rights()

    @api.model
    def _ic_all_rights(self):
        """Return all roles and toggles of this addon, as superuser."""
        privileges = [self.env.ref(name, raise_if_not_found=False) for name in PRIVILEGES]
        ids = [privilege.id for privilege in privileges if privilege]
        return self.env['res.groups'].sudo().search([('privilege_id', 'in', ids)])

    def _ic_check_granted(self, before):
        """Refuse rights over pieces given by somebody who does not hold them himself.

        Odoo lets whoever manages access rights give every group, to himself as well. A developer manages settings and
        still sees no cost.
        """
        if self.env.su:
            return
        own = self.env.user._ic_rights()
        if self.env.uid in before:
            own = before[self.env.uid]
        for user in self:
            extra = user._ic_rights() - before.get(user.id, self.env['res.groups']) - own
            if extra:
                raise AccessError(
                    self.env._(
                        "You cannot give %(user)s rights that you do not have yourself: %(rights)s. Ask a dealer or a "
                        "super admin.",
                        user=user.name,
                        rights=", ".join(extra.mapped('name')),
                    )
                )

    def _ic_join_every_store(self):
        """Put super admins into every company: the record rules show a person the companies he belongs to."""
        group = self.env.ref('ic_inventory_luxury.group_super_admin', raise_if_not_found=False)
        admins = self.sudo().filtered(lambda user: group in user.group_ids)
        companies = self.env['res.company'].sudo().search([('id', '!=', False)]) if admins else admins
        for user in admins:
            missing = companies - user.company_ids
            if missing:
                user.company_ids |= missing


class ResGroups(models.Model):
    _inherit = 'res.groups'

    def write(self, vals):
        """Override of `base` to guard the rights over pieces where they are given through a group, too."""
        own = self.env.user._ic_rights()  # before he could give himself some
        result = super().write(vals)
        if {'user_ids', 'implied_ids', 'implied_by_ids'} & vals.keys() and not self.env.su:
            brought = self.sudo().all_implied_ids & self.env['res.users']._ic_all_rights()
            if brought - own:
                raise AccessError(
                    self.env._(
                        "These groups bring rights that you do not have yourself: %s. Ask a dealer or a super admin.",
                        ", ".join((brought - own).mapped('name')),
                    )
                )
        return result
