from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

DEFAULT_CATEGORIES = ('watch', 'handbag')


class ResCompany(models.Model):
    """Which categories a store carries. A category that is off keeps its pieces; they are only not on show."""

    _inherit = 'res.company'

    ic_category_ids = fields.Many2many(
        'ic.category',
        string="Categories",
        default=lambda self: self._default_ic_category_ids(),
        help="What this store carries. A category that is off disappears from menus, intake and shop; its pieces stay "
        "and come back when it is switched on again.",
    )
    ic_accessories_interleaved = fields.Boolean(
        string="Show Accessories among the Other Categories",
        help="Off: accessories have a shop page of their own. On: they stand among watches and handbags instead.",
    )

    # === CONSTRAINTS === #

    @api.constrains('ic_category_ids')
    def _check_ic_category_ids(self):
        for company in self:
            if not company.ic_category_ids:
                raise ValidationError(self.env._("%s: keep at least one category switched on.", company.name))

    # === CRUD === #

    def write(self, vals):
        """Override of `base` to show other categories at once."""
        result = super().write(vals)
        if 'ic_category_ids' in vals:
            self.env.registry.clear_cache()  # _ic_category_codes
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _default_ic_category_ids(self):
        return self.env['ic.category'].search([('code', 'in', DEFAULT_CATEGORIES)])

    def _ic_active_categories(self):
        """Return the codes of the categories that are on, in catalog order, e.g. ['watch', 'handbag'].

        Readable by everybody, the public shop included.
        """
        self.ensure_one()
        return list(self._ic_category_codes())

    @ormcache('self.id')
    def _ic_category_codes(self):
        """What `_ic_active_categories` returns, kept in memory: every page of the shop asks for it."""
        return tuple(self.sudo().ic_category_ids.sorted().mapped('code')) or DEFAULT_CATEGORIES

    @api.model
    def _ic_init_categories(self):
        """Switch the two first categories on in companies that have none yet (those older than this addon)."""
        self.sudo().search([('ic_category_ids', '=', False)]).ic_category_ids = self._default_ic_category_ids()
