from odoo import models


class Base(models.AbstractModel):
    _inherit = 'base'

    def _field_to_sql(self, alias, field_expr, query=None):
        """Override of `base` to ask for the rights on a related field before it is sorted, grouped or summed by.

        Odoo follows the relation as superuser first and then finds nothing to object to: grouping stock moves by
        their `standard_price` gave the cost of every product to whoever reads moves.
        """
        field = self._fields.get(field_expr.split('.')[0])
        if field is not None and field.groups and field.related and not field.store:
            self._check_field_access(field, 'read')
        return super()._field_to_sql(alias, field_expr, query)
