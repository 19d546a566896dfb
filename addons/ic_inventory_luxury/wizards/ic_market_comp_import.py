import base64
import csv
import io

from odoo import fields, models
from odoo.exceptions import UserError

from ..importing import files, safety, values
from ..models.pricing.ic_market_comp import style_key

COLUMNS = {
    'style_code': ('style code', 'style', 'sku', 'reference', 'ref', 'style id', 'styleid', 'product code'),
    'size': ('size', 'shoe size', 'us size'),
    'source': ('source', 'marketplace', 'site', 'platform'),
    'price': ('price', 'sale price', 'amount', 'last sale', 'lowest ask'),
    'currency': ('currency', 'cur'),
    'date': ('date', 'sale date', 'order date', 'seen on'),
    'condition': ('condition', 'state'),
}
MAX_ROWS = 20000


class IcMarketCompImport(models.TransientModel):
    """Reads a CSV of market prices: good rows load, bad rows are listed with their line and the reason."""

    _name = 'ic.market.comp.import'
    _description = "Import Market Comps"

    file = fields.Binary(string="CSV File", attachment=False)
    filename = fields.Char()
    source = fields.Char(help="Used for rows without a source of their own, for example StockX.")
    date_order = fields.Selection(
        [('dmy', "Day first (31/12/2026)"), ('mdy', "Month first (12/31/2026)")],
        required=True,
        default='mdy',
        string="Dates",
        help="How to read dates that could be either. 2026-12-31 is always understood.",
    )
    company_id = fields.Many2one('res.company', required=True, default=lambda self: self.env.company)
    state = fields.Selection([('draft', "File"), ('done', "Result")], default='draft')
    loaded_count = fields.Integer(string="Loaded", readonly=True)
    known_count = fields.Integer(string="There Already", readonly=True)
    bad_count = fields.Integer(string="Not Loaded", readonly=True)
    problems = fields.Text(readonly=True)
    bad_file = fields.Binary(string="Rows Not Loaded", readonly=True, attachment=False)
    bad_filename = fields.Char(default="rows-not-loaded.csv")

    # === ACTIONS === #

    def action_import(self):
        """Read the file and show what came of it."""
        self.ensure_one()
        layout, rows = self._read_rows()
        columns = self._find_columns(layout.header)
        loaded, bad, known = [], [], self._known_keys()
        duplicates = 0
        for row in rows:
            cells, damage = files.as_dict(row, layout.header)
            vals, problem = self._read_row({name: cells.get(column) or '' for name, column in columns.items()})
            if damage in ('long', 'huge', 'broken'):
                problem = self.env._("the row is damaged: more cells than columns, or a quote that never ends.")
            if problem:
                bad.append((row.number, cells, problem))
            elif self._key(vals) in known:
                duplicates += 1
            else:
                known.add(self._key(vals))
                loaded.append(vals)
        self.env['ic.market.comp'].create(loaded)
        self.write(
            {
                'state': 'done',
                'loaded_count': len(loaded),
                'known_count': duplicates,
                'bad_count': len(bad),
                'problems': '\n'.join(
                    self.env._("Line %(line)s: %(problem)s", line=line, problem=problem)
                    for line, _cells, problem in bad[:50]
                ),
                'bad_file': bad and base64.b64encode(self._bad_csv(layout.header, bad)),
            }
        )
        return {
            'type': 'ir.actions.act_window',
            'res_model': self._name,
            'res_id': self.id,
            'view_mode': 'form',
            'target': 'new',
            'name': self.env._("Import Market Comps"),
        }

    # === BUSINESS METHODS === #

    def _read_rows(self):
        """Return (layout, rows) of the file, or refuse it as a whole."""
        if not self.file:
            raise UserError(self.env._("Choose a CSV file first."))
        data = base64.b64decode(self.file)
        try:
            layout = files.read_layout(data)
            rows = list(files.iter_rows(data, layout))[1:]
        except files.FileProblem as problem:
            raise UserError(
                self.env._(
                    "This file cannot be read as a list (%s). "
                    "Save it as CSV (comma or semicolon separated) and try again.",
                    problem.code,
                )
            )
        if len(rows) > MAX_ROWS:
            raise UserError(self.env._("The file has more than %s rows. Split it.", MAX_ROWS))
        return layout, rows

    def _find_columns(self, header):
        """Return {our name: column name}, refusing a file without style code or price."""
        plain = {' '.join(name.casefold().replace('_', ' ').split()): name for name in header}
        columns = {
            ours: next((plain[name] for name in names if name in plain), None) for ours, names in COLUMNS.items()
        }
        missing = [name for name in ('style_code', 'price') if not columns[name]]
        if missing:
            raise UserError(
                self.env._(
                    "No column for %(missing)s found. Name the columns style_code, size, source, price, currency, "
                    "date, condition. The file has: %(header)s.",
                    missing=', '.join(missing),
                    header=', '.join(header),
                )
            )
        return {ours: column for ours, column in columns.items() if column}

    def _read_row(self, cells):
        """Return (values of a comp, None) or (None, the problem in words)."""
        if not style_key(cells['style_code']):
            return None, self.env._("the style code is missing.")
        if any(safety.is_formula(cells.get(name)) for name in ('style_code', 'size', 'source', 'condition')):
            return None, self.env._("a cell starts like a formula.")
        source = cells.get('source') or self.source
        if not source:
            return None, self.env._("the source is missing. Fill the column or give one source for the whole file.")
        try:
            price, currency = values.parse_price(cells['price'])
            date = fields.Date.context_today(self)
            if cells.get('date'):
                date = values.parse_date(cells['date'], self.date_order)
        except values.ValueProblem as problem:
            return None, self._problem_words(problem.code, cells)
        code = values.parse_currency(cells['currency']) if cells.get('currency') else currency
        currency = self.env['res.currency'].search([('name', '=', code)]) if code else self.company_id.currency_id
        if not currency or (cells.get('currency') and not code):
            return None, self.env._("the currency \"%s\" is not known or not active.", cells.get('currency') or code)
        if price <= 0:
            return None, self.env._("the price \"%s\" is not above zero.", cells['price'])
        if date > fields.Date.context_today(self):
            return None, self.env._("the date %s lies in the future.", date)
        return {
            'style_code': cells['style_code'],
            'size': cells.get('size') or False,
            'source': source,
            'price': currency.round(float(price)),
            'currency_id': currency.id,
            'date': date,
            'condition': cells.get('condition') or False,
            'company_id': self.company_id.id,
        }, None

    def _problem_words(self, code, cells):
        if code == 'not_a_date':
            return self.env._("the date \"%s\" cannot be read.", cells.get('date'))
        return self.env._("the price \"%s\" cannot be read.", cells['price'])

    def _known_keys(self):
        comps = self.env['ic.market.comp'].search(
            [('company_id', '=', self.company_id.id), ('product_tmpl_id', '=', False)]
        )
        return {
            self._key(
                {
                    'style_code': comp.style_code,
                    'size': comp.size,
                    'source': comp.source,
                    'date': comp.date,
                    'price': comp.price,
                    'currency_id': comp.currency_id.id,
                    'condition': comp.condition,
                }
            )
            for comp in comps
        }

    def _key(self, vals):
        return (
            style_key(vals['style_code']),
            vals['size'] or '',
            vals['source'],
            vals['date'],
            f"{vals['price']:.2f}",
            vals['currency_id'],
            vals['condition'] or '',
        )

    def _bad_csv(self, header, bad):
        """Return the rows that did not load as CSV bytes, each with the reason, to correct and load again."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([*header, 'problem'])
        for _line, cells, problem in bad:
            writer.writerow([*(safety.neutralise(cells.get(name) or '') for name in header), problem])
        return out.getvalue().encode('utf-8-sig')
