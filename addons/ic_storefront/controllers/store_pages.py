from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from .inquiry import InquiryDesk
from .store import StoreCatalog

COVERS = (900, 1600, 2400)  # pixels across
ROUTE = {'type': 'http', 'auth': 'public', 'website': True, 'methods': ['GET'], 'readonly': True}


class StorePages(StoreCatalog, InquiryDesk, Controller):
    """The front door of a store, and its retail catalog.

    A piece has one public page: in the shop, where the store has a website that can be reached. The retail catalog
    leads there. Only a store without a host of its own shows its pieces here.
    """

    @route('/s/<string:slug>', **ROUTE, sitemap=False)
    def ic_store(self, slug, **_post):
        """Lead to the catalog of the store, or show two doors where it has both."""
        store = self._ic_store(slug)
        audiences = store._ic_audiences()
        if len(audiences) == 1:
            return request.redirect(store._ic_store_path(audiences[0]))
        values = {**self._ic_frame(store), 'additional_title': store.name, 'ic_canonical': store._ic_store_url()}
        return request.render('ic_storefront.store_doors', values)

    @route('/s/<string:slug>/cover/<int:width>', **ROUTE, sitemap=False)
    def ic_store_cover(self, slug, width, **_post):
        """The cover photo of the store. Its address holds when it was last changed, so it may be kept for a year."""
        store = self._ic_store(slug)
        if width not in COVERS or not store.ic_store_cover:
            raise NotFound
        stream = request.env['ir.binary']._get_image_stream_from(store, 'ic_store_cover', width=width)
        stream.public = True
        return stream.get_response(as_attachment=False, max_age=31536000)

    @route(['/s/<string:slug>/retail', '/s/<string:slug>/retail/page/<int:page>'], **ROUTE, sitemap=False)
    def ic_store_retail(self, slug, page=1, **post):
        """The retail catalog: published pieces at their retail price."""
        store = self._ic_store(slug, 'retail')
        values = self._ic_list(store, 'retail', page, post)
        if not isinstance(values, dict):
            return values
        values['piece_address'] = self._ic_retail_address
        values['ic_canonical'] = store._ic_store_url('retail')
        return request.render('ic_storefront.store_catalog', values)

    @route('/s/<string:slug>/retail/<string:piece>', **ROUTE, sitemap=False)
    def ic_store_retail_piece(self, slug, piece, **_post):
        """The page of a piece: in the shop, if that can be reached."""
        store = self._ic_store(slug, 'retail')
        found = self._ic_piece(store, 'retail', piece)
        if not found:
            raise NotFound
        if request.ic_shop_base is not None:
            return request.redirect(f'{request.ic_shop_base}{found.website_url}', code=302, local=False)
        values = self._ic_piece_values(store, 'retail', found)
        values['ic_canonical'] = f'{store._ic_store_url("retail")}/{self._ic_slug(found)}'
        return request.render('ic_storefront.store_piece', values)

    @route('/s/<string:slug>/retail/image/<int:piece_id>/<int:size>', **ROUTE, sitemap=False)
    def ic_store_retail_image(self, slug, piece_id, size, **_post):
        """The main picture of a published piece that has no photos of its own."""
        return self._ic_image(self._ic_store(slug, 'retail'), 'retail', piece_id, size)

    @route(
        '/s/<string:slug>/retail/<string:piece>/inquire',
        type='http',
        auth='public',
        website=True,
        methods=['POST'],
        csrf=False,
        sitemap=False,
    )
    def ic_store_retail_inquire(self, slug, piece, **post):
        """Take an inquiry about a piece of the retail catalog."""
        store = self._ic_store(slug, 'retail')
        found = self._ic_piece(store, 'retail', piece)
        if not found:
            raise NotFound
        back = f'{store._ic_store_path("retail")}/{self._ic_slug(found)}'
        origin = {'source': 'retail', 'audience': 'retail', 'company': store, 'name': store.name}
        return self._ic_answer_inquiry(found, post, origin, f'{back}/inquire', back)

    def _ic_retail_address(self, piece):
        """Return the public page of a piece."""
        if request.ic_shop_base is not None:
            return f'{request.ic_shop_base}{piece.website_url}'
        return f'{piece.company_id._ic_store_path("retail")}/{self._ic_slug(piece)}'
