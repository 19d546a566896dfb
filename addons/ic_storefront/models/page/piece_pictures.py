from odoo import models

from .once import once


class ProductTemplate(models.Model):
    """The pictures of a piece as pages show them: by set, each with its sizes."""

    _inherit = 'product.template'

    def _ic_web_gallery(self, audience='retail', **options):
        """Return the pictures for a page, in order: the retail photos, else in-hand, else the product's own images.

        Dealers (`audience` 'wholesale') see the in-hand photos first.

        :param options: passed on to `_ic_gallery`, for pages that write addresses of their own
        :return: list of dicts: src, srcset, large, small, width, height, alt, and for photos also `webp` (a srcset) and
            `large_webp`, '' where there is none
        """
        self.ensure_one()
        return next(iter(self._ic_web_sets(audience, **options).values()), [])

    @once
    def _ic_web_sets(self, audience='retail', **options):
        """Return dict of photo set ('retail', 'in_hand') to pictures as of `_ic_web_gallery`, in the order to show.

        Sets without a photo are left out. A piece without any photo of its own shows the images of the product.
        """
        self.ensure_one()
        piece, sets = self.sudo(), {}
        if options or piece._ic_is_public():
            for order in (audience, 'wholesale' if audience == 'retail' else 'retail'):
                photos = piece._ic_gallery(order, **options)
                if photos:
                    sets.setdefault(photos[0]['set'], photos)
        if sets:
            return {code: piece._ic_web_photos(photos) for code, photos in sets.items()}
        images = [] if options else piece._ic_web_images()
        return {'retail': images} if images else {}

    def _ic_web_photos(self, photos):
        """Return photos as of `_ic_gallery` in the shape of `_ic_web_gallery`."""
        return [
            {
                'src': photo['urls'][1200],
                'srcset': photo['srcset'],
                'large': photo['url'],
                'small': photo['small'],
                'webp': photo['webp'],
                'large_webp': photo['webp_url'],
                'width': photo['width'],
                'height': photo['height'],
                'alt': self._ic_web_alt(photo['alt'], place, len(photos)),
            }
            for place, photo in enumerate(photos, 1)
        ]

    def _ic_web_images(self):
        """Return the images of the product itself in the shape of `_ic_web_gallery`."""
        website = self.env['website'].get_current_website()
        images = [image for image in self._get_images() if image.with_context(bin_size=True).image_1920]
        return [
            {
                'src': website.image_url(image, 'image_1024'),
                'srcset': ', '.join(
                    f'{website.image_url(image, f"image_{size}")} {size}w' for size in (512, 1024, 1920)
                ),
                'large': website.image_url(image, 'image_1920'),
                'small': website.image_url(image, 'image_256'),
                'width': 1024,
                'height': 1280,
                'alt': self._ic_web_alt(self.name, place, len(images)),
            }
            for place, image in enumerate(images, 1)
        ]

    def _ic_web_alt(self, text, place, count):
        if count < 2:
            return text
        return self.env._("%(piece)s, photo %(place)s of %(count)s", piece=text, place=place, count=count)
