from odoo import api, models, tools

from odoo.addons.ic_inventory_luxury.models.catalog.reference_text import split_names

from ...wishing.knowledge import Family, Knowledge, Reference
from ...wishing.reader import read
from ...wishing.trade import names_of


class IcWishReader(models.AbstractModel):
    """Reads wishes and names of pieces with the names that the catalogs of the store have."""

    _name = 'ic.wish.reader'
    _description = "Reader of Wishes"

    # === BUSINESS METHODS === #

    @api.model
    def _ic_read(self, text, company, category=None, brand=None):
        """Return the Reading of `text`; amounts without a currency are in the currency of `company`."""
        return read(text, self._ic_knowledge(company.id), company.currency_id.name, category or None, brand or None)

    @api.model
    @tools.ormcache('company_id')
    def _ic_knowledge(self, company_id):
        """Return the Knowledge of a store: the shared catalogs and its own."""
        knowledge = Knowledge()
        domain = [('company_id', 'in', (company_id, False))]
        self = self.sudo()
        for brand in self.env['ic.brand'].search(domain, order='company_id, id'):
            knowledge.add_brand(brand.id, brand.name, brand.alias_ids.mapped('name'), brand.category_ids.mapped('code'))
        weights = dict(self.env['ic.model.reference']._read_group(domain, ['family_id'], ['__count']))
        for family in self.env['ic.model.family'].search(domain, order='company_id, id'):
            row = Family(family.id, family.name, family.brand_id.id, family.category_id.code, weights.get(family, 0))
            others = names_of(family.brand_id.name, family.name)
            knowledge.add_family(row, (*split_names(family.aliases), *others))
        # A silhouette is to a sneaker what a family is to a watch; its number is negative to tell them apart.
        for shoe in self.env['ic.silhouette'].search(domain, order='company_id, id'):
            knowledge.add_family(Family(-shoe.id, shoe.name, shoe.brand_id.id, 'sneaker'), split_names(shoe.aliases))
        for row in self.env['ic.model.reference'].search(domain, order='company_id, id'):
            names = (*split_names(row.nickname), *split_names(row.aliases))
            knowledge.add_reference(
                Reference(
                    row.name,
                    row.brand_id.id,
                    row.family_id.id,
                    row.sub_model or '',
                    names,
                    row.case_size,
                    row.case_material or '',
                    row.dials or '',
                )
            )
        return knowledge


class _Forgets(models.AbstractModel):
    """What the reader knows is read anew after a change of a catalog."""

    _name = 'ic.wish.forgets'
    _description = "Catalog that Wishes are Read With"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to have the catalog read anew."""
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        """Override of `base` to have the catalog read anew."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Override of `base` to have the catalog read anew."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result


class IcBrand(models.Model):
    _name = 'ic.brand'
    _inherit = ['ic.brand', 'ic.wish.forgets']


class IcBrandAlias(models.Model):
    _name = 'ic.brand.alias'
    _inherit = ['ic.brand.alias', 'ic.wish.forgets']


class IcModelFamily(models.Model):
    _name = 'ic.model.family'
    _inherit = ['ic.model.family', 'ic.wish.forgets']


class IcModelReference(models.Model):
    _name = 'ic.model.reference'
    _inherit = ['ic.model.reference', 'ic.wish.forgets']


class IcSilhouette(models.Model):
    _name = 'ic.silhouette'
    _inherit = ['ic.silhouette', 'ic.wish.forgets']
