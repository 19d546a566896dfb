from odoo import api, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    """Pieces on the terminal: in their category, only while they can be sold."""

    _inherit = 'product.template'

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to offer new pieces on the terminal, in their category."""
        for vals in vals_list:
            if self._ic_category_of(vals) and vals.get('sale_ok', True):
                vals.setdefault('available_in_pos', True)
        products = super().create(vals_list)
        products._ic_assign_pos_category()
        return products

    def write(self, vals):
        """Override of `product` to move pieces along when their category changes."""
        result = super().write(vals)
        if vals.get('ic_category'):
            self._ic_assign_pos_category()
        return result

    # === BUSINESS METHODS === #

    def _ic_assign_pos_category(self):
        """Put pieces without a category of the terminal into the one for their kind. Existing choices stay."""
        bare = self.filtered(lambda product: product.ic_category and not product.pos_categ_ids)
        if not bare:
            return
        shelves = self.env['pos.category'].sudo().search([('ic_category', 'in', list(set(bare.mapped('ic_category'))))])
        for shelf in shelves:
            bare.filtered(lambda product: product.ic_category == shelf.ic_category).pos_categ_ids = shelf

    @api.model
    def _ic_pos_domain(self):
        """Ordinary products, and pieces that can be sold right now."""
        return Domain('ic_category', '=', False) | Domain('ic_status', '=', 'available')

    @api.model
    def _load_pos_data_domain(self, data, config):
        """Override of `point_of_sale` to offer only pieces that can be sold right now."""
        return Domain(super()._load_pos_data_domain(data, config)) & self._ic_pos_domain()

    @api.model
    def load_product_from_pos(self, config_id, domain, offset=0, limit=0):
        """Override of `point_of_sale` to find only pieces that can be sold right now when the cashier searches."""
        return super().load_product_from_pos(config_id, Domain(domain) & self._ic_pos_domain(), offset, limit)

    @api.model
    def _load_pos_data_fields(self, config):
        """Override of `point_of_sale` to let the cashier search by reference and serial."""
        return super()._load_pos_data_fields(config) + ['ic_category', 'ic_status', 'ic_reference', 'ic_serial']
