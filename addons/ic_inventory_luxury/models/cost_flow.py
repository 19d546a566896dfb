from odoo import api, models

VIEW_COST = 'ic_inventory_luxury.group_view_cost'
INSIDE = object()


def inside(records):
    """Return `records` in an environment where code may use costs. What comes out must be no figure."""
    return records.with_context(ic_cost_flow=INSIDE)


class IcCostFlow(models.AbstractModel):
    """How Odoo's own flows use a cost that the person at work may not see.

    The cost fields carry the group "View Costs", which Odoo checks whenever code reads them as that person: also where
    a delivery values its move or a new product looks whether it has a cost. Those few places run with `inside()`. Its
    mark is an object: no request can send one, so nobody opens the door from outside.
    """

    _name = 'ic.cost.flow'
    _description = "Costs in Use"

    @api.model
    def _has_field_access(self, field, operation):
        """Override of `base` to let flows use costs for somebody who may not see them."""
        if field.groups == VIEW_COST and self.env.context.get('ic_cost_flow') is INSIDE:
            return True
        return super()._has_field_access(field, operation)
