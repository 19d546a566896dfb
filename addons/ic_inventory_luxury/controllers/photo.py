from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from ..imaging import MAX_BYTES
from ..models.photo.ic_photo import PHOTO_SETS
from ..models.photo.ic_photo_shown import FIELDS_OF

# The form around the file: names, boundaries, token.
FORM_BYTES = 1024 * 1024


class PhotoController(http.Controller):
    """Photos on their way in (from the photo board) and out (to shop and channels)."""

    @http.route(
        '/ic/photo/upload', type='http', auth='user', methods=['POST'], max_content_length=MAX_BYTES + FORM_BYTES
    )
    def ic_photo_upload(self, product_tmpl_id=None, photo_set='retail', sequence=None, file=None, **kwargs):
        """Take one photo for a piece. A plain multipart form, so that 50 MB need not pass through base64.

        :return: JSON `{'photo': {...}}`, or `{'error': text}` with status 403, 404 or 422; nothing is stored then
        """
        try:
            with request.env.cr.savepoint():
                photo = self._ic_take(product_tmpl_id, photo_set, sequence, file)
                return request.make_json_response({'photo': photo._ic_board_values()[0]})
        except AccessError:
            return self._ic_refuse(403, request.env._("You may not add photos to this piece."))
        except MissingError:
            return self._ic_refuse(404, request.env._("This piece does not exist any more."))
        except UserError as error:
            return self._ic_refuse(422, str(error))

    @http.route(
        '/ic/photo/<int:photo_id>/<string:unique>/<int:size>.<any(jpg,webp):fmt>',
        type='http',
        auth='public',
        methods=['GET'],
        readonly=True,
    )
    def ic_photo(self, photo_id, unique, size, fmt, **kwargs):
        """Show a ready photo of a published piece, in one of the sizes of its format. Never the original.

        The address holds the fingerprint of the content, so browsers and proxies may keep it for a year.
        """
        photo = request.env['ic.photo'].sudo().browse(photo_id).exists()
        if not photo or size not in FIELDS_OF[fmt] or not photo.product_tmpl_id._ic_is_public():
            raise NotFound
        return photo._ic_response(size, fmt, unique=unique)

    def _ic_take(self, product_tmpl_id, photo_set, sequence, file):
        """Return the photo made of an uploaded `file`, with the rights of the user."""
        if photo_set not in PHOTO_SETS or not str(product_tmpl_id or '').isdecimal() or not file:
            raise UserError(request.env._("The upload is incomplete. Reload the page and try again."))
        piece = request.env['product.template'].browse(int(product_tmpl_id))
        if not piece.exists():
            raise MissingError(request.env._("This piece does not exist any more."))
        piece.check_access('write')
        request.env['ic.photo'].check_access('create')
        place = int(sequence) if str(sequence or '').isdecimal() else None
        # One byte more than allowed tells that there is more, whatever the browser says about the length.
        return request.env['ic.photo']._ic_take(
            piece, photo_set, file.filename or 'photo', file.read(MAX_BYTES + 1), sequence=place
        )

    def _ic_refuse(self, status, text):
        return request.make_json_response({'error': text}, status=status)
