from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_opening_hours = fields.Text(
        string="Opening Hours", translate=True, help="Shown in the footer of the shop and under Visit us, line by line."
    )
    ic_store_story = fields.Text(
        string="About the Store", translate=True, help="One or two sentences for the home page of the shop."
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
