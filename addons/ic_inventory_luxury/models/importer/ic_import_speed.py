from odoo import api, models


def bulk_defaults(records, values, compute):
    """Return `values` completed by defaults. In a bulk import records of one kind are completed alike, so the defaults
    are asked once per kind of record and transaction; Odoo asks for those of every record, which costs more than many
    a column of it.

    :param compute: the method of Odoo that does it for one record
    """
    if not records.env.context.get('ic_bulk'):
        return compute(values)
    known = records.env.cr.cache.setdefault('ic_bulk_defaults', {})
    key = (records.env, records._name, frozenset(values))
    if key not in known:
        complete = compute(values)
        known[key] = {name: value for name, value in complete.items() if name not in values}
    # A list of commands belongs to the record it is given to.
    defaults = {name: list(value) if isinstance(value, list) else value for name, value in known[key].items()}
    return {**defaults, **values}


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    @api.model
    def _add_missing_default_values(self, values):
        """Override of `base` to complete the pieces of a bulk import together."""
        return bulk_defaults(self, values, super()._add_missing_default_values)


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.model
    def _add_missing_default_values(self, values):
        """Override of `base` to complete the variants of a bulk import together."""
        return bulk_defaults(self, values, super()._add_missing_default_values)

    def _change_standard_price(self, old_price):
        """Override of `stock_account` to not record a change of cost from nothing to nothing in a bulk import.

        Odoo writes one such record for every new product, and one query for its valuation follows.
        """
        if not self.env.context.get('ic_bulk'):
            return super()._change_standard_price(old_price)
        changed = self.filtered(lambda product: product.standard_price != old_price.get(product, 0.0))
        return super(ProductProduct, changed)._change_standard_price(old_price)


class IcStatusLog(models.Model):
    _inherit = 'ic.status.log'

    @api.model
    def _add_missing_default_values(self, values):
        """Override of `base` to complete the entries of a bulk import together."""
        return bulk_defaults(self, values, super()._add_missing_default_values)


class IcPriceHistory(models.Model):
    _inherit = 'ic.price.history'

    @api.model
    def _add_missing_default_values(self, values):
        """Override of `base` to complete the entries of a bulk import together."""
        return bulk_defaults(self, values, super()._add_missing_default_values)


class IcImportRow(models.Model):
    _inherit = 'ic.import.row'

    @api.model
    def _add_missing_default_values(self, values):
        """Override of `base` to complete the report of a bulk import together."""
        return bulk_defaults(self, values, super()._add_missing_default_values)
