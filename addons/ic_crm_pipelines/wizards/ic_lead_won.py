from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class IcLeadWon(models.TransientModel):
    """Asks what was sold to whom when a deal about several pieces is won, or one whose piece is not free."""

    _name = 'ic.lead.won'
    _description = "Win a Deal"

    lead_id = fields.Many2one('crm.lead', required=True, ondelete='cascade')
    offered_ids = fields.Many2many(related='lead_id.ic_offered_ids')
    partner_id = fields.Many2one(
        'res.partner', string="Customer", compute='_compute_from_lead', store=True, readonly=False
    )
    how = fields.Selection(
        [('order', "Write the sale order and confirm it"), ('none', "Sold already, at the till or elsewhere")],
        string="The Sale",
        default='order',
        required=True,
    )
    piece_ids = fields.Many2many(
        'product.template',
        string="Sold",
        compute='_compute_from_lead',
        store=True,
        readonly=False,
        domain="[('id', 'in', offered_ids)]",
    )
    gone_words = fields.Char(compute='_compute_gone_words')

    # === COMPUTE METHODS === #

    @api.depends('lead_id')
    def _compute_from_lead(self):
        for wizard in self:
            wizard.partner_id = wizard.lead_id.partner_id
            wizard.piece_ids = wizard.lead_id.ic_offered_ids.filtered(lambda piece: piece.ic_offer_state == 'free')

    @api.depends('lead_id')
    def _compute_gone_words(self):
        for wizard in self:
            states = dict(self.env['product.template']._fields['ic_offer_state']._description_selection(self.env))
            gone = wizard.lead_id.ic_offered_ids.filtered(lambda piece: piece.ic_offer_state != 'free')
            wizard.gone_words = ', '.join(f'{piece.display_name}: {states[piece.ic_offer_state]}' for piece in gone)

    # === ACTIONS === #

    def action_win(self):
        """Win the deal, with the order for what was sold."""
        self.ensure_one()
        lead = self.lead_id
        if self.partner_id and lead.partner_id != self.partner_id:
            lead.partner_id = self.partner_id
        if self.how == 'none':
            return lead.with_context(ic_no_sale=True).action_set_won_rainbowman()
        if not self.piece_ids:
            raise UserError(self.env._("Sold: choose at least one piece, or say that the sale was made elsewhere."))
        order = lead._ic_make_order(self.piece_ids)
        left = lead.ic_offered_ids - self.piece_ids
        if left:
            lead.ic_offered_ids = [Command.unlink(piece.id) for piece in left]
        # confirming wins the deal that the order is of
        order._ic_confirm_won()
        return {'type': 'ir.actions.act_window_close'}
