from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route
from odoo.tools.image import image_process

from odoo.addons.ic_inventory_luxury.imaging import without_metadata

from .inquiry import InquiryDesk

STATUS = {'unknown': 404, 'many': 429, 'expired': 410}
PRIVATE = {
    'Cache-Control': 'private, no-store',
    # The address is the secret: it goes to no other host with a click, and into no search engine.
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow, noarchive, noimageindex',
}
IMAGE_SIZES = (512, 1024, 1920)
PAPER_SIZE = 1600


class Share(InquiryDesk, Controller):
    """The pages behind share links. Every address is checked anew, so what is revoked is closed, pictures included."""

    @route('/share/<string:token>', type='http', auth='public', methods=['GET'], website=True, sitemap=False)
    def ic_share(self, token, **params):
        """Show the piece of a link."""
        link, problem = request.env['ic.share.link']._ic_enter(token)
        if problem:
            return self._ic_closed(problem, link)
        elsewhere = self._ic_elsewhere(link)
        if elsewhere:
            return elsewhere
        request.env['ic.share.visit']._ic_note(link)
        return self._ic_private(request.render('ic_storefront.share_page', link._ic_page_values(token)))

    @route(
        '/share/<string:token>/inquire',
        type='http',
        auth='public',
        methods=['POST'],
        website=True,
        csrf=False,
        sitemap=False,
    )
    def ic_share_inquire(self, token, **post):
        """Take an inquiry from the page of a link."""
        link, problem = request.env['ic.share.link']._ic_enter(token)
        if problem:
            return self._ic_closed(problem, link)
        kinds = dict(link._fields['kind']._description_selection(request.env))
        origin = {
            'source': 'share',
            'audience': link.audience,
            'name': kinds[link.kind],
            'record': link,
            'company': link.company_id,
        }
        door = f'/share/{token}'
        return self._ic_answer_inquiry(link.product_tmpl_id, post, origin, f'{door}/inquire', door)

    @route(
        '/share/<string:token>/photo/<int:photo_id>/<string:unique>/<int:size>',
        type='http',
        auth='public',
        methods=['GET'],
        sitemap=False,
        website=True,
        multilang=False,
    )
    def ic_share_photo(self, token, photo_id, unique, size, **params):
        """Show a photo of the piece of a link."""
        link = self._ic_link(token)
        if not link:
            return self._ic_nothing()
        photo = request.env['ic.photo'].sudo().browse(photo_id).exists()
        if not photo or photo.product_tmpl_id != link.product_tmpl_id or link.product_tmpl_id._ic_web_gated():
            raise NotFound
        return self._ic_private(photo._ic_response(size), kept=True)

    @route(
        '/share/<string:token>/image/<int:size>',
        type='http',
        auth='public',
        methods=['GET'],
        sitemap=False,
        website=True,
        multilang=False,
    )
    def ic_share_image(self, token, size, **params):
        """Show the picture of a piece that has no photos."""
        piece = self._ic_link(token).product_tmpl_id
        if not piece:
            return self._ic_nothing()
        if size not in IMAGE_SIZES or not piece.image_1920 or piece.ic_photo_ids or piece._ic_web_gated():
            raise NotFound
        stream = request.env['ir.binary']._get_image_stream_from(piece, f'image_{size}')
        return self._ic_private(stream.get_response(as_attachment=False), kept=True)

    @route(
        '/share/<string:token>/report/<int:report_id>/<any(photo,pdf):what>',
        type='http',
        auth='public',
        methods=['GET'],
        sitemap=False,
        website=True,
        multilang=False,
    )
    def ic_share_report(self, token, report_id, what, **params):
        """Show the photo or the PDF of a certificate of the piece of a link."""
        link = self._ic_link(token)
        if not link:
            return self._ic_nothing()
        report = link.product_tmpl_id.ic_certificate_ids.filtered(lambda report: report.id == report_id)
        name = 'photo' if what == 'photo' else 'file'
        if not report or not report[name]:
            raise NotFound
        stream = request.env['ir.binary']._get_stream_from(report, name)
        response = self._ic_paper_photo(stream) if what == 'photo' else self._ic_paper_file(stream, report)
        return self._ic_private(response, kept=True)

    # === WHAT THEY HAVE IN COMMON === #

    def _ic_link(self, token):
        """Return the open link of a picture or paper; none where the page would not open either."""
        link, problem = request.env['ic.share.link']._ic_enter(token)
        return link.browse() if problem else link

    def _ic_nothing(self):
        """Say that there is nothing. The answer is given, not raised: what is raised undoes that the guess counts."""
        return self._ic_private(request.make_response('', status=404))

    def _ic_elsewhere(self, link):
        """Return a redirection to the host of the link's store, None when the visitor is there."""
        website = link.company_id._ic_store_website()
        if website and website.domain and website != request.website:
            return request.redirect(f'{link._ic_base()}{request.httprequest.path}', local=False)
        return None

    def _ic_closed(self, problem, link):
        """Return the page of a link that does not open; given, not raised, as in `_ic_nothing`."""
        company = link.company_id or request.website.sudo().company_id
        values = {'problem': problem, 'company': company, 'buttons': company._ic_contact_buttons('retail')}
        response = request.render('ic_storefront.share_closed', values, status=STATUS[problem])
        if problem == 'many':
            response.headers['Retry-After'] = '600'
        return self._ic_private(response)

    @staticmethod
    def _ic_private(response, kept=False):
        """Mark an answer as private. `kept`: the browser may keep it, but asks each time whether it is still good."""
        response.headers.update(PRIVATE)
        if kept:
            response.headers['Cache-Control'] = 'private, no-cache'
        return response

    @staticmethod
    def _ic_paper_photo(stream):
        """Return the photo of a paper, smaller and without what the camera wrote into it."""
        try:
            # What shrinking leaves alone, because it is small already, must be clean before.
            data = without_metadata(stream.read(), 'report')
            data = image_process(data, size=(PAPER_SIZE, PAPER_SIZE), output_format='JPEG', quality=85)
        except UserError as error:  # no picture that can be read
            raise NotFound from error
        response = request.make_response(data, [('Content-Type', 'image/jpeg')])
        response.set_etag(stream.etag if isinstance(stream.etag, str) else str(len(data)))
        return response.make_conditional(request.httprequest.environ)

    @staticmethod
    def _ic_paper_file(stream, report):
        """Return the PDF of a paper; whatever else was uploaded as one is only ever saved, never run."""
        stream.mimetype = 'application/pdf'
        response = stream.get_response(as_attachment=False)
        name = report.file_name if (report.file_name or '').lower().endswith('.pdf') else f'{report.display_name}.pdf'
        response.headers['Content-Disposition'] = content_disposition(name, 'inline')
        response.headers['X-Content-Type-Options'] = 'nosniff'
        return response
