from werkzeug.exceptions import NotFound

from odoo.fields import Domain
from odoo.http import request

from odoo.addons.ic_inventory_luxury.models.piece.search_words import query_words

from ..facets.base import address
from ..facets.store import StoreFacets
from ..models.store.piece_wholesale import IMAGES

PER_PAGE = 24
MAX_PAGE = 100_000
SORTS = {
    'retail': {
        'new': 'ic_shop_rank, publish_date desc, id desc',
        'low': 'ic_shop_rank, list_price, id',
        'high': 'ic_shop_rank, list_price desc, id',
    },
    'wholesale': {
        'new': 'create_date desc, id desc',
        'low': 'ic_wholesale_price, id',
        'high': 'ic_wholesale_price desc, id',
    },
}


class StoreCatalog:
    """What both catalogs of a store share: finding the store, and a list that can be searched, filtered and sorted.

    The pieces are read as superuser: those of a store that the host does not belong to, and those that are not public,
    are nobody's by access rights. What may be seen is `company._ic_catalog_domain(audience)`, nothing else.
    """

    def _ic_store(self, slug, audience=None):
        """Return the store at an address as superuser, and show its page in the dress of its own website.

        :raise NotFound: when there is no such store, or it does not sell to that audience
        """
        store = request.env['res.company']._ic_store_of(slug)
        if not store or not store._ic_audiences() or (audience and audience not in store._ic_audiences()):
            raise NotFound
        website = store._ic_store_website()
        # Where the shop of the store is found: here, at its own domain, or nowhere.
        far = website.get_base_url() if website.domain else None
        request.ic_shop_base = '' if website == request.website else far
        if website and website != request.website:
            request.update_context(website_id=website.id)
            request.website = request.env['website'].browse(website.id)
        return store

    def _ic_find(self, store, audience, text, code):
        """Return the ids of the pieces that the words of a visitor find, None without words.

        Every word must be found; where one is found nowhere, the nearest word that there is takes its place.
        """
        base = store._ic_catalog_domain(audience)
        if code:
            base &= Domain('ic_category', '=', code)
        website = request.website
        if not query_words(text):
            return None
        found = base & website._ic_search_domain(website._ic_corrected(text, base))
        return request.env['product.template'].sudo().search(found).ids

    def _ic_list(self, store, audience, page, post):
        """Return the values of a list page, or a redirection to its one clean address.

        :param int page: from 1
        :param dict post: the query: category, search, order, and the filters
        """
        codes = store._ic_active_categories()
        code = post.get('category') if post.get('category') in codes else None
        order = post.get('order') if post.get('order') in SORTS[audience] else 'new'
        search = (post.get('search') or '').replace('\x00', '').strip()[:200]
        ids = self._ic_find(store, audience, search, code)
        facets = StoreFacets(request.website, request.httprequest.args, store, audience, code, ids)
        path = store._ic_store_path(audience)
        if not facets.is_canonical():
            return request.redirect(facets.address(path))
        pieces = facets.product
        domain = facets.base & facets.domain
        count = pieces.search_count(domain)
        page = min(max(page, 1), MAX_PAGE)
        pager = request.website.pager(
            path, count, page=page, step=PER_PAGE, url_args={**facets.kept(), **facets.query()}
        )
        found = pieces.search(domain, order=SORTS[audience][order], limit=PER_PAGE, offset=pager['offset'])
        return {
            **self._ic_frame(store, audience),
            'pieces': found,
            'ic_facets': facets,
            'ic_path': path,
            'search_count': count,
            'search': search,
            'order': order,
            'categories': self._ic_categories(store, audience, code),
            'category_code': code,
            'pager': pager,
            'sort_address': lambda key: facets.address(path, order=key),
        }

    def _ic_categories(self, store, audience, chosen):
        """Return the categories that the catalog has pieces of, with addresses, as list of dicts."""
        found = (
            request.env['product.template']
            .sudo()
            ._read_group(store._ic_catalog_domain(audience), ['ic_category'], ['__count'])
        )
        counts = dict(found)
        names = {category.code: category.name for category in store.ic_category_ids}
        path = store._ic_store_path(audience)
        return [
            {
                'name': names.get(code, code),
                'count': counts[code],
                'active': code == chosen,
                'url': address(path, {'category': code}),
            }
            for code in store._ic_active_categories()
            if counts.get(code)
        ]

    def _ic_frame(self, store, audience=None):
        """Return what the frame around each page of a store shows."""
        return {
            'store': store,
            'audience': audience,
            'audiences': store._ic_audiences(),
            'store_path': store._ic_store_path(),
            'social_links': store._ic_social_links(),
            'contacts': store._ic_contact_buttons(audience or 'retail'),
        }

    def _ic_piece(self, store, audience, slug):
        """Return the piece (product.template, as superuser) at an address of a catalog; empty when it is not there."""
        number = request.env['ir.http']._unslug(slug)[1]
        pieces = request.env['product.template'].sudo()
        return pieces.search(store._ic_catalog_domain(audience) & Domain('id', '=', number or 0), limit=1)

    def _ic_piece_values(self, store, audience, piece):
        """Return the values of the page of a piece."""
        facts = piece._ic_web_facts(audience)
        path = f'{store._ic_store_path(audience)}/{self._ic_slug(piece)}'
        url = f'{store._ic_store_url(audience)}/{self._ic_slug(piece)}'
        return {
            **self._ic_frame(store, audience),
            'piece': piece,
            'piece_path': path,
            'state': piece._ic_web_state(),
            'facts': facts,
            'highlights': piece._ic_web_highlights(facts),
            'rest': piece._ic_web_rest(facts),
            'sets': piece._ic_catalog_sets(audience),
            'price': piece._ic_web_price_of(audience),
            'contacts': store._ic_contact_buttons(audience, piece.name, url),
            'action': f'{path}/inquire',
            'gate_back': path,
            'additional_title': piece.name,
        }

    @staticmethod
    def _ic_slug(piece):
        return piece.env['ir.http']._slug((piece.id, piece.name))

    def _ic_image(self, store, audience, piece_id, size):
        """Return the answer with the main picture of a piece in a catalog.

        :raise NotFound: when the catalog does not show the piece
        """
        piece = self._ic_piece(store, audience, str(piece_id))
        if not piece or size not in IMAGES:
            raise NotFound
        stream = request.env['ir.binary']._get_image_stream_from(piece, IMAGES[size])
        response = stream.get_response(as_attachment=False)
        response.headers['Cache-Control'] = 'private, no-cache'
        return response
