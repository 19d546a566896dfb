from odoo import api, models


class ProductTemplate(models.Model):
    """Opening pieces from elsewhere: a scan, a QR code, a line of a count."""

    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    def _ic_open_piece(self):
        """Return the action that opens the form of one piece, or the list of several."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        if len(self) == 1:
            form = self.env.ref('ic_inventory_luxury.product_piece_view_form').id
            return {**action, 'res_id': self.id, 'view_mode': 'form', 'views': [(form, 'form')], 'context': {}}
        return {**action, 'domain': [('id', 'in', self.ids)], 'context': {'active_test': False}}

    @api.model
    def ic_open_scanned(self, piece_ids):
        """Return the action for what the web client's scanner found."""
        pieces = self.with_context(active_test=False).search([('id', 'in', piece_ids)])
        action = pieces._ic_open_piece()
        if len(pieces) > 1:
            action['display_name'] = self.env._("Several pieces carry this code")
        return action
