from odoo import api, fields, models


class ProductTag(models.Model):
    """Tags of the trade are Odoo's product tags: the shop filters by them beside the brand."""

    _inherit = 'product.tag'

    ic_kind = fields.Selection(
        [('collaboration', "Collaboration"), ('drop', "Drop"), ('capsule', "Capsule")],
        string="Kind",
        index='btree_not_null',
        help="Collaboration: who made it together with the brand, for example Travis Scott. A piece then shows up "
        "under its brand and under the collaboration.",
    )

    @api.model
    def _ic_add_collaborations(self, names):
        """Make sure that a collaboration tag of each name exists; a tag that is there already becomes one."""
        present = self.search([('name', 'in', names)])
        present.filtered(lambda tag: not tag.ic_kind).ic_kind = 'collaboration'
        missing = [name for name in names if name not in present.mapped('name')]
        self.create([{'name': name, 'ic_kind': 'collaboration'} for name in missing])
