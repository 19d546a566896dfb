from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_opening_hours = fields.Text(
        string="Opening Hours", translate=True, help="Shown in the footer of the shop and under Visit us, line by line."
    )
    ic_store_story = fields.Text(
        string="About the Store", translate=True, help="One or two sentences for the home page of the shop."
    )
    ic_checkout_minutes = fields.Integer(
        string="Minutes to Pay",
        default=10,
        help="How long a piece stays reserved, at its price, for somebody who is paying for it in the shop.",
    )
    ic_pending_days = fields.Integer(
        string="Days to Wait for a Payment",
        default=3,
        help="How long a piece stays reserved for an order whose payment is under way, such as a bank transfer.",
    )

    _ic_checkout_minutes = models.Constraint(
        'CHECK (ic_checkout_minutes BETWEEN 1 AND 120)', "Minutes to Pay must be from 1 to 120."
    )
    _ic_pending_days = models.Constraint(
        'CHECK (ic_pending_days BETWEEN 0 AND 60)', "Days to Wait for a Payment must be from 0 to 60."
    )

    # === CRUD === #

    def write(self, vals):
        """Override of `base` to let the shops follow at once when categories are switched."""
        if not {'ic_category_ids', 'ic_accessories_interleaved'} & vals.keys():
            return super().write(vals)
        before = {company: set(company._ic_active_categories()) for company in self}
        result = super().write(vals)
        for company in self:
            added = set(company._ic_active_categories()) - before[company]
            websites = self.env['website'].sudo().search([('company_id', '=', company.id)])
            websites._ic_add_shelf_menus(added)
        # Finished pages are kept for an hour, with their menu.
        self.env.registry.clear_cache('templates')
        return result
