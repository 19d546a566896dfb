import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...imaging import MAX_BYTES, PhotoError, inspect, without_metadata
from ..locks import lock_pieces
from .ic_photo import PHOTO_SETS

# Longest side of the photo on a card of the staff, in pixels.
CARD_SIZE = 600


class ProductTemplate(models.Model):
    """Photos of a piece: two sets, a main picture that follows them, and what publishers need of them."""

    _inherit = 'product.template'

    ic_photo_ids = fields.One2many('ic.photo', 'product_tmpl_id', string="Photos", copy=False)
    ic_photo_retail_ids = fields.One2many(
        'ic.photo', 'product_tmpl_id', string="Retail Photos", domain=[('set', '=', 'retail')], copy=False
    )
    ic_photo_in_hand_ids = fields.One2many(
        'ic.photo', 'product_tmpl_id', string="In-hand Photos", domain=[('set', '=', 'in_hand')], copy=False
    )
    # Tells a main picture that follows the photos from one that was set by hand, by an import or by demo data.
    ic_main_photo_hash = fields.Char(string="Main Photo", readonly=True, help="Fingerprint of the photo shown first.")

    ic_card_photo = fields.Char(
        string="Photo on Cards", compute='_compute_ic_card_photo', help="Where the staff's lists find the main photo."
    )

    # === COMPUTE === #

    @api.depends('ic_main_photo_hash', 'ic_photo_ids.recipe')
    def _compute_ic_card_photo(self):
        for piece in self:
            photo = piece.sudo()._ic_gallery_photos()[:1] if piece.ic_main_photo_hash else piece.ic_photo_ids.browse()
            sizes = [size for size in photo._ic_sizes('webp') if size <= CARD_SIZE] if photo else []
            name = f'webp_{sizes[-1]}' if sizes else 'thumb'
            address = f'/web/image/ic.photo/{photo.id}/{name}?unique={photo.delivery_hash}'
            piece.ic_card_photo = address if photo else False

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to keep positions and other metadata out of pictures set directly."""
        return super().create(
            [self._ic_clean_image(vals) if self._ic_category_of(vals) else vals for vals in vals_list]
        )

    def write(self, vals):
        """Override of `product` to keep positions and other metadata out of pictures set directly."""
        if vals.get('image_1920') and any(piece.ic_category for piece in self):
            vals = self._ic_clean_image(vals)
        return super().write(vals)

    def copy(self, default=None):
        """Override of `product` to copy a piece with its photos."""
        copies = super().copy(default)
        for piece, copy in zip(self, copies):
            piece.ic_photo_ids._ic_copy_to(copy)
        return copies

    def unlink(self):
        """Override of `product` to delete the files of photos with the piece."""
        photos = self.env['ic.photo'].sudo().search([('product_tmpl_id', 'in', self.ids)])
        photos.with_context(ic_photo_no_sync=True).unlink()
        return super().unlink()

    # === ACTIONS: the photo board === #

    def ic_photo_board(self):
        """Return what the photo board of the piece shows.

        :return: dict with a list of photo dicts per set, `publish_error` (text or ''), `max_bytes` of one file and
            `can_edit`
        """
        self.ensure_one()
        self.check_access('read')
        photos = self.env['ic.photo'].search([('product_tmpl_id', '=', self.id)])
        return {
            **{code: photos.filtered(lambda photo: photo.set == code)._ic_board_values() for code in PHOTO_SETS},
            'publish_error': self._ic_publish_error() or '',
            'max_bytes': MAX_BYTES,
            'can_edit': self.has_access('write') and self.env['ic.photo'].has_access('write'),
        }

    def ic_photo_arrange(self, arrangement):
        """Put the photos of the piece into the sets and the order given.

        Two people who arrange at once do so one after the other. A photo that is gone is passed over, one that the
        caller did not know yet keeps its set and comes last.

        :param dict arrangement: list of photo ids per set, for example `{'retail': [3, 1], 'in_hand': [2]}`
        :return: the board, see :meth:`ic_photo_board`
        """
        self.ensure_one()
        self.check_access('write')
        if set(arrangement) - set(PHOTO_SETS):
            raise UserError(self.env._("There are two sets of photos: Retail and In-hand."))
        lock_pieces(self)
        photos = self.env['ic.photo'].search([('product_tmpl_id', '=', self.id)])
        known = {photo.id: photo for photo in photos}
        places = {}
        for code in PHOTO_SETS:
            for photo_id in arrangement.get(code, ()):
                if photo_id in known:
                    places.setdefault(photo_id, code)
        ordered = [known[photo_id] for photo_id in places] + [photo for photo in photos if photo.id not in places]
        for sequence, photo in enumerate(ordered, 1):
            wanted = {'set': places.get(photo.id, photo.set), 'sequence': sequence}
            changed = {name: value for name, value in wanted.items() if photo[name] != value}
            if changed:
                photo.with_context(ic_photo_no_sync=True).write(changed)
        self._ic_sync_main_photo()
        return self.ic_photo_board()

    # === BUSINESS METHODS === #

    def _ic_publish_error(self):
        """Return why the piece cannot be published for want of a photo, or False. Every publisher asks this one.

        A piece with a main picture but without any row of photos counts as having a retail photo: it came from an
        import or from demo data that set the picture directly, and the picture is fit to show.
        """
        self.ensure_one()
        photos = self.sudo().ic_photo_ids
        retail = photos.filtered(lambda photo: photo.set == 'retail')
        if any(photo.state == 'ready' for photo in retail) or (not photos and self.image_128):
            return False
        if any(photo.state == 'pending' for photo in retail):
            return self.env._("No retail photo is ready yet: it is still being processed")
        return self.env._("No retail photo")

    def _ic_gallery_photos(self, audience='retail'):
        """Return the ready photos for `audience` ('retail' or 'wholesale') in order.

        Retail shows the Retail set and falls back to In-hand, wholesale the other way round. The sets are not mixed.
        """
        self.ensure_one()
        ready = self.ic_photo_ids.filtered(lambda photo: photo.state == 'ready').sorted(
            lambda photo: (photo.sequence, photo.id)
        )
        for code in PHOTO_SETS if audience == 'retail' else reversed(PHOTO_SETS):
            photos = ready.filtered(lambda photo: photo.set == code)
            if photos:
                return photos
        return ready

    def _ic_gallery(self, audience='retail', address=None):
        """Return the photos to show to `audience` ('retail' or 'wholesale'), in order; empty when there are none.

        :param address: how a door of its own (a link, a lookbook) calls its pictures: given a photo and a size, it
            returns the address, which the door answers with `ic.photo._ic_response(size)`. Without it the addresses
            are the public ones, good while the piece is published.
        :return: list of dicts, see :meth:`_ic_gallery_entry`
        """
        return [photo._ic_gallery_entry(self.name, address) for photo in self.sudo()._ic_gallery_photos(audience)]

    def _ic_is_public(self):
        """Return whether strangers may see the piece. `is_published` comes with the website, if that is installed."""
        self.ensure_one()
        return bool(self.ic_category and self.active and 'is_published' in self._fields and self.is_published)

    def _ic_sync_main_photo(self):
        """Make the first ready Retail photo, else the first ready In-hand photo, the main picture of the pieces.

        A picture that did not come from a photo stays until there is one.
        """
        if self.env.context.get('ic_photo_no_sync'):
            return
        for piece in self.sudo().with_context(ic_photo_sync=True).exists():
            photo = piece._ic_gallery_photos()[:1]
            if photo and photo.delivery_hash != piece.ic_main_photo_hash:
                piece.write(
                    {
                        'image_1920': base64.b64encode(photo._ic_bytes('delivery')),
                        'ic_main_photo_hash': photo.delivery_hash,
                    }
                )
            elif not photo and piece.ic_main_photo_hash:
                piece.write({'image_1920': False, 'ic_main_photo_hash': False})

    def _ic_adopt_image(self):
        """Make a picture that was set directly the first Retail photo, so that adding a photo does not lose it."""
        self.ensure_one()
        if self.sudo().ic_photo_ids or self.ic_main_photo_hash or not self.image_1920:
            return
        try:
            inspect(base64.b64decode(self.image_1920), self.env._("Main picture"))
        except PhotoError:
            return
        self.env['ic.photo'].create(
            {
                'product_tmpl_id': self.id,
                'set': 'retail',
                'sequence': 0,
                'filename': self.env._("Main picture"),
                'original': self.image_1920,
            }
        )

    @api.model
    def _ic_clean_image(self, vals):
        """Return `vals` with a picture that carries no metadata."""
        if not vals.get('image_1920') or self.env.context.get('ic_photo_sync'):
            return vals
        data = base64.b64decode(vals['image_1920'])
        clean = without_metadata(data, vals.get('name') or 'image')
        return vals if clean is data else {**vals, 'image_1920': base64.b64encode(clean)}
