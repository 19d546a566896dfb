from odoo import models
from odoo.fields import Domain
from odoo.tools import Query


class IrAttachment(models.Model):
    _inherit = 'ir.attachment'

    def _search(self, domain, offset=0, limit=None, order=None, *, active_test=True, bypass_access=False):
        """Override of `base` to ask for the rights on the fields that a question about files leads through.

        Odoo looks for files as superuser and filters what it found: `company_id.<path to a cost> > 7000` was answered.
        """
        if not (self.env.su or bypass_access):
            self._ic_check_paths(Domain(domain), order)
        return super()._search(domain, offset, limit, order, active_test=active_test, bypass_access=bypass_access)

    def _ic_check_paths(self, domain, order):
        """Raise AccessError when `domain` or `order` leads through a field that the user may not read."""
        leads_on = any(
            '.' in condition.field_expr or condition.operator in ('any', 'not any')
            for condition in domain.iter_conditions()
        )
        query = Query(self.env, self._table, self._table_sql)
        if leads_on:
            # writing the query as the user asks for every right; it is not run
            domain.optimize_full(self)._to_sql(self, self._table, query)
        if order and '.' in order:
            self._order_to_sql(order, query)
