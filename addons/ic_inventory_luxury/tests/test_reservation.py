from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import PieceCase


class HoldCase(PieceCase):
    """A store with clients and a helper to put pieces aside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Hold, cls.Claim = cls.env['ic.reservation'], cls.env['ic.claim']
        cls.other = cls.env['res.partner'].create({'name': "Otto Reiss", 'email': "otto@example.com"})
        cls.now = fields.Datetime.now()

    def piece(self, **values):
        """A piece in the house that everybody may buy."""
        return self.watch(ic_status='available', **values)

    def hold(self, *pieces, partner=None, days=3, **values):
        wizard = self.env['ic.reservation.wizard'].create(
            {
                'piece_ids': [piece.id for piece in pieces],
                'partner_id': (partner or self.customer).id,
                'until': self.now + timedelta(days=days),
                **values,
            }
        )
        last = self.Hold.search([], order='id desc', limit=1)
        wizard.action_hold()
        made = self.Hold.search([('id', '>', last.id or 0)])
        self.assertEqual(len(made), 1)
        return made

    def let_pass(self, hold, hours=1):
        """Put the end of a hold into the past, as time does: nobody is told, no cron has run."""
        self.env.flush_all()
        past = self.now - timedelta(hours=hours)
        self.env.cr.execute("UPDATE ic_reservation SET until = %s WHERE id = %s", (past, hold.id))
        self.env.cr.execute("UPDATE ic_claim SET expires_at = %s WHERE owner = %s", (past, f'ic.reservation,{hold.id}'))
        self.env.cr.execute(
            "UPDATE product_template SET ic_hold_until = %s WHERE id = ANY(%s) AND ic_hold_until IS NOT NULL",
            (past, hold.line_ids.product_tmpl_id.ids),
        )
        self.env.invalidate_all()

    def active_claims(self, piece):
        claims = self.Claim.search([('product_tmpl_id', '=', piece.id), ('state', 'in', ('held', 'committed'))])
        return [(claim.kind, claim.state, claim.quantity - claim.fulfilled, claim.partner_id.name) for claim in claims]


@tagged('post_install', '-at_install')
class TestHold(HoldCase):
    def test_put_aside(self):
        piece = self.piece()
        hold = self.hold(piece, note="Brings his wife")
        self.assertEqual((hold.state, hold.line_ids.state, hold.until), ('active', 'held', self.now + timedelta(3)))
        self.assertEqual(self.active_claims(piece), [('client', 'held', 1.0, "Sarah Whitfield")])
        self.assertEqual((piece.ic_status, piece.ic_hold_back), ('hold', 'available'))
        self.assertEqual(piece.ic_hold_until, hold.until)
        self.assertFalse(piece._ic_is_available())
        self.assertEqual(self.history(piece)[-1], ('available', 'hold', "On hold for Sarah Whitfield"))
        self.assertEqual(piece.ic_status_log_ids[0].origin, hold.name)
        self.assertRegex(piece.ic_hold_words, "^Held for Sarah Whitfield until .* by OdooBot$")
        self.assertEqual((piece.ic_reservation_id, piece.ic_reservation_count), (hold, 1))

    def test_nobody_else_gets_it(self):
        piece = self.piece()
        hold = self.hold(piece)
        order = self.order(piece, partner=self.other)
        self.assertIn("Held for Sarah Whitfield", order.ic_piece_warnings)
        with (
            self.assertRaisesRegex(UserError, "is held for Sarah Whitfield until .* Release that hold first"),
            self.env.cr.savepoint(),
        ):
            order.action_confirm()
        with (
            self.assertRaisesRegex(UserError, "is held for Sarah Whitfield until"),
            self.env.cr.savepoint(),
        ):
            self.hold(piece, partner=self.other)
        self.env.invalidate_all()
        self.assertEqual((order.state, hold.state, piece.ic_status), ('draft', 'active', 'hold'))
        self.assertEqual(self.active_claims(piece), [('client', 'held', 1.0, "Sarah Whitfield")])
        self.assertEqual(self.Hold.search_count([('partner_id', '=', self.other.id), ('state', '=', 'active')]), 0)

    def test_all_or_none(self):
        free, held = self.piece(ic_serial="F1"), self.piece(ic_serial="H1")
        self.hold(held)
        with self.assertRaisesRegex(UserError, "is held for Sarah"), self.env.cr.savepoint():
            self.hold(free, held, partner=self.other)
        self.env.invalidate_all()
        self.assertEqual((free.ic_status, self.active_claims(free)), ('available', []))

    def test_own_order_takes_it_over(self):
        """Any order of the client does, whoever wrote it; a person of the same firm counts as the client."""
        piece = self.piece()
        hold = self.hold(piece)
        buyer = self.env['res.partner'].create({'name': "Assistant", 'parent_id': self.customer.id, 'type': 'contact'})
        order = self.order(piece, partner=buyer)
        order.action_confirm()
        self.assertEqual((piece.ic_status, hold.state, hold.line_ids.state), ('sold', 'sold', 'sold'))
        self.assertEqual((hold.order_id, piece.ic_hold_until, piece.ic_hold_back), (order, False, False))
        self.assertEqual(self.active_claims(piece), [('order', 'committed', 1.0, "Assistant")])
        order._action_cancel()
        self.assertEqual((piece.ic_status, hold.state, self.active_claims(piece)), ('available', 'sold', []))

    def test_sell(self):
        first, second = self.piece(ic_serial="S1"), self.piece(ic_serial="S2", list_price=9000)
        hold = self.hold(first, second)
        hold.line_ids[0].sudo().price = 14000
        action = hold.action_sell()
        order = self.env['sale.order'].browse(action['res_id'])
        self.assertEqual((order.partner_id, order.origin, order.state), (self.customer, hold.name, 'draft'))
        self.assertFalse(order.ic_piece_warnings)
        self.assertEqual(
            [(line.product_id.product_tmpl_id, line.price_unit) for line in order.order_line],
            [(first, 14000.0), (second, 9000.0)],
        )
        self.assertEqual(hold.action_sell()['res_id'], order.id)
        order.order_line[1].unlink()
        order.partner_invoice_id = self.other
        order.action_confirm()
        self.assertEqual((first.ic_status, second.ic_status, hold.state), ('sold', 'hold', 'active'))
        self.assertEqual(hold.line_ids.mapped('state'), ['sold', 'held'])
        hold.action_release()
        self.assertEqual((second.ic_status, hold.state, self.active_claims(second)), ('available', 'sold', []))

    def test_order_of_the_hold_billed_to_another(self):
        piece = self.piece()
        hold = self.hold(piece)
        order = self.env['sale.order'].browse(hold.action_sell()['res_id'])
        order.partner_id = self.other
        order.action_confirm()
        self.assertEqual((order.state, hold.state, piece.ic_status), ('sale', 'sold', 'sold'))

    def test_release(self):
        piece = self.piece()
        piece._ic_set_status('hold')
        hold = self.hold(piece)
        self.assertEqual((piece.ic_status, piece.ic_hold_back), ('hold', 'hold'))
        hold.action_release()
        self.assertEqual((piece.ic_status, hold.state, hold.line_ids.state), ('hold', 'cancelled', 'released'))
        with self.assertRaisesRegex(UserError, "Nothing to release"):
            hold.action_release()
        piece._ic_set_status('available')
        self.assertTrue(piece._ic_is_available())

    def test_status_by_hand(self):
        piece = self.piece()
        hold = self.hold(piece)
        with self.assertRaisesRegex(
            UserError, f"held for Sarah Whitfield until .*Release that hold first .{hold.name}"
        ):
            piece._ic_set_status('available')
        self.assertNotIn('available', [option['code'] for option in piece.ic_status_options])
        piece._ic_set_status('polish')
        self.assertEqual((piece.ic_status, piece.ic_hold_until, hold.state), ('polish', False, 'active'))
        piece._ic_set_status('hold')
        piece.with_context(x=1)._ic_sync_status()
        hold.action_release()
        self.assertEqual(piece.ic_status, 'hold')

    def test_goods_with_a_quantity(self):
        bars = self.watch(ic_is_unique=False)
        bars._ic_receive(quantity=5)
        bars._ic_set_status('available')
        hold = self.hold(bars, quantity=3)
        self.assertEqual(
            (bars.ic_status, self.Claim._ic_free(bars.product_variant_id)),
            ('available', {bars.product_variant_id: 2.0}),
        )
        with self.assertRaisesRegex(UserError, "only 2 left to sell"), self.env.cr.savepoint():
            self.hold(bars, quantity=3, partner=self.other)
        rest = self.hold(bars, quantity=2, partner=self.other, days=1)
        self.assertEqual((bars.ic_status, bars.ic_hold_until), ('hold', rest.until))
        order = self.order(bars, quantity=2)
        order.action_confirm()
        self.assertEqual(
            sorted(self.active_claims(bars)),
            [
                ('client', 'held', 1.0, "Sarah Whitfield"),
                ('client', 'held', 2.0, "Otto Reiss"),
                ('order', 'committed', 2.0, "Sarah Whitfield"),
            ],
        )
        rest.action_release()
        self.assertEqual((bars.ic_status, hold.state), ('available', 'active'))

    def test_drafts_and_bad_input(self):
        piece, incoming = self.piece(), self.watch()
        draft = self.Hold.create({'partner_id': self.customer.id, 'state': 'active', 'until': self.now + timedelta(1)})
        self.assertEqual((draft.state, draft.name[:5]), ('draft', 'HOLD/'))
        with self.assertRaisesRegex(UserError, "Choose at least one piece"):
            draft.action_hold()
        draft.line_ids = [(0, 0, {'product_tmpl_id': piece.id})]
        self.assertEqual((draft.line_ids.price, draft.amount), (14500.0, 14500.0))
        draft.until = self.now - timedelta(hours=1)
        with self.assertRaisesRegex(UserError, "Until: choose a moment that is still to come"):
            draft.action_hold()
        self.assertEqual((piece.ic_status, self.active_claims(piece), draft.state), ('available', [], 'draft'))
        draft.until = self.now + timedelta(1)
        draft.action_hold()
        with self.assertRaisesRegex(UserError, "is no draft any more"):
            draft.action_hold()
        with self.assertRaisesRegex(UserError, "Only drafts can be deleted"):
            draft.unlink()
        ahead = self.hold(incoming)
        self.assertEqual((incoming.ic_status, ahead.state), ('incoming', 'active'))
        incoming._ic_receive()
        self.assertEqual((incoming.ic_status, incoming.ic_hold_back), ('hold', 'awaiting_photos'))

    def test_scrapped_while_held(self):
        """What is gone is gone: the hold ends, and the client shows up as a conflict."""
        piece = self.piece()
        hold = self.hold(piece)
        quant = self.env['stock.quant'].search(
            [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )
        quant.with_context(inventory_mode=True).write({'inventory_quantity': 0})
        quant.action_apply_inventory()
        self.assertEqual((hold.state, self.active_claims(piece), piece.ic_hold_until), ('cancelled', [], False))

    def test_default_end(self):
        company = self.env.company
        self.assertEqual(
            (company.ic_hold_days, company.ic_hold_remind_hours, company.ic_hold_deposit_rule), (3, 24, 'credit')
        )
        company = company.with_context(tz='Europe/Zurich')
        self.assertEqual(
            company._ic_hold_until(fields.Date.to_date('2031-01-15')),
            fields.Datetime.to_datetime('2031-01-15 17:00:00'),
        )
        with Form(self.env['ic.reservation.wizard'].with_context(default_piece_ids=self.piece().ids)) as form:
            form.partner_id = self.customer
            days = (form.until.date() - self.now.date()).days
            self.assertIn(days, (2, 3, 4))
        company.ic_hold_days = 30
        self.assertIn((self.env.company._ic_hold_until() - self.now).days, (29, 30))


@tagged('post_install', '-at_install')
class TestHoldLapses(HoldCase):
    def test_free_at_once_without_a_cron(self):
        """Read, search, group, sale and till see a lapsed hold as what it falls back to before anything has run."""
        piece = self.piece()
        hold = self.hold(piece)
        self.let_pass(hold)
        self.env.cr.execute("SELECT ic_status FROM product_template WHERE id = %s", (piece.id,))
        self.assertEqual(self.env.cr.fetchone(), ('hold',))
        self.assertEqual((piece.ic_status, piece._ic_is_available()), ('available', True))
        mine = [('id', '=', piece.id)]
        for domain, found in (
            ([('ic_status', '=', 'available')], piece),
            ([('ic_status', 'in', ('available', 'sold'))], piece),
            ([('ic_status', '!=', 'available')], piece.browse()),
            ([('ic_status', '=', 'hold')], piece.browse()),
            ([('ic_status', '!=', 'hold')], piece),
            ([('ic_status', 'not in', ('hold', False))], piece),
            ([('ic_status', '=', False)], piece.browse()),
        ):
            self.assertEqual(self.Piece.search([*mine, *domain]), found, domain)
        self.assertEqual(self.Piece._read_group(mine, ['ic_status'], ['__count']), [('available', 1)])
        self.assertEqual(
            self.env['product.product'].search([('product_tmpl_id', '=', piece.id), ('ic_status', '=', 'available')]),
            piece.product_variant_id,
        )
        self.assertEqual((hold.state, hold.line_ids.standing, piece.ic_reservation_id.id), ('lapsed', 'lapsed', False))
        self.assertEqual(self.Hold.search([('id', '=', hold.id), ('state', '=', 'lapsed')]), hold)
        self.assertFalse(self.Hold.search([('id', '=', hold.id), ('state', '=', 'active')]))
        order = self.order(piece, partner=self.other)
        self.assertFalse(order.ic_piece_warnings)
        order.action_confirm()
        self.assertEqual((piece.ic_status, hold.state, hold.line_ids.state), ('sold', 'lapsed', 'lapsed'))
        self.assertEqual(
            self.history(piece)[-2:], [('hold', 'available', "Hold lapsed"), ('available', 'sold', "Sold")]
        )

    def test_told_once(self):
        piece = self.piece()
        seller = new_test_user(self.env, 'ic_hold_seller', 'ic_inventory_luxury.group_store_admin')
        hold = self.hold(piece, user_id=seller.id)
        self.let_pass(hold)
        alerts = self.env['ic.alert'].search_count([('kind', '=', 'lapsed_hold')])
        for _run in range(2):
            self.Hold._cron_follow_holds()
        alert = self.env['ic.alert'].search([('res_model', '=', 'ic.reservation'), ('res_id', '=', hold.id)])
        self.assertEqual(self.env['ic.alert'].search_count([('kind', '=', 'lapsed_hold')]), alerts + 1)
        self.assertEqual(alert.words, f"The hold for Sarah Whitfield has lapsed: {piece.name} can be sold again.")
        self.assertIn(seller, alert.user_ids)
        self.env.flush_all()
        self.env.cr.execute("SELECT state FROM ic_reservation WHERE id = %s", (hold.id,))
        self.assertEqual(self.env.cr.fetchone(), ('lapsed',))
        self.env.cr.execute("SELECT ic_status, ic_hold_until FROM product_template WHERE id = %s", (piece.id,))
        self.assertEqual(self.env.cr.fetchone(), ('available', None))
        claim = self.Claim.search([('owner', '=', f'ic.reservation,{hold.id}')])
        self.assertEqual((claim.state, claim.end_reason), ('expired', "Its time was up"))
        self.assertEqual(self.history(piece)[-1], ('hold', 'available', "Hold lapsed"))

    def test_reminder(self):
        piece = self.piece()
        self.customer.email = "sarah@example.com"
        self.env.company.ic_hold_remind_client = True
        seller = new_test_user(self.env, 'ic_hold_reminded', 'ic_inventory_luxury.group_store_admin')
        soon, later = self.hold(piece, user_id=seller.id, days=0.5), self.hold(self.piece(ic_serial="L"), days=3)
        self.assertEqual((soon.is_near, later.is_near), (True, False))
        self.assertEqual(self.Hold.search([('is_near', '=', True), ('id', 'in', (soon + later).ids)]), soon)
        for _run in range(2):
            self.Hold._cron_follow_holds()
        self.assertEqual((len(soon.activity_ids), len(later.activity_ids)), (1, 0))
        self.assertEqual((soon.activity_ids.user_id, soon.activity_ids.summary), (seller, "Hold ends: Sarah Whitfield"))
        sent = self.env['mail.mail'].search([('recipient_ids', 'in', self.customer.ids)])
        self.assertEqual(sent.mapped('subject'), [f"Your reservation at {self.env.company.name}"])
        self.assertIn(piece.name, sent.body_html)
        soon.action_release()
        self.assertFalse(soon.activity_ids)

    def test_extend(self):
        piece = self.piece()
        hold = self.hold(piece)
        first = hold.until
        wizard = self.env['ic.reservation.extend'].create(
            {'reservation_ids': hold.ids, 'until': self.now + timedelta(days=9), 'reason': "Abroad"}
        )
        wizard.action_extend()
        log = hold.extension_ids
        self.assertEqual((log.old_until, log.new_until, log.reason), (first, self.now + timedelta(9), "Abroad"))
        claim = self.Claim._ic_of(hold)
        self.assertEqual((hold.until, claim.expires_at, piece.ic_hold_until), (self.now + timedelta(9),) * 3)

    def test_extend_what_lapsed(self):
        free, gone = self.piece(ic_serial="E1"), self.piece(ic_serial="E2")
        again, late = self.hold(free), self.hold(gone)
        self.let_pass(again)
        self.let_pass(late)
        self.Hold._cron_follow_holds()
        again._ic_extend(self.now + timedelta(2))
        self.assertEqual((again.state, again.line_ids.state, free.ic_status), ('active', 'held', 'hold'))
        alert = self.env['ic.alert'].search([('res_model', '=', 'ic.reservation'), ('res_id', '=', again.id)])
        self.assertEqual((alert.state, alert.over_reason), ('over', "Extended"))
        self.order(gone, partner=self.other).action_confirm()
        with self.assertRaisesRegex(UserError, "was sold with"), self.env.cr.savepoint():
            late._ic_extend(self.now + timedelta(2))
        self.env.invalidate_all()
        self.assertEqual((late.state, late.line_ids.state, gone.ic_status), ('lapsed', 'lapsed', 'sold'))
        with self.assertRaisesRegex(UserError, "still to come"):
            again._ic_extend(self.now - timedelta(2))

    def test_a_basket_that_came_to_nothing(self):
        """The client pays in the shop: the checkout takes the hold over; given up, the hold is there again."""
        piece = self.piece()
        hold, product = self.hold(piece), piece.product_variant_id
        cart = self.order(piece)
        self.Claim._ic_take(
            {product: 1}, cart, kind='checkout', source='website', state='held',
            until=self.now + timedelta(minutes=10), partner=self.customer,
        )  # fmt: skip
        checkout = self.Claim._ic_of(cart)
        self.assertEqual((checkout.expires_at, hold.state, hold.line_ids.state), (hold.until, 'active', 'lent'))
        piece._ic_sync_status()
        self.assertEqual((piece.ic_status, piece.ic_hold_until), ('hold', hold.until))
        checkout._ic_release("Given up")
        self.assertEqual(
            (hold.line_ids.state, self.active_claims(piece)), ('held', [('client', 'held', 1.0, "Sarah Whitfield")])
        )
        self.Claim._ic_take(
            {product: 1}, cart, kind='checkout', source='website', state='held',
            until=self.now + timedelta(minutes=10), partner=self.customer,
        )  # fmt: skip
        self.Claim._ic_take({product: 1}, cart, partner=self.customer, source='website')
        self.assertEqual((hold.state, hold.line_ids.state), ('sold', 'sold'))


@tagged('post_install', '-at_install')
class TestHoldRights(HoldCase):
    def test_roles(self):
        piece = self.piece()
        looker = new_test_user(self.env, 'ic_hold_looker', 'ic_inventory_luxury.group_employee')
        seller = new_test_user(
            self.env, 'ic_hold_sells', 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_record_sales'
        )
        wizard = {'piece_ids': piece.ids, 'partner_id': self.customer.id, 'until': self.now + timedelta(1)}
        with self.assertRaises(AccessError):
            self.env['ic.reservation.wizard'].with_user(looker).create(wizard)
        self.assertEqual((piece.ic_status, self.active_claims(piece)), ('available', []))
        self.env['ic.reservation.wizard'].with_user(seller).create(wizard).with_user(seller).action_hold()
        hold = piece.ic_reservation_id
        self.assertEqual((hold.user_id, hold.create_uid, piece.ic_status), (seller, seller, 'hold'))
        for do in (hold.with_user(looker).action_release, hold.with_user(looker).action_sell):
            with self.assertRaises(AccessError):
                do()
        with self.assertRaisesRegex(UserError, "stay as they are"):
            hold.with_user(seller).write({'until': self.now + timedelta(50)})
        with self.assertRaisesRegex(UserError, "stay as they are"):
            hold.with_user(seller).write({'state': 'draft'})
        with self.assertRaisesRegex(UserError, "stay as they are"):
            hold.line_ids.with_user(seller).write({'state': 'released'})
        self.assertEqual(
            (hold.state, self.active_claims(piece)), ('active', [('client', 'held', 1.0, "Sarah Whitfield")])
        )
        self.assertIn("Held for Sarah Whitfield", piece.with_user(looker).ic_hold_words)
        order = self.env['sale.order'].browse(hold.with_user(seller).action_sell()['res_id'])
        order.with_user(seller).action_confirm()
        self.assertEqual((hold.state, piece.ic_status), ('sold', 'sold'))

    def test_public_sees_no_name(self):
        piece = self.piece()
        self.hold(piece)
        public = self.env.ref('base.public_user')
        for name in ('ic_hold_words', 'ic_reservation_id', 'ic_hold_until', 'ic_reservation_line_ids'):
            with self.assertRaises(AccessError):
                piece.with_user(public).read([name])

    def test_stores_apart(self):
        piece = self.piece()
        hold = self.hold(piece)
        store = self.env['res.company'].create({'name': "Store B"})
        stranger = new_test_user(
            self.env, 'ic_hold_b', 'ic_inventory_luxury.group_store_admin', company_id=store.id, company_ids=[store.id]
        )
        self.assertFalse(self.Hold.with_user(stranger).search([('id', '=', hold.id)]))
        self.assertFalse(self.env['ic.reservation.line'].with_user(stranger).search([('id', 'in', hold.line_ids.ids)]))
        with self.assertRaises(AccessError):
            hold.with_user(stranger).action_release()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.Hold.create(
                {
                    'partner_id': self.customer.id,
                    'company_id': store.id,
                    'line_ids': [(0, 0, {'product_tmpl_id': piece.id})],
                }
            )
        self.assertEqual(hold.state, 'active')
