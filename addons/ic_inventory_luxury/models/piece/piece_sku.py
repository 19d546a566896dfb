import re

from odoo import api, models

SEQUENCE = 'ic.piece.sku'
CATEGORY_PREFIX = {'watch': 'WAT', 'handbag': 'BAG'}


class ProductTemplate(models.Model):
    """The SKU of a piece: brand prefix, reference, running number, e.g. ROL-126610LN-00042.

    The number comes from a PostgreSQL sequence, so two people saving at once never get the same one and nobody
    waits; gaps are normal. A unique index guards against SKUs typed by hand.
    """

    _inherit = 'product.template'

    _ic_sku_unique = models.UniqueIndex(
        '(company_id, default_code) WHERE ic_category IS NOT NULL', "Another piece has this SKU already."
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to give pieces without a SKU one."""
        for vals in vals_list:
            if self._ic_category_of(vals) and self._ic_clean(vals, 'default_code'):
                vals['default_code'] = self._ic_clean(vals, 'default_code')
        missing = [
            vals for vals in vals_list if self._ic_category_of(vals) and not self._ic_clean(vals, 'default_code')
        ]
        for vals, number in zip(missing, self._ic_next_sku_numbers(len(missing))):
            vals['default_code'] = self._ic_compose_sku(vals, number)
        return super().create(vals_list)

    def write(self, vals):
        """Override of `product` to make a new SKU where a piece's SKU was cleared."""
        result = super().write(vals)
        if 'default_code' in vals and not self._ic_clean(vals, 'default_code') or vals.get('ic_category'):
            pieces = self.filtered(lambda piece: piece.ic_category and not piece.default_code)
            for piece, number in zip(pieces, self._ic_next_sku_numbers(len(pieces))):
                piece.default_code = self._ic_compose_sku(
                    {
                        'ic_category': piece.ic_category,
                        'ic_brand_id': piece.ic_brand_id.id,
                        'ic_reference': piece.ic_reference,
                        'ic_model': piece.ic_model,
                    },
                    number,
                )
        return result

    # === BUSINESS METHODS === #

    def _prepare_variant_values(self, combination):
        """Override of `product` to create the variant of a piece with its SKU, which saves a write per piece."""
        values = super()._prepare_variant_values(combination)
        if self.ic_category and self.default_code:
            values['default_code'] = self.default_code
        return values

    @api.model
    def _ic_clean(self, vals, name):
        return (vals.get(name) or '').strip()

    @api.model
    def _ic_compose_sku(self, vals, number):
        """Return the SKU for the values of a piece and a running number (str)."""
        brand = self.env['ic.brand'].browse(vals.get('ic_brand_id') or [])
        category = self._ic_category_of(vals)
        head = brand.code or CATEGORY_PREFIX.get(category, (category or 'PCE')[:3].upper())
        reference = self._ic_clean(vals, 'ic_reference') or self._ic_clean(vals, 'ic_model')
        reference = re.sub(r'[^A-Z0-9]', '', reference.upper())[:12]
        return '-'.join(part for part in (head, reference, number) if part)

    @api.model
    def _ic_next_sku_numbers(self, count):
        """Return `count` fresh running numbers as zero-padded text, in one query."""
        if not count:
            return []
        sequence = (
            self.env['ir.sequence']
            .sudo()
            .search(
                [('code', '=', SEQUENCE), ('company_id', 'in', (self.env.company.id, False))],
                order='company_id',
                limit=1,
            )
        )
        if sequence.implementation != 'standard':
            return [sequence.next_by_id() for _n in range(count)]
        self.env.cr.execute("SELECT nextval(%s) FROM generate_series(1, %s)", ['ir_sequence_%03d' % sequence.id, count])
        return [sequence.get_next_char(number) for (number,) in self.env.cr.fetchall()]
