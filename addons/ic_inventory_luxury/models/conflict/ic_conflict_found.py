from odoo import models


class IcConflict(models.Model):
    """A conflict over missing stock that ends by itself: the piece was found."""

    _inherit = 'ic.conflict'

    def _ic_document(self):
        """Return the record that was left without the piece, empty if it is no record or was deleted."""
        self.ensure_one()
        model, _comma, number = self.owner.partition(',')
        if model in self.env and number.isdigit():
            return self.env[model].browse(int(number)).exists()
        return self.browse()

    def _ic_found_again(self):
        """Close the conflict: its document has its claim back."""
        self.ensure_one()
        self.message_post(body=self.env._("Found again: the document has its piece back."))
        self.state = 'settled'
