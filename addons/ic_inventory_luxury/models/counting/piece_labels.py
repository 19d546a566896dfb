from urllib.parse import quote, urlsplit

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ...printing.labels import LabelContent


class ProductTemplate(models.Model):
    """Labels: what stands on them, and the address that their QR code holds."""

    _inherit = 'product.template'

    # === ACTIONS === #

    def action_ic_print_labels(self):
        """Ask on which labels the selected pieces are printed."""
        pieces = self.filtered('ic_category')
        if not pieces:
            raise UserError(self.env._("Choose the pieces to print labels for."))
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Print Labels"),
            'res_model': 'ic.label.print',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_piece_ids': pieces.ids},
        }

    # === BUSINESS METHODS === #

    def _ic_qr_url(self):
        """Return the address that opens the piece; in capitals, which make a smaller QR code."""
        self.ensure_one()
        base = urlsplit(self.get_base_url())
        return f"{base.scheme}://{base.netloc}/P/".upper() + quote(self.default_code or '', safe='')

    def _ic_label_content(self, with_price=False, with_store=True):
        """Return what a label of this piece says; never what it cost."""
        self.ensure_one()
        model = ' '.join(part for part in (self.ic_model, self.ic_sub_model) if part)
        amount = self._ic_price_for()
        price = formatLang(self.env, amount, currency_obj=self.currency_id) if amount else ''
        return LabelContent(
            sku=self.default_code or '',
            url=self._ic_qr_url(),
            store=(self.company_id.name or '') if with_store else '',
            brand=self.ic_brand_id.name or '',
            model=model or self.name,
            reference=self.ic_reference or '',
            price=price.replace('\u00a0', ' ') if with_price else '',
        )
