import hashlib
import json
from dataclasses import dataclass, field

from odoo import models

from ...importing import files, rows
from ...importing.columns import EXTRA_FIELDS, TARGETS
from ...importing.rows import MONEY

TEXT_FIELDS = {
    target: TARGETS[target].field for target in TARGETS if TARGETS[target].field and target not in (*MONEY, 'brand')
}
TEXT_FIELDS.update(EXTRA_FIELDS)


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

    @property
    def failed(self):
        return self.result == 'error' or any(note.level == 'error' for note in self.outcome.notes)


class IcImport(models.Model):
    """From what a row says to the values of a piece: brand, money in the store's currency, name, fingerprint."""

    _inherit = 'ic.import'

    def _read_rows(self, data, layout, offset, number, limit):
        """Yield the ReadRow objects of one chunk; nothing of the database is asked yet."""
        mapping = self._mapping_lines()
        for count, row in enumerate(files.iter_rows(data, layout, offset, number)):
            if count >= limit:
                return
            cells, problem = files.as_dict(row, layout.header)
            outcome = rows.Outcome() if problem in ('huge', 'broken') else rows.read_row(cells, mapping, self.category)
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
        signature = self._mapping_signature()
        for row in read:
            if row.failed:
                row.result = 'error'
            row.key = self._row_key(row)
            text = row.outcome.values.get('brand', '')
            row.vals = self._piece_values(row, brands.get(text, (False, 'none')), rates)
            if any(note.level == 'error' for note in row.outcome.notes):
                row.result = 'error'
            row.fingerprint = hashlib.sha256(
                json.dumps([signature, row.vals.get('ic_brand_id'), row.used], sort_keys=True).encode()
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
        elif text:
            proposal = self.env['ic.brand'].browse(brand_id or []).name if how == 'fuzzy' else ''
            outcome.note(
                'warning', 'brand_proposal' if proposal else 'brand_unknown', self._column_of('brand'), text, proposal
            )
        for name, (amount, code) in outcome.money.items():
            price = self._convert(row, name, amount, code, rates)
            if price is not None:
                vals[TARGETS[name].field] = price
        name = self._piece_name(outcome, vals)
        if name:
            vals['name'] = name
        elif not {'ic_brand_id', 'ic_model', 'ic_reference', 'name'} & vals.keys() and not row.failed:
            outcome.note('error', 'no_name')
        return vals

    def _piece_name(self, outcome, vals):
        """Return a title where brand, model and reference would not make one; pieces compose the normal one."""
        said = outcome.values
        if vals.get('name'):
            return vals['name']
        if said.get('brand') and not vals.get('ic_brand_id'):
            return ' '.join(text for text in (said['brand'], said.get('model'), said.get('reference')) if text)
        if (
            vals.get('ic_brand_id')
            and not said.get('model')
            and not said.get('reference')
            and self.category == 'handbag'
        ):
            brand = self.env['ic.brand'].browse(vals['ic_brand_id']).name
            rest = ' '.join(text for text in (said.get('color'), said.get('leather')) if text and text != 'other')
            return f'{brand} {rest}' if rest else False
        return False

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
