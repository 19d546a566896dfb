from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route
from odoo.tools.json import scriptsafe

from ..models.artist.website import PLACES


def sitemap_artists(env, rule, qs):
    """Yield the pages of artists, communities and language groups of the website, for its sitemap."""
    website = env['website'].get_current_website()
    artists = website._ic_artists()
    if not artists or (qs and qs.lower() not in '/artists'):
        return
    yield {'loc': '/artists'}
    seen = set()
    for artist in artists:
        yield {'loc': artist.website_url, 'lastmod': artist.write_date.date()}
        seen.update(place['url'] for place in artist._ic_places())
    for url in sorted(seen):
        yield {'loc': url}


class Artists(Controller):
    """Who made the works: the list of artists, a page for each, and the places they come from."""

    @route('/artists', type='http', auth='public', website=True, readonly=True, sitemap=sitemap_artists)
    def ic_artists(self, **_others):
        return self._ic_list(request.env._("Artists"))

    @route(
        '/artists/<string:kind>/<string:slug>', type='http', auth='public', website=True, readonly=True, sitemap=False
    )
    def ic_artist_place(self, kind, slug, **_others):
        """Show the artists and works of one community or language group."""
        if kind not in PLACES:
            raise NotFound()
        artists = request.website._ic_artists(kind, slug)
        names = artists.mapped(PLACES[kind])
        return self._ic_list(names[0].strip() if names else '', kind, slug)

    def _ic_list(self, title, kind=None, slug=None):
        website = request.website
        artists = website._ic_artists(kind, slug)
        if not artists and (kind or 'artwork' not in website._ic_categories()):
            raise NotFound()
        way = [(request.env._("Artists"), '/artists')]
        if kind:
            way.append((title, f'/artists/{kind}/{slug}'))
        values = {
            'artists': artists,
            'kind': kind,
            'heading': title,
            'additional_title': title,
            'works': website._ic_works(artists) if kind else request.env['product.template'],
            'product_markup_data': scriptsafe.dumps([website._ic_breadcrumb_markup(way)]),
        }
        return request.render('ic_storefront.artists_page', values)

    @route('/artists/<string:slug>', type='http', auth='public', website=True, readonly=True, sitemap=False)
    def ic_artist(self, slug, **_others):
        """Show one artist. An address with another name leads to the one address of the page."""
        artist = self._ic_find(request.env['ir.http']._unslug(slug)[1])
        if request.httprequest.path.rsplit('/', 1)[-1] != artist.website_url.rsplit('/', 1)[-1]:
            return request.redirect(artist.website_url, code=301)
        works = request.website._ic_works(artist)
        values = {
            'artist': artist,
            'seo_object': artist,
            'additional_title': artist._ic_public_name(),
            'available': works.filtered(lambda work: work.sudo().ic_status != 'sold'),
            'sold': works.filtered(lambda work: work.sudo().ic_status == 'sold'),
            'product_markup_data': scriptsafe.dumps(artist._ic_markup(request.website)),
        }
        return request.render('ic_storefront.artist_page', values)

    @route(
        '/artists/<int:number>/<string:size>/<string:unique>.jpg',
        type='http',
        auth='public',
        website=True,
        readonly=True,
        sitemap=False,
    )
    def ic_portrait(self, number, size, unique, **_others):
        """Show a portrait: not to a visitor who has a notice to read first."""
        artist = self._ic_find(number)
        if size not in ('portrait', 'portrait_512') or not artist._ic_portrait_url():
            raise NotFound()
        stream = request.env['ir.binary']._get_image_stream_from(artist, size)
        response = stream.get_response(immutable=not artist._ic_is_sensitive())
        if artist._ic_is_sensitive():
            response.headers['Cache-Control'] = 'private, no-store'
        return response

    def _ic_find(self, number):
        artist = request.env['ic.artist'].sudo().browse(number or 0).exists()
        if not request.website._ic_shows_artist(artist):
            raise NotFound()
        return artist
