from odoo import models
from odoo.tools.urls import urljoin


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    def _ic_offer_url(self):
        """Override: letters link to the page of a piece that is in the shop."""
        if self.ic_category and self.is_published and self.website_url:
            return urljoin(self.get_base_url(), self.website_url)
        return super()._ic_offer_url()
