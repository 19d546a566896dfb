from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.tests.claims_machine import UNITS, WHICH
from odoo.addons.ic_inventory_luxury.tests.claims_machine_stock import StockMachine
from odoo.addons.ic_inventory_luxury.tests.claims_truth import ClaimsTruth
from odoo.addons.ic_inventory_luxury.tests.test_claims_machine import SETTINGS, STORIES, ClaimsMachineCase

from .pos_common import TillCase


class TillTruth(ClaimsTruth):
    """What must be true of orders of the till besides."""

    def check_till_orders_keep_what_they_sold(self):
        """What a paid order sold it handed over or has still promised, once; for what was gone there is a conflict."""
        for row in self.rows(
            """SELECT orders.id, line.product_id, SUM(line.qty) AS sold,
                      COALESCE(SUM(line.qty) FILTER (WHERE line.ic_unfilled), 0) AS gone,
                      COALESCE((SELECT -SUM(back.qty) FROM pos_order_line back
                                  JOIN pos_order_line first ON first.id = back.refunded_orderline_id
                                 WHERE first.order_id = orders.id AND first.product_id = line.product_id), 0) AS back,
                      COALESCE((SELECT SUM(claim.quantity) FROM ic_claim claim
                                 WHERE claim.owner = 'pos.order,' || orders.uuid AND claim.product_id = line.product_id
                                   AND claim.state IN ('committed', 'done')), 0) AS kept,
                      COALESCE((SELECT SUM(conflict.quantity) FROM ic_conflict conflict
                                 WHERE conflict.owner IN ('pos.order,' || orders.id, 'pos.order,' || orders.uuid)
                                   AND conflict.product_id = line.product_id), 0) AS lost
                 FROM pos_order_line line JOIN pos_order orders ON orders.id = line.order_id
                WHERE line.product_id = ANY(%(ids)s) AND line.qty > 0 AND orders.state IN ('paid', 'done')
                GROUP BY orders.id, orders.uuid, line.product_id"""
        ):
            # What was never handed over is called off by its refund; what was stays in the claim, as returned.
            kept = row['kept'] + row['lost']
            assert row['sold'] - row['back'] <= kept <= row['sold'], f"paid, but neither kept nor a conflict: {row}"
            assert row['gone'] <= row['lost'], f"gone, but no conflict: {row}"


class TillMachine(StockMachine):
    """The same store with two tills: paid online and offline, pushed twice, refunded, claimed before the payment."""

    def __init__(self):
        super().__init__()
        self.truth = TillTruth(self.env, self.truth.product_ids)
        self.bills = self.env['pos.order']
        self.paying = []

    def push(self, values):
        """Send an order as a terminal does; each time a message of its own."""
        copy = {**values, 'lines': list(values['lines']), 'payment_ids': list(values['payment_ids'])}
        self.bills |= self.case.push(copy).with_env(self.env)

    def till(self, which):
        return self.case.till if which % 2 else self.case.other

    def bill(self, which, units, **options):
        piece = self.pick(self.pieces, which)
        units = self.units(piece, units)
        return piece, units, self.case.values(piece, till=self.till(which), quantity=units, **options)

    @rule(which=WHICH, units=UNITS)
    def sell_at_the_till(self, which, units):
        piece, units, values = self.bill(which, units)
        free = self.truth.free(piece.product_variant_id.id)
        # Sold says nothing about whether there is more of it: that is for the claims.
        kept_back = piece.ic_category and piece.ic_status != 'sold' and bool(piece._ic_till_objection())
        done = self.attempt(self.push, values)
        assert done == (units <= free and not kept_back), f"{units} of {piece.name}: sold {done}, free {free}"

    @rule(which=WHICH, units=UNITS)
    def begin_to_pay(self, which, units):
        """The terminal claims before the card is asked; the order itself may come later, or never."""
        piece, units, values = self.bill(which, units)
        free = self.truth.free(piece.product_variant_id.id)
        self.case.claim(piece, till=self.till(which), key=values['uuid'], quantity=units)
        claimed = bool(self.env['ic.claim']._ic_of(f'pos.order,{values["uuid"]}'))
        assert not claimed or units <= free, f"{units} of {piece.name} claimed at the till, free {free}"
        if claimed:
            self.paying.append(values)

    @precondition(lambda self: self.paying)
    @rule(which=WHICH)
    def finish_paying(self, which):
        self.attempt(self.push, self.paying.pop(which % len(self.paying)))

    @rule(which=WHICH, units=UNITS, twice=st.booleans())
    def sell_offline(self, which, units, twice):
        """An order paid offline is kept whatever happened, and sent twice it is one order."""
        piece, units, values = self.bill(which, units, ic_sold_offline=True)
        free = self.truth.free(piece.product_variant_id.id)
        before = len(self.bills)
        for _time in range(1 + twice):
            assert self.attempt(self.push, values), f"an offline order of {piece.name} was refused"
        assert len(self.bills) == before + 1, "one order became two"
        assert bool(self.bills[-1].lines.ic_unfilled) == (units > free), f"{units} of {piece.name}, free {free}"

    @precondition(lambda self: self.bills)
    @rule(which=WHICH)
    def refund(self, which):
        """What was handed over comes back; what never left does not."""
        bill = self.pick(self.bills, which)
        line = bill.lines
        if line.qty > 0 and not line.refund_orderline_ids:
            piece = line.product_id.product_tmpl_id
            values = self.case.values(piece, till=self.till(which), refund_of=bill, quantity=-line.qty)
            self.attempt(self.push, values)


class TillMachineCase(ClaimsMachineCase, TillCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pieces.taxes_id = False
        cls.pieces.available_in_pos = True


@tagged('post_install', '-at_install')
class TestClaimsMachineTill(TillMachineCase):
    def test_no_story_with_tills_breaks_a_promise(self):
        """Random stories of a store with two tills: what is sold there counts as everywhere, offline too."""
        machine = type('Machine', (TillMachine,), {'case': self})
        run_state_machine_as_test(machine, settings=settings(SETTINGS, max_examples=max(STORIES // 3, 1)))
