from odoo import fields, models

IMAGES = {600: 'image_512', 1200: 'image_1024', 2400: 'image_1920'}


class ProductTemplate(models.Model):
    """A piece in the catalogs of its store: whether it stands there, and its pictures there."""

    _inherit = 'product.template'

    ic_wholesale_listed = fields.Boolean(
        string="Offer on Wholesale",
        default=True,
        copy=False,
        groups='base.group_user',
        help="The wholesale catalog of the store shows the piece while it is Available and has a wholesale price, "
        "whether or not it is published for the public. Untick to keep it out.",
    )

    _ic_wholesale_index = models.Index(
        "(company_id, ic_category, ic_wholesale_price) WHERE ic_wholesale_listed AND ic_status = 'available'"
    )

    # === BUSINESS METHODS === #

    def _ic_catalog_sets(self, audience):
        """Return the pictures for a catalog page of the piece's store, see `_ic_web_sets`.

        Wholesale prefers the In-hand photos and falls back to Retail. Its pictures stand behind the same door as the
        catalog, because a piece there need not be public.

        :param str audience: 'retail' or 'wholesale'
        """
        self.ensure_one()
        piece = self.sudo()
        if not piece._ic_gallery_photos(audience):
            images = piece._ic_catalog_images(audience)
            return {'retail': images} if images else {}
        if audience == 'retail':
            return piece._ic_web_sets()
        return piece._ic_web_sets(audience, address=piece._ic_catalog_address)

    def _ic_catalog_line(self, audience):
        """Return the line under the title of a card; a dealer also wants the condition."""
        line, condition = self._ic_web_line(), self._ic_condition_label()
        if audience == 'retail' or not condition or condition in line:
            return line
        return f'{line} · {condition}' if line else condition

    def _ic_catalog_thumb(self, audience):
        """Return the picture of the piece on a card of a catalog as dict src, srcset; {} when it has none."""
        self.ensure_one()
        piece = self.sudo()
        photo = piece._ic_gallery_photos(audience)[:1]
        if not photo:
            image = next(iter(piece._ic_catalog_images(audience)), None)
            return {'src': image['small'], 'srcset': image['srcset']} if image else {}
        address = piece._ic_catalog_address if audience == 'wholesale' else None
        entry = photo._ic_gallery_entry(piece.name, address)
        return {'src': entry['urls'][600], 'srcset': entry['srcset']}

    def _ic_catalog_address(self, photo, size):
        """Return where the wholesale catalog shows a photo of the piece."""
        path = self.company_id._ic_store_path('wholesale')
        return f'{path}/photo/{photo.id}/{size}?v={(photo.delivery_hash or "")[:12]}'

    def _ic_catalog_images(self, audience):
        """Return the main picture in the shape of `_ic_web_gallery`, for a piece without photos of its own."""
        if not self.image_512:
            return []
        path = f'{self.company_id._ic_store_path(audience)}/image/{self.id}'
        version = f'?v={int(self.write_date.timestamp())}'
        return [
            {
                'src': f'{path}/1200{version}',
                'srcset': ', '.join(f'{path}/{size}{version} {name[6:]}w' for size, name in IMAGES.items()),
                'large': f'{path}/2400{version}',
                'small': f'{path}/600{version}',
                'width': 1024,
                'height': 1280,
                'alt': self.name,
            }
        ]
