import re

from odoo import models
from odoo.http import request

PIECE_URL = re.compile(r'/shop/(?:[^/?#]+/)?([^/?#]+)-(\d{1,9})/?$')


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _get_exception_code_values(cls, exception):
        """Override of `website`: a piece that was in the shop and has left it is gone (410), not unknown (404)."""
        code, values = super()._get_exception_code_values(exception)
        if code in (403, 404, 'page_404') and request.is_frontend and cls._ic_has_left():
            return 410, {**values, 'status_code': 410, 'status_message': request.env._("Gone")}
        return code, values

    @classmethod
    def _ic_has_left(cls):
        """Tell whether the address is that of a piece that was published once.

        The whole address must be right: numbers alone tell nobody which pieces there are.
        """
        match = PIECE_URL.search(request.httprequest.path)
        if not match or request.env.user._is_internal():
            return False
        piece = request.env['product.template'].sudo().browse(int(match[2])).exists()
        known = piece.ic_category and piece.seo_name and not piece.is_published
        return bool(known) and cls._slugify(piece.seo_name) == match[1]

    @classmethod
    def _get_error_html(cls, env, code, values):
        """Override of `http_routing` to show our page for what has left the shop."""
        if code == 410:
            return code, env['ir.ui.view']._render_template('ic_storefront.gone', values)
        return super()._get_error_html(env, code, values)
