"""The rules of the state machine that touch the stock itself; see `claims_machine`."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from .claims_machine import UNITS, WHICH, ClaimsMachine


class StockMachine(ClaimsMachine):
    """Goods come in, move, go out for work or to a client, are lost, found, scrapped and given back."""

    @rule(which=WHICH, units=UNITS)
    def receive(self, which, units):
        piece = self.pick(self.pieces, which)
        if piece.ic_is_unique:
            self.attempt(piece.action_ic_receive)
        elif piece.ic_category:
            self.attempt(lambda: piece._ic_receive(quantity=units))
        else:
            stock = self.env['stock.quant'].with_context(inventory_mode=True)
            values = {'product_id': piece.product_variant_id.id, 'location_id': self.case.stock.id}
            self.attempt(lambda: stock.create({**values, 'inventory_quantity': units}).action_apply_inventory())

    @precondition(lambda self: self.lying)
    @rule(which=WHICH, place=WHICH)
    def transfer(self, which, place):
        self.attempt(self.pick(self.lying, which).move_quants, self.pick(self.case.places, place))

    @precondition(lambda self: self.lying)
    @rule(which=WHICH, units=UNITS, kind=st.sampled_from(['service', 'approval', 'show']))
    def check_out(self, which, units, kind):
        """To a service shop, or to a client on approval."""
        piece = self.pick(self.lying, which).product_id.product_tmpl_id
        if not piece.ic_category:
            return
        values = {'kind': kind, 'piece_ids': piece.ids, 'quantity': self.units(piece, units)}
        if kind == 'service':
            values.update(work='polish', shop_id=self.case.shop.id)
        else:
            values['partner_id'] = self.pick(self.case.clients, which).id
        self.attempt(lambda: self.env['ic.checkout.wizard'].create(values).action_check_out())

    @precondition(lambda self: self.trips)
    @rule(which=WHICH)
    def check_in(self, which):
        trip = self.pick(self.trips, which)
        self.attempt(lambda: self.env['ic.checkin.wizard'].create({'trip_ids': trip.ids}).action_check_in())

    @precondition(lambda self: self.lying)
    @rule(which=WHICH, units=st.integers(-2, 1))
    def count(self, which, units):
        """A count finds fewer, or more, than the stock says. It is the truth: who was promised the rest loses it."""
        quant = self.pick(self.lying, which)
        found = max(quant.quantity + (min(units, 0) if quant.lot_id else units), 0)

        def apply():
            quant.with_context(inventory_mode=True).inventory_quantity = found
            quant.action_apply_inventory()

        self.attempt(apply)

    @precondition(lambda self: self.lying)
    @rule(which=WHICH)
    def write_the_stock(self, which):
        """Somebody with a script writes the quantity itself."""
        quant = self.pick(self.lying, which)
        self.attempt(lambda: quant.sudo().write({'quantity': quant.quantity - 1}))

    @precondition(lambda self: self.lying)
    @rule(which=WHICH, units=UNITS)
    def scrap(self, which, units):
        """Nothing is scrapped that somebody else was promised."""
        quant = self.pick(self.lying, which)
        units = min(units, quant.quantity)
        expected = units <= self.truth.free(quant.product_id.id)
        values = {'product_id': quant.product_id.id, 'lot_id': quant.lot_id.id, 'location_id': quant.location_id.id}
        done = self.attempt(lambda: self.env['stock.scrap'].create({**values, 'scrap_qty': units}).do_scrap())
        assert done == expected, f"{units} of {quant.product_id.name}: scrapped {done}, should be {expected}"

    @precondition(lambda self: self.lying)
    @rule(which=WHICH, where=st.sampled_from(['supplier', 'customer']))
    def leave_by_hand(self, which, where):
        """A transfer by hand gives the units of a quant to the supplier or to a customer, without any order."""
        quant = self.pick(self.lying, which)
        expected = quant.quantity <= self.truth.free(quant.product_id.id)
        done = self.attempt(quant.move_quants, self.case.outside[where])
        assert done == expected, f"{quant.quantity:g} of {quant.product_id.name}: left {done}, should be {expected}"

    @rule(which=WHICH, status=st.sampled_from(['available', 'hold', 'service', 'incoming', 'awaiting_photos']))
    def set_the_status(self, which, status):
        piece = self.pick(self.pieces, which)
        if piece.ic_category:
            self.attempt(piece._ic_set_status, status)
