from odoo import api, fields, models

NAME_PARTS = ('ic_brand_id', 'ic_model', 'ic_reference')


class ProductTemplate(models.Model):
    """The title of a piece, e.g. "Rolex Submariner 126610LN", composed until somebody writes one of his own."""

    _inherit = 'product.template'

    ic_auto_name = fields.Char(readonly=True, help="The title as last composed from brand, model and reference.")

    # === ONCHANGE === #

    @api.onchange('ic_brand_id', 'ic_model', 'ic_reference')
    def _onchange_ic_name_parts(self):
        """Follow brand, model and reference with the title until somebody writes a title of his own."""
        for piece in self.filtered('ic_category'):
            if not piece.name or piece.name == piece.ic_auto_name:
                piece.name = piece.ic_auto_name = piece._ic_compose_name()

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to compose the title of pieces that come without one."""
        pieces = [vals for vals in vals_list if self._ic_category_of(vals)]
        brands = self.env['ic.brand'].browse({vals['ic_brand_id'] for vals in pieces if vals.get('ic_brand_id')})
        brand_names = {brand.id: brand.name for brand in brands}
        for vals in pieces:
            vals['ic_auto_name'] = self._ic_join_name(
                brand_names.get(vals.get('ic_brand_id')), vals.get('ic_model'), vals.get('ic_reference')
            )
            vals['name'] = (vals.get('name') or '').strip() or vals['ic_auto_name'] or self.env._("Untitled piece")
        return super().create(vals_list)

    def write(self, vals):
        """Override of `product` to let an automatic title follow its parts, and an emptied one become automatic."""
        if 'name' in vals and not (vals['name'] or '').strip():
            follows = self.filtered('ic_category')
            if follows == self:
                vals = {key: value for key, value in vals.items() if key != 'name'}
        elif 'name' not in vals and any(part in vals for part in NAME_PARTS):
            follows = self.filtered(lambda piece: piece.ic_category and piece.name == piece.ic_auto_name)
        else:
            follows = self.browse()
        result = super().write(vals)
        for piece in follows:
            title = piece._ic_compose_name()
            super(ProductTemplate, piece).write({'ic_auto_name': title, 'name': title or piece.name})
        return result

    def copy_data(self, default=None):
        """Override of `product`: the copy of a piece is another piece of that name, not a "(copy)"."""
        vals_list = super().copy_data(default=default)
        if 'name' not in (default or {}):
            for piece, vals in zip(self, vals_list):
                if piece.ic_category:
                    vals['name'] = piece.name
        return vals_list

    # === BUSINESS METHODS === #

    @api.model
    def _ic_join_name(self, brand_name, model, reference):
        """Return the title of a piece: brand, model, reference, as far as they are known."""
        return ' '.join(part.strip() for part in (brand_name, model, reference) if part and part.strip())

    def _ic_compose_name(self):
        self.ensure_one()
        return self._ic_join_name(self.ic_brand_id.name, self.ic_model, self.ic_reference)
