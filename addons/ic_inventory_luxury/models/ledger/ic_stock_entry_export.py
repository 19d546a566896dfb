import csv
import io
import json

from werkzeug.urls import url_encode

from odoo import api, models
from odoo.tools import SQL

from ...importing.safety import neutralise

BATCH = 2000
HEAD = (
    'entry', 'date_utc', 'store', 'sku', 'piece', 'serial', 'place', 'kind', 'change', 'before', 'after',
    'of_the_house', 'channel', 'by', 'document', 'state', 'why_ignored', 'remote_id', 'remote_date_utc', 'arrived_utc',
)  # fmt: skip


class IcStockEntry(models.Model):
    """The ledger as a CSV file: as long as it is, in one snapshot, with exact figures."""

    _inherit = 'ic.stock.entry'

    # === ACTIONS === #

    def action_export_csv(self):
        """Download the entries that the list shows now, or those that are ticked."""
        domain = self.env.context.get('active_domain') or []
        if self:
            domain = [('id', 'in', self.ids)]
        return self._ic_export_action(domain)

    @api.model
    def _ic_export_action(self, domain):
        query = url_encode(
            {'domain': json.dumps(domain, default=str), 'companies': ','.join(map(str, self.env.companies.ids))}
        )
        return {'type': 'ir.actions.act_url', 'url': f'/ic/ledger.csv?{query}', 'target': 'download'}

    # === BUSINESS METHODS === #

    @api.model
    def _ic_may_export(self):
        """Tell whether this person may take the ledger out of the system: who runs the store, or may export at all."""
        user = self.env.user
        return self.has_access('read') and (
            user.has_group('ic_inventory_luxury.group_store_admin') or user.has_group('base.group_allow_export')
        )

    @api.model
    def _ic_export_lines(self, domain):
        """Yield the lines of the file, oldest entry first. Reads as the user does, in one snapshot.

        Moments are ISO 8601 in UTC, figures as the database has them, and no text is a formula to a spreadsheet.
        """
        yield '\ufeff' + self._ic_csv_line(HEAD)
        last = 0
        while True:
            entries = self.search([*domain, ('id', '>', last)], order='id', limit=BATCH)
            if not entries:
                return
            last = entries[-1].id
            figures = self._ic_exact(entries.ids)
            for entry in entries:
                yield self._ic_csv_line(entry._ic_csv_values(figures[entry.id]))
            self.env.invalidate_all(flush=False)

    @api.model
    def _ic_exact(self, ids):
        """Return dict id -> figures as the database has them, as text."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, quantity::text, before::text, after::text, on_hand::text FROM ic_stock_entry
                 WHERE id = ANY(%s)""",
                ids,
            )
        )
        return {number: figures for number, *figures in rows}

    def _ic_csv_values(self, figures):
        self.ensure_one()
        piece = self.product_tmpl_id.sudo()
        place = self.location_id.sudo().complete_name
        labels = {name: dict(self._fields[name]._description_selection(self.env)) for name in ('kind', 'channel')}
        return [
            self.id, self._ic_iso(self.date), self.company_id.name, piece.default_code, piece.name, self.lot_id.name,
            place, labels['kind'].get(self.kind), *figures, labels['channel'].get(self.channel),
            self.user_id.sudo().name, self.document, self.state, self.why, self.remote_id,
            self._ic_iso(self.remote_date), self._ic_iso(self.arrived_on),
        ]  # fmt: skip

    @api.model
    def _ic_iso(self, moment):
        return moment.strftime('%Y-%m-%dT%H:%M:%SZ') if moment else ''

    @api.model
    def _ic_csv_line(self, values):
        line = io.StringIO()
        csv.writer(line).writerow(['' if value in (None, False) else neutralise(value) for value in values])
        return line.getvalue()
