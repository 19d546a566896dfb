"""Reads a row of data/<category>.csv into the values of a piece.

Columns that are fields are read by the type of the field. A few columns stand for more than one field or for a record
of a catalog: brand, line, mint, series, fineness, artist, tags, scope (what comes along), defects, unique.
"""

from odoo import Command

from . import photos
from .records import ensure, rows

SCOPE_PREFIX = {
    'watch': 'ic_watch_has_',
    'handbag': 'ic_bag_has_',
    'sneaker': 'ic_sneaker_has_',
    'apparel': 'ic_apparel_has_',
    'accessory': 'ic_accessory_has_',
}
COLUMNS = {
    'code',
    'category',
    'brand',
    'line',
    'mint',
    'series',
    'fineness',
    'artist',
    'tags',
    'scope',
    'defects',
    'unique',
    'quantity',
    'status',
    'place',
}


class Reader:
    """Reads rows; what it finds in the catalogs it finds once."""

    def __init__(self, company, specs):
        self.company, self.env = company, company.env
        self.fields = self.env['product.template']._fields
        self.brands = {row['brand']: self._brand(row['brand']) for row in specs if row.get('brand')}
        self.artists = self._artists() if any(row.get('artist') for row in specs) else {}
        names = {name for row in specs for name in (row.get('tags') or '').split(';') if name}
        self.env['product.tag']._ic_add_collaborations(sorted(names))
        self.tags = {tag.name: tag.id for tag in self.env['product.tag'].search([('name', 'in', list(names))])}

    def values(self, row):
        """Return the values of the piece of `row`."""
        values = {
            name: self._parse(name, text)
            for name, text in row.items()
            if name not in COLUMNS and text not in ('', None)
        }
        for part in (row.get('scope') or '').split():
            values[SCOPE_PREFIX[row['category']] + part] = True
        values.update(self._catalog(row))
        if row.get('unique'):
            values['ic_is_unique'] = row['unique'] == '1'
        if row['category'] in ('watch', 'handbag'):
            parts = (row['brand'], row['ic_model'], row['ic_sub_model'])
            values['name'] = ' '.join(part for part in parts if part)
        return {
            **values,
            **photos.main_picture(row),
            'ic_category': row['category'],
            'company_id': self.company.id,
        }

    def _parse(self, name, text):
        """Return `text` as the type of the field `name` wants it."""
        kind = self.fields[name].type
        if kind in ('float', 'monetary'):
            return float(text)
        if kind == 'integer':
            return int(text)
        return text == '1' if kind == 'boolean' else text

    def _catalog(self, row):
        """Return what the columns say that name records."""
        values = {}
        if row.get('brand'):
            values['ic_brand_id'] = self.brands[row['brand']]
        if row.get('line'):
            line = self._one('ic.brand.line', [('brand_id', '=', values['ic_brand_id']), ('name', '=', row['line'])])
            values.update(ic_jewel_line_id=line.id, ic_model=line.name)
        if row.get('mint'):
            mint = self._one('ic.mint', [('name', '=', row['mint'])])
            values['ic_mint_id'] = mint.id
        metal = row.get('ic_bullion_metal')
        if row.get('series'):
            domain = [('name', '=', row['series']), ('metal', '=', metal)]
            values['ic_bullion_series_id'] = self._one('ic.bullion.series', domain).id
        if row.get('fineness'):
            domain = [('name', '=', row['fineness']), ('metal', '=', metal)]
            values['ic_fineness_id'] = self._one('ic.fineness', domain).id
        if row.get('artist'):
            values['ic_art_artist_id'] = self.artists[row['artist']].id
        if row.get('tags'):
            values['product_tag_ids'] = [Command.link(self.tags[name]) for name in row['tags'].split(';')]
        if row.get('defects'):
            values['ic_defect_ids'] = [Command.create(_defect(text)) for text in row['defects'].split(';')]
        return values

    def _brand(self, name):
        """Find a brand by name; a brand that the catalog lacks is an error of these files."""
        brand, how = self.env['ic.brand']._ic_resolve(name)
        if how not in ('exact', 'alias'):
            raise ValueError(f"The brand {name} is not in the catalog")
        return brand.id

    def _one(self, model, domain):
        """Return the one record of a catalog that `domain` means."""
        found = self.env[model].search([*domain, ('company_id', 'in', (self.company.id, False))])
        if len(found) != 1:
            raise ValueError(f"{model} {domain} stands for {len(found)} records, not for one")
        return found

    def _artists(self):
        """Make the artists, all of them invented; gives a dict code -> ic.artist."""
        result = {}
        for row in rows('artists'):
            values = {name: text for name, text in row.items() if name not in ('code', 'country') and text}
            for name in ('birth_year', 'death_year'):
                values[name] = int(values.get(name) or 0)
            for name in ('birth_approx', 'is_name_sensitive', 'is_royalty_eligible'):
                values[name] = values.get(name) == '1'
            values['country_id'] = self.env.ref(f"base.{'uk' if row['country'] == 'gb' else row['country']}").id
            values['company_id'] = self.company.id
            result[row['code']] = ensure(self.env, 'ic.artist', f"artist_{row['code']}", values)
        return result


def _defect(text):
    part, description, severity = text.split('|')
    return {'part': part, 'description': description, 'severity': severity}
