from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.constrains('standard_price')
    def _check_ic_cost(self):
        for product in self:
            if product.product_tmpl_id.ic_category and product.standard_price < 0:
                raise ValidationError(self.env._("%s: the cost cannot be negative.", product.name))

    @api.model
    def name_search(self, name='', domain=None, operator='ilike', limit=100):
        """Override of `product` to also find pieces by serial, reference and nickname, after Odoo's own matches."""
        result = super().name_search(name, domain, operator, limit)
        missing = limit - len(result) if limit else None
        templates = self.env['product.template']
        if not name or operator in Domain.NEGATIVE_OPERATORS or missing == 0 or not templates._ic_may_search_serials():
            return result
        found = Domain('id', 'not in', [product_id for product_id, _name in result])
        piece = Domain('product_tmpl_id', 'any', templates._ic_name_domain(operator, name))
        pieces = self.search_fetch(Domain(domain or Domain.TRUE) & found & piece, ['display_name'], limit=missing)
        return result + [(product.id, product.display_name) for product in pieces.sudo()]
