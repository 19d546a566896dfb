from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ic_inventory_luxury.tests.common import PieceCase

SALES = 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_record_sales'


@tagged('post_install', '-at_install')
class TestClientMerge(PieceCase):
    """Two contacts of one person are proposed, and become one without anything being lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.env['res.partner']
        cls.usa = cls.env.ref('base.us').id
        cls.old = people.create({'name': "Iris Vale", 'email': "Iris@Vale.example ", 'comment': "Sails."})
        cls.new = people.create(
            {'name': "I. Vale", 'email': "iris@vale.example", 'phone': "+1 212 555 0143", 'comment': "Rides."}
        )
        cls.admin = new_test_user(cls.env, 'merge_admin', groups='ic_inventory_luxury.group_store_admin')
        cls.seller = new_test_user(cls.env, 'merge_seller', groups=SALES)

    def _twins(self, *people):
        numbers = [person.id for person in people]
        self.env['ic.client.twin'].invalidate_model()
        return self.env['ic.client.twin'].search([('partner_id', 'in', numbers), ('twin_id', 'in', numbers)])

    def _merge(self, twin, user=None):
        twin = twin.with_user(user or self.admin)
        self.env['base.partner.merge.automatic.wizard'].with_user(user or self.admin).browse(
            twin.action_ic_merge()['res_id']
        ).action_merge()

    def test_proposed_by_address_and_number_however_written(self):
        twin = self._twins(self.old, self.new)
        self.assertEqual((twin.partner_id, twin.twin_id, twin.same), (self.old, self.new, 'email'))
        third = self.env['res.partner'].create(
            {'name': "Vale", 'phone': "(212) 555-0143", 'country_id': self.usa, 'email': "v@vale.example"}
        )
        self.assertEqual(self._twins(self.new, third).same, 'phone')
        self.assertFalse(self._twins(self.old, third))
        third.email = "IRIS@vale.example"
        self.assertEqual(self._twins(self.new, third).same, 'email_phone')
        self.assertEqual(self.new.ic_twin_count, 2)

    def test_not_proposed(self):
        """People of one house, archived contacts, contacts of two stores, users of the house."""
        house = self.env['res.partner'].create({'name': "House", 'is_company': True, 'email': "desk@house.example"})
        clerk = self.env['res.partner'].create({'name': "Clerk", 'parent_id': house.id, 'email': "desk@house.example"})
        self.assertFalse(self._twins(house, clerk))
        other = self.env['res.company'].create({'name': "Other Store"})
        self.old.company_id, self.new.company_id = self.env.company, other
        self.assertFalse(self._twins(self.old, self.new))
        self.new.company_id = False
        self.assertEqual(self._twins(self.old, self.new).company_id, self.env.company)
        self.new.active = False
        self.assertFalse(self._twins(self.old, self.new))

    def test_told_apart_for_good(self):
        twin = self._twins(self.old, self.new)
        twin.with_user(self.seller).action_ic_apart()
        self.assertFalse(self._twins(self.old, self.new))
        self.env['ic.client.apart']._ic_remember([self.new | self.old])
        self.assertEqual(self.env['ic.client.apart'].search_count([('first_id', '=', self.old.id)]), 1)
        with self.assertRaises(UserError):
            twin.action_ic_merge()

    def test_nothing_is_lost(self):
        """Claims, the ledger, wishes, deals, notes, orders, tags and what the other contact said."""
        piece = self.watch()
        product = piece.product_variant_id
        claim = self.env['ic.claim'].sudo()._ic_take({product: 1}, 'res.partner,0', kind='client', partner=self.new)
        wish = self.env['ic.wish'].create({'partner_id': self.new.id, 'text': "blue Daytona"})
        lead = self.env['crm.lead'].create({'name': "Deal", 'type': 'opportunity', 'partner_id': self.new.id})
        order = self.env['sale.order'].create({'partner_id': self.new.id})
        note = self.env['ic.client.note'].create({'partner_id': self.new.id, 'body': "Wears small sizes."})
        tag = self.env['res.partner.category'].create({'name': "Sails", 'color': 7})
        self.new.category_id = tag
        far = self.env['res.partner'].create({'name': "Far", 'email': "iris@vale.example"})
        self._twins(self.new, far).action_ic_apart()
        gone = self.new.id
        events = self.env['ic.stock.event'].sudo().search([('partner_id', '=', gone)])
        self.assertTrue(events)
        self._merge(self._twins(self.old, self.new))
        self.assertFalse(self.env['res.partner'].browse(gone).exists())
        self.env.invalidate_all()
        for record in (claim, wish, lead, order, note):
            self.assertEqual(record.partner_id, self.old, record._name)
        self.assertEqual(events.partner_id, self.old)
        self.assertEqual((self.old.phone, self.old.category_id), ("+1 212 555 0143", tag))
        self.assertIn("Sails.", self.old.comment)
        kept = self.old.ic_note_ids - note
        self.assertIn("I. Vale", kept.body)
        self.assertIn("Rides.", kept.body)
        log = self.env['ic.client.merge'].search([('gone_id', '=', gone)])
        self.assertEqual((log.partner_id, log.user_id), (self.old, self.admin))
        self.assertFalse(self._twins(self.old, far))

    def test_with_a_shared_number_only(self):
        """Odoo lets only its administrator merge contacts with different addresses; a proposed pair may be merged."""
        third = self.env['res.partner'].create(
            {'name': "Vale", 'phone': "(212) 555-0143", 'country_id': self.usa, 'email': "v@vale.example"}
        )
        self._merge(self._twins(self.new, third))
        self.assertFalse(third.exists())
        stranger = self.env['res.partner'].create({'name': "Stranger", 'email': "s@other.example"})
        with self.assertRaises(UserError):
            self.env['base.partner.merge.automatic.wizard'].with_user(self.admin)._merge((self.new | stranger).ids)
        self.assertTrue(stranger.exists())

    @mute_logger('odoo.addons.base.models.ir_model')
    def test_who_may(self):
        twin = self._twins(self.old, self.new)
        with self.assertRaises(AccessError):
            self._merge(twin, self.seller)
        looker = new_test_user(self.env, 'merge_looker', groups='ic_inventory_luxury.group_employee')
        with self.assertRaises(AccessError):
            self.env['ic.client.twin'].with_user(looker).search([], limit=1)
        other = self.env['res.company'].create({'name': "Other Store"})
        self.old.company_id, self.new.company_id = self.env.company, other
        with self.assertRaises(UserError):
            self.env['base.partner.merge.automatic.wizard']._merge((self.old | self.new).ids)
        self.assertEqual(len((self.old | self.new).exists()), 2)
