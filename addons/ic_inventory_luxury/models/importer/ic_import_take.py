from collections import defaultdict
from datetime import date

import psycopg2

from odoo import models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from ...importing.safety import neutralise
from ..piece.piece_unique import serial_key
from .ic_import_lists import LIST_FIELDS


class IcImport(models.Model):
    """Taking rows: what exists is compared, what is new is created in one go, and every row gets its report."""

    _inherit = 'ic.import'

    def _take_rows(self, read):
        """Create or update the pieces of the ReadRow list `read` and set the result of each."""
        self._refuse_duplicates(read)
        pieces = self.env['product.template'].with_context(active_test=False)
        keys = [row.key for row in read if not row.failed]
        known = {
            piece.ic_import_key: piece
            for piece in pieces.search([('company_id', '=', self.company_id.id), ('ic_import_key', 'in', keys)])
        }
        self._refuse_serials(read, known)
        fresh = []
        for row in read:
            if row.failed:
                row.result = 'error'
            elif row.result == 'unchanged':
                row.piece = known.get(row.key)
            elif row.key in known:
                row.piece = known[row.key]
                self._update_piece(row)
            else:
                fresh.append(row)
        self._create_pieces(fresh)

    def _refuse_duplicates(self, read):
        """A row id that an earlier row of this list has is an error; a row identical to an earlier one is not."""
        seen = {
            row.identifier: row.row_number
            for row in self.env['ic.import.row'].search(
                [
                    ('import_id', '=', self.id),
                    ('identifier', 'in', [row.key for row in read]),
                    ('outcome', '!=', 'error'),
                ]
            )
        }
        for row in read:
            if row.failed:
                continue
            if row.key in seen and row.key.startswith('row:'):
                row.outcome.note('warning', 'duplicate_row', extra=seen[row.key])
                row.result = 'unchanged'
            elif row.key in seen:
                kind = row.key.split(':')[0]
                target = {'sku': 'sku', 'serial': 'serial'}.get(kind, 'key') if not row.outcome.key else 'key'
                row.outcome.note(
                    'error', 'duplicate_key', self._column_of(target), row.key.split(':', 1)[1], seen[row.key]
                )
            else:
                seen[row.key] = row.number

    def _refuse_serials(self, read, known):
        """Refuse serials that another piece or an earlier row has, so that one such row does not stop its chunk."""
        wanted = defaultdict(list)
        for row in read:
            if not row.failed and row.vals.get('ic_serial'):
                wanted[serial_key(row.vals['ic_serial'])].append(row)
        if not wanted:
            return
        self.env['product.template'].flush_model(['company_id', 'ic_category', 'ic_brand_id', 'ic_serial', 'active'])
        self.env.cr.execute(
            """
            SELECT id, UPPER(REPLACE(ic_serial, ' ', '')), COALESCE(ic_brand_id, 0), default_code FROM product_template
             WHERE company_id = %s AND ic_category = %s AND active AND UPPER(REPLACE(ic_serial, ' ', '')) = ANY(%s)
        """,
            [self.company_id.id, self.category, list(wanted)],
        )
        owners = {(serial, brand): (piece_id, sku) for piece_id, serial, brand, sku in self.env.cr.fetchall()}
        for serial, rows in wanted.items():
            for row in rows:
                key = (serial, row.vals.get('ic_brand_id') or 0)
                own = known.get(row.key)
                owner = owners.get(key)
                if owner and owner[0] != (own.id if own else None):
                    row.outcome.note(
                        'error', 'duplicate_serial', self._column_of('serial'), row.vals['ic_serial'], owner[1]
                    )
                else:
                    owners[key] = (own.id if own else None, self.env._("row %s", row.number))
                    if not own:
                        owners[key] = (-row.number, self.env._("row %s", row.number))

    # Existing pieces ----------------------------------------------------------------------------------------------

    def _update_piece(self, row):
        """Write what the list changed since it was last read; what somebody changed by hand here stays.

        Three states are compared: what the list said last time, what it says now, what the piece says.
        """
        row.piece.check_access('write')
        piece = row.piece.sudo()
        if piece.ic_import_hash == row.fingerprint:
            row.result = 'unchanged'
            return
        before = (piece.ic_import_raw or {}).get('values', {})
        changes = {}
        for name in sorted(before.keys() | row.vals.keys()):
            old, new = before.get(name), row.vals.get(name)
            same = self._same_rows if name in LIST_FIELDS else self._same
            if same(old, new):
                continue
            current = self._current(piece, name, new or old)
            if same(current, new):
                continue
            if name in before and not same(current, old) or name not in before and current:
                row.outcome.note('warning', 'kept_edit', self._field_label(name), new or '', piece.default_code)
            else:
                changes[name] = new if new is not None else False
        try:
            with self.env.cr.savepoint(), mute_logger('odoo.sql_db'):
                piece.write(
                    {
                        **self._writable(changes, piece),
                        'ic_import_hash': row.fingerprint,
                        'ic_import_raw': {'row': row.cells, 'values': row.vals},
                    }
                )
                piece.flush_recordset()
            row.result = 'updated' if changes else 'unchanged'
        except (UserError, ValidationError, psycopg2.IntegrityError) as error:
            self.env.invalidate_all()
            row.outcome.note('error', 'refused', extra=self._error_text(error))
            row.result = 'error'

    def _current(self, piece, name, wanted=None):
        """Return what the piece says now, as lists say it; `wanted`: rows whose fields are asked for."""
        if name in LIST_FIELDS:
            return self._current_rows(piece, name, wanted)
        value = piece[name]
        if piece._fields[name].type == 'many2one':
            return value.id
        if piece._fields[name].type == 'many2many':
            return sorted(value.ids)
        return value.isoformat() if isinstance(value, date) else value

    def _same(self, one, other):
        if isinstance(one, (int, float)) and isinstance(other, (int, float)):
            return abs(one - other) < 0.005
        return (one or False) == (other or False)

    def _field_label(self, name):
        return self.env['product.template']._fields[name]._description_string(self.env)

    # New pieces ---------------------------------------------------------------------------------------------------

    def _create_pieces(self, fresh):
        """Create the pieces of `fresh` together; when one is refused, one by one, so that the others come in."""
        if not fresh:
            return
        try:
            with self.env.cr.savepoint(), mute_logger('odoo.sql_db'):
                self._create_batch(fresh)
        except (UserError, ValidationError, psycopg2.IntegrityError, psycopg2.DataError):
            self.env.invalidate_all()
            for row in fresh:
                self._create_one(row)

    def _create_one(self, row):
        try:
            with self.env.cr.savepoint(), mute_logger('odoo.sql_db'):
                self._create_batch([row])
        except (UserError, ValidationError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            self.env.invalidate_all()
            row.piece = None
            row.result = 'error'
            row.outcome.note('error', 'refused', extra=self._error_text(error))

    def _create_batch(self, fresh):
        # The row as it stood may hold costs, so only those who may see them read it; whoever may import writes it.
        self.env['product.template'].check_access('create')
        pieces = self.env['product.template'].sudo()
        # Asked once: Odoo asks for the defaults of every record, which costs more than writing it.
        defaults = pieces._add_missing_default_values({})
        pieces = pieces.create(
            [
                {
                    **defaults,
                    **self._writable(row.vals),
                    'ic_category': self.category,
                    'company_id': self.company_id.id,
                    'ic_import_key': row.key,
                    'ic_import_hash': row.fingerprint,
                    'ic_import_raw': {'row': row.cells, 'values': row.vals},
                }
                for row in fresh
            ]
        )
        if self.arrival == 'stock':
            self._receive(fresh, pieces)
        self.env.flush_all()
        for row, piece in zip(fresh, pieces):
            row.piece = piece.with_env(self.env)
            row.result = 'created'

    def _receive(self, fresh, pieces):
        """Put the new pieces in stock, together as far as they go to one place in one quantity."""
        groups = defaultdict(pieces.browse)
        for row, piece in zip(fresh, pieces):
            quantity = row.outcome.values.get('quantity', 1)
            groups[row.place or self.location_id, 1 if piece.ic_is_unique else quantity] += piece
        for (place, quantity), group in groups.items():
            group._ic_receive(place or None, float(quantity))

    def _error_text(self, error):
        """Return the reason of a refusal without the technical parts of the database."""
        if isinstance(error, psycopg2.Error):
            return (error.diag.message_primary or str(error)).strip()
        return str(error.args[0] if error.args else error)

    # Report -------------------------------------------------------------------------------------------------------

    def _report_rows(self, read):
        templates = self._note_templates()
        self.env['ic.import.row'].sudo().create(
            [
                {
                    'import_id': self.id,
                    'company_id': self.company_id.id,
                    'row_number': row.number,
                    'identifier': row.key,
                    'outcome': row.result,
                    'has_warning': any(note.level == 'warning' for note in row.outcome.notes),
                    'has_conflict': any(note.code == 'kept_edit' for note in row.outcome.notes),
                    'has_recognised': row.result != 'unchanged'
                    and any(note.code == 'recognised' for note in row.outcome.notes),
                    'message': self._row_message(row, templates),
                    'product_tmpl_id': row.piece.id if row.piece else False,
                    'cells': row.cells if row.result == 'error' else False,
                }
                for row in read
            ]
        )

    def _row_message(self, row, templates):
        """Return what the report says about a row, the gravest first; an unchanged row does not repeat its readings."""
        levels = ('error', 'warning') if row.result == 'unchanged' else ('error', 'warning', 'info')
        return (
            '\n'.join(
                self._note_text(note, templates)
                for level in levels
                for note in row.outcome.notes
                if note.level == level
            )
            or False
        )

    def _failed_lines(self):
        """Return the rows that were not taken as lines of a CSV file: the file's own columns, then row and error.

        Every cell is made harmless for spreadsheets; reading it again takes the apostrophe off.
        """
        self.ensure_one()
        failed = self.row_ids.filtered(lambda row: row.outcome == 'error').sorted('row_number')
        header = list(
            dict.fromkeys(self.column_ids.filtered(lambda column: column.origin != 'missing').mapped('column_name'))
        )
        lines = [[neutralise(text) for text in (*header, 'import_row', 'import_error')]]
        for row in failed:
            cells = row.cells or {}
            lines.append(
                [neutralise(cells.get(name, '')) for name in header] + [row.row_number, neutralise(row.message)]
            )
        return lines
