import base64
from itertools import islice

from odoo import api, models

from ...importing import files
from ...importing.columns import guess_columns, plain

SAMPLES = 3


class IcImport(models.Model):
    """Reading the uploaded file: encoding, separator, columns, and what they probably mean."""

    _inherit = 'ic.import'

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
                data, 'encoding' in kept and self.encoding or None, 'delimiter' in kept and self.delimiter or None
            )
        except files.FileProblem as problem:
            return {'problem': self._problem_text(problem), 'column_ids': [(5,)], 'row_count': 0, 'file_notes': False}
        rows = self._sample_rows(data, layout)
        mapping = (
            self.mapping_id
            if 'mapping_id' in kept
            else self.env['ic.import.mapping']._ic_recognise(
                layout.header, self.category, self.company_id or self.env.company
            )
        )
        result = {
            'problem': False,
            'encoding': layout.encoding,
            'delimiter': layout.delimiter,
            'row_count': sum(1 for _row in files.iter_rows(data, layout)) - 1,
            'file_notes': self._layout_notes(layout),
            'mapping_id': mapping.id,
            'key_prefix': mapping.key_prefix or 'list',
            'column_ids': [(5,), *((0, 0, vals) for vals in self._column_values(layout.header, rows, mapping))],
        }
        if not mapping:
            result['file_notes'] = '\n'.join(
                filter(None, (result['file_notes'], self._other_category_note(layout.header)))
            )
        result['currency_id'] = self._guess_currency(result['column_ids'], rows)
        return result

    def _other_category_note(self, header):
        """Return a hint when the heading is known as a list of another category, else an empty text."""
        labels = dict(self._fields['category']._description_selection(self.env))
        company = self.company_id or self.env.company
        for code in labels:
            known = (
                self.env['ic.import.mapping']._ic_recognise(header, code, company) if code != self.category else None
            )
            if known:
                return self.env._(
                    "This heading is known as \"%(mapping)s\". Choose the category %(category)s to use that mapping.",
                    mapping=known.name,
                    category=labels[code],
                )
        return ''

    def _sample_rows(self, data, layout):
        return [files.as_dict(row, layout.header)[0] for row in islice(files.iter_rows(data, layout), 1, 21)]

    def _problem_text(self, problem):
        """Return what the dealer should do about a file that cannot be read."""
        return {
            'empty': self.env._("The file is empty."),
            'header_only': self.env._("The file has a heading but no rows below it."),
            'spreadsheet': self.env._(
                "This is a spreadsheet, not a CSV file. Open it and save it as CSV (UTF-8), then upload that."
            ),
            'binary': self.env._("This is not a text file. Save your list as CSV, then upload that."),
            'one_column': self.env._(
                "Only one column was found (%s). Choose the separator that your file uses.", problem.detail
            ),
            'too_many_columns': self.env._(
                "The heading has %s columns. This is probably not a list of pieces.", problem.detail
            ),
        }[problem.code]

    def _layout_notes(self, layout):
        texts = {
            'bom': self.env._("The byte order mark at the beginning was skipped."),
            'nul': self.env._("NUL characters were removed."),
            'legacy_encoding': self.env._(
                "The file is not UTF-8; it was read as an older Windows file. Check letters with accents below."
            ),
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
        secret = self._secret_targets()
        for name, guess in guess_columns(header, self.category):
            guess = None if guess in secret else guess
            lines = known.pop(plain(name), [])
            for line in lines:
                result.append({'target': line.target, 'parser': line.parser, 'origin': 'mapping', 'column_name': name})
            if not lines:
                result.append(
                    {
                        'target': False if mapping else guess,
                        'parser': 'auto',
                        'column_name': name,
                        'origin': 'mapping' if mapping else 'guessed',
                    }
                )
        for lines in known.values():
            result += [
                {'target': line.target, 'parser': line.parser, 'origin': 'missing', 'column_name': line.column_name}
                for line in lines
            ]
        return [
            dict(vals, sequence=number * 10, sample=sample(vals['column_name']))
            for number, vals in enumerate(result, 1)
        ]
