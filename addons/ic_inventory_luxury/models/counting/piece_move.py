from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..locks import lock_pieces
from .piece_place import HELD


class ProductTemplate(models.Model):
    """Moving pieces from place to place, as real stock moves that keep serial and owner."""

    _inherit = 'product.template'

    # === ACTIONS === #

    def action_ic_move(self):
        """Ask where the selected pieces go."""
        self._ic_check_may_move()
        pieces = self.filtered('ic_category')
        gone = pieces.filtered(lambda piece: not piece.ic_location_ids)
        if gone or not pieces:
            raise UserError(
                self.env._(
                    "%s is not in the house, so it cannot be moved. Receive it first.",
                    ', '.join(gone.mapped('display_name')) or self.env._("Nothing"),
                )
            )
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Move Pieces") if len(pieces) > 1 else self.env._("Move %s", pieces.default_code),
            'res_model': 'ic.piece.move',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_piece_ids': pieces.ids},
        }

    # === BUSINESS METHODS === #

    def _ic_check_may_move(self):
        if not self.env.su and not self.env.user.has_group('ic_inventory_luxury.group_manage_inventory'):
            raise AccessError(
                self.env._("Only people who manage inventory move pieces. Ask for the right \"Manage Inventory\".")
            )

    def _ic_move_to(self, location, reference=None):
        """Move all units of the pieces to `location` at once.

        :param location: stock.location that can hold stock
        :param str reference: what the stock moves are called
        :return: the finished stock.move records; units that lie there already make none
        :raise UserError: when one of the pieces cannot go there; nothing is moved then
        """
        self._ic_check_may_move()
        lock_pieces(self)
        quants = self._ic_quants()
        for piece in self - quants.product_tmpl_id:
            raise UserError(self.env._("%s is not in the house, so it cannot be moved.", piece.display_name))
        return self._ic_move_quants({quant: quant.quantity for quant in quants}, location, reference)

    def _ic_quants(self):
        """Return the quants that hold units of the pieces, read after the pieces were locked."""
        return (
            self.env['stock.quant']
            .sudo()
            .search(
                [
                    ('product_tmpl_id', 'in', self.ids),
                    ('location_id.usage', 'in', HELD),
                    ('location_id.company_id', '!=', False),
                    ('quantity', '>', 0),
                ]
            )
        )

    @api.model
    def _ic_move_quants(self, wanted, location, reference=None):
        """Move units of quants to `location`, keeping serial, package and owner. The pieces are locked by the caller.

        :param dict wanted: stock.quant -> units
        """
        location = location.sudo()
        for quant, units in wanted.items():
            self._ic_check_movable(quant, units, location)
        values = [
            self._ic_move_values(quant, units, location, reference or self.env._("Moved"))
            for quant, units in wanted.items()
            if quant.location_id != location
        ]
        return self._ic_finish_moves(values)

    @api.model
    def _ic_move_values(self, quant, units, location, reference, origin=None):
        """Return the values of a stock.move that brings `units` of `quant` to `location`."""
        values = quant.with_context(inventory_name=reference)._get_inventory_move_values(
            units, quant.location_id, location, quant.package_id
        )
        return {**values, 'origin': origin or reference}

    @api.model
    def _ic_finish_moves(self, values):
        """Create stock moves and finish them, all or none."""
        moves = self.env['stock.move'].sudo().with_context(inventory_mode=False).create(values)
        moves.with_context(ignore_dest_packages=True)._action_done()
        unfinished = moves.filtered(lambda move: move.state != 'done')
        if unfinished:
            raise UserError(
                self.env._("%s could not be moved. Nothing was moved.", unfinished[0].product_id.display_name)
            )
        return moves

    @api.model
    def _ic_check_movable(self, quant, units, location):
        piece = quant.product_id.display_name
        if location.usage not in HELD:
            raise UserError(
                self.env._(
                    "%(place)s holds no pieces. Choose a room, a safe or a bin inside it.", place=location.complete_name
                )
            )
        if location.company_id != quant.company_id:
            raise UserError(
                self.env._(
                    "%(piece)s belongs to %(company)s and cannot go to %(place)s of another company.",
                    piece=piece,
                    company=quant.company_id.name,
                    place=location.complete_name,
                )
            )
        if units <= 0 or units > quant.quantity:
            raise UserError(
                self.env._(
                    "%(piece)s: %(units)g cannot be moved, there are %(here)g in %(place)s.",
                    piece=piece,
                    units=units,
                    here=quant.quantity,
                    place=quant.location_id.ic_path,
                )
            )
        picked = (
            self.env['stock.move.line'].search(
                [
                    ('product_id', '=', quant.product_id.id),
                    ('lot_id', '=', quant.lot_id.id),
                    ('location_id', '=', quant.location_id.id),
                    ('picked', '=', True),
                    ('picking_id', '!=', False),
                    ('state', 'not in', ('draft', 'done', 'cancel')),
                ],
                limit=1,
            )
            if quant.reserved_quantity > quant.quantity - units
            else None
        )
        if picked:
            raise UserError(
                self.env._(
                    "%(piece)s is being packed for %(order)s. Finish or cancel that transfer first.",
                    piece=piece,
                    order=picked.picking_id.origin or picked.picking_id.name,
                )
            )
