from odoo import api, models

TITLE_PARTS = {
    'bullion': (
        'ic_bullion_series_id',
        'ic_mint_id',
        'ic_bullion_metal',
        'ic_bullion_form',
        'ic_bullion_weight',
        'ic_bullion_unit',
        'ic_year',
        'ic_grading_label',
        'ic_bullion_tag',
    ),
    'artwork': ('ic_art_artist_id', 'ic_model', 'ic_art_date_text'),
}


class ProductTemplate(models.Model):
    """Titles of pieces that are not named by brand, model and reference: bullion and artworks."""

    _inherit = 'product.template'

    # === ONCHANGE === #

    @api.onchange(*sorted({name for names in TITLE_PARTS.values() for name in names}))
    def _onchange_ic_title_parts(self):
        """Follow the parts of the title until somebody writes a title of his own."""
        for piece in self.filtered(lambda piece: piece.ic_category in TITLE_PARTS):
            if not piece.name or piece.name == piece.ic_auto_name:
                piece.name = piece.ic_auto_name = piece._ic_compose_name()

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to compose the title of bullion and artworks that come without one."""
        untitled = [not (vals.get('name') or '').strip() for vals in vals_list]
        records = super().create(vals_list)
        for piece, compose in zip(records, untitled):
            if piece.ic_category in TITLE_PARTS:
                title = piece._ic_compose_name()
                values = {'ic_auto_name': title}
                if compose and title:
                    values['name'] = title
                piece.write(values)
        return records

    def write(self, vals):
        """Override of `product` to let an automatic title follow the parts of its category."""
        follows = (
            self.browse()
            if 'name' in vals
            else self.filtered(
                lambda piece: (
                    piece.ic_category in TITLE_PARTS
                    and piece.name == piece.ic_auto_name
                    and any(part in vals for part in TITLE_PARTS[piece.ic_category])
                )
            )
        )
        result = super().write(vals)
        for piece in follows:
            title = piece._ic_compose_name()
            super(ProductTemplate, piece).write({'ic_auto_name': title, 'name': title or piece.name})
        return result

    # === BUSINESS METHODS === #

    def _ic_compose_name(self):
        """Override of `ic_inventory_luxury` to title bullion and artworks by what they are called by."""
        self.ensure_one()
        if self.ic_category == 'bullion':
            return self._ic_bullion_title()
        if self.ic_category == 'artwork':
            dated = f'({self.ic_art_date_text.strip()})' if (self.ic_art_date_text or '').strip() else ''
            return ' '.join(
                part
                for part in (
                    self.ic_art_artist_id and f'{self.ic_art_artist_id._ic_public_name()}:' or '',
                    (self.ic_model or '').strip(),
                    dated,
                )
                if part
            ).rstrip(':')
        return super()._ic_compose_name()

    def _ic_bullion_title(self):
        """Return e.g. "American Eagle 1 oz Gold Coin 2024 PCGS MS 70" or "PAMP Suisse 100 g Gold Bar"."""
        words = {
            name: dict(self._fields[name]._description_selection(self.env)).get(self[name])
            for name in ('ic_bullion_metal', 'ic_bullion_form', 'ic_bullion_unit')
        }
        unit = 'oz' if self.ic_bullion_unit == 'ozt' else words['ic_bullion_unit']
        weight = self.ic_bullion_weight and f'{self.ic_bullion_weight:.6f}'.rstrip('0').rstrip('.') + f' {unit}'
        maker = self.ic_bullion_series_id.name or self.ic_mint_id.name
        if not maker and not self.ic_bullion_metal:
            return ''
        return ' '.join(
            str(part)
            for part in (
                maker,
                weight,
                words['ic_bullion_metal'],
                words['ic_bullion_form'],
                self.ic_year,
                self.ic_grading_label,
                self.ic_bullion_tag,
            )
            if part
        )
