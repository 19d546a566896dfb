from odoo import models

from ..product_template import CONDITION_FIELDS
from .condition_words import WORDS
from .once import once

# Facts that belong to the condition: they are told there, not among the details.
REMARKS = {'sneaker': ('ic_sneaker_wear_count', 'ic_sneaker_restoration')}


class ProductTemplate(models.Model):
    """The condition of a piece explained: what the grade means, what to know about this one, and the whole scale."""

    _inherit = 'product.template'

    def _ic_condition_field(self):
        """Return the name of the field that grades the piece, or None."""
        return 'ic_bullion_assay' if self.ic_category == 'bullion' else CONDITION_FIELDS.get(self.ic_category)

    @once
    def _ic_web_condition(self):
        """Return the condition in words, {} where the piece has no grade.

        :return: dict label, text, remarks (list of texts), scale (list of dicts label, text, own), best first
        """
        self.ensure_one()
        piece, name = self.sudo(), self._ic_condition_field()
        code = name and piece[name]
        if not code:
            return {}
        labels = dict(self._fields[name]._description_selection(self.env))
        words = {grade: self.env._(text) for grade, text in WORDS[self.ic_category].items()}
        return {
            'label': self._ic_condition_words(name, labels[code]),
            'text': words.get(code, ''),
            'remarks': piece._ic_web_remarks(),
            'scale': [
                {'label': labels[grade], 'text': text, 'own': grade == code}
                for grade, text in words.items()
                if grade in labels
            ],
        }

    def _ic_condition_words(self, name, label):
        """Return the grade as a heading. What is graded has to be said where it is not the piece itself."""
        return f'{self._ic_fact_label(name)}: {label}' if self.ic_category == 'bullion' else label

    def _ic_web_remarks(self):
        """Return what to know about the condition of this very piece: flaws first, then wear and repairs."""
        remarks = [defect._ic_text() for defect in self.ic_defect_ids]
        if self.ic_category == 'sneaker' and self.ic_sneaker_new_defects:
            remarks.insert(0, self.env._("New with a flaw from the factory"))
        for name in REMARKS.get(self.ic_category, ()):
            if self._ic_fact_text(name):
                remarks.append(f'{self._ic_fact_label(name)}: {self._ic_fact_text(name)}')
        return remarks

    def _ic_web_rest(self, facts):
        """Return those of `facts` that no other part of the page tells, and the item number."""
        told = {'ic_art_provenance', *(fact['code'] for fact in self._ic_web_highlights(facts))}
        if self._ic_web_condition():
            told |= {'ic_defect_ids', *REMARKS.get(self.ic_category, ()), self._ic_condition_field()}
        rest = [fact for fact in facts if fact['code'] not in told]
        if self.default_code:
            rest.append({'code': 'sku', 'label': self.env._("Item no."), 'value': self.default_code})
        return rest
