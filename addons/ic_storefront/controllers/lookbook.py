import json
from base64 import b64decode

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request
from odoo.tools.image import image_process

SIZES = (320, 600, 900, 1200, 1800, 2400)
OWN_SIZES = {512: 'image_512', 1024: 'image_1024', 1920: 'image_1920'}
# Nobody keeps the page, finds it by searching, or learns from it where the reader came from; it loads from us only.
PRIVATE = {
    'Cache-Control': 'private, no-store',
    'X-Robots-Tag': 'noindex, nofollow, noarchive, noimageindex',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
}
DOOR = {'type': 'http', 'website': True, 'multilang': False, 'sitemap': False}


class LookbookController(http.Controller):
    """The door of a lookbook: everything behind it asks for the secret each time, so closing it closes everything."""

    # === THE PAGE === #

    @http.route('/lookbook/<string:token>', auth='public', methods=['GET'], **DOOR)
    def ic_lookbook(self, token, **kwargs):
        """Show the page; somebody who comes too late, or guesses, reads that it is closed."""
        lookbook = self._ic_enter(token)
        if not lookbook._ic_is_open():
            return self._ic_closed(lookbook)
        self._ic_count_look(lookbook)
        return self._ic_show(lookbook, f'/lookbook/{token}', preview=False)

    @http.route('/lookbook/preview/<int:lookbook_id>', auth='user', methods=['GET'], **DOOR)
    def ic_preview(self, lookbook_id, **kwargs):
        """Show the page to the house, without counting, whatever its state."""
        lookbook = self._ic_enter_by_id(lookbook_id)
        return self._ic_show(lookbook, f'/lookbook/preview/{lookbook_id}', preview=True)

    @http.route('/lookbook/<string:token>/pdf', auth='public', methods=['GET'], **DOOR)
    def ic_pdf(self, token, **kwargs):
        """Give the PDF to whoever may see the page."""
        lookbook = self._ic_enter(token)
        return self._ic_paper(lookbook) if lookbook._ic_is_open() else self._ic_closed(lookbook)

    @http.route('/lookbook/preview/<int:lookbook_id>/pdf', auth='user', methods=['GET'], **DOOR)
    def ic_preview_pdf(self, lookbook_id, **kwargs):
        return self._ic_paper(self._ic_enter_by_id(lookbook_id))

    # === PICTURES === #

    @http.route('/lookbook/<string:token>/<string:kind>/<int:key>/<int:size>', auth='public', methods=['GET'], **DOOR)
    def ic_picture(self, token, kind, key, size, **kwargs):
        """Show a picture of the page: `kind` photo (key: ic.photo) or piece (key: line)."""
        lookbook = self._ic_enter(token)
        if not lookbook._ic_is_open():
            raise NotFound
        return self._ic_picture(lookbook, kind, key, size)

    @http.route('/lookbook/<string:token>/cover/<int:size>', auth='public', methods=['GET'], **DOOR)
    def ic_cover(self, token, size, **kwargs):
        lookbook = self._ic_enter(token)
        if not lookbook._ic_is_open():
            raise NotFound
        return self._ic_cover(lookbook, size)

    @http.route(
        '/lookbook/preview/<int:lookbook_id>/<string:kind>/<int:key>/<int:size>', auth='user', methods=['GET'], **DOOR
    )
    def ic_preview_picture(self, lookbook_id, kind, key, size, **kwargs):
        return self._ic_picture(self._ic_enter_by_id(lookbook_id), kind, key, size)

    @http.route('/lookbook/preview/<int:lookbook_id>/cover/<int:size>', auth='user', methods=['GET'], **DOOR)
    def ic_preview_cover(self, lookbook_id, size, **kwargs):
        return self._ic_cover(self._ic_enter_by_id(lookbook_id), size)

    # === WHAT THE CLIENT DOES === #

    @http.route('/lookbook/<string:token>/interest/<int:line_id>', auth='public', methods=['POST'], csrf=False, **DOOR)
    def ic_interest(self, token, line_id, want='1', **kwargs):
        """Take a tap on "I am interested": a plain form, so that it works without JavaScript and without cookies.

        The secret in the address is what a forged request would have to know, so there is no other token. A tap says
        what is wanted, not "the other way round": pressed twice, or in two tabs, it says the same.
        """
        lookbook = self._ic_enter(token)
        line = lookbook.line_ids.filtered(lambda line: line.id == line_id)
        if not lookbook._ic_is_open() or not line:
            return self._ic_closed(lookbook)
        house = request.env['ic.lookbook.view']._ic_kind(request.env.user, self._ic_agent()) != 'client'
        if not house:
            lookbook._ic_tap(line, want == '1')
        if 'application/json' in request.httprequest.headers.get('Accept', ''):
            return self._ic_json({'wanted': line.is_wanted, 'house': house})
        return request.redirect(f'/lookbook/{token}?said={line.id}#piece-{line.id}', code=303)

    @http.route('/lookbook/<string:token>/seen', auth='public', methods=['POST'], csrf=False, **DOOR)
    def ic_seen(self, token, lines='', **kwargs):
        """Count pieces that came into view (`lines`: their numbers, comma-separated)."""
        lookbook = self._ic_enter(token)
        if lookbook._ic_is_open():
            wanted = {int(part) for part in lines.split(',') if part.isdecimal()}
            seen = lookbook.line_ids.filtered(lambda line: line.id in wanted)
            if seen:
                self._ic_count_look(lookbook, seen)
        return request.make_response('', headers=list(PRIVATE.items()), status=204)

    # === ENTERING === #

    def _ic_enter(self, token):
        """Return the lookbook of `token` as it is read for its client; none for a secret that is no lookbook's."""
        lookbook = request.env['ic.lookbook']._ic_by_token(token)
        if lookbook:
            request.update_context(lang=lookbook.lang)
        return lookbook

    def _ic_enter_by_id(self, lookbook_id):
        """Return the lookbook that the user of the request may read.

        :raise NotFound: when there is none
        """
        mine = request.env['ic.lookbook'].with_context(
            allowed_company_ids=request.env.user.company_ids.ids, active_test=False
        )
        lookbook = mine.search([('id', '=', lookbook_id)]) if mine.has_access('read') else mine
        if not lookbook:
            raise NotFound
        request.update_context(lang=lookbook.lang)
        return lookbook._ic_for_client()

    def _ic_agent(self):
        return request.httprequest.headers.get('User-Agent', '')

    def _ic_count_look(self, lookbook, lines=None):
        if request.httprequest.method == 'HEAD' or 'prefetch' in request.httprequest.headers.get('Sec-Purpose', ''):
            return
        views = request.env['ic.lookbook.view'].sudo()
        visitor = views._ic_visitor(lookbook, request.httprequest.remote_addr, self._ic_agent())
        views._ic_count(
            lookbook, lookbook.line_ids.browse() if lines is None else lines, visitor,
            views._ic_kind(request.env.user, self._ic_agent()),
        )  # fmt: skip

    # === ANSWERING === #

    def _ic_show(self, lookbook, address, preview):
        said = request.params.get('said', '')
        page = lookbook._ic_page(address)
        values = {
            **page,
            'page': page,
            'preview': preview,
            'said': int(said) if said.isdecimal() else 0,
            'base': lookbook._ic_base_url(),
            'buttons': lookbook._ic_buttons(),
        }
        return self._ic_private(request.render('ic_storefront.lookbook_page', values))

    def _ic_closed(self, lookbook):
        """Say kindly that there is nothing to see: too late for somebody whose page it was, not there for others."""
        company = lookbook.company_id or request.website.sudo().company_id
        values = {
            'house': {'name': company.name, 'email': company.email or '', 'phone': company.phone or ''},
            'known': bool(lookbook),
            'lang': (request.env.lang or 'en_US').replace('_', '-'),
            'dir': 'ltr',
        }
        response = request.render('ic_storefront.lookbook_closed', values)
        response.status_code = 410 if lookbook else 404
        return self._ic_private(response)

    def _ic_paper(self, lookbook):
        headers = {
            **PRIVATE,
            'Content-Type': 'application/pdf',
            'Content-Disposition': content_disposition(f'{lookbook.name}.pdf', 'inline'),
        }
        return request.make_response(lookbook._ic_pdf(), headers=list(headers.items()))

    def _ic_picture(self, lookbook, kind, key, size):
        if kind == 'photo' and size in SIZES:
            photo = request.env['ic.photo'].sudo().browse(key).exists()
            if photo and lookbook._ic_shows_photo(photo):
                return self._ic_quiet(photo._ic_response(size))
        if kind == 'piece' and size in OWN_SIZES:
            line = lookbook.line_ids.filtered(lambda line: line.id == key)
            if line and line.product_tmpl_id.image_1920:
                return self._ic_bytes(b64decode(line.product_tmpl_id[OWN_SIZES[size]]))
        raise NotFound

    def _ic_cover(self, lookbook, size):
        if size not in SIZES or not lookbook.cover_image:
            raise NotFound
        return self._ic_bytes(image_process(b64decode(lookbook.cover_image), size=(size, size)))

    def _ic_bytes(self, data):
        kind = 'image/png' if data[:4] == b'\x89PNG' else 'image/webp' if data[8:12] == b'WEBP' else 'image/jpeg'
        return self._ic_quiet(request.make_response(data, headers=[('Content-Type', kind)]))

    def _ic_quiet(self, response):
        """Have the browser ask again each time: a door that was closed shows no picture either."""
        response.headers['Cache-Control'] = 'private, no-cache'
        response.headers['X-Robots-Tag'] = PRIVATE['X-Robots-Tag']
        return response

    def _ic_json(self, values):
        headers = {**PRIVATE, 'Content-Type': 'application/json'}
        return request.make_response(json.dumps(values), headers=list(headers.items()))

    def _ic_private(self, response):
        response.headers.update(PRIVATE)
        return response
