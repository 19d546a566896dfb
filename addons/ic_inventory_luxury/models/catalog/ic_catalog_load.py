import csv
from pathlib import Path

from odoo import api, models

from .ic_brand import normalize_brand
from .ic_model_family import CATALOG_FIELDS as FAMILY_FIELDS
from .ic_model_reference import CATALOG_FIELDS as REFERENCE_FIELDS
from .reference_text import reference_key

FOLDER = Path(__file__).resolve().parents[2] / 'data' / 'catalog'
NUMBERS = {'case_size': float, 'year_from': int, 'year_to': int}


class IcCatalogLoad(models.AbstractModel):
    """Brings the shipped tables of families and references into the database, at installation and at every upgrade.

    Not Odoo's own CSV loading: that writes every row again with every upgrade, over what a store has corrected, and
    keeps an XML id for each of thousands of rows. Here a row that is there is left alone once somebody has edited or
    archived it; others follow the file; what the file no longer has stays.
    """

    _name = 'ic.catalog.load'
    _description = "Loading of the Shipped Catalog"

    @api.model
    def _load(self, folder=None):
        """Load both tables. Returns {'families': (created, updated), 'references': (created, updated)}."""
        folder = Path(folder or FOLDER)
        loader = self.sudo().with_context(ic_catalog_load=True, active_test=False)
        brands = loader._brands()
        categories = {one.code: one.id for one in loader.env['ic.category'].search([])}
        families = loader._load_families(folder / 'families.csv', brands, categories)
        references = loader._load_references(folder / 'references.csv', brands, categories['watch'])
        return {'families': families, 'references': references}

    @api.model
    def _brands(self):
        """Return {end of the XML id: brand id} of the shipped brands that are still there."""
        data = self.env['ir.model.data'].search_read(
            [('module', '=', 'ic_inventory_luxury'), ('model', '=', 'ic.brand')], ['name', 'res_id']
        )
        there = set(self.env['ic.brand'].browse(row['res_id'] for row in data).exists().ids)
        return {row['name'].removeprefix('brand_'): row['res_id'] for row in data if row['res_id'] in there}

    @api.model
    def _rows(self, path):
        with path.open(newline='', encoding='utf-8') as source:
            yield from csv.DictReader(source)

    @api.model
    def _load_families(self, path, brands, categories):
        wanted = {}
        for row in self._rows(path):
            brand_id = brands.get(row['brand'])
            if brand_id:
                category_id = categories[row['category']]
                wanted[brand_id, category_id, normalize_brand(row['name'])] = {
                    'name': row['name'],
                    'brand_id': brand_id,
                    'category_id': category_id,
                    'aliases': row['aliases'] or False,
                }
        there = self.env['ic.model.family'].search_fetch([('company_id', '=', False)], [*FAMILY_FIELDS, 'edited'])
        known = {(one.brand_id.id, one.category_id.id, one.name_normalized): one for one in there}
        return self._bring_in(self.env['ic.model.family'], wanted, known)

    @api.model
    def _load_references(self, path, brands, watch_id):
        families = {
            (one.brand_id.id, one.name_normalized): one.id
            for one in self.env['ic.model.family'].search([('company_id', '=', False), ('category_id', '=', watch_id)])
        }
        wanted = {}
        for row in self._rows(path):
            brand_id = brands.get(row['brand'])
            family_id = families.get((brand_id, normalize_brand(row['family'])))
            if family_id:
                vals = {name: self._value(name, row[name]) for name in row if name in REFERENCE_FIELDS}
                vals.update(name=row['reference'], brand_id=brand_id, family_id=family_id)
                wanted[brand_id, reference_key(row['reference'])] = vals
        there = self.env['ic.model.reference'].search_fetch([('company_id', '=', False)], [*REFERENCE_FIELDS, 'edited'])
        known = {(one.brand_id.id, one.name_key): one for one in there}
        return self._bring_in(self.env['ic.model.reference'], wanted, known)

    @api.model
    def _value(self, name, text):
        return NUMBERS[name](text or 0) if name in NUMBERS else text or False

    @api.model
    def _bring_in(self, model, wanted, known):
        """Create what is missing and correct what nobody has touched. Returns (created, updated)."""
        updated = 0
        for key in wanted.keys() & known.keys():
            record = known[key]
            if not record.edited:
                changes = {name: value for name, value in wanted[key].items() if self._plain(record, name) != value}
                if changes:
                    record.write(changes)
                    updated += 1
        missing = [dict(wanted[key], company_id=False, shipped=True) for key in wanted if key not in known]
        model.create(missing)
        return len(missing), updated

    @api.model
    def _plain(self, record, name):
        value = record[name]
        if isinstance(value, models.BaseModel):
            return value.id
        return round(value, 1) if isinstance(value, float) else value
