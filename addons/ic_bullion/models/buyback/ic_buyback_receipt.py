from odoo import Command, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_inventory_luxury.models.locks import lock_pieces

from ...pricing.exact import decimal, exactly, to_step
from .ic_buyback_line import OF_PIECE


class IcBuyback(models.Model):
    """The goods come in: an ordinary receipt of Odoo, valued at what is paid."""

    _inherit = 'ic.buyback'

    # === ACTIONS === #

    def action_receive(self):
        """Put the goods in stock, once. Pressed twice at the same moment, the second finds it done."""
        self._ic_lock()
        for buyback in self.filtered(lambda buyback: buyback.state not in ('received', 'paid')):
            if buyback.state != 'accepted':
                raise UserError(self.env._("%s: the seller has not accepted the bid.", buyback.name))
            buyback.sudo()._ic_receive()
            buyback.sudo().write({'state': 'received', 'received_on': fields.Datetime.now()})
            buyback.sudo()._ic_book()
        return True

    def action_open_receipt(self):
        self.ensure_one()
        return self.picking_id.get_formview_action()

    def action_open_pieces(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        return dict(action, domain=[('id', 'in', self.line_ids.piece_id.ids)], display_name=self.name, context={})

    # === BUSINESS METHODS === #

    def _ic_receive(self):
        """Make the pieces that are not there yet, and receive all of it into the place that was chosen."""
        self.ensure_one()
        lines = self.line_ids.with_company(self.company_id)
        for line in lines:
            line.piece_id = line.piece_id or line._ic_make_piece()
        lock_pieces(lines.piece_id)
        lines.piece_id.filtered('ic_is_unique')._ic_check_not_in_house()
        costs = lines._ic_costs()
        self.picking_id = self.env['stock.picking'].with_company(self.company_id).create(self._ic_picking_values(lines))
        self.picking_id.action_confirm()
        for move in self.picking_id.move_ids:
            move._ic_fill_buyback()
        self.picking_id._action_done()
        for piece, cost in costs.items():
            piece.standard_price = cost

    def _ic_picking_values(self, lines):
        location = self.location_id
        warehouse = location.warehouse_id or self.env['stock.warehouse'].search(
            [('company_id', '=', self.company_id.id)], limit=1
        )
        source = self.partner_id.with_company(self.company_id).property_stock_supplier
        return {
            'partner_id': self.partner_id.id,
            'picking_type_id': warehouse.in_type_id.id,
            'location_id': source.id,
            'location_dest_id': location.id,
            'origin': self.name,
            'company_id': self.company_id.id,
            'move_ids': [Command.create(line._ic_move_values(source, location)) for line in lines],
        }


class IcBuybackLine(models.Model):
    _inherit = 'ic.buyback.line'

    def _ic_make_piece(self):
        """Return a new piece with what the line says, priced as the store prices new bullion."""
        self.ensure_one()
        facts = self._fields_to_values({OF_PIECE[name]: self[name] for name in OF_PIECE if self[name]})
        serial = (self.serial or '').strip()
        values = facts | {
            'name': self.name,
            'company_id': self.company_id.id,
            'ic_category': 'bullion',
            'ic_serial': serial or False,
            'ic_is_unique': bool(serial),
        }
        pieces = self.env['product.template'].sudo().with_company(self.company_id)
        piece = pieces.create(values)
        piece.list_price = float(piece._ic_metal_quotes()[piece].price or 0.0) or piece.list_price
        return piece

    def _ic_move_values(self, source, location):
        self.ensure_one()
        product = self.piece_id.product_variant_id
        # What a customer of ours brings back comes from him: a serial number is in one place only.
        unique = self.piece_id.ic_is_unique
        if unique and self.piece_id._ic_stock_facts()[self.piece_id.id]['delivered'] > 0:
            source = self.buyback_id.partner_id.with_company(self.company_id).property_stock_customer
        return {
            'product_id': product.id,
            'product_uom': product.uom_id.id,
            'product_uom_qty': self.quantity,
            'location_id': source.id,
            'location_dest_id': location.id,
            'company_id': self.company_id.id,
            'ic_buyback_line_id': self.id,
        }

    def _ic_costs(self):
        """Return {piece: cost} for pieces at a standard price, which Odoo does not move by itself.

        What is there keeps its cost, what comes in has what is paid; the cost is the mean of both, by units.
        """
        costs = {}
        for piece in self.piece_id:
            product = piece.product_variant_id.with_company(self.company_id)
            if product.cost_method != 'standard':
                continue
            mine = self.filtered(lambda line, piece=piece: line.piece_id == piece)
            held = decimal(max(product.qty_available, 0.0))
            with exactly():
                units = held + sum(mine.mapped('quantity'))
                paid = sum(line._ic_total() for line in mine)
                mean = (held * decimal(product.standard_price) + paid) / units
            costs[piece] = float(to_step(mean, decimal(0.01)))
        return costs
