from odoo import api, fields, models
from odoo.exceptions import UserError


class IcLookbookWizard(models.TransientModel):
    """Put pieces into a lookbook: one that is there, or a new one."""

    _name = 'ic.lookbook.wizard'
    _description = "Add to Lookbook"

    piece_ids = fields.Many2many('product.template', string="Pieces", required=True)
    company_id = fields.Many2one('res.company', compute='_compute_company_id')
    lookbook_id = fields.Many2one(
        'ic.lookbook',
        domain="[('company_id', '=', company_id), ('state', '!=', 'withdrawn')]",
        help="Empty: a new one.",
    )
    name = fields.Char(string="Title", default=lambda self: self.env._("A private selection"))
    partner_id = fields.Many2one('res.partner', string="Client")
    client_name = fields.Char(string="or Name", help="When the client is no contact yet.")
    audience = fields.Selection([('retail', "Retail"), ('wholesale', "Wholesale")], default='retail', required=True)

    @api.depends('piece_ids')
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.piece_ids.company_id[:1] or self.env.company

    def action_add(self):
        """Add the pieces that are not in it yet, in the order of the list, and open the lookbook."""
        self.ensure_one()
        if len(self.piece_ids.company_id) > 1:
            raise UserError(self.env._("A lookbook is of one store. Choose pieces of one store."))
        lookbook = self.lookbook_id or self.env['ic.lookbook'].create(
            {
                'name': self.name or self.env._("A private selection"),
                'company_id': self.company_id.id,
                'partner_id': self.partner_id.id,
                'client_name': self.partner_id.name or self.client_name,
                'audience': self.audience,
            }
        )
        last = max(lookbook.line_ids.mapped('sequence'), default=0)
        new = self.piece_ids - lookbook.line_ids.product_tmpl_id
        self.env['ic.lookbook.line'].create(
            [
                {'lookbook_id': lookbook.id, 'product_tmpl_id': piece.id, 'sequence': last + place}
                for place, piece in enumerate(new, 1)
            ]
        )
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'ic.lookbook',
            'res_id': lookbook.id,
            'views': [(False, 'form')],
        }
