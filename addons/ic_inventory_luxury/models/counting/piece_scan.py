import re
from urllib.parse import unquote

from odoo import api, models
from odoo.fields import Domain

# What our QR codes hold: the address of the house, /P/ and the SKU. Capitals make a smaller code.
_QR = re.compile(r'^https?://[^/]+/p/(?P<sku>[^?#]+)', re.IGNORECASE)
_CONTROL = re.compile(r'[\x00-\x1f\x7f]')
LONGEST = 200


class ProductTemplate(models.Model):
    """What a scanner reads, and the piece it stands for."""

    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    @api.model
    def ic_scan(self, code):
        """Tell the web client which pieces carry `code`.

        :return: {'code': as it was understood, 'ids': [product.template ids], 'company_ids': [of those pieces]}
        """
        pieces = self._ic_pieces_of_code(code)
        return {'code': self._ic_scanned(code), 'ids': pieces.ids, 'company_ids': pieces.company_id.ids}

    @api.model
    def _ic_scanned(self, code):
        """Return the bare SKU, serial or barcode of what was scanned.

        >>> _ic_scanned('HTTPS://SHOP.EXAMPLE/P/ROL-1-00001')
        'ROL-1-00001'
        """
        text = _CONTROL.sub('', str(code or '')).strip()[:LONGEST]
        match = _QR.match(text)
        return unquote(match['sku']).strip() if match else text

    @api.model
    def _ic_pieces_of_code(self, code):
        """Return the pieces whose SKU, serial, barcode or serial in stock is `code`; active ones where there are any.

        Letters count as they are first: two pieces that differ in capitals only are told apart by an exact scan.
        """
        text = self._ic_scanned(code)
        if not text:
            return self.browse()
        escaped = re.sub(r'([\\%_])', r'\\\1', text)
        found = self._ic_carrying('=', text) or self._ic_carrying('=ilike', escaped)
        return found.filtered('active') or found

    @api.model
    def _ic_carrying(self, operator, text):
        domain = Domain('ic_category', '!=', False)
        everyone = self.with_context(active_test=False)
        pieces = everyone.search(domain & Domain('default_code', operator, text))
        products = self.env['product.product'].with_context(active_test=False).search([('barcode', operator, text)])
        if self._ic_may_search_serials():
            pieces |= everyone.search(domain & Domain('ic_serial', operator, text))
            lots = self.env['stock.lot'].search([('name', operator, text)]) if self._ic_may_read_lots() else None
            products |= lots.product_id if lots else products
        return pieces | products.product_tmpl_id.filtered('ic_category')

    @api.model
    def _ic_may_read_lots(self):
        return self.env['stock.lot'].has_access('read')
