import hashlib
import json
from dataclasses import dataclass, field

from odoo import models

from ...importing import files, rows
from ...importing.columns import EXTRA_FIELDS, TARGETS
from ...importing.rows import MONEY
from .ic_import_lists import LISTS

# What a name in the list means is looked up in the catalogs; see ic_import_resolve.
RESOLVED = ('brand', 'catalog', 'purity', 'partner')
TEXT_FIELDS = {
    code: target.field
    for code, target in TARGETS.items()
    if target.field and code not in MONEY and target.parser not in RESOLVED
}
TEXT_FIELDS.update(EXTRA_FIELDS)

RESOLVED_FIELDS = (
    'ic_silhouette_id',
    'ic_jewel_line_id',
    'ic_art_artist_id',
    'ic_mint_id',
    'ic_bullion_series_id',
    'ic_fineness_id',
    'product_tag_ids',
    'ic_consignor_id',
)
BULLION_NAMES = (('mint', 'ic_mint_id'), ('series', 'ic_bullion_series_id'))
KIND_FIELDS = {'apparel': 'ic_apparel_type', 'accessory': 'ic_accessory_type'}
# A row with none of these does not say what the piece is.
NAMED_BY = {
    'name',
    'ic_brand_id',
    'ic_model',
    'ic_reference',
    'ic_silhouette_id',
    'ic_art_artist_id',
    'ic_mint_id',
    'ic_bullion_series_id',
    'ic_bullion_metal',
}


@dataclass
class ReadRow:
    """One row on its way to a piece. `vals`: field -> value as it is written; `notes`: importing.rows.Note list."""

    number: int
    cells: dict
    outcome: rows.Outcome
    key: str = ''
    fingerprint: str = ''
    vals: dict = field(default_factory=dict)
    used: list = field(default_factory=list)  # the cells that the mapping reads, in its order
    result: str = ''
    piece: object = None
    place: object = None  # stock.location where the row says the piece lies

    @property
    def failed(self):
        return self.result == 'error' or any(note.level == 'error' for note in self.outcome.notes)


