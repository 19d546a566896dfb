from odoo.fields import Domain

from odoo.addons.ic_inventory_luxury.models.category import bullion_math

from .base import ChoiceFacet, Option, slug_of


class WeightFacet(ChoiceFacet):
    """Bullion by the weight that is stamped on it: 1 troy oz, 100 g. An ounce and 31.1 g stay two values."""

    def __init__(self, code, label):
        super().__init__(code, label, 'ic_bullion_weight', ('bullion',))
        self.specs = (('ic_bullion_weight', 'ic_bullion_unit'),)

    def entries(self, groups, codes):
        units = dict(groups.product._fields['ic_bullion_unit']._description_selection(groups.product.env))
        for weight, unit, count in groups.rows[self.specs[0]]:
            if not weight or not unit:
                continue
            text = f'{weight:.6f}'.rstrip('0').rstrip('.')
            where = Domain('ic_bullion_weight', '=', weight) & Domain('ic_bullion_unit', '=', unit)
            key = slug_of(groups.product, f'{text.replace(".", "-")} {unit}')
            grams = float(bullion_math.exact(weight) * bullion_math.GRAMS[unit])
            yield Option(key, f'{text} {units[unit]}', count, where, grams)
