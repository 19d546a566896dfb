from odoo import models

CONDITION_FIELDS = {
    'sneaker': 'ic_sneaker_condition',
    'apparel': 'ic_apparel_condition',
    'accessory': 'ic_accessory_condition',
}


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    def _ic_market_condition(self, marketplace):
        """Return what `marketplace` (code, e.g. 'stockx') makes of the condition of this piece.

        :return: dict {'accepted': bool, 'value': the marketplace's word or '', 'reason': why it is not accepted, in
            words}. A condition that nobody has mapped is not accepted: a guess on a listing is a false promise.
        """
        self.ensure_one()
        name = CONDITION_FIELDS.get(self.ic_category)
        condition = name and self[name]
        if not condition:
            return {'accepted': False, 'value': '', 'reason': self.env._("The piece has no condition yet.")}
        words = dict(self._fields[name]._description_selection(self.env))[condition]
        if condition == 'ds' and self.ic_sneaker_new_defects:
            condition, words = 'ds_defects', self.env._("New with Defects")
        row = self.env['ic.condition.map'].sudo()._ic_lookup(marketplace, self.ic_category, condition, self.company_id)
        if not row.accepted:
            return {
                'accepted': False,
                'value': '',
                'reason': row.note
                or self.env._(
                    "%(condition)s has no counterpart on %(marketplace)s.", condition=words, marketplace=marketplace
                ),
            }
        if row.needs_own_box and not self._ic_has_own_box():
            return {
                'accepted': False,
                'value': '',
                'reason': self.env._("This marketplace takes pairs only in their original box with its lid."),
            }
        return {'accepted': True, 'value': row.value or '', 'reason': ''}

    def _ic_has_own_box(self):
        """Whether the pair comes in its original box, lid included."""
        return self.ic_sneaker_box in ('original_clean', 'original_damaged') and not self.ic_sneaker_lid_missing
