from odoo import models

# What a card or page shows per category, in reading order; "@includes" is the scope of delivery in one line.
CARD_FIELDS = {
    'watch': (
        'ic_brand_id',
        'ic_model',
        'ic_sub_model',
        'ic_reference',
        'ic_nickname',
        'ic_year',
        'ic_watch_condition',
        'ic_watch_newness',
        'ic_box_papers',
        'ic_watch_card_date',
        'ic_watch_dial',
        'ic_watch_bezel',
        'ic_watch_bracelet',
        'ic_watch_link_count',
        'ic_watch_case_size',
        'ic_watch_case_material',
        'ic_watch_movement',
        '@includes',
    ),
    'handbag': (
        'ic_brand_id',
        'ic_model',
        'ic_sub_model',
        'ic_reference',
        'ic_nickname',
        'ic_bag_size',
        'ic_bag_color',
        'ic_bag_leather',
        'ic_bag_hardware_color',
        'ic_bag_hardware_material',
        'ic_year',
        'ic_bag_date_stamp',
        'ic_bag_stamp_frame',
        'ic_bag_grade',
        '@includes',
    ),
}
INCLUDES_FIELDS = {
    'watch': ('ic_watch_has_box', 'ic_watch_has_papers', 'ic_watch_has_tags', 'ic_watch_has_service_papers'),
    'handbag': (
        'ic_bag_has_box',
        'ic_bag_has_dustbag',
        'ic_bag_has_lock',
        'ic_bag_has_keys',
        'ic_bag_has_strap',
        'ic_bag_has_papers',
        'ic_bag_has_rain_cover',
        'ic_bag_has_receipt',
    ),
}
# The serial identifies one single thing: dealers ask for it, a public page must not show it.
WHOLESALE_FIELDS = ('ic_serial', 'ic_territory')


class ProductTemplate(models.Model):
    """The facts of a piece in words, for product pages, cards and printed sheets. Never the internal notes."""

    _inherit = 'product.template'

    def _ic_card_facts(self, audience='retail'):
        """Return the facts of the piece in the reading order of its category.

        :param str audience: 'retail' (anybody) or 'wholesale' (dealers: also serial and territory)
        :return: list of dicts {'code': field name or 'includes', 'label', 'value': text}; unknown facts are left out
        """
        self.ensure_one()
        names = CARD_FIELDS.get(self.ic_category, ())
        if audience == 'wholesale':
            names += WHOLESALE_FIELDS
        facts = []
        for name in names:
            value = self._ic_includes_text() if name == '@includes' else self._ic_fact_text(name)
            if value:
                label = self.env._("Includes") if name == '@includes' else self._ic_fact_label(name)
                facts.append({'code': name.lstrip('@'), 'label': label, 'value': value})
        return facts

    def _ic_includes_text(self):
        """Return the scope of delivery, e.g. "Original Box, Original Papers"."""
        return ', '.join(self._ic_fact_label(name) for name in INCLUDES_FIELDS.get(self.ic_category, ()) if self[name])

    def _ic_fact_label(self, name):
        return self._fields[name]._description_string(self.env)

    def _ic_fact_text(self, name):
        """Return a field's value in words, '' when it is not known."""
        value, field = self[name], self._fields[name]
        if not value:
            return ''
        if name == 'ic_year':
            return self.env._("circa %s", value) if self.ic_year_approx else str(value)
        if name == 'ic_watch_case_size':
            return f'{value:g} mm'
        if name == 'ic_watch_case_material' and value == 'other' and self.ic_watch_case_material_text:
            return self.ic_watch_case_material_text
        if name == 'ic_bag_stamp_frame' and value == 'none':
            return ''
        if field.type == 'many2one':
            return value.display_name
        if field.type == 'date':
            return self.env['ir.qweb.field.date'].value_to_html(value, {})
        if field.type == 'selection':
            return dict(field._description_selection(self.env))[value]
        return str(value).strip()
