from odoo import models
from odoo.exceptions import UserError

from ...importing import files
from ...importing.columns import TARGETS, targets_of
from ...importing.rows import Mapping
from .ic_import import CHUNK_ROWS
from .ic_import_mapping import header_fingerprint

# Columns of which one has to say what the pieces are.
NAMING = {
    *('title', 'name', 'brand', 'model', 'reference', 'silhouette', 'artist', 'mint', 'series', 'bullion_metal'),
    *('stones', 'center_carat', 'composition_of'),
}


class IcImport(models.Model):
    """What the columns mean: mappings applied and saved, and the checks before a list is started."""

    _inherit = 'ic.import'

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
        lines = [
            (5,),
            *(
                (
                    0,
                    0,
                    {
                        'sequence': column.sequence,
                        'column_name': column.column_name,
                        'target': column.target,
                        'parser': column.parser,
                    },
                )
                for column in self.column_ids
                if column.target
            ),
        ]
        values = {
            'name': name,
            'category': self.category,
            'company_id': self.company_id.id,
            'line_ids': lines,
            'key_prefix': self.key_prefix,
            'fingerprint': header_fingerprint(
                dict.fromkeys(self.column_ids.filtered(lambda column: column.origin != 'missing').mapped('column_name'))
            ),
        }
        mapping = self.env['ic.import.mapping'].search(
            [('name', '=', name), ('company_id', '=', self.company_id.id), ('category', '=', self.category)], limit=1
        )
        if mapping:
            mapping.write(values)
        else:
            mapping = mapping.create(values)
        self.with_context(ic_import_analysed=True).write(
            {'mapping_id': mapping.id, 'mapping_name': False, 'column_ids': []}
        )
        return mapping

    def _mapping_lines(self):
        """Return the mapping as the row reader takes it."""
        return [
            Mapping(column.column_name, column.target, column.parser)
            for column in self.column_ids
            if column.target and column.origin != 'missing'
        ]

    def _check_startable(self):
        """:raise UserError: naming the first reason why the list cannot be imported as it is set up"""
        self.ensure_one()
        try:
            self._layout(self._data())
        except files.FileProblem as problem:
            raise UserError(self._problem_text(problem)) from problem
        missing = self.column_ids.filtered(lambda column: column.origin == 'missing').mapped('column_name')
        if missing:
            raise UserError(
                self.env._(
                    "The mapping expects columns the file does not have: %s. Remove these lines or take another one.",
                    ', '.join(missing),
                )
            )
        targets = set(self.column_ids.filtered('target').mapped('target'))
        if not targets & NAMING:
            raise UserError(
                self.env._(
                    "No column says what the pieces are. Let a column go to Brand, Model, Reference, Name or Title."
                )
            )
        allowed = {target.code for target in targets_of(self.category)}
        secret = targets & self._secret_targets()
        if secret:
            raise UserError(
                self.env._(
                    "You may not see these figures, so you cannot import them: %s. Leave their columns empty.",
                    ', '.join(TARGETS[code].label for code in sorted(secret)),
                )
            )
        if targets - allowed:
            raise UserError(
                self.env._(
                    "These fields belong to another category: %s.",
                    ', '.join(TARGETS[code].label for code in sorted(targets - allowed)),
                )
            )
        twice = self._targets_twice()
        if twice:
            raise UserError(self.env._("Two columns go to the same field: %s. Keep one.", ', '.join(twice)))
        if self.foreign_currency_id and not self._rate(self.foreign_currency_id):
            raise UserError(
                self.env._(
                    "The prices are in %(foreign)s and there is no exchange rate to %(own)s. Enter your own rate, or "
                    "add one under Invoicing > Configuration > Currencies.",
                    foreign=self.foreign_currency_id.name,
                    own=self.company_id.currency_id.name,
                )
            )

    def _secret_targets(self):
        """Return the codes of targets whose field the user may not write: cost, split and the like."""
        pieces = self.env['product.template']
        return {
            code
            for code, target in TARGETS.items()
            if target.field in pieces._fields and not pieces._has_field_access(pieces._fields[target.field], 'write')
        }

    def _offered_targets(self):
        """Return the codes of what a column of this list may feed, for the user who looks at it."""
        secret = self._secret_targets()
        return [target.code for target in targets_of(self.category) if target.code not in secret]

    def _targets_twice(self):
        seen, twice = set(), []
        for column in self.column_ids.filtered(lambda c: c.target and c.parser != 'title'):
            target = TARGETS[column.target]
            if (
                column.target in seen
                and target.field not in ('ic_retail_description', 'ic_internal_notes')
                and target.parser != 'title'
            ):
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
                chunks.append(
                    {
                        'import_id': self.id,
                        'sequence': len(chunks) + 1,
                        'offset': row.offset,
                        'first_row': row.number,
                        'row_count': 0,
                    }
                )
            chunks[-1]['row_count'] += 1
            count += 1
        self.with_context(ic_import_analysed=True).row_count = count
        return chunks
