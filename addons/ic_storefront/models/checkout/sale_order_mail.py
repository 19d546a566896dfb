from odoo import fields, models

# The color that Odoo gives the buttons of its mails; a store that never chose one gets the ink of the house.
ODOO_COLOR, INK = '#875A7B', '#1d1b18'


class SaleOrder(models.Model):
    """The letter that confirms an order of the shop, in the dress of the store."""

    _inherit = 'sale.order'

    def _get_confirmation_template(self):
        """Override of `website_sale` to confirm an order of the shop in the store's own look.

        A template that the dealer chose for his website or for all orders is his to choose.
        """
        template = super()._get_confirmation_template()
        stock = self.env.ref('sale.mail_template_sale_confirmation', raise_if_not_found=False)
        own = self.website_id and self.env.ref('ic_storefront.mail_template_order', raise_if_not_found=False)
        return own if own and template == stock else template

    def _ic_mail_lines(self):
        """Return what was bought, as list of dicts: name, about (one line), quantity, amount (with taxes), picture.

        No picture of a work whose notice stands before it: a letter cannot ask first.
        """
        self.ensure_one()
        website, lines = self.website_id, []
        for line in self._get_non_delivery_lines().filtered(lambda line: not line.display_type):
            piece = line.product_id.product_tmpl_id.sudo()
            shown = website and piece.is_published and piece.image_128 and not piece._ic_web_sensitive()
            lines.append(
                {
                    'name': piece.name,
                    'about': ' · '.join(filter(None, (piece._ic_web_line(), piece.default_code))),
                    'quantity': f'{line.product_uom_qty:g}' if line.product_uom_qty != 1 else '',
                    'amount': line.price_total,
                    'picture': shown and website.get_base_url() + website.image_url(piece, 'image_256'),
                }
            )
        return lines


class Website(models.Model):
    _inherit = 'website'

    def _ic_dress(self):
        """Override to give the buttons of mails the ink of the house where nobody chose a color."""
        result = super()._ic_dress()
        plain = self.company_id.filtered(lambda company: company.email_secondary_color == ODOO_COLOR)
        plain.write({'email_secondary_color': INK})
        return result


class ResCompany(models.Model):
    _inherit = 'res.company'

    email_secondary_color = fields.Char(default=INK)
