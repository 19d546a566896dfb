import json

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from .common import ChannelCase

ACTIONS = (
    'ic_channel_action', 'ic_listing_action', 'ic_channel_order_action', 'ic_channel_drift_action',
    'ic_channel_item_action', 'ic_channel_item_action_conflicts', 'ic_channel_sweep_action',
)  # fmt: skip


@tagged('post_install', '-at_install')
class TestChannelAccess(ChannelCase):
    """Employees look at what is listed and sold, change nothing, and never meet a credential."""

    def setUp(self):
        super().setUp()
        self.employee = new_test_user(self.env, 'looker', 'ic_inventory_luxury.group_employee')
        self.admin = new_test_user(self.env, 'runs_it', 'ic_inventory_luxury.group_store_admin')
        self.listing = self.list(self.piece())
        self.shop.sell(self.listing.remote_id)
        self.poll()

    def fields_of(self, arch):
        """Return the names of the fields that a view shows of its own model."""
        tree = etree.fromstring(arch)
        return {
            node.get('name') for node in tree.iter('field') if not any(up.tag == 'field' for up in node.iterancestors())
        }

    def test_every_screen_opens(self):
        for user in (self.employee, self.admin):
            for name in ACTIONS:
                action = self.env['ir.actions.act_window'].with_user(user)._for_xml_id(f'ic_channels.{name}')
                model = self.env[action['res_model']].with_user(user)
                views = model.get_views([*action['views'], (False, 'search')])['views']
                for kind, view in views.items():
                    if kind in ('search', 'activity'):
                        continue
                    with self.subTest(user=user.login, action=name, view=kind):
                        shown = {field: {} for field in self.fields_of(view['arch'])}
                        self.assertGreater(len(shown), 2)
                        found = model.web_search_read([], shown, limit=5)
                        if name in ('ic_channel_action', 'ic_listing_action', 'ic_channel_order_action'):
                            self.assertTrue(found['records'])

    def test_filters_and_groups(self):
        """Every filter and every grouping of every list works, for employees as well."""
        seen = 0
        for name in ACTIONS:
            model = self.env[self.env.ref(f'ic_channels.{name}').res_model].with_user(self.employee)
            for node in etree.fromstring(model.get_view(view_type='search')['arch']).iter('filter'):
                with self.subTest(action=name, filter=node.get('name')):
                    if node.get('domain'):
                        self.assertGreaterEqual(model.search_count(safe_eval(node.get('domain'), {'uid': 1})), 0)
                    by = safe_eval(node.get('context') or '{}').get('group_by')
                    if by:
                        model.formatted_read_group([], [by], ['__count'])
                    seen += bool(node.get('domain') or by)
        self.assertGreater(seen, 60)

    def test_credentials_are_not_for_employees(self):
        channel = self.channel.with_user(self.employee)
        arch = channel.get_view(view_type='form')['arch']
        self.assertNotIn('credential_ids', arch)
        self.assertNotIn('action_ic_', ''.join(self.buttons(arch, 'header')))
        self.assertIn('credential_ids', self.channel.with_user(self.admin).get_view(view_type='form')['arch'])
        with self.assertRaises(AccessError):
            channel.read(['credential_ids'])
        with self.assertRaises(AccessError):
            channel.action_ic_hook()
        with self.assertRaises(AccessError):
            self.env['ic.channel.hook'].with_user(self.employee).create({'channel_id': self.channel.id})
        self.assertFalse(self.env['ic.channel.hook'].search([], limit=1))

    def buttons(self, arch, place):
        return [node.get('name') for node in etree.fromstring(arch).iter(place) for node in node.iter('button')]

    def test_employees_change_nothing(self):
        listing = self.listing.with_user(self.employee)
        self.assertEqual(self.buttons(listing.get_view(view_type='form')['arch'], 'header'), ['action_ic_open_remote'])
        for change in (listing.action_ic_withdraw, listing.action_ic_publish):
            with self.assertRaises(AccessError):
                change()
        with self.assertRaises(AccessError):
            listing.product_tmpl_id.action_ic_publish_on_channels()
        self.assertTrue(self.listing.is_wanted)
        order = self.env['ic.channel.order'].search([('channel_id', '=', self.channel.id)])
        self.assertEqual(order.state, 'imported')
        self.assertEqual(self.buttons(order.with_user(self.employee).get_view(view_type='form')['arch'], 'header'), [])

    def test_no_back_door(self):
        """What no button offers an employee is refused over RPC too, and nothing has changed then."""
        order = self.env['ic.channel.order'].search([('channel_id', '=', self.channel.id)])
        records = {
            order: ('action_ic_apply', 'action_ic_ignore'),
            self.env['ic.channel.refund'].create(
                {'order_id': order.id, 'remote_id': 'r1', 'quantity': 1, 'goods': 'ask', 'details': []}
            ): ('action_ic_back', 'action_ic_kept'),
            self.env['ic.channel.drift'].create({'listing_id': self.listing.id, 'expected': 1, 'observed': 0}): (
                'action_ic_ours',
                'action_ic_theirs',
            ),
            self.env['ic.channel.item'].create({'channel_id': self.channel.id, 'remote_id': 'i1', 'title': "A"}): (
                'action_ic_bind',
                'action_ic_ignore',
                'action_ic_propose',
            ),
            self.env['ic.channel.event'].create(
                {
                    'channel_id': self.channel.id,
                    'company_id': self.channel.company_id.id,
                    'remote_id': 'e1',
                    'topic': 'order',
                    'arrived_on': '2026-11-21 12:00:00',
                    'state': 'done',
                }
            ): ('action_ic_again',),
            self.channel: (
                'action_ic_connect', 'action_ic_test', 'action_ic_authorize', 'action_ic_disconnect', 'action_ic_pause',
                'action_ic_read_items', 'action_ic_sweep', 'action_ic_go_live', 'action_ic_hook',
            ),
        }  # fmt: skip
        self.run_jobs()
        self.calls()
        self.env.flush_all()
        before = [record.read() for record in records]
        jobs = self.env['queue.job'].search_count([])
        for record, names in records.items():
            for name in names:
                with self.subTest(model=record._name, action=name), self.assertRaises(AccessError):
                    getattr(record.with_user(self.employee), name)()
        self.env.invalidate_all()
        self.assertEqual([record.read() for record in records], before)
        self.assertEqual(self.shop.calls, [], "the vendor was not called either")
        self.assertEqual(self.env['queue.job'].search_count([]), jobs)

    def test_the_address_is_shown_and_not_kept(self):
        action = self.channel.with_user(self.admin).action_ic_hook()
        hook = self.env[action['res_model']].with_user(self.admin).browse(action['res_id'])
        self.assertEqual(hook.url, self.channel._ic_hook_url())
        self.assertEqual(hook.script, '', "this service has no script to paste")
        self.assertFalse(hook._fields['url'].store or hook._fields['script'].store)

    def test_script_to_paste(self):
        """A service that has one hands out its script with the address in it."""
        self.assertFalse(self.channel.has_script)
        self.vendor.script = lambda service, url: f'tell({url!r})'
        self.addCleanup(delattr, self.vendor, 'script')
        self.channel.invalidate_recordset()
        self.assertTrue(self.channel.has_script)
        action = self.channel.with_user(self.admin).action_ic_hook()
        hook = self.env[action['res_model']].with_user(self.admin).browse(action['res_id'])
        self.assertEqual(hook.script, f'tell({self.channel._ic_hook_url()!r})')


