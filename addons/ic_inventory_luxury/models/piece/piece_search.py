from odoo import api, models
from odoo.fields import Domain

PIECE_NAME_FIELDS = ('ic_serial', 'ic_reference', 'ic_nickname')


class ProductTemplate(models.Model):
    """Wherever staff looks up a product by name, a piece is also found by its serial, reference and nickname."""

    _inherit = 'product.template'

    @api.model
    def _search_display_name(self, operator, value):
        """Override of `product` to look at serial, reference and nickname of pieces as well."""
        domain = Domain(super()._search_display_name(operator, value))
        if not value or operator in Domain.NEGATIVE_OPERATORS or not self._ic_may_search_serials():
            return domain
        return domain | self._ic_name_domain(operator, value)

    @api.model
    def _ic_may_search_serials(self):
        """A serial is for staff: a customer must not learn by searching that it is here."""
        return self.env.su or self.env.user._is_internal()

    @api.model
    def _ic_name_domain(self, operator, value):
        """Return the domain of pieces whose serial, reference or nickname matches."""
        return Domain('ic_category', '!=', False) & Domain.OR(
            Domain(name, operator, value) for name in PIECE_NAME_FIELDS
        )
