import base64
from itertools import islice

from odoo import api, models
from odoo.exceptions import UserError

from ..importing import files, values
from ..importing.columns import TARGETS, guess_columns, plain, targets_of
from ..importing.rows import MONEY, Mapping
from .ic_import import CHUNK_ROWS
from .ic_import_mapping import header_fingerprint

SAMPLES = 3
HEADING_CURRENCIES = ('EUR', 'USD', 'GBP', 'CHF', 'JPY', 'AUD', 'CAD', 'HKD', 'SGD')
NAMING = ('title', 'name', 'brand', 'model', 'reference')


class IcImport(models.Model):
    """Reading the uploaded file: encoding, separator, columns, and what they probably mean."""

    _inherit = 'ic.import'

    # === COMPUTE === #

    @api.depends('fixed_rate', 'currency_id', 'company_id', 'file', 'column_ids.target')
    def _compute_rate(self):
        for record in self:
            foreign = record._foreign_currency()
            own = record.company_id.currency_id
            record.foreign_currency_id = foreign
            rate = record._rate(foreign) if foreign else None
            if not foreign:
                record.rate_text = False
            elif not rate:
                record.rate_text = self.env._("No rate for %s yet: enter one.", foreign.name)
            else:
                record.rate_text = self.env._(
                    "1 %(foreign)s = %(rate).4f %(own)s (%(where)s)", foreign=foreign.name, rate=rate, own=own.name,
                    where=self.env._("your own rate") if record.fixed_rate else self.env._("Odoo's rate of today"))

    # === ONCHANGE === #

    @api.onchange('file', 'category', 'encoding', 'delimiter')
    def _onchange_file(self):
        """Show what the file holds before anything is saved."""
        if not self.file:
            return
        before = self._origin.with_context(bin_size=False)
        same = bool(before) and self.file in (before.file, self._origin.file) and self.category == before.category
        self.update(self._analysis(('encoding', 'delimiter', 'mapping_id') if same else ()))

    @api.onchange('mapping_id')
    def _onchange_mapping_id(self):
        if self.mapping_id and self.file:
            self.update(self._mapping_values(self.mapping_id))

    # === BUSINESS METHODS === #

    def _data(self):
        """Return the file as bytes."""
        self.ensure_one()
        content = self.with_context(bin_size=False).file or b''
        try:
            return base64.b64decode(content)
        except ValueError:
            return b''

    def _layout(self, data):
        """Return the Layout the dealer sees: detected, or as chosen on the form.

        :raise FileProblem: when the file cannot be read
        """
        return files.read_layout(data, self.encoding or None, self.delimiter or None)

    def _analyse(self, kept=()):
        """Find out how the file is written and propose what its columns mean.

        :param kept: names of fields that were chosen and stay; columns stay as long as the file has them
        """
        self.ensure_one()
        values = self._analysis(kept)
        columns = {command[2]['column_name'] for command in values['column_ids'] if command[0] == 0}
        own = self.column_ids.filtered(lambda column: column.origin != 'missing').mapped('column_name')
        for name in kept:
            if name != 'column_ids' or (own and set(own) == columns) or not columns:
                values.pop(name, None)
        self.with_context(ic_import_analysed=True).write(values)

    def _analysis(self, kept=()):
        """Return the values that describe the file; `kept` as in `_analyse`."""
        data = self._data()
        try:
            layout = files.read_layout(
                data, 'encoding' in kept and self.encoding or None, 'delimiter' in kept and self.delimiter or None)
        except files.FileProblem as problem:
            return {'problem': self._problem_text(problem), 'column_ids': [(5,)], 'row_count': 0, 'file_notes': False}
        rows = self._sample_rows(data, layout)
        mapping = self.mapping_id if 'mapping_id' in kept else self.env['ic.import.mapping']._ic_recognise(
            layout.header, self.category, self.company_id or self.env.company)
        result = {
            'problem': False, 'encoding': layout.encoding, 'delimiter': layout.delimiter,
            'row_count': sum(1 for _row in files.iter_rows(data, layout)) - 1,
            'file_notes': self._layout_notes(layout), 'mapping_id': mapping.id,
            'key_prefix': mapping.key_prefix or 'list',
            'column_ids': [(5,), *((0, 0, vals) for vals in self._column_values(layout.header, rows, mapping))],
        }
        result['currency_id'] = self._guess_currency(result['column_ids'], rows)
        return result

    def _sample_rows(self, data, layout):
        return [files.as_dict(row, layout.header)[0] for row in islice(files.iter_rows(data, layout), 1, 21)]

    def _problem_text(self, problem):
        """Return what the dealer should do about a file that cannot be read."""
        return {
            'empty': self.env._("The file is empty."),
            'header_only': self.env._("The file has a heading but no rows below it."),
            'spreadsheet': self.env._("This is a spreadsheet, not a CSV file. Open it and save it as CSV (UTF-8), then upload that."),
            'binary': self.env._("This is not a text file. Save your list as CSV, then upload that."),
            'one_column': self.env._(
                "Only one column was found (%s). Choose the separator that your file uses.", problem.detail),
            'too_many_columns': self.env._("The heading has %s columns. This is probably not a list of pieces.", problem.detail),
        }[problem.code]

    def _layout_notes(self, layout):
        texts = {
            'bom': self.env._("The byte order mark at the beginning was skipped."),
            'nul': self.env._("NUL characters were removed."),
            'legacy_encoding': self.env._("The file is not UTF-8; it was read as an older Windows file. Check letters with accents below."),
            'duplicate_header': self.env._("Columns with the same heading got a number."),
            'blank_header': self.env._("Columns without a heading were named by their place."),
        }
        return '\n'.join(dict.fromkeys(texts[note] for note in layout.notes)) or False

    def _column_values(self, header, rows, mapping):
        """Return the values of the column records: of the mapping where there is one, else as guessed."""
        def sample(name):
            seen = dict.fromkeys(row.get(name, '') for row in rows if row.get(name))
            return ' · '.join(text[:40] for text in islice(seen, SAMPLES))
        known = {}
        for line in mapping.line_ids:
            known.setdefault(plain(line.column_name), []).append(line)
        result = []
        for name, guess in guess_columns(header, self.category):
            lines = known.pop(plain(name), [])
            for line in lines:
                result.append({'target': line.target, 'parser': line.parser, 'origin': 'mapping', 'column_name': name})
            if not lines:
                result.append({'target': False if mapping else guess, 'parser': 'auto', 'column_name': name,
                               'origin': 'mapping' if mapping else 'guessed'})
        for lines in known.values():
            result += [{'target': line.target, 'parser': line.parser, 'origin': 'missing', 'column_name': line.column_name}
                       for line in lines]
        return [dict(vals, sequence=number * 10, sample=sample(vals['column_name'])) for number, vals in enumerate(result, 1)]

    def _mapping_values(self, mapping):
        data = self._data()
        try:
            layout = self._layout(data)
        except files.FileProblem:
            return {}
        rows = self._sample_rows(data, layout)
        return {
            'key_prefix': mapping.key_prefix or 'list',
            'column_ids': [(5,), *((0, 0, vals) for vals in self._column_values(layout.header, rows, mapping))],
        }

    def _apply_mapping(self):
        self.ensure_one()
        if self.mapping_id:
            self.write(self._mapping_values(self.mapping_id))

    def _save_mapping(self):
        """Keep the choices under `mapping_name`; a mapping of this store with that name is replaced."""
        self.ensure_one()
        name = (self.mapping_name or '').strip()
        if not name:
            raise UserError(self.env._("Give the mapping a name first."))
        lines = [(5,), *((0, 0, {
            'sequence': column.sequence, 'column_name': column.column_name, 'target': column.target, 'parser': column.parser,
        }) for column in self.column_ids if column.target)]
        values = {
            'name': name, 'category': self.category, 'company_id': self.company_id.id, 'line_ids': lines,
            'key_prefix': self.key_prefix, 'fingerprint': header_fingerprint(
                dict.fromkeys(self.column_ids.filtered(lambda column: column.origin != 'missing').mapped('column_name'))),
        }
        mapping = self.env['ic.import.mapping'].search([
            ('name', '=', name), ('company_id', '=', self.company_id.id), ('category', '=', self.category)], limit=1)
        if mapping:
            mapping.write(values)
        else:
            mapping = mapping.create(values)
        self.with_context(ic_import_analysed=True).write({'mapping_id': mapping.id, 'mapping_name': False, 'column_ids': []})
        return mapping

    def _mapping_lines(self):
        """Return the mapping as the row reader takes it."""
        return [Mapping(column.column_name, column.target, column.parser)
                for column in self.column_ids if column.target and column.origin != 'missing']

    def _check_startable(self):
        """:raise UserError: naming the first reason why the list cannot be imported as it is set up"""
        self.ensure_one()
        try:
            self._layout(self._data())
        except files.FileProblem as problem:
            raise UserError(self._problem_text(problem)) from problem
        missing = self.column_ids.filtered(lambda column: column.origin == 'missing').mapped('column_name')
        if missing:
            raise UserError(self.env._(
                "The mapping expects columns that the file does not have: %s. Remove those lines or choose another mapping.",
                ', '.join(missing)))
        targets = set(self.column_ids.filtered('target').mapped('target'))
        if not targets & set(NAMING):
            raise UserError(self.env._(
                "No column says what the pieces are. Let a column go to Brand, Model, Reference number, Name or Title."))
        allowed = {target.code for target in targets_of(self.category)}
        if targets - allowed:
            raise UserError(self.env._(
                "These fields belong to another category: %s.",
                ', '.join(TARGETS[code].label for code in sorted(targets - allowed))))
        twice = self._targets_twice()
        if twice:
            raise UserError(self.env._("Two columns go to the same field: %s. Keep one.", ', '.join(twice)))
        if self.foreign_currency_id and not self._rate(self.foreign_currency_id):
            raise UserError(self.env._(
                "The prices are in %(foreign)s and there is no exchange rate to %(own)s. Enter your own exchange rate, or "
                "add one under Invoicing > Configuration > Currencies.",
                foreign=self.foreign_currency_id.name, own=self.company_id.currency_id.name))

    def _targets_twice(self):
        seen, twice = set(), []
        for column in self.column_ids.filtered(lambda c: c.target and c.parser != 'title'):
            target = TARGETS[column.target]
            if column.target in seen and target.field not in ('ic_retail_description', 'ic_internal_notes') and target.parser != 'title':
                twice.append(target.label)
            seen.add(column.target)
        return twice

    def _prepare_chunks(self):
        """Return the values of the chunks: where in the file each begins and how many rows it has."""
        data = self._data()
        layout = self._layout(data)
        rows = files.iter_rows(data, layout)
        next(rows)
        chunks, count = [], 0
        for row in rows:
            if count % CHUNK_ROWS == 0:
                chunks.append({
                    'import_id': self.id, 'sequence': len(chunks) + 1, 'offset': row.offset, 'first_row': row.number,
                    'row_count': 0})
            chunks[-1]['row_count'] += 1
            count += 1
        self.with_context(ic_import_analysed=True).row_count = count
        return chunks

    # Money --------------------------------------------------------------------------------------------------------

    def _guess_currency(self, commands, rows):
        """Return the id of the currency that the first prices of the file are in; the company's where they do not say."""
        columns = [command[2] for command in commands if command[0] == 0]
        names = {vals['target']: vals['column_name'] for vals in columns if vals['target']}
        found = set()
        for row in rows:
            code = values.parse_currency(row.get(names.get('currency'), ''))
            for target in MONEY:
                try:
                    found.add(values.parse_price(row.get(names.get(target), ''))[1] or code)
                except values.ValueProblem:
                    continue
        heading = {word for word in plain(names.get('price', '')).upper().split() if word in HEADING_CURRENCIES}
        if found == {None} and len(heading) == 1:
            found = heading
        if None in found:  # some prices name a currency and some do not: these are in the store's own
            found = set()
        currency = self.env['res.currency'].with_context(active_test=False)
        if len(found) == 1:
            currency = currency.search([('name', '=', found.pop())], limit=1)
        return (currency or (self.company_id or self.env.company).currency_id).id

    def _foreign_currency(self):
        self.ensure_one()
        priced = any(column.target in MONEY for column in self.column_ids)
        own = self.company_id.currency_id
        return self.currency_id if priced and self.currency_id and self.currency_id != own else self.env['res.currency']

    def _rate(self, currency):
        """Return how many units of the company's currency one unit of `currency` is, or None when nobody said so.

        Odoo converts one to one when it knows no rate at all; a price wrong by the exchange rate is worse than none.
        """
        self.ensure_one()
        own = self.company_id.currency_id
        if not currency or currency == own:
            return 1.0
        if self.fixed_rate and currency == self.currency_id:
            return self.fixed_rate
        known = self.env['res.currency.rate'].sudo().search_count([
            ('currency_id', 'in', (currency.id, own.id)), ('company_id', 'in', (self.company_id.root_id.id, False))], limit=1)
        return currency._get_conversion_rate(currency, own, self.company_id) if known else None
