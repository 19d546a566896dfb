from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_connect.errors import Rejected

from .common import ChannelCase


@tagged('post_install', '-at_install')
class TestPublish(ChannelCase):
    """Many pieces at once: what cannot be published is said before anybody is called."""

    def start(self, *pieces, user=None):
        products = self.env['product.product'].union(*[piece.product_variant_id for piece in pieces])
        action = self.env['ic.listing.publish'].with_user(user or self.env.user)._ic_start(products)
        return self.env['ic.listing.publish'].browse(action['res_id'])

    def test_before_and_after(self):
        good, bare, free, there = self.piece(), self.watch(), self.piece(list_price=0.0), self.piece()
        self.list(there)
        self.calls()
        keeper = new_test_user(
            self.env, 'keeper', 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory'
        )
        wizard = self.start(good, bare, free, there, user=keeper)
        line = wizard.line_ids
        self.assertEqual((line.ready_count, line.there_count, line.problem_count), (1, 1, 2))
        self.assertEqual(
            {one.product_id.product_tmpl_id: one.why for one in wizard.problem_ids},
            {bare: "No retail photo", free: "No price"},
        )
        self.assertEqual((wizard.state, self.shop.calls), ('choose', []), "looking calls nobody")
        wizard.with_user(keeper).action_ic_publish()
        self.assertEqual(line.listing_ids.product_tmpl_id, good)
        self.assertEqual((wizard.state, line.waiting_count, wizard.progress), ('running', 1, 0.0))
        self.assertFalse((bare | free).ic_listing_ids)
        self.run_jobs()
        self.env.invalidate_all()
        self.assertEqual((wizard.state, line.done_count, line.failed_count, wizard.progress), ('done', 1, 0, 100.0))
        self.assertEqual(good.ic_channel_words, "Web Shop")

    def test_what_was_withdrawn_comes_back(self):
        listing = self.list(self.piece())
        listing.action_ic_withdraw()
        self.run_jobs()
        self.assertEqual(listing.state, 'ended')
        wizard = self.start(listing.product_tmpl_id)
        self.assertEqual((wizard.line_ids.ready_count, wizard.line_ids.there_count), (1, 0))
        wizard.action_ic_publish()
        self.run_jobs()
        self.assertEqual((listing.is_wanted, listing.state), (True, 'live'))

    def test_refused(self):
        piece = self.piece()
        self.shop.fail.append(Rejected("the title is too long"))
        wizard = self.start(piece)
        wizard.action_ic_publish()
        self.announce()
        self.channel._ic_drain('stock')  # a page waits for its count
        self.channel._ic_drain('content')
        self.env.invalidate_all()
        self.assertEqual((wizard.line_ids.failed_count, wizard.state), (1, 'done'))
        self.assertEqual(wizard.line_ids.words, "Some could not be sent: open them.")

    def test_nothing_chosen(self):
        wizard = self.start(self.piece())
        wizard.line_ids.chosen = False
        with self.assertRaisesRegex(UserError, "Choose at least one channel"):
            wizard.action_ic_publish()
        self.channel.action_ic_disconnect()
        with self.assertRaisesRegex(UserError, "No channel is connected"):
            self.start(self.piece())

    def test_other_store(self):
        other = self.env['res.company'].create({'name': "Other Store"})
        piece = self.piece()
        self.channel.copy({'company_id': other.id, 'user_id': False}).state = 'connected'
        self.assertEqual(self.start(piece).line_ids.channel_id, self.channel)
