from odoo import api, fields, models

# What a card of the terminal says under the name, in this order: (field, text around its value).
# Only stored fields of the piece itself: twenty thousand cards are read in one query.
LINE = {
    'watch': (
        ('ic_reference', '%s'),
        ('ic_year', '%s'),
        ('ic_watch_case_size', '%s mm'),
        ('ic_box_papers', '%s'),
        ('ic_watch_condition', '%s'),
    ),
    'handbag': (
        ('ic_bag_size', '%s'),
        ('ic_bag_color', '%s'),
        ('ic_bag_leather', '%s'),
        ('ic_bag_hardware_color', '%s hardware'),
        ('ic_year', '%s'),
    ),
    'jewelry': (
        ('ic_jewel_metal', '%s'),
        ('ic_jewel_total_carat', '%s ct'),
        ('ic_jewel_ring_size', 'size %s'),
        ('ic_year', '%s'),
    ),
    'bullion': (
        ('ic_bullion_weight', '%s'),
        ('ic_bullion_metal', '%s'),
        ('ic_year', '%s'),
        ('ic_grading_label', '%s'),
    ),
    'artwork': (
        ('ic_art_date_text', '%s'),
        ('ic_art_medium', '%s'),
        ('ic_art_edition', '%s'),
        ('ic_art_dimensions', '%s'),
    ),
    'sneaker': (
        ('ic_sneaker_size_label', '%s'),
        ('ic_colorway', '%s'),
        ('ic_sneaker_condition', '%s'),
        ('ic_reference', '%s'),
    ),
    'apparel': (
        ('ic_apparel_size_label', '%s'),
        ('ic_colorway', '%s'),
        ('ic_apparel_fabric', '%s'),
        ('ic_apparel_condition', '%s'),
    ),
    'accessory': (
        ('ic_accessory_material', '%s'),
        ('ic_colorway', '%s'),
        ('ic_accessory_dimensions', '%s'),
        ('ic_accessory_condition', '%s'),
    ),
}
# Needed besides, to word one of the above.
BESIDES = ('ic_bullion_unit', 'ic_year_approx')
NAMES = sorted({name for parts in LINE.values() for name, _text in parts} | set(BESIDES))
MOST = 4


class ProductTemplate(models.Model):
    """The facts of a piece in one line, for the cards and receipts of the terminal."""

    _inherit = 'product.template'

    ic_till_facts = fields.Char(
        string="Facts in Short",
        compute='_compute_ic_till_facts',
        help="Reference, size, year and the like, as the gallery terminal shows them.",
    )

    # === COMPUTE === #

    @api.depends('ic_category', *NAMES)
    def _compute_ic_till_facts(self):
        words = self._ic_till_words()
        for piece in self:
            piece.ic_till_facts = piece.ic_category and self._ic_till_line(
                piece.ic_category, {name: piece[name] for name in NAMES}, words
            )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_till_words(self):
        """Return a dict field -> dict value -> words, for the choices among the facts."""
        return {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in NAMES
            if self._fields[name].type == 'selection'
        }

    @api.model
    def _ic_till_line(self, category, values, words):
        """Return e.g. "124270 · 2021 · 36 mm · Full Set".

        :param dict values: field name -> stored value, as the ORM or the database gives it
        :param dict words: see `_ic_till_words`
        """
        parts = []
        for name, text in LINE.get(category, ()):
            value = values[name]
            if not value or value == 'none':
                continue
            if name == 'ic_bullion_weight':
                value = f"{float(value):g} {words['ic_bullion_unit'].get(values['ic_bullion_unit'] or 'g', '')}"
            elif name == 'ic_year' and values['ic_year_approx']:
                value = self.env._("circa %s", value)
            elif name in words:
                value = words[name].get(value, value)
            elif self._fields[name].type == 'float':
                value = f'{float(value):g}'
            elif name == 'ic_art_dimensions':
                value = value.partition(';')[0]
            parts.append(text % str(value).strip())
        return ' · '.join(parts[:MOST])