class IcImport(models.Model):
    """From what a row says to the values of a piece: brand, money in the store's currency, name, fingerprint."""

    _inherit = 'ic.import'

    def _read_rows(self, data, layout, offset, number, limit):
        """Yield the ReadRow objects of one chunk; nothing of the database is asked yet."""
        mapping, catalog = self._mapping_lines(), self._catalog()
        for count, row in enumerate(files.iter_rows(data, layout, offset, number)):
            if count >= limit:
                return
            cells, problem = files.as_dict(row, layout.header)
            outcome = (
                rows.Outcome()
                if problem in ('huge', 'broken')
                else rows.read_row(cells, mapping, self.category, catalog)
            )
            if problem:
                outcome.note('warning' if problem == 'short' else 'error', problem)
            for name, text in cells.items():
                if '\ufffd' in text:
                    outcome.note('warning', 'undecodable', name, text)
            yield ReadRow(row.number, cells, outcome, used=[cells.get(line.column, '') for line in mapping])

    def _complete_rows(self, read):
        """Fill key, fingerprint and values of the ReadRow list `read` with few queries for all of them."""
        brands = self._resolve_brands(read)
        rates = {}
        for row in read:
            row.key = self._row_key(row)
            row.vals = self._piece_values(row, brands.get(row.outcome.values.get('brand', ''), (False, 'none')), rates)
        self._resolve_rows(read)
        self._resolve_places(read)
        self._resolve_consignors(read)
        signature = self._mapping_signature()
        for row in read:
            self._name_piece(row)
            row.result = 'error' if row.failed else row.result
            found = [row.vals.get(name) for name in RESOLVED_FIELDS if row.vals.get(name)]
            row.fingerprint = hashlib.sha256(
                json.dumps([signature, row.vals.get('ic_brand_id'), *found, row.used], sort_keys=True).encode()
            ).hexdigest()
        return read

    def _mapping_signature(self):
        """Return what decides, beside the cells, what a row becomes. The rate of the day is left out on purpose: the
        same file must change nothing tomorrow."""
        return [[line.column, line.target, line.parser] for line in self._mapping_lines()] + [
            self.category,
            self.fixed_rate or 0,
            self.currency_id.name or '',
        ]

    def _row_key(self, row):
        """Return what recognises this row in a later file: its own id, else its SKU, its serial, all of its text."""
        outcome = row.outcome
        if outcome.key:
            return f'{self.key_prefix or "list"}:{outcome.key}'
        if outcome.values.get('sku'):
            return f'sku:{outcome.values["sku"]}'
        if outcome.values.get('serial'):
            return f'serial:{outcome.values.get("brand", "")}:{outcome.values["serial"]}'.casefold()
        return 'row:' + hashlib.sha256(json.dumps(row.used).encode()).hexdigest()

    def _resolve_brands(self, read):
        """Return a dict brand text -> (brand id or False, how); creates brands where the dealer said so."""
        texts = {row.outcome.values['brand'] for row in read if row.outcome.values.get('brand')}
        if not texts:
            return {}
        brands = self.env['ic.brand'].with_context(allowed_company_ids=self.company_id.ids)
        resolved = brands._ic_resolve_many(texts, self.category)
        if self.unknown_brand == 'create':
            category = self.env['ic.category'].search([('code', '=', self.category)], limit=1)
            for text in sorted(text for text, (_brand, how) in resolved.items() if how == 'none'):
                known, how = brands._ic_resolve(text, self.category)  # "Foo" and "FOO" in one chunk are one brand
                brand = (
                    known
                    if how in ('exact', 'alias')
                    else brands.create(
                        {
                            'name': text.lstrip("'"),
                            'company_id': self.company_id.id,
                            'category_ids': [(4, category.id)] if category else [],
                        }
                    )
                )
                resolved[text] = (brand.id, 'created')
        return resolved

    def _piece_values(self, row, brand, rates):
        """Return the values of the piece a row describes. `brand`: (id, how); `rates`: cache currency -> rate."""
        outcome = row.outcome
        vals = {TEXT_FIELDS[name]: value for name, value in outcome.values.items() if name in TEXT_FIELDS}
        text, (brand_id, how) = outcome.values.get('brand'), brand
        if text and how in ('exact', 'alias', 'created'):
            vals['ic_brand_id'] = brand_id
            if how == 'created':
                outcome.note('info', 'brand_created', self._column_of('brand'), text)
            elif how == 'alias':
                meant = self.env['ic.brand'].browse(brand_id).name
                outcome.note('info', 'brand_alias', self._column_of('brand'), text, meant)
        elif text:
            proposal = self.env['ic.brand'].browse(brand_id or []).name if how == 'fuzzy' else ''
            outcome.note(
                'warning', 'brand_proposal' if proposal else 'brand_unknown', self._column_of('brand'), text, proposal
            )
        for name, (amount, code) in outcome.money.items():
            price = self._convert(row, name, amount, code, rates)
            if price is not None:
                vals[TARGETS[name].field] = price
        self._list_values(outcome, vals)
        return vals

    def _list_values(self, outcome, vals):
        """Add stones, certificates, defects and the quantity of a row to `vals`."""
        for target, (field_name, _key) in LISTS.items():
            if outcome.values.get(target):
                vals[field_name] = outcome.values[target]
        quantity = outcome.values.get('quantity', 1)
        if self.category == 'bullion':
            vals['ic_bullion_intake'] = quantity
            vals['ic_is_unique'] = bool(vals.get('ic_serial') or vals.get('ic_grading_number'))
        elif quantity > 1 and vals.get('ic_serial'):
            outcome.note('error', 'quantity_of_one', self._column_of('quantity'), quantity)
        elif quantity > 1:
            vals['ic_is_unique'] = False

    def _name_piece(self, row):
        """Give the row a title where its parts would not make one; a row that says nothing is an error."""
        name = self._piece_name(row.outcome, row.vals)
        if name:
            row.vals['name'] = name
        elif not NAMED_BY & row.vals.keys() and not row.failed:
            row.outcome.note('error', 'no_name')

    def _piece_name(self, outcome, vals):
        """Return a title where brand, model and reference would not make one; pieces compose the normal one."""
        said = outcome.values
        if vals.get('name'):
            return vals['name']
        if {'ic_model', 'ic_reference'} & vals.keys() or self.category in ('bullion', 'artwork'):
            return self._unresolved_name(said, vals)
        if outcome.title:
            return outcome.title[:200]
        words = [self.env['ic.brand'].browse(vals.get('ic_brand_id') or []).name or said.get('brand')]
        if self.category == 'jewelry':
            words += [self._label_of('ic_jewel_type', vals), self._stone_words(vals)]
        else:
            kind = KIND_FIELDS.get(self.category)
            words += [said.get('color'), said.get('leather'), said.get('colorway'), kind and self._label_of(kind, vals)]
        words = [word for word in words if word and word != 'other']
        return ' '.join(words) if len(words) > 1 or not vals.get('ic_brand_id') else False

    def _unresolved_name(self, said, vals):
        """Return a title with the names that no catalog knows, so that they are not lost; False where all are known."""
        if self.category == 'bullion':
            unknown = [
                said.get(name) for name, field_name in BULLION_NAMES if said.get(name) and not vals.get(field_name)
            ]
            known = not unknown or vals.get('ic_bullion_series_id')
            return False if known else ' '.join(map(str, filter(None, [*unknown, vals.get('ic_year')])))
        if self.category == 'artwork':
            artist = said.get('artist')
            unknown = artist and not vals.get('ic_art_artist_id')
            return ': '.join(filter(None, (artist, vals.get('ic_model')))) if unknown else False
        if said.get('brand') and not vals.get('ic_brand_id'):
            return ' '.join(text for text in (said['brand'], vals.get('ic_model'), said.get('reference')) if text)
        return False

    def _label_of(self, name, vals):
        field = self.env['product.template']._fields[name]
        return dict(field._description_selection(self.env)).get(vals.get(name))

    def _stone_words(self, vals):
        """Return the first stone in words, e.g. "Diamond 0.25 ct F SI1"; it names loose stones."""
        for stone in vals.get('ic_stone_ids') or []:
            label = dict(self.env['ic.stone']._fields['type']._description_selection(self.env))[stone['type']]
            carat = stone.get('carat') and f'{stone["carat"]:g} ct'
            return ' '.join(filter(None, (label, carat, stone.get('color'), stone.get('clarity'))))
        return None

    def _column_of(self, target):
        return self.column_ids.filtered(lambda column: column.target == target)[:1].column_name or ''

    def _convert(self, row, target, amount, code, rates):
        """Return `amount` in the company's currency, rounded as it rounds, or None with an error on the row."""
        own = self.company_id.currency_id
        code = code or self.currency_id.name or own.name
        if code not in rates:
            currency = self.env['res.currency'].with_context(active_test=False).search([('name', '=', code)], limit=1)
            rates[code] = self._rate(currency) if currency else None
        if not rates[code]:
            row.outcome.note('error', 'no_rate', self._column_of(target), code)
            return None
        return own.round(float(amount) * rates[code])
