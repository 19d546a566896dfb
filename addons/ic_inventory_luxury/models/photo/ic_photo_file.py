from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import human_size

from ...imaging import MAX_BYTES, MAX_PIXELS, WEBP_SIZES, PhotoError, inspect

# The fields of a photo that are files.
FILES = (
    'original',
    'delivery',
    'medium',
    'thumb',
    *(f'webp_{size}' for size in WEBP_SIZES),
)


class IcPhoto(models.Model):
    """The files of a photo: looked at before they are taken, stored as they are, refused in words."""

    _inherit = 'ic.photo'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_inspect(self, data, filename):
        """Return the `imaging.Inspection` of `data`, or raise a UserError in words that names the file."""
        try:
            return inspect(data, filename)
        except PhotoError as error:
            raise UserError(self._ic_error_text(error))

    @api.model
    def _ic_error_text(self, error):
        """Return in words why a file cannot be taken (`error`: a PhotoError)."""
        texts = {
            'empty': self.env._("%s is empty: it holds no data. Copy it from the camera again.", error.filename),
            'too_large': self.env._(
                "%(file)s is larger than %(limit)s. Export it a little smaller.",
                file=error.filename,
                limit=human_size(MAX_BYTES),
            ),
            'too_many_pixels': self.env._(
                "%(file)s has too many pixels: at most %(limit)s megapixels. Export it smaller.",
                file=error.filename,
                limit=MAX_PIXELS // 1_000_000,
            ),
            'unsupported': self.env._(
                "%s is not a photo we can read. Take JPEG, HEIC, PNG, WebP, AVIF or TIFF.", error.filename
            ),
        }
        return texts.get(error.code) or self.env._(
            "%s is damaged or incomplete and cannot be read. Copy it from the camera again.", error.filename
        )

    @api.model
    def _ic_seen_values(self, seen, data):
        return {'mimetype': seen.mimetype, 'width': seen.width, 'height': seen.height, 'size': len(data)}

    @api.model
    def _ic_info(self, photo):
        """Return a line about the file: pixels and size of the original, and what is delivered of it."""
        info = f"{photo.width} × {photo.height}, {human_size(photo.size)}"
        return f"{info} → {human_size(photo.delivery_size)} JPEG" if photo.state == 'ready' else info

    def _ic_keep(self, data, seen):
        """Store the original and the first small picture, and ask for the rest."""
        self._ic_store('original', data, seen.mimetype)
        self._ic_store('thumb', seen.thumb, 'image/jpeg')
        self._ic_enqueue()

    def _ic_attachments(self, names=None):
        """Return the attachments that hold the named fields of the photos, or all their files."""
        return (
            self.env['ir.attachment']
            .sudo()
            .search(
                [('res_model', '=', self._name), ('res_id', 'in', self.ids), ('res_field', 'in', list(names or FILES))]
            )
        )

    def _ic_bytes(self, name):
        """Return the bytes of the field `name`, without the detour over base64 (50 MB would become 67)."""
        self.ensure_one()
        return self._ic_attachments([name])[:1].raw or b''

    def _ic_store(self, name, data, mimetype):
        """Store `data` (bytes) as the field `name`."""
        self.ensure_one()
        old = self._ic_attachments([name])
        self._ic_keeper(mimetype).create(
            {
                'name': name,
                'res_model': self._name,
                'res_id': self.id,
                'res_field': name,
                'type': 'binary',
                'raw': data,
                'mimetype': mimetype,
            }
        )
        old.unlink()
        self.invalidate_recordset([name])

    def _ic_keeper(self, mimetype):
        """Return the model that keeps a file of the photo. Odoo would shrink larger pictures, hence the context."""
        self.ensure_one()
        return self.env['ir.attachment'].sudo().with_context(image_no_postprocess=True)
