from odoo import api, fields, models
from odoo.exceptions import UserError


class IcCheckout(models.Model):
    """What is with a client on approval is promised to him; what goes elsewhere must not be bought at that moment."""

    _inherit = 'ic.checkout'

    # === CRUD === #

    def write(self, vals):
        """Override of our own to let the promise end with the trip."""
        result = super().write(vals)
        if vals.keys() & {'state', 'quantity', 'date_due'}:
            self.filtered(lambda trip: trip.kind == 'approval')._ic_follow_approval()
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _ic_send_out(self, pieces, place, values, quantity=1.0):
        """Override of our own to claim for the client what goes to him on approval."""
        kind = values.get('kind')
        if kind != 'approval':
            self._ic_check_nobody_pays(pieces.sudo())
        trips = super()._ic_send_out(pieces, place, values, quantity)
        if kind == 'approval':
            trips.sudo()._ic_claim_approval()
        return trips

    @api.model
    def _ic_check_nobody_pays(self, pieces):
        """Refuse to send away what somebody is paying for at this moment."""
        products = pieces.product_variant_ids
        self.env['ic.claim.counter'].sudo()._ic_set_capacity(products.sorted('id'))  # locks them
        paying = (
            self.env['ic.claim']
            .sudo()
            .search(
                [
                    ('product_id', 'in', products.ids),
                    ('state', '=', 'held'),
                    ('kind', 'in', ('checkout', 'till', 'lease')),
                    '|',
                    ('expires_at', '=', False),
                    ('expires_at', '>', fields.Datetime.now()),
                ]
            )
        )
        for claim in paying:
            if claim.is_unique or self.env['ic.claim']._ic_free(claim.product_id)[claim.product_id] < 1:
                raise UserError(claim._ic_where_it_went())

    def _ic_claim_approval(self):
        """Promise these pieces to the client who has them, unless he has bought them.

        The promise has no end of its own: a piece that is overdue is still with him.
        """
        Claim = self.env['ic.claim'].sudo()
        for trip in self:
            product = trip.product_tmpl_id.product_variant_id
            person = Claim._ic_person(trip.partner_id)
            bought = Claim._ic_active(product).filtered(
                lambda claim, person=person: claim.state == 'committed' and Claim._ic_person(claim.partner_id) == person
            )
            if not bought:
                Claim._ic_take(
                    {product: trip.quantity},
                    trip,
                    kind='approval',
                    source='backend',
                    state='held',
                    partner=trip.partner_id,
                    reference=trip.name,
                )

    def _ic_follow_approval(self):
        """Let the claims of these trips go, or shrink, with what came back."""
        Claim = self.env['ic.claim'].sudo()
        for trip in self.sudo():
            claims = Claim._ic_of(trip)
            if trip.state != 'out':
                claims._ic_release(self.env._("Back: %s", trip.holder or trip.name))
            elif claims and claims.quantity > trip.quantity:
                Claim._ic_take(
                    {claims.product_id: trip.quantity},
                    trip,
                    kind='approval',
                    source='backend',
                    state='held',
                    partner=trip.partner_id,
                    reference=trip.name,
                )
