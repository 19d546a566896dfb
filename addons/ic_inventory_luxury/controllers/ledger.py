import json

from werkzeug.exceptions import BadRequest, Forbidden

from odoo import api, fields, http
from odoo.fields import Domain
from odoo.http import content_disposition, request
from odoo.modules.registry import Registry


class LedgerController(http.Controller):
    """The stock ledger on its way out."""

    @http.route('/ic/ledger.csv', type='http', auth='user', methods=['GET'], readonly=True)
    def ic_ledger_csv(self, domain='[]', companies='', piece='', date_from='', date_to='', **kwargs):
        """Stream the entries that meet `domain` (JSON) and the other filters, as far as the user may see them.

        :param str companies: ids, comma-separated; by default the companies of the user
        :param str piece: id of a piece
        :param str date_from: first moment, ISO 8601 in UTC
        :param str date_to: last moment, ISO 8601 in UTC
        """
        own = request.env.user.company_ids.ids
        chosen = [number for number in self._ids(companies) if number in own] or own
        context = {**request.env.context, 'allowed_company_ids': chosen}
        entries = request.env(context=context)['ic.stock.entry']
        if not entries._ic_may_export():
            raise Forbidden()
        filters = self._domain(entries, domain, piece, date_from, date_to)
        name = f'stock-ledger-{fields.Date.context_today(entries)}.csv'
        return request.make_response(
            self._stream(request.db, request.env.uid, context, filters),
            headers=[
                ('Content-Type', 'text/csv; charset=utf-8'),
                ('Content-Disposition', content_disposition(name)),
                ('Cache-Control', 'no-store'),
                ('X-Accel-Buffering', 'no'),
            ],
        )

    def _domain(self, entries, domain, piece, date_from, date_to):
        """Return the filters as one domain that the ledger understands.

        :raise BadRequest: naming what is no filter
        """
        try:
            filters = Domain(json.loads(domain))
            if piece:
                filters &= Domain('product_tmpl_id', '=', int(piece))
            if date_from:
                filters &= Domain('date', '>=', fields.Datetime.to_datetime(date_from.rstrip('Z').replace('T', ' ')))
            if date_to:
                filters &= Domain('date', '<=', fields.Datetime.to_datetime(date_to.rstrip('Z').replace('T', ' ')))
            filters.validate(entries)
        except (ValueError, TypeError, KeyError) as error:
            raise BadRequest(request.env._("This filter cannot be read: %s", error)) from None
        return list(filters)

    def _stream(self, database, uid, context, domain):
        """Yield the file piece by piece, from a cursor of its own: the one of the request is closed by then."""
        with Registry(database).cursor(readonly=True) as cr:
            entries = api.Environment(cr, uid, context)['ic.stock.entry']
            for line in entries._ic_export_lines(domain):
                yield line.encode()

    def _ids(self, text):
        return [int(part) for part in text.split(',') if part.isdigit()]
