from odoo import models


class IcStone(models.Model):
    _inherit = 'ic.stone'

    def _ic_web_grades(self):
        """Return what a report says of the stone, as list of (label, words): color, clarity, cut, treatment."""
        self.ensure_one()
        color = self.color if self.color and self.color != 'fancy' else self._ic_label('fancy_grade')
        grades = (
            (self.env._("Color"), ' '.join(filter(None, (color, self.hue)))),
            (self.env._("Clarity"), self.clarity),
            (self.env._("Cut"), self._ic_label('cut_grade')),
            (self.env._("Assessment"), self._ic_label('quality_assessment')),
            (self.env._("Fluorescence"), self._ic_label('fluorescence')),
            (self.env._("Origin"), self.place),
            (self.env._("Treatment"), ', '.join(self.treatment_ids.mapped('name'))),
        )
        return [(label, words) for label, words in grades if words]
