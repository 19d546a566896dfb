import re

from odoo import api, models

# How fields and filters of a category are named where it is not by the category's own code.
SHORT_NAMES = {'handbag': 'handbag|bag', 'jewelry': 'jewelry|jewel', 'artwork': 'artwork|art'}


class ProductTemplate(models.Model):
    """Search views offer the filters of those categories only that the company carries."""

    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type='form', **options):
        """Override of `base`: the search view differs from company to company."""
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return key + (tuple(self.env.company._ic_active_categories()),) if view_type == 'search' else key

    @api.model
    def _get_view(self, view_id=None, view_type='form', **options):
        """Override of `base` to drop what belongs to categories that are off.

        A filter, group-by or search field belongs to a category when its name is the category's code, or the code
        stands at its beginning (also after `ic_` and `group_`): sneaker, sneaker_ds, group_sneaker_box ...
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == 'search':
            active = self.env.company._ic_active_categories()
            off = [code for code, _label in self._fields['ic_category'].selection if code not in active]
            if off:
                names = re.compile(r'(group_)?(ic_)?(%s)(_.*)?' % '|'.join(SHORT_NAMES.get(code, code) for code in off))
                for node in arch.xpath('//filter[@name] | //field[@name]'):
                    if names.fullmatch(node.get('name')):
                        node.getparent().remove(node)
        return arch, view
