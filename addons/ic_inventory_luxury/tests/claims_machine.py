"""A state machine that lives a store's life in random order; see `test_claims_machine`.

Each rule is one thing people do. What can be told beforehand (is there a unit left for this owner?) is told from the
tables by `ClaimsTruth`, and the rule must do exactly that: refuse when there is none, and succeed when there is one.
"""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError

from .claims_truth import ClaimsTruth

WHICH = st.integers(0, 11)
UNITS = st.integers(1, 3)


class ClaimsMachine(RuleBasedStateMachine):
    """Sales, holds and their ends. `case` (a `ClaimsMachineCase`) is set by a subclass."""

    case = None

    def __init__(self):
        super().__init__()
        self.env = self.case.env
        self.savepoint = self.env.cr.savepoint()
        self.pieces = self.case.pieces.with_env(self.env)
        self.truth = ClaimsTruth(self.env, self.pieces.product_variant_ids.ids)
        self.orders = self.env['sale.order']
        self.references = []
        self.look()

    def teardown(self):
        self.savepoint.close(rollback=True)

    # === WHAT THERE IS TO WORK ON === #

    def look(self):
        """Note what the next rule may choose from."""
        claims = self.env['ic.claim'].search([('product_id', 'in', self.truth.product_ids)], order='id')
        self.holds = claims.filtered(lambda claim: claim.state == 'held' and claim.expires_at)
        self.sold = self.orders.filtered(lambda order: order.state == 'sale')
        pickings = self.orders.picking_ids.sorted('id')
        self.ready = pickings.filtered(lambda picking: picking.state == 'assigned')
        self.delivered = pickings.filtered(
            lambda picking: picking.state == 'done' and picking.location_dest_id.usage == 'customer'
        )
        self.lying = self.env['stock.quant'].search(
            [
                ('product_id', 'in', self.truth.product_ids),
                ('location_id.usage', '=', 'internal'),
                ('quantity', '>', 0),
            ],
            order='id',
        )
        self.trips = self.pieces.ic_checkout_ids.filtered(lambda trip: trip.state == 'out').sorted('id')

    @staticmethod
    def pick(records, which):
        return records[which % len(records)]

    def units(self, piece, units):
        return 1 if piece.ic_is_unique and piece.ic_category else units

    def attempt(self, step, *arguments):
        """Do `step`; tell whether it was done. A refusal must have left everything as it was."""
        before = self.truth.snapshot()
        try:
            with self.env.cr.savepoint():
                step(*arguments)
        except (UserError, ValidationError) as refusal:
            after = self.truth.snapshot()
            assert after == before, f"the refusal ({refusal}) changed something: {before} -> {after}"
            return False
        return True

    @invariant()
    def everything_is_true(self):
        self.env.cr.flush()
        self.env.invalidate_all()
        self.truth.check()
        self.look()

    # === HOLDS === #

    @rule(
        which=WHICH, units=UNITS, client=WHICH, kind=st.sampled_from(['checkout', 'client', 'approval']), minutes=UNITS
    )
    def hold(self, which, units, client, kind, minutes):
        """A cart, a client or an approval takes a hold. Refused without a savepoint: nothing may be half taken."""
        piece, partner = self.pick(self.pieces, which), self.pick(self.case.clients, client)
        product, owner = piece.product_variant_id, f'machine,{kind}-{client % 4}'
        units = self.units(piece, units)
        expected = units <= self.truth.free(product.id, owner, partner.id)
        before = self.truth.facts()
        until = fields.Datetime.now() + timedelta(minutes=10 * minutes)
        try:
            self.env['ic.claim']._ic_take(
                {product: units}, owner, kind=kind, source='website', state='held', until=until, partner=partner
            )
            done = True
        except UserError:
            done = False
            assert self.truth.facts() == before, "a refused hold changed something"
        assert done == expected, f"{units} of {piece.name}: hold taken {done}, should be {expected}"
        piece._ic_sync_status("Hold")

    @precondition(lambda self: self.holds)
    @rule(which=WHICH)
    def time_passes(self, which):
        """The time of a hold is up. Nobody tidies up: it must count for nothing from now on."""
        hold = self.pick(self.holds, which)
        hold.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        hold.product_tmpl_id._ic_sync_status("A hold lapsed")

    @precondition(lambda self: self.holds)
    @rule(which=WHICH)
    def let_go(self, which):
        hold = self.pick(self.holds, which)
        hold._ic_release("Changed his mind")
        hold.product_tmpl_id._ic_sync_status("Released")

    @rule(which=WHICH, units=UNITS, number=st.integers(0, 3), minutes=st.sampled_from([None, 5]))
    def another_system_takes(self, which, units, number, minutes):
        piece, reference = self.pick(self.pieces, which), f'EXT-{number}'
        units = self.units(piece, units)
        owner = self.env['ic.claim']._ic_entry_key(reference)
        expected = units <= self.truth.free(piece.product_variant_id.id, owner)
        done = self.attempt(self.env['ic.claim'].take, piece.product_variant_id.id, units, reference, minutes)
        assert done == expected, f"{units} of {piece.name}: taken {done}, should be {expected}"
        self.references.append(reference)

    @precondition(lambda self: self.references)
    @rule(which=WHICH, step=st.sampled_from(['commit', 'release']))
    def another_system_decides(self, which, step):
        self.attempt(getattr(self.env['ic.claim'], step), self.pick(self.references, which))

    # === ORDERS === #

    @rule(which=WHICH, units=UNITS, client=WHICH, second=st.booleans())
    def sell(self, which, units, client, second):
        """Confirm an order of one or two products, sometimes with the same product on both lines."""
        partner, wants = self.pick(self.case.clients, client), {}
        for place in (which, which + units % 2) if second else (which,):
            piece = self.pick(self.pieces, place)
            wants.setdefault(piece, []).append(self.units(piece, units))
        expected = all(
            sum(lines) <= self.truth.free(piece.product_variant_id.id, partner_id=partner.id)
            for piece, lines in wants.items()
        )
        order = self.env['sale.order'].create(
            {
                'partner_id': partner.id,
                'order_line': [
                    Command.create({'product_id': piece.product_variant_id.id, 'product_uom_qty': line})
                    for piece, lines in wants.items()
                    for line in lines
                ],
            }
        )
        done = self.attempt(order.action_confirm)
        assert done == expected, f"{wants}: sold {done}, should be {expected}"
        self.orders |= order

    @precondition(lambda self: self.sold)
    @rule(which=WHICH, units=st.integers(0, 4))
    def change_the_order(self, which, units):
        line = self.pick(self.pick(self.sold, which).order_line, which)
        owner = f'sale.order,{line.order_id.id}'
        grows = units - line.product_uom_qty
        single = (
            len(line.order_id.order_line) == 1 and not line.qty_delivered and not line.order_id.picking_ids.return_ids
        )
        free = self.truth.free(line.product_id.id, owner, line.order_id.partner_id.id)
        done = self.attempt(line.write, {'product_uom_qty': units})
        if grows > 0 and single:
            assert done == (units <= free), f"{units} of {line.product_id.name}: {done}, free {free}"

    @precondition(lambda self: self.sold)
    @rule(which=WHICH)
    def cancel(self, which):
        self.attempt(self.pick(self.sold, which)._action_cancel)

    @precondition(lambda self: self.ready)
    @rule(which=WHICH, less=st.integers(0, 2), rest_follows=st.booleans())
    def deliver(self, which, less, rest_follows):
        """Hand over what is ready (or take it back in), all of it or a part, with or without the rest to follow."""
        picking = self.pick(self.ready, which)

        def hand_over():
            for move in picking.move_ids.filtered(lambda move: move.quantity > 1):
                move.quantity = max(move.quantity - less, 1)
            picking.move_ids.picked = True
            picking.with_context(cancel_backorder=not rest_follows)._action_done()

        self.attempt(hand_over)

    @precondition(lambda self: self.delivered)
    @rule(which=WHICH, units=UNITS, exchange=st.booleans(), at_once=st.booleans())
    def send_back(self, which, units, exchange, at_once):
        """The customer returns something, or wants another one for it."""
        picking = self.pick(self.delivered, which)

        def give_back():
            wizard = (
                self.env['stock.return.picking']
                .with_context(active_id=picking.id, active_ids=picking.ids, active_model='stock.picking')
                .create({})
            )
            for line in wizard.product_return_moves:
                line.quantity = min(units, line.move_id.quantity)
            if exchange:
                action = wizard.action_create_exchanges()
            else:
                action = wizard.action_create_returns()
            if at_once:
                back = self.env['stock.picking'].browse(action['res_id'])
                back.move_ids.picked = True
                back._action_done()

        self.attempt(give_back)
