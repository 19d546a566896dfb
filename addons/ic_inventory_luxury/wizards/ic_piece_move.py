from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.locks import lock_pieces


class IcPieceMove(models.TransientModel):
    """Move pieces to another place, now. Pieces of one serial go whole; counted stock asks how many."""

    _name = 'ic.piece.move'
    _description = "Move Pieces"

    piece_ids = fields.Many2many('product.template', string="Pieces", readonly=True)
    company_id = fields.Many2one('res.company', compute='_compute_company_id')
    location_dest_id = fields.Many2one(
        'stock.location',
        string="Move To",
        required=True,
        domain="[('usage', 'in', ('internal', 'transit')), ('company_id', '=', company_id)]",
    )
    note = fields.Char(string="Reason", help="Shown with the stock move, for example \"For the window\".")
    line_ids = fields.One2many('ic.piece.move.line', 'move_id', string="What Moves")

    # === COMPUTES === #

    @api.depends('piece_ids')
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.piece_ids.company_id[:1] or self.env.company

    # === CRUD === #

    @api.model
    def default_get(self, fields):
        """Override of `base` to list what the chosen pieces have in stock."""
        values = super().default_get(fields)
        ids = self.env.context.get('default_piece_ids') or []
        pieces = self.env['product.template'].browse(ids)
        pieces.check_access('read')
        if len(pieces.company_id) > 1:
            raise UserError(
                self.env._("These pieces belong to several companies. Move those of one company at a time.")
            )
        values['line_ids'] = [
            Command.create({'quant_id': quant.id, 'quantity': quant.quantity}) for quant in pieces._ic_quants()
        ]
        return values

    # === ACTIONS === #

    def action_move(self):
        """Move everything that is listed, or nothing."""
        self.ensure_one()
        pieces = self.env['product.template'].with_company(self.company_id)
        pieces._ic_check_may_move()
        self.piece_ids.check_access('read')
        lock_pieces(self.piece_ids)
        here = self.piece_ids._ic_quants()
        moved_on = self.line_ids.quant_id.sudo().exists() - here
        if moved_on or any(not line.quant_id.sudo().exists() for line in self.line_ids):
            raise UserError(
                self.env._("Somebody moved one of these pieces meanwhile. Close this window and try again.")
            )
        wanted = {line.quant_id.sudo(): line.quantity for line in self.line_ids if line.quantity}
        if not wanted:
            raise UserError(self.env._("Nothing to move: every quantity is zero."))
        if all(quant.location_id == self.location_dest_id for quant in wanted):
            raise UserError(self.env._("All of this lies in %s already.", self.location_dest_id.ic_path))
        pieces._ic_move_quants(wanted, self.location_dest_id, self.note or self.env._("Moved"))
        return {'type': 'ir.actions.act_window_close'}


class IcPieceMoveLine(models.TransientModel):
    _name = 'ic.piece.move.line'
    _description = "Piece to Move"

    move_id = fields.Many2one('ic.piece.move', required=True, ondelete='cascade')
    quant_id = fields.Many2one('stock.quant', required=True, readonly=True, ondelete='cascade')
    product_id = fields.Many2one(related='quant_id.product_id')
    lot_id = fields.Many2one(related='quant_id.lot_id')
    location_id = fields.Many2one(related='quant_id.location_id', string="From")
    place = fields.Char(related='quant_id.location_id.ic_path', string="Now In")
    available = fields.Float(related='quant_id.quantity', string="There")
    is_unique = fields.Boolean(related='quant_id.product_id.ic_is_unique')
    quantity = fields.Float(string="To Move", digits='Product Unit', required=True)
