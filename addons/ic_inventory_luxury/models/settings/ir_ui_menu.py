from odoo import api, fields, models
from odoo.http import request


class IrUiMenu(models.Model):
    """A menu may belong to a category of pieces and is shown where that category is on."""

    _inherit = 'ir.ui.menu'

    ic_category_id = fields.Many2one(
        'ic.category',
        string="Piece Category",
        ondelete='cascade',
        help="Shown only in companies that carry this category.",
    )

    # === BUSINESS METHODS === #

    @api.model
    def load_menus(self, debug):
        """Override of `base` to leave out the menus of categories that are off in the current company.

        The parent's result is cached per user, not per company; it is filtered here on a copy.
        """
        menus = super().load_menus(debug)
        hidden = self._ic_hidden_menu_ids()
        return self._ic_without_menus(menus, hidden) if hidden else menus

    @api.model
    def _ic_hidden_menu_ids(self):
        """Return the ids of the menus whose category is off in the current company."""
        return set(
            self.sudo()
            .search(
                [
                    ('ic_category_id', '!=', False),
                    ('ic_category_id.code', 'not in', self._ic_menu_company()._ic_active_categories()),
                ]
            )
            .ids
        )

    @api.model
    def _ic_menu_company(self):
        """Return the company chosen in the company switcher: menus are fetched by a request without that context."""
        chosen = request.cookies.get('cids', '') if request else ''
        first = chosen.replace(',', '-').split('-')[0]
        if 'allowed_company_ids' not in self.env.context and first.isdigit():
            if int(first) in self.env.user._get_company_ids():
                return self.env['res.company'].browse(int(first))
        return self.env.company

    @api.model
    def _ic_without_menus(self, menus, hidden):
        """Return `menus` (as `load_menus` makes them) without the `hidden` ids and without folders left empty."""
        hidden = set(hidden)
        while True:
            left = {
                key: {**menu, 'children': [child for child in menu['children'] if child not in hidden]}
                for key, menu in menus.items()
                if key not in hidden
            }
            empty = {
                key for key, menu in left.items() if key != 'root' and not menu['action_id'] and not menu['children']
            }
            if not empty - hidden:
                return left
            hidden |= empty
