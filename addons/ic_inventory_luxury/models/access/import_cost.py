from odoo import models
from odoo.exceptions import UserError

from ..cost_flow import inside


class IcImport(models.Model):
    """A dealer's list holds what he paid. Who may not see costs takes in his own lists, without a cost column."""

    _inherit = 'ic.import'

    def _check_startable(self):
        """Override to refuse costs from somebody who may not see them: rows "unchanged" would tell him the figure."""
        result = super()._check_startable()
        costs = self.column_ids.filtered(lambda column: column.target == 'cost')
        if costs and not self.env.su and not self.env.user.has_group('ic_inventory_luxury.group_view_cost'):
            raise UserError(
                self.env._(
                    'Column "%s" holds costs, which you may not enter. Empty its "Goes To" or ask a store admin.',
                    costs[0].column_name,
                )
            )
        return result

    def _take_rows(self, read):
        """Override to keep the row as it came beside the piece, where only those who see costs can read it."""
        return super(IcImport, inside(self))._take_rows(read)
