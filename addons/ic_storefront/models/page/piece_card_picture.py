from odoo import models


class ProductTemplate(models.Model):
    """The one picture of a piece on a card, in the hero of the home page and in the cart."""

    _inherit = 'product.template'

    def _ic_card_picture(self):
        """Return the main picture in the shape of `_ic_web_gallery`, {} where there is none or a notice comes first.

        A photo is shown in the size that the place needs. A picture that was set without one is shown as Odoo keeps
        it; so is that of a piece that is not published, which only its staff sees.
        """
        self.ensure_one()
        piece = self.sudo()
        if piece._ic_web_gated():
            return {}
        photo = piece._ic_gallery_photos('retail')[:1] if piece._ic_is_public() else piece.ic_photo_ids.browse()
        if photo:
            return piece._ic_web_photos([photo._ic_gallery_entry(piece.name)])[0]
        if not piece.with_context(bin_size=True).image_512:
            return {}
        website = self.env['website'].get_current_website()
        small, large = website.image_url(piece, 'image_512'), website.image_url(piece, 'image_1024')
        return {
            'src': small,
            'srcset': f'{small} 512w, {large} 1024w',
            'large': website.image_url(piece, 'image_1920'),
            'small': website.image_url(piece, 'image_256'),
            'width': 1024,
            'height': 1280,
            'alt': piece.name,
        }

    def _ic_cart_picture(self):
        """Return the picture for the lines of a cart; {} where what Odoo shows there is right: products without photos
        of their own, and pieces that are published no more.
        """
        return self._ic_card_picture() if self.ic_category and self.sudo().ic_photo_ids and self._ic_is_public() else {}