@tagged('post_install', '-at_install')
class TestChannelWords(ChannelCase):
    """Screens say where something stands, why, and what to do."""

    def test_listing(self):
        listing = self.list(self.piece())
        self.assertEqual((listing.situation, listing.story), ('live', "On the channel, 1 to buy."))
        listing.channel_id.unique_rule = 'never'
        listing.invalidate_recordset()
        self.assertEqual((listing.situation, listing.story), ('blocked', "One-of-one pieces are not listed here."))
        listing.channel_id.unique_rule = 'always'
        listing.write({'state': 'failed', 'error': "The photo is too large", 'advice': "Change it."})
        self.assertEqual((listing.situation, listing.story), ('failed', "The photo is too large. Change it."))
        listing.write({'state': 'live', 'error': False, 'advice': False})
        listing._ic_mark('stock')
        listing.invalidate_recordset()
        self.assertEqual((listing.situation, listing.story), ('waiting', "It is about to be sent."))
        self.channel.action_ic_pause()
        listing.invalidate_recordset()
        self.assertEqual(listing.story, "Web Shop is not connected now; what changed is sent when it is.")

    def test_shadow(self):
        self.channel.shadow = True
        listing = self.list(self.piece())
        self.assertEqual(listing.situation, 'shadow')
        self.assertTrue(listing.story.startswith("page: live, 14500"), listing.story)
        self.assertEqual(self.calls('push_listing', 'set_stock'), [])

    def test_health(self):
        channel = self.channel
        self.assertEqual((channel.health, channel.health_words), ('fine', "Working."))
        listing = self.list(self.piece())
        listing.state = 'failed'
        channel.invalidate_recordset()
        self.assertEqual((channel.health, channel.health_words), ('slow', "Working. Listings that need a look: 1."))
        channel.action_ic_pause()
        self.assertEqual(channel.health, 'paused')
        channel.state = 'broken'
        self.assertEqual(channel.health, 'broken')

    def test_guide(self):
        begun = self.env['ic.channel'].create({'name': "Geneva Shop", 'code': 'testshop'})
        steps = begun.guide
        self.assertEqual([step['now'] for step in steps].index(True), 0)
        self.assertIn(begun.credential_ids.filtered('is_required')[:1].label, steps[0]['words'])
        self.assertFalse(any(step['done'] for step in steps))
        begun._ic_store_credentials({'token': 'a-token-of-the-shop-99'})
        begun.invalidate_recordset()
        self.assertEqual([step['done'] for step in begun.guide][:2], [True, False])
        begun.action_ic_connect()
        begun.invalidate_recordset()
        self.assertEqual([step['done'] for step in begun.guide][:2], [True, True])
        json.dumps(begun.guide)
        begun.action_ic_go_live()
        begun.invalidate_recordset()
        self.assertFalse(begun.guide, "a channel that sends needs no guide")

    def test_begun_once(self):
        first = self.env['ic.channel'].ic_start('testshop')
        again = self.env['ic.channel'].ic_start('testshop')
        self.assertEqual(first['res_id'], again['res_id'])
        self.assertNotEqual(first['res_id'], self.channel.id)
        facts = self.env['ic.channel'].ic_services()
        self.assertEqual([(one['code'], one['name'], one['count']) for one in facts], [('testshop', "Test Shop", 2)])


