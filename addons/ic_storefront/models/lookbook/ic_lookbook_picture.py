from base64 import b64decode, b64encode

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_inventory_luxury.imaging import PhotoError, inspect, without_metadata


class IcLookbook(models.Model):
    """The pictures of a lookbook, each below the address of its page: what closes the page closes them."""

    _inherit = 'ic.lookbook'

    cover_photo_id = fields.Many2one(
        'ic.photo',
        domain="[('product_tmpl_id', 'in', piece_ids), ('state', '=', 'ready')]",
        ondelete='set null',
        copy=False,
        help="A photo of one of the pieces. Empty: the second photo of the first piece that has two.",
    )
    cover_image = fields.Image(
        string="Own Cover", max_width=2400, max_height=2400, help="A picture of your own, instead of a piece."
    )
    piece_ids = fields.Many2many('product.template', compute='_compute_piece_ids')
    image_256 = fields.Image(compute='_compute_image_256', compute_sudo=True)

    # === COMPUTE METHODS === #

    @api.depends('line_ids.product_tmpl_id')
    def _compute_piece_ids(self):
        for lookbook in self:
            lookbook.piece_ids = lookbook.line_ids.product_tmpl_id

    @api.depends('line_ids.product_tmpl_id', 'cover_image', 'cover_photo_id')
    def _compute_image_256(self):
        for lookbook in self:
            lookbook.image_256 = lookbook._ic_lines()[:1].product_tmpl_id.image_256

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mail` to take no place out of a cover's metadata into a public page."""
        return super().create([self._ic_clean_cover(vals) for vals in vals_list])

    def write(self, vals):
        """Override of `mail` to take no place out of a cover's metadata into a public page."""
        return super().write(self._ic_clean_cover(vals))

    # === BUSINESS METHODS === #

    @api.model
    def _ic_clean_cover(self, vals):
        """Return `vals` with a cover that is a picture and nothing else.

        :raise UserError: when it cannot be read
        """
        if not vals.get('cover_image'):
            return vals
        data = b64decode(vals['cover_image'])
        try:
            inspect(data, self.env._("Own Cover"))
        except PhotoError as error:
            raise UserError(self.env['ic.photo']._ic_error_text(error))
        return {**vals, 'cover_image': b64encode(without_metadata(data, "cover"))}

    def _ic_cover_photo(self):
        """Return the ic.photo on the cover; none where the picture of the piece itself, or the dealer's own, is."""
        self.ensure_one()
        chosen = self.cover_photo_id
        if chosen and chosen.state == 'ready' and chosen.product_tmpl_id in self.line_ids.product_tmpl_id:
            return chosen
        pieces = self._ic_lines().product_tmpl_id.filtered(lambda piece: not piece._ic_web_gated())
        sets = [piece._ic_gallery_photos(self.audience) for piece in pieces]
        # a second photo does not stand on the next page again, large
        return next((photos[1] for photos in sets if len(photos) > 1), None) or next(
            (photos[0] for photos in sets if photos), self.env['ic.photo']
        )

    def _ic_cover_picture(self, address):
        """Return the picture on the cover in the shape of a gallery's, or {}."""
        self.ensure_one()
        if self.cover_image:
            return {
                'src': f'{address}/cover/1200',
                'srcset': f'{address}/cover/600 600w, {address}/cover/1200 1200w, {address}/cover/2400 2400w',
                'large': f'{address}/cover/2400',
                'width': 1600,
                'height': 2000,
                'alt': self.name,
            }
        photo = self._ic_cover_photo()
        if photo:
            return self._ic_as_picture(photo, photo.product_tmpl_id.name, address)
        for line in self._ic_lines():
            if not line.product_tmpl_id._ic_web_gated():
                return next(iter(line._ic_pictures(address)), {})
        return {}

    @api.model
    def _ic_as_picture(self, photo, alt, address):
        """Return a photo in the shape that galleries show, with addresses below `address`."""
        entry = photo._ic_gallery_entry(alt, lambda photo, size: f'{address}/photo/{photo.id}/{size}')
        return {
            'src': entry['urls'][1200],
            'srcset': entry['srcset'],
            'large': entry['url'],
            'width': entry['width'],
            'height': entry['height'],
            'alt': entry['alt'],
            'photo': photo,
        }

    def _ic_shows_photo(self, photo):
        """Tell whether `photo` is one of those this page shows: no other set and no other piece by its number."""
        self.ensure_one()
        if photo.state != 'ready' or photo.product_tmpl_id not in self.line_ids.product_tmpl_id:
            return False
        return photo == self._ic_cover_photo() or photo in photo.product_tmpl_id._ic_gallery_photos(self.audience)


class IcLookbookLine(models.Model):
    _inherit = 'ic.lookbook.line'

    def _ic_pictures(self, address):
        """Return the pictures of the piece in order: its photos for this audience, else the product's own picture."""
        self.ensure_one()
        piece, lookbook = self.product_tmpl_id, self.lookbook_id
        photos = piece._ic_gallery_photos(lookbook.audience)
        if photos:
            return [
                lookbook._ic_as_picture(photo, piece._ic_web_alt(piece.name, place, len(photos)), address)
                for place, photo in enumerate(photos, 1)
            ]
        if not piece.image_1920:
            return []
        return [
            {
                'src': f'{address}/piece/{self.id}/1024',
                'srcset': f'{address}/piece/{self.id}/512 512w, {address}/piece/{self.id}/1024 1024w',
                'large': f'{address}/piece/{self.id}/1920',
                'width': 1024,
                'height': 1280,
                'alt': piece.name,
            }
        ]

    def _ic_own_picture(self):
        """Return the JPEG or PNG (bytes) of the product itself, as large as there is."""
        return b64decode(self.product_tmpl_id.image_1920 or b'')
