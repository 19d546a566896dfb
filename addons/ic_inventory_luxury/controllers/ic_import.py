import csv
import io

from odoo import http
from odoo.http import content_disposition, request


class IcImportController(http.Controller):
    def _csv(self, lines, filename):
        out = io.StringIO(newline='')
        csv.writer(out).writerows(lines)
        return request.make_response(
            out.getvalue().encode('utf-8-sig'),
            [('Content-Type', 'text/csv; charset=utf-8'), ('Content-Disposition', content_disposition(filename))],
        )

    @http.route('/ic/import/template/<string:category>.csv', type='http', auth='user', readonly=True)
    def template(self, category):
        """Our own list of a category with one example row."""
        categories = dict(request.env['ic.import']._fields['category']._description_selection(request.env))
        if category not in categories or not request.env['ic.import'].has_access('create'):
            return request.not_found()
        return self._csv(request.env['ic.import']._template_lines(category), f'{category}_template.csv')

    @http.route('/ic/import/<int:import_id>/failed.csv', type='http', auth='user', readonly=True)
    def failed(self, import_id):
        """The rows that were not taken, as they stood, with the reason: to be corrected and imported again."""
        record = request.env['ic.import'].browse(import_id).exists()
        if not record or not record.has_access('read'):
            return request.not_found()
        return self._csv(record._failed_lines(), f'failed_{record.name or import_id}')
