import difflib
from fractions import Fraction

from odoo import models

from ...importing.columns import TARGETS
from ...importing.reading import Catalog
from ..catalog.ic_brand import FUZZY_CUTOFF, normalize_brand

CATALOG_OF = {
    'sneaker': ('brands', 'silhouettes'),
    'apparel': ('brands',),
    'accessory': ('brands',),
    'jewelry': ('brands',),
    'bullion': ('mints', 'series'),
    'artwork': ('artists',),
}


class IcImport(models.Model):
    """From the names in a list to the records of the catalogs. A name that is only close is proposed, never merged."""

    _inherit = 'ic.import'

    # What titles are searched for -----------------------------------------------------------------------------------

    def _catalog(self):
        """Return the Catalog of names that titles of this category may hold; empty where no title is read."""
        catalog = Catalog(normalize=normalize_brand)
        titled = any(
            (column.parser, column.target) == ('auto', 'title') or column.parser == 'title'
            for column in self.column_ids
        )
        for name in CATALOG_OF.get(self.category, ()) if titled else ():
            for record in self._catalog_records(name):
                owner = record.brand_id.name if name == 'silhouettes' else record.metal if name == 'series' else ''
                for text in self._spellings(record):
                    catalog.add(getattr(catalog, name), text, record.name, owner)
        return catalog

    def _catalog_records(self, name):
        """Return all records of a catalog that this store may use, its own first."""
        model = {
            'brands': 'ic.brand',
            'silhouettes': 'ic.silhouette',
            'mints': 'ic.mint',
            'series': 'ic.bullion.series',
            'artists': 'ic.artist',
        }[name]
        records = self.env[model].search([('company_id', 'in', (self.company_id.id, False))])
        return records.sorted(lambda record: (not record.company_id, record.id))

    def _spellings(self, record):
        if record._name == 'ic.brand':
            return [record.name, *record.alias_ids.mapped('name')]
        others = record.aliases if record._name == 'ic.silhouette' else record.alias_names
        return [record.name, *(others or '').split(';')]

    def _spelling_table(self, name):
        """Return a dict key -> records of that spelling; the official name wins over another's alias."""
        table, aliases = {}, {}
        for record in self._catalog_records(name):
            first, *others = self._spellings(record)
            table.setdefault(normalize_brand(first), []).append(record)
            for text in others:
                if normalize_brand(text):
                    aliases.setdefault(normalize_brand(text), []).append(record)
        for key, records in aliases.items():
            if key not in table or name in ('silhouettes', 'series'):
                table[key] = table.get(key, []) + [record for record in records if record not in table.get(key, [])]
        return table

    # Resolving the rows of a chunk ----------------------------------------------------------------------------------

    def _resolve_rows(self, read):
        """Set the records that the rows of the ReadRow list `read` name, beside their brand."""
        method = getattr(self, f'_resolve_{self.category}', None)
        if method:
            method([row for row in read if not row.failed])
        self._resolve_tags(read)

    def _note_unknown(self, row, target, text, table):
        """Report a name that the catalog lacks, with the closest one it has."""
        close = (
            difflib.get_close_matches(normalize_brand(text), table, n=1, cutoff=FUZZY_CUTOFF) if len(text) > 3 else ()
        )
        proposal = table[close[0]][0].display_name if close else ''
        row.outcome.note(
            'warning',
            'catalog_proposal' if proposal else 'catalog_unknown',
            row.outcome.columns.get(target) or TARGETS[target].label,
            text,
            proposal,
        )

    def _resolve_sneaker(self, read):
        table = self._spelling_table('silhouettes')
        for row in read:
            said = row.outcome.values
            text = said.get('silhouette') or said.get('model')
            if not text:
                continue
            brand_id = row.vals.get('ic_brand_id')
            records = table.get(normalize_brand(text), [])
            own = [record for record in records if record.brand_id.id == brand_id] or (
                records if said.get('silhouette') else []
            )
            own = own if brand_id or said.get('silhouette') else records
            if len(own) == 1:
                self._take_silhouette(row, own[0], brand_id)
            elif said.get('silhouette'):
                row.vals.setdefault('ic_model', text)
                self._note_unknown(row, 'silhouette', text, table)

    def _take_silhouette(self, row, silhouette, brand_id):
        """A silhouette is its maker's; a list that names a partner or parent as brand is told so."""
        maker = silhouette.brand_id
        if brand_id and brand_id != maker.id:
            row.outcome.note(
                'warning',
                'brand_of_silhouette',
                self._column_of('brand'),
                row.outcome.values.get('brand', ''),
                maker.name,
            )
        row.vals.update(ic_silhouette_id=silhouette.id, ic_brand_id=maker.id, ic_model=silhouette.name)

    def _resolve_jewelry(self, read):
        lines = {}
        for line in self.env['ic.brand.line'].search([('category_id.code', '=', 'jewelry')]):
            lines.setdefault((line.brand_id.id, normalize_brand(line.name)), line)
        for row in read:
            text = row.outcome.values.get('jewel_line')
            if not text:
                continue
            line = lines.get((row.vals.get('ic_brand_id'), normalize_brand(text)))
            row.vals.setdefault('ic_model', line.name if line else text)
            if line:
                row.vals['ic_jewel_line_id'] = line.id
            else:
                self._note_unknown(row, 'jewel_line', text, {})

    def _resolve_artwork(self, read):
        table = self._spelling_table('artists')
        for row in read:
            text = row.outcome.values.get('artist')
            if not text:
                continue
            records = table.get(normalize_brand(text), [])
            if not records and self.unknown_brand == 'create':
                records = table[normalize_brand(text)] = self._new_artist(text)
                row.outcome.note('info', 'artist_created', row.outcome.columns.get('artist', ''), text)
            if len(records) == 1:
                row.vals['ic_art_artist_id'] = records[0].id
            elif records:
                row.outcome.note('warning', 'namesakes', row.outcome.columns.get('artist', ''), text)
            else:
                self._note_unknown(row, 'artist', text, table)

    def _new_artist(self, text):
        return [self.env['ic.artist'].create({'name': text.lstrip("'"), 'company_id': self.company_id.id})]

    def _resolve_bullion(self, read):
        mints, series = self._spelling_table('mints'), self._spelling_table('series')
        marks = self.env['ic.fineness'].search([('company_id', 'in', (self.company_id.id, False))])
        for row in read:
            said = row.outcome.values
            if said.get('series'):
                self._take_series(row, said['series'], series)
            if said.get('mint'):
                found = mints.get(normalize_brand(said['mint']), [])
                if found:
                    row.vals['ic_mint_id'] = found[0].id
                else:
                    self._note_unknown(row, 'mint', said['mint'], mints)
            if said.get('purity'):
                self._take_purity(row, Fraction(said['purity']), marks)
            self._complete_bullion(row)

    def _take_series(self, row, text, table):
        said = row.outcome.values
        found = table.get(normalize_brand(text), [])
        if said.get('bullion_metal'):
            found = [record for record in found if record.metal == said['bullion_metal']]
        if len(found) == 1:
            row.vals['ic_bullion_series_id'] = found[0].id
        elif found:
            row.outcome.note(
                'warning',
                'ambiguous_name',
                row.outcome.columns.get('series', ''),
                text,
                ', '.join(one.display_name for one in found),
            )
        else:
            row.vals.setdefault('ic_model', text)
            self._note_unknown(row, 'series', text, table)

    def _complete_bullion(self, row):
        """Fill in what follows from the series, and which weight is meant, as the intake form does."""
        vals = row.vals
        series = self.env['ic.bullion.series'].browse(vals.get('ic_bullion_series_id') or [])
        if series:
            vals.setdefault('ic_bullion_metal', series.metal)
            vals.setdefault('ic_bullion_form', series.form)
            if series.mint_id:
                vals.setdefault('ic_mint_id', series.mint_id.id)
            fineness = series._ic_fineness(vals.get('ic_year'))
            if fineness:
                vals.setdefault('ic_fineness_id', fineness.id)
        weight, unit = vals.get('ic_bullion_weight'), vals.get('ic_bullion_unit')
        if weight and not unit:
            row.outcome.note('warning', 'no_unit', row.outcome.columns.get('bullion_weight', ''), f'{weight:g}')
            del vals['ic_bullion_weight']
        elif weight and not vals.get('ic_bullion_basis'):
            # A coin is named by what is in it; grams are what the scale shows.
            vals['ic_bullion_basis'] = 'gross' if unit in ('g', 'kg', 'dwt', 'grain', 'tola') else 'fine'

    def _take_purity(self, row, share, marks):
        """Take the standard fineness of the metal that `share` is, exactly or as the mark rounds it."""
        metal = row.vals.get('ic_bullion_metal')
        own = marks.filtered(lambda mark: mark.metal == metal)
        digits = len(str(share.denominator)) - 1 if str(share.denominator).strip('0') == '1' else 4
        exact = own.filtered(lambda mark: share in (Fraction(mark.name), Fraction(mark.numerator, mark.denominator)))
        rounded = own.filtered(
            lambda mark: digits >= 3 and round(Fraction(mark.numerator, mark.denominator), digits) == share
        )
        found = exact or rounded
        if found:
            row.vals['ic_fineness_id'] = found[0].id
            return
        row.outcome.note(
            'warning',
            'not_standard' if metal else 'no_metal',
            row.outcome.columns.get('purity', ''),
            f'{float(share):g}',
            ', '.join(own.mapped('name')),
        )

    def _resolve_tags(self, read):
        """Make the collaborations that rows name into tags, spelled as the catalog of brands spells them."""
        names = {name for row in read if not row.failed for name in row.outcome.values.get('collaboration') or []}
        if not names:
            return
        brands = self.env['ic.brand'].with_context(allowed_company_ids=self.company_id.ids)
        resolved = brands._ic_resolve_many(names)
        spelled = {
            name: brands.browse(resolved[name][0]).name if resolved[name][1] in ('exact', 'alias') else name.lstrip("'")
            for name in names
        }
        tags = self.env['product.tag'].sudo()
        if not self.env.context.get('ic_preview'):
            tags._ic_add_collaborations(sorted(set(spelled.values())))
        ids = {tag.name: tag.id for tag in tags.search([('name', 'in', list(spelled.values()))])}
        for row in read:
            said = row.outcome.values.get('collaboration') or []
            if said and not row.failed:
                row.vals['product_tag_ids'] = sorted({ids[spelled[name]] for name in said if spelled[name] in ids})
