from odoo import api, fields, models
from odoo.exceptions import UserError


class IcClaim(models.Model):
    """What the screen of the claims shows besides the facts: the photo, and the way to the document behind a claim."""

    _inherit = 'ic.claim'

    piece_name = fields.Char(related='product_tmpl_id.name')
    default_code = fields.Char(related='product_tmpl_id.default_code')
    image_128 = fields.Image(related='product_id.image_128')
    has_document = fields.Boolean(compute='_compute_has_document', compute_sudo=True)

    # === COMPUTE METHODS === #

    @api.depends('owner')
    def _compute_has_document(self):
        for claim in self:
            document = claim._ic_document()
            claim.has_document = bool(document)

    # === ACTIONS === #

    def action_open_document(self):
        """Open the order, hold, trip or transfer that has the claim."""
        self.ensure_one()
        self.check_access('read')
        document = self.sudo()._ic_document()
        if not document:
            raise UserError(self.env._("%s is not there any more, or is no document of this system.", self.reference))
        return {
            'type': 'ir.actions.act_window',
            'res_model': document._name,
            'res_id': document.id,
            'views': [(False, 'form')],
        }

    def action_open_piece(self):
        """Open the piece that is claimed."""
        self.ensure_one()
        piece = self.product_tmpl_id
        view = self.env.ref('ic_inventory_luxury.product_piece_view_form') if piece.ic_category else None
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'product.template',
            'res_id': piece.id,
            'views': [(view.id if view else False, 'form')],
        }
