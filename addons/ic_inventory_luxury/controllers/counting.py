import csv
import io
from urllib.parse import quote

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

from ..importing.safety import neutralise


class CountingController(http.Controller):
    """Paper and files of places, counts and labels, and the door behind the QR codes."""

    @http.route(['/P/<path:sku>', '/p/<path:sku>'], type='http', auth='public', sitemap=False, readonly=True)
    def ic_scanned(self, sku, **kwargs):
        """Lead who scanned a QR code to the piece. Strangers learn nothing, not even whether the piece exists."""
        if request.env.user._is_public():
            return request.redirect(f'/web/login?redirect=/P/{quote(sku, safe="")}', local=True)
        user = request.env.user
        if not user.has_group('ic_inventory_luxury.group_employee'):
            return self._ic_page(404, sku)
        Piece = request.env['product.template'].with_context(allowed_company_ids=user.company_ids.ids)
        pieces = Piece._ic_pieces_of_code(sku)
        if not pieces:
            return self._ic_page(404, sku)
        chosen = request.cookies.get('cids', '').replace(',', '-')
        response = request.redirect(self._ic_backend_url(pieces))
        missing = [str(company_id) for company_id in pieces.company_id.ids if str(company_id) not in chosen.split('-')]
        if missing:
            first = chosen.split('-') if chosen else [str(user.company_id.id)]
            response.set_cookie('cids', '-'.join(dict.fromkeys(first + missing)))
        return response

    @http.route('/ic/labels/<int:wizard_id>.pdf', type='http', auth='user', readonly=True)
    def ic_labels(self, wizard_id):
        """The labels of one's own print wizard."""
        wizard = request.env['ic.label.print'].browse(wizard_id).exists()
        if not wizard or wizard.create_uid != request.env.user:
            return request.not_found()
        try:
            return self._ic_pdf_response(wizard._pdf(), 'labels.pdf')
        except UserError as error:
            return request.make_response(str(error), [('Content-Type', 'text/plain; charset=utf-8')], status=422)

    @http.route('/ic/snapshot/<int:snapshot_id>.pdf', type='http', auth='user', readonly=True)
    def ic_snapshot_pdf(self, snapshot_id):
        snapshot = self._ic_readable('ic.location.snapshot', snapshot_id)
        return self._ic_pdf_response(snapshot._ic_pdf(), f'{snapshot.name}.pdf') if snapshot else request.not_found()

    @http.route('/ic/snapshot/<int:snapshot_id>.csv', type='http', auth='user', readonly=True)
    def ic_snapshot_csv(self, snapshot_id):
        """The snapshot for a spreadsheet; cells that a spreadsheet would calculate stay text."""
        snapshot = self._ic_readable('ic.location.snapshot', snapshot_id)
        if not snapshot:
            return request.not_found()
        out = io.StringIO(newline='')
        csv.writer(out).writerows([[neutralise(cell or '') for cell in row] for row in snapshot._ic_csv_rows()])
        name = f'{snapshot.name}.csv'.replace('/', '-')
        return request.make_response(
            out.getvalue().encode('utf-8-sig'),
            [('Content-Type', 'text/csv; charset=utf-8'), ('Content-Disposition', content_disposition(name))],
        )

    @http.route('/ic/stock-take/<int:take_id>.pdf', type='http', auth='user', readonly=True)
    def ic_stock_take_pdf(self, take_id):
        take = self._ic_readable('ic.stock.take', take_id)
        return self._ic_pdf_response(take._ic_pdf(), f'{take.name}.pdf') if take else request.not_found()

    def _ic_readable(self, model, record_id):
        """Return the record when it exists and the user may read it, in any of his companies."""
        Model = request.env[model].with_context(allowed_company_ids=request.env.user.company_ids.ids)
        record = Model.browse(record_id).exists()
        try:
            record.check_access('read')
        except AccessError:
            return Model.browse()
        return record

    def _ic_pdf_response(self, pdf, filename):
        return request.make_response(
            pdf,
            [
                ('Content-Type', 'application/pdf'),
                ('Content-Length', len(pdf)),
                ('Content-Disposition', content_disposition(filename.replace('/', '-'), 'inline')),
                ('Cache-Control', 'no-store'),
            ],
        )

    def _ic_backend_url(self, pieces):
        """Return the address of the piece's form, or of a list where several pieces carry the code."""
        if len(pieces) == 1:
            return f'/odoo/action-ic_inventory_luxury.product_piece_action/{pieces.id}'
        return f'/odoo/action-ic_inventory_luxury.product_piece_action?search={quote(pieces[0].default_code or "")}'

    def _ic_page(self, status, sku):
        return request.render('ic_inventory_luxury.scan_unknown', {'code': sku[:60]}, status=status)
