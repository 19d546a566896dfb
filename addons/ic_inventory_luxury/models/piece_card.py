from odoo import models


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    def _ic_card_facts(self, audience='retail'):
        """Return the facts of the piece for a card or page, in the reading order of its category.

        :param str audience: 'retail' or 'wholesale'
        :return: list of dicts {'code', 'label', 'value'}; facts that are not known are left out
        """
        self.ensure_one()
        return []
