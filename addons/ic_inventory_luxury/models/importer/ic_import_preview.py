from itertools import islice

from markupsafe import Markup

from odoo import api, models

from ...importing import files
from ...importing.columns import TARGETS

PREVIEW_ROWS = 20
# Fields shown per category.
SHOWN = {
    'watch': ('ic_brand_id', 'ic_model', 'ic_reference', 'ic_year', 'ic_watch_condition', 'scope', 'list_price'),
    'handbag': ('ic_brand_id', 'ic_model', 'ic_bag_color', 'ic_bag_leather', 'ic_bag_grade', 'list_price'),
    'sneaker': (
        *('ic_brand_id', 'ic_silhouette_id', 'ic_reference', 'ic_colorway', 'ic_sneaker_size', 'ic_sneaker_condition'),
        'list_price',
    ),
    'apparel': (
        *('ic_brand_id', 'ic_model', 'ic_apparel_type', 'ic_apparel_size', 'ic_colorway', 'ic_apparel_condition'),
        'list_price',
    ),
    'accessory': (
        'ic_brand_id',
        'ic_model',
        'ic_accessory_type',
        'ic_colorway',
        'ic_accessory_condition',
        'list_price',
    ),
    'jewelry': ('name', 'ic_brand_id', 'ic_jewel_type', 'ic_jewel_metal', 'ic_stone_ids', 'list_price'),
    'bullion': (
        *('ic_bullion_series_id', 'ic_mint_id', 'ic_bullion_metal', 'ic_bullion_weight', 'ic_bullion_unit'),
        *('ic_fineness_id', 'ic_year', 'list_price'),
    ),
    'artwork': (
        'ic_art_artist_id',
        'ic_model',
        'ic_art_date_text',
        'ic_art_medium',
        'ic_art_height',
        'ic_art_width',
        'list_price',
    ),
}
TARGET_OF = {target.field: code for code, target in TARGETS.items() if target.field}
TARGET_OF.update(scope='box', ic_stone_ids='stones')


class IcImport(models.Model):
    """The first rows as they would become, before anything is written."""

    _inherit = 'ic.import'

    @api.depends(
        'file',
        'category',
        'encoding',
        'delimiter',
        'column_ids.target',
        'column_ids.parser',
        'column_ids.origin',
        'fixed_rate',
        'currency_id',
    )
    def _compute_preview(self):
        for record in self:
            record.preview = (
                record._render_preview() if record.state == 'draft' and record.file and not record.problem else False
            )

    def _preview_rows(self, limit=PREVIEW_ROWS):
        """Return the first ReadRow objects, complete, with nothing written to the database."""
        data = self._data()
        try:
            layout = self._layout(data)
        except files.FileProblem:
            return []
        second = next(islice(files.iter_rows(data, layout), 1, None))
        read = list(self._read_rows(data, layout, second.offset, second.number, limit))
        keep = self.unknown_brand
        try:
            self.unknown_brand = 'leave'  # a preview creates no brands
            return self.with_context(ic_preview=True)._complete_rows(read)
        finally:
            self.unknown_brand = keep

    def _render_preview(self):
        shown = SHOWN.get(self.category, ('name', 'ic_brand_id', 'ic_model', 'list_price'))
        templates = self._note_templates()
        labels = [
            self.env._("Row"),
            *(self.env._("Box and papers") if name == 'scope' else self._field_label(name) for name in shown),
            self.env._("Remarks"),
        ]
        head = Markup().join(Markup('<th>%s</th>') % label for label in labels)
        body = Markup().join(self._render_row(row, shown, templates) for row in self._preview_rows())
        return Markup(
            '<div class="table-responsive"><table class="table table-sm table-hover o_ic_import_preview">'
            '<thead class="table-light"><tr>%s</tr></thead><tbody>%s</tbody></table></div>'
        ) % (head, body)

    def _render_row(self, row, shown, templates):
        cells = [Markup('<td class="text-muted">%s</td>') % row.number]
        for name in shown:
            text = self._preview_value(row, name)
            badge = (
                Markup(
                    ' <span class="badge rounded-pill text-bg-light border-0 text-muted fw-normal" title="%s">%s</span>'
                )
                % (self.env._("Recognised in the title"), self.env._("title"))
                if TARGET_OF.get(name) in row.outcome.recognised
                else ''
            )
            cells.append(
                Markup('<td class="%s">%s%s</td>')
                % ('text-end text-nowrap' if name == 'list_price' else '', text, badge)
            )
        remarks = [note for note in row.outcome.notes if note.level != 'info']
        cells.append(
            Markup('<td class="small %s">%s</td>')
            % (
                'text-danger' if row.failed else 'text-warning-emphasis',
                Markup('<br/>').join(self._note_text(note, templates) for note in remarks),
            )
        )
        return Markup('<tr class="%s">%s</tr>') % ('table-danger' if row.failed else '', Markup().join(cells))

    def _preview_value(self, row, name):
        vals = row.vals
        if name == 'scope':
            has = (vals.get('ic_watch_has_box'), vals.get('ic_watch_has_papers'))
            return {
                (True, True): self.env._("Full set"),
                (True, None): self.env._("Box"),
                (None, True): self.env._("Papers"),
            }.get(has, '')
        value = vals.get(name)
        if name == 'ic_stone_ids':
            return ', '.join(filter(None, (self._stone_words({'ic_stone_ids': [stone]}) for stone in value or [])))
        field = self.env['product.template']._fields[name]
        if field.type == 'many2one':
            text = row.outcome.values.get(TARGET_OF.get(name), '')
            return self.env[field.comodel_name].browse(value).display_name if value else f'{text} ?' if text else ''
        if name == 'list_price':
            return self.company_id.currency_id.format(value) if value is not None else ''
        if field.type == 'selection' and value:
            return dict(field._description_selection(self.env)).get(value, value)
        return str(value) if value not in (None, False) else ''
