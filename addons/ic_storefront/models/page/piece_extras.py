from odoo import models
from odoo.http import request


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    # === COMPUTE === #

    def _compute_valid_product_template_attribute_line_ids(self):
        """Override of `product`: most stores have no piece with attributes, and each page of a piece asks for them."""
        looks = request and getattr(request, 'website', None) and request.httprequest.method == 'GET'
        plain = self._ic_without_attributes() if looks else self.browse()
        plain.valid_product_template_attribute_line_ids = False
        return super(ProductTemplate, self - plain)._compute_valid_product_template_attribute_line_ids()

    # === BUSINESS METHODS === #

    def _ic_without_attributes(self):
        """Return those of `self` that are pieces and have no attribute."""
        pieces = self.filtered('ic_category')
        return pieces - pieces.browse(self.env['website']._ic_pieces_with('attribute_line_ids')) if pieces else pieces


class Website(models.Model):
    _inherit = 'website'

    # === BUSINESS METHODS === #

    def _ic_pieces_with(self, name):
        """Return the ids of all pieces, of whatever store, with anything in a field that few pieces use, as frozenset.

        :param str name: a field whose table is one of `website_epoch.COUNTED`
        """
        pieces = self.env['product.template'].sudo().with_context(active_test=False)
        domain = [('ic_category', '!=', False), (name, '!=', False)]
        return self._ic_kept(('with', name), lambda: frozenset(pieces.search(domain, order='id').ids), of_price=False)
