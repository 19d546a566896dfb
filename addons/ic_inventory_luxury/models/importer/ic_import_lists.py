from odoo import Command, models

# Target -> field, what recognises a row again, the fields a list can say.
LISTS = {
    'stones': ('ic_stone_ids', ('type', 'shape')),
    'certificates': ('ic_certificate_ids', ('lab', 'number')),
    'defects': ('ic_defect_ids', ('part', 'description')),
}
LIST_FIELDS = {field: (target, key) for target, (field, key) in LISTS.items()}
# What an empty cell means in the database.
UNSAID = {'count': 1, 'is_center': False, 'severity': 'slight'}


class IcImport(models.Model):
    """Rows within a piece: its stones, certificates, defects and tags, written and compared."""

    _inherit = 'ic.import'

    def _writable(self, vals, piece=None):
        """Return `vals` as the ORM takes them: rows become commands that keep what somebody attached to a row."""
        result = dict(vals)
        for name, (_target, key) in LIST_FIELDS.items():
            if name in result:
                records = piece[name] if piece else None
                result[name] = self._row_commands(records, result[name] or [], key)
        if 'product_tag_ids' in result:
            result['product_tag_ids'] = [Command.set(result['product_tag_ids'] or [])]
        return result

    def _row_commands(self, records, rows, key):
        """Return commands that make `records` say what `rows` say; rows alike are changed, not replaced."""
        left = list(records or [])
        commands = []
        for row in rows:
            values = self._row_values(row)
            known = next(
                (record for record in left if all((record[name] or False) == row.get(name, False) for name in key)),
                None,
            )
            if known is None:
                commands.append(Command.create(values))
            else:
                left.remove(known)
                commands.append(Command.update(known.id, values))
        return [Command.delete(record.id) for record in left] + commands

    def _row_values(self, row):
        """Return the values of one row; treatments come as codes."""
        values = {name: value for name, value in row.items() if name != 'treatments'}
        if row.get('treatments'):
            treatments = self.env['ic.stone.treatment'].search([('code', 'in', row['treatments'])])
            values['treatment_ids'] = [Command.set(treatments.ids)]
        return values

    def _current_rows(self, piece, name, wanted):
        """Return the rows of `piece` as a list says them, with the fields that the rows `wanted` name."""
        names = {key for row in wanted or [] for key in row} or set(LIST_FIELDS[name][1])
        return [{key: self._row_value(record, key) for key in names} for record in piece[name]]

    def _row_value(self, record, key):
        if key == 'treatments':
            return record.treatment_ids.mapped('code')
        value = record[key]
        return value.isoformat() if hasattr(value, 'isoformat') else value

    def _same_rows(self, one, other):
        """Tell whether two lists of rows say the same, in whatever order."""
        return sorted(map(self._row_text, one or [])) == sorted(map(self._row_text, other or []))

    def _row_text(self, row):
        said = {
            key: round(value, 4) if isinstance(value, float) else sorted(value) if isinstance(value, list) else value
            for key, value in row.items()
            if value and value != UNSAID.get(key)
        }
        return str(
            sorted(
                (key, f'{value:g}' if isinstance(value, (int, float)) else str(value)) for key, value in said.items()
            )
        )
