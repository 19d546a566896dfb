from odoo import api, models

from .ic_brand import normalize_brand


class IcBrand(models.Model):
    """Looking a brand up in a form: any spelling leads to it, and the list says which spelling did."""

    _inherit = 'ic.brand'

    @api.model
    def name_search(self, name='', domain=None, operator='ilike', limit=100):
        """Override of `base` to put the brand that a spelling means first, and to propose one for a slip of the pen.

        "AP" is in the middle of many names and is the usual word for one of them.
        """
        found = super().name_search(name, domain, operator, limit)
        if not name or operator != 'ilike':
            return found
        brand, how = self._ic_resolve(name)
        if not brand.filtered_domain(domain or []) or (how == 'fuzzy' and found):
            return found
        return ([(brand.id, brand.display_name)] + [row for row in found if row[0] != brand.id])[:limit]

    @api.model
    def web_name_search(self, name, specification, domain=None, operator='ilike', limit=100):
        """Override of `web` to say in the list why a brand is there that is not spelled as it was typed."""
        rows = super().web_name_search(name, specification, domain, operator, limit)
        for row in rows:
            reason = self.browse(row['id'])._ic_why_found(name)
            if reason and row.get('display_name'):
                row['__formatted_display_name'] = f"{row['display_name']} --{reason}--"
        return rows

    def _ic_why_found(self, typed):
        """Return why this brand answers `typed`, '' when its own name does."""
        self.ensure_one()
        key = normalize_brand(typed)
        if not key or key in self.name_normalized:
            return ''
        # The very spelling first, then the one that begins with what was typed, then the shortest.
        aliases = sorted(self.alias_ids, key=lambda one: (not one.name_normalized.startswith(key), len(one.name)))
        alias = next((one.name for one in aliases if key in one.name_normalized), '')
        if alias:
            return self.env._("also spelled %s", alias)
        return self.env._("did you mean this?")
