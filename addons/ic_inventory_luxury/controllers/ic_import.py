import csv
import io

from odoo import http
from odoo.http import content_disposition, request

from ..importing.columns import template_header

EXAMPLES = {
    'watch': {
        'row_id': 'W-1',
        'brand': 'Rolex',
        'model': 'Submariner Date',
        'reference': '126610LN',
        'serial': 'EX4MPLE1',
        'year': '2023',
        'price': '14500',
        'currency': 'USD',
        'cost': '11200',
        'wholesale_price': '13100',
        'retail_description': 'Text for customers',
        'internal_notes': 'Text for your staff only',
        'dial': 'Black',
        'bezel': 'Ceramic',
        'bracelet': 'Oyster',
        'link_count': '12',
        'case_size': '41',
        'case_material': 'steel',
        'movement': 'automatic',
        'condition': 'very good',
        'box': 'yes',
        'papers': 'yes',
        'tags': 'no',
        'service_papers': 'no',
        'card_date': '2023-05-01',
    },
    'handbag': {
        'row_id': 'B-1',
        'brand': 'Hermès',
        'model': 'Birkin',
        'sub_model': 'Sellier',
        'serial': 'EX4MPLE2',
        'year': '2021',
        'price': '24500',
        'currency': 'USD',
        'cost': '19800',
        'retail_description': 'Text for customers',
        'internal_notes': 'Text for your staff only',
        'bag_size': '30',
        'color': 'Etoupe',
        'leather': 'Togo',
        'hardware_color': 'gold',
        'hardware_material': 'plated brass',
        'date_stamp': 'Z',
        'stamp_frame': 'none',
        'grade': 'excellent',
        'bag_box': 'yes',
        'dustbag': 'yes',
        'lock': 'yes',
        'keys': 'yes',
        'strap': 'no',
        'bag_papers': 'no',
        'rain_cover': 'yes',
        'receipt': 'yes',
    },
}


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
        header = template_header(category)
        example = EXAMPLES.get(category, {})
        return self._csv([header, [example.get(name, '') for name in header]], f'{category}_template.csv')

    @http.route('/ic/import/<int:import_id>/failed.csv', type='http', auth='user', readonly=True)
    def failed(self, import_id):
        """The rows that were not taken, as they stood, with the reason: to be corrected and imported again."""
        record = request.env['ic.import'].browse(import_id).exists()
        if not record or not record.has_access('read'):
            return request.not_found()
        return self._csv(record._failed_lines(), f'failed_{record.name or import_id}')
