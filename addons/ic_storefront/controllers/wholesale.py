from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from .. import tokens
from .inquiry import InquiryDesk
from .store import StoreCatalog

ROUTE = {'type': 'http', 'auth': 'public', 'website': True, 'methods': ['GET'], 'sitemap': False}
POST = {**ROUTE, 'methods': ['POST']}
KEY = 'ic_wholesale'  # in the session: {id of the store: digest of the secret link it was opened with}
LIMITS = {'name': 120, 'business': 160, 'email': 254, 'phone': 40, 'message': 4000}


class Wholesale(StoreCatalog, InquiryDesk, Controller):
    """The wholesale catalog of a store. Every answer, pictures too, asks at the door first, each time."""

    @route(['/s/<string:slug>/wholesale', '/s/<string:slug>/wholesale/page/<int:page>'], **ROUTE)
    def ic_wholesale(self, slug, page=1, **post):
        """The catalog for dealers; for everybody else the door."""
        store = self._ic_store(slug, 'wholesale')
        if not self._ic_may_enter(store):
            return self._ic_door(store, post)
        values = self._ic_list(store, 'wholesale', page, post)
        if not isinstance(values, dict):
            return self._ic_private(values)
        path = store._ic_store_path('wholesale')
        values['piece_address'] = lambda piece: f'{path}/{self._ic_slug(piece)}'
        values['gone'] = post.get('gone')
        return self._ic_private(request.render('ic_storefront.store_catalog', values))

    @route('/s/<string:slug>/wholesale/<string:piece>', **ROUTE)
    def ic_wholesale_piece(self, slug, piece, **post):
        """A piece with everything a dealer is told. At the door it makes no difference what was asked for."""
        store = self._ic_store(slug, 'wholesale')
        if not self._ic_may_enter(store):
            return self._ic_door(store, post)
        found = self._ic_piece(store, 'wholesale', piece)
        if not found:
            return self._ic_private(request.redirect(f'{store._ic_store_path("wholesale")}?gone=1'))
        return self._ic_private(
            request.render('ic_storefront.store_piece', self._ic_piece_values(store, 'wholesale', found))
        )

    @route('/s/<string:slug>/wholesale/photo/<int:photo_id>/<int:size>', **ROUTE)
    def ic_wholesale_photo(self, slug, photo_id, size, **_post):
        """A photo of a piece in the catalog."""
        store = self._ic_store(slug, 'wholesale')
        if not self._ic_may_enter(store):
            raise NotFound
        photo = request.env['ic.photo'].sudo().browse(photo_id).exists()
        if not photo or not self._ic_piece(store, 'wholesale', str(photo.product_tmpl_id.id)):
            raise NotFound
        return self._ic_unlisted(photo._ic_response(size))

    @route('/s/<string:slug>/wholesale/image/<int:piece_id>/<int:size>', **ROUTE)
    def ic_wholesale_image(self, slug, piece_id, size, **_post):
        """The main picture of a piece in the catalog that has no photos of its own."""
        store = self._ic_store(slug, 'wholesale')
        if not self._ic_may_enter(store):
            raise NotFound
        return self._ic_unlisted(self._ic_image(store, 'wholesale', piece_id, size))

    @route('/s/<string:slug>/wholesale/<string:piece>/inquire', **POST, csrf=False)
    def ic_wholesale_inquire(self, slug, piece, **post):
        """Take an inquiry about a piece of the catalog."""
        store = self._ic_store(slug, 'wholesale')
        found = self._ic_piece(store, 'wholesale', piece) if self._ic_may_enter(store) else None
        if not found:
            raise NotFound
        back = f'{store._ic_store_path("wholesale")}/{self._ic_slug(found)}'
        origin = {'source': 'wholesale', 'audience': 'wholesale', 'company': store, 'name': store.name}
        return self._ic_answer_inquiry(found, post, origin, f'{back}/inquire', back)

    # === The door === #

    @route('/s/<string:slug>/wholesale/enter/<string:token>', **ROUTE)
    def ic_wholesale_enter(self, slug, token, **_post):
        """Come in by the secret link. The address with the secret does not stay in the browser's bar."""
        store = self._ic_store(slug, 'wholesale')
        if tokens.is_token(token):
            known = request.session.get(KEY) or {}
            request.session[KEY] = {**known, str(store.id): tokens.digest(token)}
        fits = tokens.is_token(token) and tokens.same(store.ic_wholesale_digest, tokens.digest(token))
        query = '' if fits else '?link=old'
        return self._ic_private(request.redirect(f'{store._ic_store_path("wholesale")}{query}'))

    @route('/s/<string:slug>/wholesale/request', **POST)
    def ic_wholesale_request(self, slug, **post):
        """Ask to be let in."""
        store = self._ic_store(slug, 'wholesale')
        values = {name: (post.get(name) or '').replace('\x00', '').strip()[:limit] for name, limit in LIMITS.items()}
        if not values['message']:
            values['message'] = request.env._("I would like to see your wholesale catalog.")
        problem = self._ic_request_problem(store, values, post)
        if problem:
            return self._ic_door(store, post, problem)
        if not post.get('website'):  # people do not see this field
            partner = request.env['res.partner']
            if not request.env.user._is_public():
                partner = request.env.user.partner_id
            request.env['ic.wholesale.access']._ic_request(store, values, partner)
        return self._ic_private(request.redirect(f'{store._ic_store_path("wholesale")}?asked=1'))

    def _ic_request_problem(self, store, values, post):
        """Return what is wrong with a request as {'error', 'field'}, None when nothing is."""
        leads = request.env['crm.lead'].sudo()
        asked = leads._ic_clean_inquiry(values)
        if not values['email']:
            return {'error': request.env._("Please fill in: %s", request.env._("E-mail")), 'field': 'email'}
        if not values['business']:
            return {'error': request.env._("Please fill in: %s", request.env._("Your business")), 'field': 'business'}
        problem = leads._ic_inquiry_problem(asked)
        if not problem and not post.get('website') and self._ic_too_many(store, leads._ic_asker(asked, store)):
            return {'error': request.env._("You have sent several messages already. Please call us."), 'field': None}
        return problem

    def _ic_may_enter(self, store):
        digest = (request.session.get(KEY) or {}).get(str(store.id), '')
        return store.with_env(request.env)._ic_wholesale_opens(digest)

    def _ic_door(self, store, post, problem=None):
        """Return the closed door: how to come in, and nothing of what is behind it."""
        user = request.env.user
        values = {
            **self._ic_frame(store, 'wholesale'),
            'additional_title': request.env._("Wholesale"),
            'signed_in': not user._is_public() and user.partner_id,
            'asked': post.get('asked'),
            'old_link': post.get('link'),
            'sent': post if problem else {},
            'problem': problem,
        }
        response = self._ic_private(request.render('ic_storefront.store_door', values))
        response.status_code = 403
        return response

    def _ic_private(self, response):
        """Keep an answer out of caches and search engines, and its address from other hosts."""
        response.headers['Cache-Control'] = 'private, no-store'
        response.headers['Referrer-Policy'] = 'same-origin'
        return self._ic_unlisted(response)

    def _ic_unlisted(self, response):
        response.headers['X-Robots-Tag'] = 'noindex, nofollow, noarchive'
        return response
