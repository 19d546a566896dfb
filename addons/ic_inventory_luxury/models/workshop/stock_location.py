from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class StockLocation(models.Model):
    _inherit = 'stock.location'

    ic_is_away = fields.Boolean(
        string="Out of the House",
        compute='_compute_ic_is_away',
        search='_search_ic_is_away',
        help="What is here is ours, but nobody can hand it over: it is at a service shop or checked out.",
    )

    @api.depends('usage', 'ic_kind', 'company_id.ic_out_location_id')
    def _compute_ic_is_away(self):
        for place in self:
            out = place.company_id.sudo().ic_out_location_id
            place.ic_is_away = place.usage == 'internal' and (place.ic_kind == 'shop' or place == out)

    def _search_ic_is_away(self, operator, value):
        if operator != 'in':
            return NotImplemented
        outs = self.env['res.company'].sudo().search([('ic_out_location_id', '!=', False)]).ic_out_location_id
        away = Domain('usage', '=', 'internal') & (Domain('ic_kind', '=', 'shop') | Domain('id', 'in', outs.ids))
        return away if True in value else ~away

    @api.constrains('ic_kind', 'usage')
    def _check_ic_kind_shop(self):
        """The kind decides whether a piece is in the house: it must not change under the pieces that are there."""
        for place in self.filtered(lambda place: place.ic_kind == 'shop' and place.usage != 'internal'):
            raise ValidationError(self.env._("%s: a service shop is an internal location.", place.display_name))
