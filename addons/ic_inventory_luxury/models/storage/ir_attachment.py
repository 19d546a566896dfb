from werkzeug.exceptions import ServiceUnavailable

from odoo import api, models
from odoo.http import Stream, request

from .ic_photo_store import PREFIX, PhotoStoreError

RETRY_AFTER = 30


class IrAttachment(models.Model):
    """Files of photos in a bucket. `store_fname` says where a file is; the context, where a new one goes.

    Nothing is stored by hand here: `ic.photo._ic_store` and moving say with the context `ic_photo_store` where to.
    """

    _inherit = 'ir.attachment'

    # === BUSINESS METHODS === #

    @api.model
    def _get_path(self, bin_data, sha):
        """Override of `base` to name a file that goes to the bucket."""
        if self.env.context.get('ic_photo_store') == 'bucket':
            return self.env['ic.photo.store']._ic_name(sha), ''
        return super()._get_path(bin_data, sha)

    @api.model
    def _file_write(self, bin_value, checksum):
        """Override of `base` to put a file into the bucket. Marked first: a failed transaction leaves waste."""
        if self.env.context.get('ic_photo_store') != 'bucket':
            return super()._file_write(bin_value, checksum)
        store = self.env['ic.photo.store']
        name = store._ic_name(checksum)
        self._mark_for_gc(name)
        store._ic_put(name, bin_value, self.env.context.get('ic_photo_mimetype') or 'application/octet-stream')
        return name

    @api.model
    def _file_read(self, fname, size=None):
        """Override of `base` to read from the bucket. An outage is an error there, never an empty file."""
        if not fname.startswith(PREFIX):
            return super()._file_read(fname, size=size)
        return self.env['ic.photo.store']._ic_get(fname)[:size]

    def _to_http_stream(self):
        """Override of `base` to send what is in the bucket through Odoo: the bucket itself stays private.

        Who has the file already is told so without asking the bucket. When the bucket is away, the picture is, and the
        page stands.
        """
        self.ensure_one()
        if not (self.store_fname or '').startswith(PREFIX):
            return super()._to_http_stream()
        data = b''
        if not request.httprequest.if_none_match.contains(self.checksum):
            try:
                data = self._file_read(self.store_fname)
            except PhotoStoreError as error:
                raise ServiceUnavailable(str(error), retry_after=RETRY_AFTER) from None
        return Stream(
            type='data',
            data=data,
            mimetype=self.mimetype,
            download_name=self.name,
            etag=self.checksum,
            last_modified=self.write_date,
            size=self.file_size,
            public=self.public,
        )
