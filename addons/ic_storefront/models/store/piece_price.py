from odoo import models
from odoo.http import request


class ProductTemplate(models.Model):
    """What a piece costs, per audience."""

    _inherit = 'product.template'

    def _ic_web_price_of(self, audience):
        """Return the price of the piece for an audience, None where it has none ("price on request").

        Whoever calls this has decided that the reader may see the prices of that audience.

        :param str audience: 'retail' (as the shop of the store shows it) or 'wholesale' (as the piece has it)
        :return: dict {'amount', 'currency': res.currency, 'text': price tag}
        """
        self.ensure_one()
        amount, currency = self._ic_web_amount(audience)
        if not amount or currency.is_zero(amount):
            return None
        return {'amount': amount, 'currency': currency, 'text': currency._ic_price_tag(amount)}

    def _ic_web_amount(self, audience):
        """Return (amount, currency) of the price for an audience."""
        piece = self.sudo()
        currency = piece.company_id.currency_id or piece.currency_id
        if audience == 'wholesale':
            return piece._ic_price_for('wholesale'), currency
        website = getattr(request, 'website', None) if request else None
        if website and website.sudo().company_id == piece.company_id:
            return self._get_sales_prices(website)[self.id]['price_reduce'], website.currency_id
        return piece._ic_price_for(), currency