@tagged('post_install', '-at_install')
class TestChannelTour(ChannelCase, HttpCase):
    """The screens in a real browser."""

    def test_tours(self):
        new_test_user(self.env, 'chief', 'ic_inventory_luxury.group_store_admin')
        piece, other = self.piece(), self.piece()
        self.start_tour('/odoo/channels', 'ic_channel_connect', login='chief', timeout=120)
        begun = self.env['ic.channel'].search([('name', '=', "Geneva Shop")])
        self.assertEqual((begun.state, begun.shadow), ('connected', True))
        self.assertEqual(begun._ic_credentials()['token'], 'typed-token-of-the-shop-5678')

        self.start_tour(f'/odoo/pieces/{piece.id}', 'ic_channel_publish', login='chief', timeout=120)
        self.assertEqual(piece.ic_listing_ids.channel_id, self.channel)

        item = self.env['ic.channel.item'].create(
            {
                'channel_id': self.channel.id,
                'remote_id': 'there-1',
                'title': "Ours There",
                'sku': other.default_code,
                'product_id': other.product_variant_id.id,
                'match_state': 'proposed',
            }
        )
        self.start_tour('/odoo/channel-catalog', 'ic_channel_bind', login='chief', timeout=120)
        item.invalidate_recordset()
        self.assertEqual((item.match_state, item.listing_id.remote_id), ('bound', 'there-1'))
