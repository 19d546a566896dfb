import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from odoo.tests import tagged

from .claims_machine_stock import StockMachine
from .common import PieceCase

# The same stories at every run; IC_MACHINE_STORIES=200 lives more of them (the time grows with it), and
# IC_MACHINE_SHRINK=1 looks for the shortest story that fails, which takes minutes.
STORIES = int(os.environ.get('IC_MACHINE_STORIES', '12'))
STEPS = int(os.environ.get('IC_MACHINE_STEPS', '30'))
SETTINGS = settings(
    max_examples=STORIES,
    stateful_step_count=STEPS,
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=False,
    phases=[Phase.generate] + [Phase.shrink] * ('IC_MACHINE_SHRINK' in os.environ),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


class ClaimsMachineCase(PieceCase):
    """A small store: three pieces one of one, bars, chains that may be backordered, and boxes that are no pieces."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env.company
        cls.stock = cls.env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1).lot_stock_id
        cls.places = cls.stock + cls.env['stock.location'].create(
            [{'name': f"Bin {number}", 'location_id': cls.stock.id} for number in range(2)]
        )
        cls.outside = {
            'supplier': cls.env.ref('stock.stock_location_suppliers'),
            'customer': cls.env.ref('stock.stock_location_customers'),
        }
        cls.shop = cls.env['ic.service.shop'].create({'name': "Horloger", 'typical_days': 10})
        cls.clients = cls.customer + cls.env['res.partner'].create({'name': "Jun Mori"})
        watches = [cls.watch(ic_serial=f"MACHINE-{number}", name=f"Watch {number}") for number in range(3)]
        bars = cls.watch(ic_is_unique=False, name="Bar")
        chains = cls.watch(ic_is_unique=False, ic_backorder=True, name="Chain")
        boxes = cls.Piece.create({'name': "Box", 'is_storable': True, 'company_id': company.id, 'ic_one_buyer': True})
        (watches[0] + watches[1])._ic_receive()
        bars._ic_receive(quantity=3)
        chains._ic_receive(quantity=2)
        cls.pieces = cls.Piece.union(*watches, bars, chains, boxes)


@tagged('post_install', '-at_install')
class TestClaimsMachine(ClaimsMachineCase):
    def test_no_story_breaks_a_promise(self):
        """Random stories of a store, step by step: claims, counters, stock, ledger, orders and status agree always."""
        run_state_machine_as_test(type('Machine', (StockMachine,), {'case': self}), settings=SETTINGS)
