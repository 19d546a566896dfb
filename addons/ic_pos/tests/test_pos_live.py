from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .pos_common import TillCase


@tagged('post_install', '-at_install')
class TestPosLive(TillCase):
    """What the open terminals are told, in the transaction that changes the stock."""

    def told(self, till=None):
        """Return what a till was told last about the piece."""
        messages = self.bus_messages('IC_STOCK', till or self.till)
        facts = [fact for message in messages for fact in message['products'] if fact['tmpl'] == self.piece.id]
        return facts[-1] if facts else None

    def test_every_terminal_hears_of_a_sale(self):
        sale = self.order(self.piece)
        sale.action_confirm()
        for till in (self.till, self.other):
            fact = self.told(till)
            self.assertEqual(
                (fact['id'], fact['free'], fact['status'], fact['where'], fact['listed']),
                (self.piece.product_variant_id.id, 0.0, 'sold', f"Sold with {sale.name}", False),
            )

    def test_one_message_per_terminal(self):
        """However much a transaction changes, a terminal gets one message."""
        self.bus_messages('IC_STOCK', self.till)
        before = len(self.bus_messages('IC_STOCK', self.till))
        second = self.watch(ic_serial="TL501")
        second._ic_set_status('available')
        self.order(self.piece, second).action_confirm()
        messages = self.bus_messages('IC_STOCK', self.till)[before:]
        self.assertEqual(len(messages), 1)
        self.assertLessEqual({self.piece.id, second.id}, {fact['tmpl'] for fact in messages[0]['products']})

    def test_free_again(self):
        sale = self.order(self.piece)
        sale.action_confirm()
        self.told()
        sale._action_cancel()
        fact = self.told()
        self.assertEqual((fact['free'], fact['status'], fact['where']), (1.0, 'available', ''))

    def test_the_till_that_pays_knows_its_own(self):
        key, _answer = self.claim(self.piece)
        fact = self.told(self.other)
        self.assertEqual((fact['free'], fact['where'], fact['order']), (0.0, "Being paid for at Till 1", key))

    def test_missed_while_away(self):
        """A terminal that checks in is told what changed since, and nothing older."""
        stamp = self.as_cashier().ic_check_in(False, 'A')['stamp']
        self.order(self.piece).action_confirm()
        answer = self.as_cashier().ic_check_in(stamp, 'A')
        facts = {fact['tmpl']: fact for fact in answer['products']}
        self.assertEqual((facts[self.piece.id]['free'], facts[self.piece.id]['status']), (0.0, 'sold'))
        self.assertEqual(self.as_cashier().ic_check_in('2099-01-01 00:00:00', 'A')['products'], [])

    def test_what_is_held_is_told_at_every_start(self):
        """A piece leased to another terminal long ago has no status of its own; a terminal that opens today is told."""
        self.claim(self.piece, till=self.other)
        tomorrow = fields.Datetime.to_string(fields.Datetime.now() + timedelta(days=1))
        answer = self.as_cashier().ic_check_in(tomorrow, 'A')
        told = {fact['tmpl']: (fact['free'], fact['where']) for fact in answer['products']}
        self.assertEqual(told[self.piece.id], (0.0, "Being paid for at Till 2"))

    def test_other_stores_hear_nothing(self):
        company = self.env['res.company'].create({'name': "Elsewhere"})
        facts = self.till._ic_terminal_facts(self.piece.product_variant_id)
        self.assertEqual(len(facts), 1)
        self.assertFalse(self.env['pos.config']._ic_open_terminals(company))

    def test_basket_hint(self):
        self.as_cashier().ic_tell_basket('A', [self.piece.id])
        message = self.bus_messages('IC_BASKET', self.other)[-1]
        self.assertEqual((message['name'], message['ids'], message['device']), ("Till 1", [self.piece.id], 'A'))
        self.assertEqual(self.claim(self.piece, till=self.other)[1]['refused'], [])

    def test_nothing_of_costs(self):
        """What the terminals are told holds no figure of the house's money."""
        self.order(self.piece).action_confirm()
        self.assertEqual(set(self.told()), {'id', 'tmpl', 'free', 'status', 'where', 'order', 'listed'})
