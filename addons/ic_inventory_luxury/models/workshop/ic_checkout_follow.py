from odoo import api, fields, models
from odoo.tools import float_compare


class IcCheckout(models.Model):
    """Trips follow the stock: a transfer by hand into or out of a place outside opens or closes them as well."""

    _inherit = 'ic.checkout'

    @api.model
    def _ic_follow(self, moves):
        """Bring the open trips in line with what lies outside after `moves` (finished ones). Closes before it opens."""
        touched = {}
        for move in moves:
            for place in (move.location_id | move.location_dest_id).filtered('ic_is_away'):
                touched.setdefault((move.product_id.product_tmpl_id, place), move)
        gaps = [
            (piece, place, move, self._ic_lying(piece, place) - self._ic_open_quantity(piece, place))
            for (piece, place), move in touched.items()
        ]
        for piece, place, _move, gap in gaps:
            if float_compare(gap, 0, precision_digits=4) < 0:
                out = moves.filtered(lambda move: move.location_id == place)
                self._ic_close(piece, place, -gap, out[:1])
        self.env.flush_all()  # the database allows one open trip per piece, so the old one ends before a new one starts
        for piece, place, move, gap in gaps:
            if float_compare(gap, 0, precision_digits=4) > 0:
                self._ic_open(piece, place, gap, move)

    @api.model
    def _ic_lying(self, piece, place):
        quants = self.env['stock.quant'].search(
            [('product_id.product_tmpl_id', '=', piece.id), ('location_id', '=', place.id)]
        )
        return sum(quants.mapped('quantity'))

    @api.model
    def _ic_open_trips(self, piece, place):
        return self.search(
            [('product_tmpl_id', '=', piece.id), ('location_id', '=', place.id), ('state', '=', 'out')], order='id'
        )

    @api.model
    def _ic_open_quantity(self, piece, place):
        return sum(self._ic_open_trips(piece, place).mapped('quantity'))

    @api.model
    def _ic_close(self, piece, place, quantity, move):
        """Close trips for `quantity` units: those being checked in first, then the oldest; split one that stays."""
        target = move.location_dest_id
        inside = target.usage in ('internal', 'transit')
        values = {
            'state': 'back' if inside else 'gone',
            'date_in': fields.Datetime.now(),
            'user_in_id': self.env.uid,
            'picking_in_id': move.picking_id.id,
        }
        closing = self.env.context.get('ic_closing_trips') or []
        for trip in self._ic_open_trips(piece, place).sorted(lambda trip: (trip.id not in closing, trip.id)):
            if quantity <= 0:
                return
            if float_compare(trip.quantity, quantity, precision_digits=4) > 0:
                trip.copy({**values, 'name': trip.name, 'quantity': quantity})
                trip.quantity -= quantity
                return
            quantity -= trip.quantity
            trip.write(values)
            trip.activity_ids.action_feedback(feedback=move.picking_id.name or move.reference or '')

    @api.model
    def _ic_open(self, piece, place, quantity, move):
        """Open a trip for what somebody moved outside by a transfer of his own."""
        shop = (
            self.env['ic.service.shop']
            .with_context(active_test=False)
            .search([('location_id', '=', place.id)], limit=1)
        )
        self.create(
            {
                'company_id': piece.company_id.id,
                'product_tmpl_id': piece.id,
                'is_unique': piece.ic_is_unique,
                'quantity': quantity,
                'kind': 'service' if place.ic_kind == 'shop' else 'other',
                'work': (shop.kind or 'service') if place.ic_kind == 'shop' else False,
                'shop_id': shop.id,
                'shop_text': False if shop or place.ic_kind != 'shop' else place.name,
                'partner_id': move.picking_id.partner_id.id,
                'location_id': place.id,
                'location_from_id': self._ic_home(piece, move).id,
                'picking_id': move.picking_id.id,
                'date_due': shop._ic_due() if shop else False,
                'user_id': self.env.uid,
            }
        )

    @api.model
    def _ic_home(self, piece, move):
        """Return the place in the house the piece comes from, also when it went from one shop on to another."""
        if move.location_id.ic_is_away:
            earlier = [('product_tmpl_id', '=', piece.id), ('location_id', '=', move.location_id.id)]
            return self.search(earlier, order='id desc', limit=1).location_from_id
        return move.location_id if move.location_id.usage == 'internal' else self.env['stock.location']
