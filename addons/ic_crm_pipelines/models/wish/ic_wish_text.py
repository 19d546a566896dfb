from markupsafe import Markup

from odoo import api, fields, models

from ...wishing.facts import loose_words

# What is read of a text, and the field it fills.
PLAIN = {
    'category': 'category',
    'brand': 'brand_id',
    'family': 'family_id',
    'nickname': 'nickname',
    'sub_model': 'sub_model',
    'year_from': 'year_from',
    'year_to': 'year_to',
    'size_from': 'size_from',
    'size_to': 'size_to',
    'size': 'size',
    'size_system': 'size_system',
    'condition': 'condition',
    'box': 'box',
    'papers': 'papers',
    'price_max': 'price_max',
    'reference': 'reference',
    'colors': 'color_ids',
    'materials': 'material_ids',
    'traits': 'trait_ids',
    'unwanted': 'unwanted_ids',
}
KINDS = {'colors': ('color',), 'materials': ('material',), 'traits': ('trait',)}
KINDS['unwanted'] = ('trait', 'material', 'color')
READ_FIELDS = {*PLAIN.values(), 'silhouette_id', 'words', 'currency_id'}


class IcWish(models.Model):
    """From the customer's words to fields. The person sees which words each field came from, and corrects it."""

    _inherit = 'ic.wish'

    reading = fields.Json(readonly=True, copy=True, help="Which words of the text each field was read from.")
    reading_html = fields.Html(string="Read", compute='_compute_reading_html', sanitize=False)

    # === COMPUTE === #

    @api.depends('reading')
    def _compute_reading_html(self):
        for wish in self:
            wish.reading_html = Markup('').join(
                Markup('<span class="ic_wish_chip"><small>%s</small> %s</span>') % (label, words)
                for label, words in wish._ic_reading_rows()
            )

    @api.onchange('text')
    def _onchange_text(self):
        """Fill the fields from the text; what a person has corrected since stays until the text changes again."""
        if self.text:
            self.update(dict(self._ic_blank(), **self._ic_read_values(self.text, self.company_id or self.env.company)))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to read the text where nobody has filled the fields."""
        for vals in vals_list:
            if vals.get('text') and not (READ_FIELDS - {'currency_id'}) & {key for key, value in vals.items() if value}:
                company = self.env['res.company'].browse(vals.get('company_id')) or self.env.company
                vals.update({**self._ic_read_values(vals['text'], company), **vals})
        return super().create(vals_list)

    # === ACTIONS === #

    def action_read_again(self):
        """Read the text once more, for example after the catalog has learned a name."""
        for wish in self.filtered('text'):
            wish.write(dict(self._ic_blank(), **self._ic_read_values(wish.text, wish.company_id)))

    # === BUSINESS METHODS === #

    @api.model
    def _ic_blank(self):
        """Return empty values of all fields that a text can fill."""
        names = READ_FIELDS - {'currency_id'}
        return {name: [(5,)] if self._fields[name].type == 'many2many' else False for name in names}

    @api.model
    def _ic_read_values(self, text, company):
        """Return the values of a wish that `text` says, and `reading`: which words each came from."""
        reading = self.env['ic.wish.reader']._ic_read(text, company)
        vals, said = {}, reading.values
        for name, target in PLAIN.items():
            if said.get(name) in (None, []):
                continue
            if name in KINDS:
                vals[target] = [(6, 0, self._ic_word_ids(said[name], KINDS[name]))]
            elif name == 'reference':
                vals[target] = '; '.join(said[name])
            elif name == 'family' and said[name] < 0:
                vals['silhouette_id'] = -said[name]
            else:
                vals[target] = float(said[name]) if name == 'price_max' else said[name]
        currency = said.get('currency') and self.env['res.currency'].search([('name', '=', said['currency'])], limit=1)
        vals['currency_id'] = (currency or company.currency_id).id
        vals['words'] = ' '.join(loose_words(reading)) or False
        vals['reading'] = [{'field': PLAIN[name], 'words': reading.words_of(name)} for name in said if name in PLAIN]
        return vals

    @api.model
    def _ic_word_ids(self, codes, kinds):
        """Return the ids of the chips of `codes`; a code of several kinds means the first of `kinds`."""
        rows = self.env['ic.wish.word'].search([('code', 'in', codes), ('kind', 'in', kinds)])
        best = {}
        for row in rows.sorted(lambda one: kinds.index(one.kind), reverse=True):
            best[row.code] = row.id
        return [best[code] for code in codes if code in best]

    def _ic_reading_rows(self):
        """Return [(label, words)] of what was read, in the language of the reader."""
        self.ensure_one()
        rows = []
        for row in self.reading or []:
            field = self._fields.get(row.get('field'))
            if field and row.get('words'):
                rows.append((field._description_string(self.env), row['words']))
        return rows

    def _ic_summary(self):
        """Return the wish in a line, for the customer and for lists."""
        self.ensure_one()
        words = self.color_ids | self.material_ids | self.trait_ids
        parts = [self.name, *words.mapped('name')]
        if self.unwanted_ids:
            parts.append(self.env._("not %s", ', '.join(self.unwanted_ids.mapped('name'))))
        if self.box and self.papers:
            parts.append(self.env._("box and papers"))
        if self.year_from or self.year_to:
            parts.append(self._ic_years_in_words())
        if self.price_max:
            parts.append(self.env._("at most %s", self.currency_id.format(self.price_max)))
        return ', '.join(parts)

    def _ic_years_in_words(self):
        """Return the years of making that are asked for, of which one end may be open."""
        first, last = self.year_from, self.year_to
        if not last:
            return self.env._("made %s or later", first)
        if not first:
            return self.env._("made %s or earlier", last)
        if first == last:
            return self.env._("made in %s", first)
        return self.env._("made %(first)s to %(last)s", first=first, last=last)
