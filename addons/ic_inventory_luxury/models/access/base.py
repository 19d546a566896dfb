from odoo import models


class Base(models.AbstractModel):
    _inherit = 'base'

    def _traverse_related_sql(self, alias, field, query):
        """Override of `base` to ask for the rights on a related field before it is sorted, grouped or summed by.

        Odoo follows the relation as superuser first and then finds nothing to object to: grouping stock moves by
        their `standard_price` gave the cost of every product to whoever reads moves.
        """
        self._check_field_access(field, 'read')
        return super()._traverse_related_sql(alias, field, query)
