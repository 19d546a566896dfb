from odoo import api, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to show a new store to the super admins."""
        companies = super().create(vals_list)
        self.env.registry.clear_cache()  # who keeps the shared catalogs depends on how many stores there are
        group = self.env.ref('ic_inventory_luxury.group_super_admin', raise_if_not_found=False)
        if group:
            group.sudo().user_ids._ic_join_every_store()
        return companies
