import hashlib

from werkzeug.exceptions import NotFound

from odoo import api, fields, models
from odoo.http import request

from ...imaging import WEBP_SIZES, PhotoError, make_derivatives, make_webps, webp_sizes

# Which stored picture answers which longest side in pixels.
FIELD_OF_SIZE = {600: 'thumb', 1200: 'medium', 2400: 'delivery'}
WEBP_FIELD_OF_SIZE = {size: f'webp_{size}' for size in WEBP_SIZES}
FIELDS_OF = {'jpg': FIELD_OF_SIZE, 'webp': WEBP_FIELD_OF_SIZE}
MIMETYPE_OF = {'jpg': 'image/jpeg', 'webp': 'image/webp'}
# Goes up when other pictures are made of a photo. Photos of an older recipe are made anew in the background.
RECIPE = 1


class IcPhoto(models.Model):
    """What is shown of a photo: the pictures made of it, where they are, and the answer to whoever asks for one."""

    _inherit = 'ic.photo'

    # JPEG, for whoever cannot do better, for channels and for documents.
    delivery = fields.Binary(attachment=True, copy=False, readonly=True, help="JPEG, longest side 2400 pixels at most.")
    medium = fields.Binary(attachment=True, copy=False, readonly=True, help="JPEG, longest side 1200 pixels at most.")
    thumb = fields.Binary(attachment=True, copy=False, readonly=True, help="JPEG, longest side 600 pixels at most.")
    # WebP, for browsers. Those that would be larger than the photo itself stay empty.
    webp_320 = fields.Binary(string="WebP 320", attachment=True, copy=False, readonly=True)
    webp_600 = fields.Binary(string="WebP 600", attachment=True, copy=False, readonly=True)
    webp_900 = fields.Binary(string="WebP 900", attachment=True, copy=False, readonly=True)
    webp_1200 = fields.Binary(string="WebP 1200", attachment=True, copy=False, readonly=True)
    webp_1800 = fields.Binary(string="WebP 1800", attachment=True, copy=False, readonly=True)
    webp_2400 = fields.Binary(string="WebP 2400", attachment=True, copy=False, readonly=True)
    recipe = fields.Integer(
        readonly=True,
        aggregator=None,
        help="Which sizes and formats were made of this photo; those of an older recipe are made anew by themselves.",
    )

    # === BUSINESS METHODS: making === #

    def _ic_make_derivatives(self):
        """Make what is shown of the photos from their originals. A photo that cannot be read says so and stays."""
        for photo in self.exists():
            try:
                made = make_derivatives(photo._ic_bytes('original'), photo.filename)
            except PhotoError as error:
                photo.sudo().write({'state': 'failed', 'error': self._ic_error_text(error)})
                continue
            for name in FIELD_OF_SIZE.values():
                photo._ic_store(name, getattr(made, name).data, 'image/jpeg')
            photo._ic_store_webps(made.webps)
            photo.sudo().write(
                {
                    'state': 'ready',
                    'error': False,
                    'delivery_size': len(made.delivery.data),
                    'delivery_width': made.delivery.width,
                    'delivery_height': made.delivery.height,
                    'delivery_hash': hashlib.sha256(made.delivery.data).hexdigest()[:24],
                    'recipe': RECIPE,
                }
            )

    def _ic_make_webps(self):
        """Make the WebPs of ready photos that have none. Their JPEGs stay: channels and mails know their addresses."""
        for photo in self.exists().filtered(lambda photo: photo.state == 'ready'):
            try:
                photo._ic_store_webps(make_webps(photo._ic_bytes('original'), photo.filename))
            except PhotoError:  # an original that was lost: the JPEGs that are there stay what is shown
                photo.sudo().recipe = -RECIPE
                continue
            photo.sudo().recipe = RECIPE

    def _ic_store_webps(self, made):
        """Store the WebPs `made` (dict of size to Derivative)."""
        for size, picture in made.items():
            self._ic_store(WEBP_FIELD_OF_SIZE[size], picture.data, 'image/webp')

    # === BUSINESS METHODS: addresses === #

    def _ic_url(self, size, fmt='jpg'):
        """Return the public address of the photo at `size` (one of `FIELDS_OF[fmt]`).

        It holds the fingerprint of what is shown and the format, so every cache on the way may keep it for ever: no
        header decides what comes back.
        """
        self.ensure_one()
        return f'/ic/photo/{self.id}/{self.delivery_hash}/{size}.{fmt}'

    def _ic_sizes(self, fmt='jpg'):
        """Return the sizes of the photo in a format, smallest first, without those that would be the same again."""
        self.ensure_one()
        if fmt == 'webp':
            return webp_sizes(self.delivery_width, self.delivery_height) if self.recipe >= RECIPE else []
        longest = max(self.delivery_width, self.delivery_height)
        return [
            *[size for size in FIELD_OF_SIZE if size < longest],
            *[size for size in FIELD_OF_SIZE if size >= longest][:1],
        ]

    def _ic_width_at(self, size):
        """Return how wide in pixels the photo is at `size` (its longest side at most)."""
        self.ensure_one()
        longest = max(self.delivery_width, self.delivery_height) or 1
        return max(1, round(self.delivery_width * min(1, size / longest)))

    def _ic_srcset(self, fmt='jpg', address=None):
        """Return the `srcset` of the photo in a format, '' when there is none of it.

        :param address: how a door of its own calls its pictures, see `_ic_gallery`; the public address otherwise
        """
        self.ensure_one()
        address = address or (lambda photo, size: photo._ic_url(size, fmt))
        return ', '.join(f'{address(self, size)} {self._ic_width_at(size)}w' for size in self._ic_sizes(fmt))

    def _ic_gallery_entry(self, name, address=None):
        """Return what a gallery shows of the photo.

        :param str name: what to call it, for those who do not see it
        :param address: see `product.template._ic_gallery`
        :return: dict: `photo_id`, `set`, `alt`, `width` and `height` (pixels of the largest), `url` (the largest),
            `small` (the smallest), `urls` (dict of size to address), `srcset`, and for browsers that know WebP `webp`
            (srcset) and `webp_url` (the largest), both '' where there is none. A door of its own answers with the
            format the browser takes, so its `srcset` is for all of them.
        """
        self.ensure_one()
        fmt = 'webp' if address and self._ic_sizes('webp') else 'jpg'
        sizes = WEBP_SIZES if address else FIELD_OF_SIZE
        urls = {size: address(self, size) if address else self._ic_url(size) for size in sizes}
        webps = [] if address else self._ic_sizes('webp')
        return {
            'photo_id': self.id,
            'set': self.set,
            'alt': name,
            'width': self.delivery_width,
            'height': self.delivery_height,
            'url': urls[max(urls)],
            'urls': urls,
            'small': self._ic_url(webps[0], 'webp') if webps else urls[min(urls)],
            'srcset': self._ic_srcset(fmt, address),
            'webp': self._ic_srcset('webp') if webps else '',
            'webp_url': self._ic_url(webps[-1], 'webp') if webps else '',
        }

    # === BUSINESS METHODS: answers === #

    def _ic_response(self, size, fmt=None, unique=None):
        """Return the HTTP answer that shows the photo. Whether it may be seen has been decided by the caller.

        :param int size: longest side in pixels; what is kept next above it is shown, never the original
        :param str fmt: 'webp' or 'jpg'; without it, what the browser says it takes
        :param str unique: the fingerprint in the address that was asked for. The answer may then be kept for a year by
            everybody; without it the browser asks again each time, so that a door that closes is closed.
        :raise NotFound: there is no such picture
        """
        self.ensure_one()
        photo = self.sudo()
        negotiated = fmt is None
        if negotiated:
            takes = request.httprequest.accept_mimetypes.quality('image/webp') > 0
            fmt = 'webp' if takes and photo._ic_sizes('webp') else 'jpg'
        if fmt not in FIELDS_OF:
            raise NotFound
        kept = [] if photo.state != 'ready' else photo._ic_sizes('webp') if fmt == 'webp' else list(FIELD_OF_SIZE)
        if not kept or (unique is not None and unique != photo.delivery_hash):
            raise NotFound
        near = next((have for have in kept if have >= size), kept[-1])
        response = photo._ic_stream(FIELDS_OF[fmt][near], fmt, public=unique is not None)
        if negotiated:
            response.headers.add('Vary', 'Accept')
        return response

    def _ic_stream(self, name, fmt, public):
        """Return the answer that carries the field `name`."""
        stream = self.env['ir.binary']._get_stream_from(
            self, name, filename=f'{self.product_tmpl_id.id}-{self.id}.{fmt}', mimetype=MIMETYPE_OF[fmt]
        )
        stream.public = public
        response = stream.get_response(as_attachment=False, immutable=public)
        if not public:
            response.headers['Cache-Control'] = 'private, no-cache'
        return response

    @api.model
    def _ic_waiting_domain(self):
        """Return the domain of the photos that an older recipe made."""
        return [('state', '=', 'ready'), ('recipe', '>=', 0), ('recipe', '<', RECIPE)]
