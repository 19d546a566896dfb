from odoo import Command, api, models
from odoo.exceptions import UserError

from ..locks import lock_pieces


class IcCheckout(models.Model):
    """Taking pieces out of the house and back in: real transfers of the very serials, whoever owns them."""

    _inherit = 'ic.checkout'

    # === OUT === #

    @api.model
    def _ic_send_out(self, pieces, place, values, quantity=1.0):
        """Take `pieces` (of one company) out of the house to `place` with one number and one transfer.

        :param place: stock.location record that is out of the house
        :param dict values: what else to write on each trip
        :param float quantity: units of a piece that is not one of one
        :return: the trips
        :raise UserError: when a piece is not in the house or is out already; nothing is moved then
        """
        pieces = pieces.sudo()
        lock_pieces(pieces)  # of two who take the same piece out at once one is retried and reads that it is out
        facts = pieces._ic_stock_facts()
        sources = {piece: piece._ic_take(facts[piece.id], 1.0 if piece.ic_is_unique else quantity) for piece in pieces}
        number = self._ic_next_number()
        trips = self.create(
            [
                {
                    **values,
                    'name': number,
                    'company_id': piece.company_id.id,
                    'product_tmpl_id': piece.id,
                    'is_unique': piece.ic_is_unique,
                    'quantity': sum(taken for _quant, taken in found),
                    'location_id': place.id,
                    'location_from_id': found[0][0].location_id.id,
                }
                for piece, found in sources.items()
            ]
        )
        self.env.flush_all()  # the database's own "one trip per piece" speaks before anything moves
        parts = [(quant, taken, place) for found in sources.values() for quant, taken in found]
        trips.sudo().picking_id = self._ic_transfer(parts, number, trips[:1]._ic_holder_partner())
        for piece in pieces:
            piece._ic_sync_status(trips._ic_reason_out(), origin=number, choice=piece._ic_choice_to_keep())
        return trips

    def _ic_holder_partner(self):
        """Return the partner who has the piece, if we know one."""
        return self.shop_id.partner_id or self.partner_id

    def _ic_reason_out(self):
        trip = self[:1]
        where = trip.holder or dict(trip._fields['kind']._description_selection(self.env))[trip.kind]
        return self.env._("Out: %s", where)

    # === IN === #

    def _ic_bring_back(self, place=None, status=None, values=None):
        """Take the pieces of these open trips back in, with one transfer.

        :param place: stock.location record; each to the place it left by default
        :param str status: the status to choose; the one the dealer had by default
        :param dict values: what else to write on each trip (condition, notes, cost)
        """
        trips = self.filtered(lambda trip: trip.state == 'out')
        pieces = trips.product_tmpl_id.sudo()
        lock_pieces(pieces)
        trips.invalidate_recordset(['state'])
        if not trips or trips.filtered(lambda trip: trip.state != 'out'):
            raise UserError(self.env._("Somebody has checked this in already. Look at the list again."))
        if status:
            pieces._ic_check_return(status)
        parts = []
        for trip in trips.sudo():
            target = place or trip._ic_way_home()
            parts += [(quant, taken, target) for quant, taken in trip._ic_lying_there()]
        picking = self.env['stock.picking']
        if parts:  # nothing is left to move when the stock there was written off meanwhile
            picking = self.with_context(ic_closing_trips=trips.ids)._ic_transfer(
                parts, ', '.join(sorted(set(trips.mapped('name')))), trips[:1]._ic_holder_partner()
            )
        trips.sudo().write({'picking_in_id': picking.id, 'state': 'back'})
        trips.write({**(values or {}), 'user_in_id': self.env.uid})
        trips.sudo().activity_ids.action_feedback(feedback=self.env._("Back"))
        pieces._ic_reserve_waiting()
        for trip in trips:
            trip.product_tmpl_id._ic_sync_status(
                self.env._("Back: %s", trip.holder or trip.name), origin=trip.name, choice=status
            )

    def _ic_way_home(self):
        """Return the place the piece left, or the warehouse's own when that is no more."""
        self.ensure_one()
        home = self.location_from_id
        if home and home.active and home.usage == 'internal' and not home.ic_is_away:
            return home
        return self.product_tmpl_id._ic_receipt_location(self.company_id)

    def _ic_lying_there(self):
        """Return [(quant, quantity)] of what this trip has at its place."""
        self.ensure_one()
        product = self.product_tmpl_id.product_variant_id
        quants = self.env['stock.quant'].search(
            [('product_id', '=', product.id), ('location_id', '=', self.location_id.id), ('quantity', '>', 0)]
        )
        return self.product_tmpl_id._ic_pick(quants, self.quantity)

    # === TRANSFER === #

    @api.model
    def _ic_transfer(self, parts, origin, partner):
        """Move stock with one finished internal transfer, keeping serial, package and owner.

        :param parts: list of (stock.quant record, quantity, stock.location record to)
        :return: the stock.picking record
        """
        company = parts[0][0].company_id
        parts = [(quant.sudo().with_company(company), quantity, place.sudo()) for quant, quantity, place in parts]
        kind = self._ic_transfer_type(company)
        picking = (
            kind.env['stock.picking']
            .with_context(ic_status_sync_off=True)
            .create(
                {
                    'picking_type_id': kind.id,
                    'location_id': parts[0][0].location_id.id,
                    'location_dest_id': parts[0][2].id,
                    'partner_id': partner.id,
                    'origin': origin,
                    'company_id': company.id,
                }
            )
        )
        moves = picking.env['stock.move'].create([self._ic_move_values(picking, *part) for part in parts])
        picking._action_done()
        if moves.filtered(lambda move: move.state != 'done'):
            raise UserError(self.env._("The transfer %s could not be finished.", picking.name))
        return picking.with_env(self.env)

    @api.model
    def _ic_transfer_type(self, company):
        warehouses = self.env['stock.warehouse'].sudo().with_company(company)
        found = warehouses.search([('company_id', '=', company.id)], limit=1).int_type_id
        if not found:
            raise UserError(
                self.env._("%s has no warehouse. Create one under Inventory > Configuration first.", company.name)
            )
        return found

    @api.model
    def _ic_move_values(self, picking, quant, quantity, place):
        common = {
            'product_id': quant.product_id.id,
            'location_id': quant.location_id.id,
            'location_dest_id': place.id,
            'company_id': picking.company_id.id,
            'picking_id': picking.id,
        }
        line = {
            **common,
            'product_uom_id': quant.product_uom_id.id,
            'quantity': quantity,
            'lot_id': quant.lot_id.id,
            'owner_id': quant.owner_id.id,
            'package_id': quant.package_id.id,
            'picked': True,
        }
        return {
            **common,
            'product_uom': quant.product_uom_id.id,
            'product_uom_qty': quantity,
            'state': 'confirmed',
            'picked': True,
            'move_line_ids': [Command.create(line)],
        }
