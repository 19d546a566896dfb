from odoo import SUPERUSER_ID, api, fields
from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.tests.at_once import AtOnceCase

from .buyback_common import BuybackCase


@tagged('post_install', '-at_install')
class TestBuybackAtOnce(AtOnceCase):
    """The same step pressed by several people at the same moment, on connections of their own."""

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.made = _offer(env)
        self.addCleanup(self._put_away)

    def _put_away(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            buyback = env['ic.buyback'].browse(self.made['buyback'])
            gone = {'active': False, 'ic_fineness_id': False, 'ic_bullion_metal': False}
            buyback.line_ids.piece_id.write(gone)
            env.company.ic_buyback_needs_identity = True
            env['ic.premium.rule'].browse(self.made['rule']).unlink()
            env['ic.metal.price'].browse(self.made['tick']).unlink()

    def test_two_accept_and_three_receive_and_it_is_done_once(self):
        def step(name):
            return lambda env: getattr(env['ic.buyback'].browse(self.made['buyback']), name)()

        self.assertEqual(self.at_once(*[step('action_accept')] * 2), [True, True])
        self.assertEqual(self.at_once(*[step('action_receive')] * 3), [True, True, True])
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            buyback = env['ic.buyback'].browse(self.made['buyback'])
            moves = env['stock.move'].search([('ic_buyback_line_id', 'in', buyback.line_ids.ids)])
            pickings = env['stock.picking'].search([('origin', '=', buyback.name)])
            pieces = env['product.template'].search([('name', '=', buyback.line_ids.name)])
            self.assertEqual((buyback.state, len(moves), len(pickings), len(pieces)), ('received', 1, 1, 1))
            self.assertEqual(buyback.line_ids.piece_id.qty_available, 2)
            bills = env['account.move'].search([('ref', '=', buyback.name)])
            self.assertLessEqual(len(bills), 1)


def _offer(env):
    """Make a store's offer that is quoted, with a price and a rule of its own; gives the ids."""
    env.company.ic_buyback_needs_identity = False
    case = type('Made', (), {'env': env, 'company': env.company, 'dollar': env.company.currency_id})
    case.now = fields.Datetime.now().replace(microsecond=0)
    tick = BuybackCase.tick.__func__(case, 'gold', '4000')
    rule = BuybackCase.rule.__func__(case, "Bought at once", metal='gold', percent=-3)
    fineness = env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
    line = {'weight': 1, 'form': 'round', 'fineness_id': fineness.id, 'quantity': 2, 'name': f"At once {tick.id}"}
    buyback = env['ic.buyback'].create({'partner_id': env.ref('base.partner_admin').id, 'line_ids': [(0, 0, line)]})
    buyback.action_quote()
    return {'buyback': buyback.id, 'rule': rule.id, 'tick': tick.id}
