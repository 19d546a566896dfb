from contextlib import suppress

from odoo.exceptions import AccessError, MissingError
from odoo.http import route

from odoo.addons.sale.controllers.portal import CustomerPortal


class SalePortal(CustomerPortal):
    @route()
    def portal_order_page(self, order_id, report_type=None, access_token=None, **kwargs):
        """Override of `sale` to show a client the prices of this moment, where they are not promised."""
        with suppress(AccessError, MissingError):  # who may not see it is turned away below
            self._document_check_access('sale.order', order_id, access_token=access_token)._ic_follow_prices()
        return super().portal_order_page(order_id, report_type=report_type, access_token=access_token, **kwargs)
