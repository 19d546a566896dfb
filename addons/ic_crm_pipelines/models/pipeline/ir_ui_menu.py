from odoo import models


class IrUiMenu(models.Model):
    """One way to the deals: the pipelines of the house. Odoo's own boards would show all of them side by side."""

    _inherit = 'ir.ui.menu'

    def _load_menus_blacklist(self):
        """Override of `base` to leave out Odoo's boards for who works with ours; who sets Odoo up keeps them."""
        hidden = super()._load_menus_blacklist()
        user = self.env.user
        if user.has_group('ic_inventory_luxury.group_employee') and not user.has_group('base.group_system'):
            for name in ('crm.menu_crm_opportunities', 'crm.sales_team_menu_team_pipeline'):
                menu = self.env.ref(name, raise_if_not_found=False)
                hidden += menu.ids if menu else []
        return hidden
