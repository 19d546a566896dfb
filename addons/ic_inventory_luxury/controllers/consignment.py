from werkzeug.exceptions import Forbidden, NotFound

from odoo import http
from odoo.http import content_disposition, request

GROUP = 'ic_inventory_luxury.group_view_payouts'


class ConsignmentController(http.Controller):
    """The consignor's statement on its way out."""

    @http.route('/ic/consignment/statement', type='http', auth='user', methods=['GET'])
    def ic_consignment_statement(self, consignors='', payouts='', **kwargs):
        """Return the PDF about `consignors` and `payouts` (ids, comma-separated), as far as the user may see them."""
        if not request.env.user.has_group(GROUP):
            raise Forbidden()
        companies = request.env.user.company_ids.ids
        env = request.env(context={**request.env.context, 'allowed_company_ids': companies})
        people = env['res.partner'].search([('id', 'in', self._ids(consignors))])
        if not people:
            raise NotFound()
        rows = env['ic.consignment.payout'].search([('id', 'in', self._ids(payouts))])
        pdf = rows._statement_pdf(people)
        name = request.env._("Consignment statement %s.pdf", people[0].name if len(people) == 1 else len(people))
        return request.make_response(
            pdf,
            headers=[
                ('Content-Type', 'application/pdf'),
                ('Content-Disposition', content_disposition(name)),
                ('Cache-Control', 'no-store'),
            ],
        )

    def _ids(self, text):
        return [int(part) for part in text.split(',') if part.isdigit()]
