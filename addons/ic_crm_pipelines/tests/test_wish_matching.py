from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.ic_inventory_luxury.tests.common import PieceCase


class WishCase(PieceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Wish = cls.env['ic.wish']
        cls.Match = cls.env['ic.wish.match']
        # Whatever the database holds already takes no part.
        for name in ('ic.wish.mark', 'ic.wish.piece', 'ic.wish'):
            cls.env[name].search([('id', '!=', False)]).unlink()

    @classmethod
    def wish(cls, text, **values):
        return cls.Wish.create({'text': text, 'partner_id': cls.customer.id, **values})

    def settle(self):
        """Do what happens at the end of a transaction and in the job after it."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env['ic.wish.mark']._cron_match()

    def matched(self, wish):
        return wish.match_ids.filtered(lambda match: match.state == 'new').product_tmpl_id


@tagged('post_install', '-at_install')
class TestWishMatching(WishCase):
    """Pieces find wishes, wishes find pieces, each once, and nothing that is promised is offered."""

    def test_a_new_piece_finds_the_wishes(self):
        fits = self.wish("Rolex Submariner Date 126610LN under 15k")
        family = self.wish("steel Submariner, black")
        other = self.wish("Rolex Submariner 126610LV")
        dear = self.wish("Rolex Submariner 126610LN under 14k")
        piece = self.watch(ic_serial="M1", ic_watch_dial="Black")
        self.assertFalse(fits.match_ids)
        self.settle()
        self.assertEqual(self.matched(fits), piece)
        self.assertEqual(self.matched(family), piece)
        self.assertFalse(other.match_ids)
        self.assertFalse(dear.match_ids)
        self.assertEqual(fits.match_ids.score, 100)
        self.assertEqual(fits.match_ids.cause, 'intake')
        self.assertEqual(fits.match_ids.reason, "reference 126610LN, price, sub-model Date")
        self.assertEqual((fits.state, other.state), ('matched', 'open'))

    def test_a_piece_of_any_category_is_read_once(self):
        values = {
            'watch': {'ic_watch_dial': "Black", 'ic_watch_case_material': 'steel', 'ic_watch_has_box': True},
            'handbag': {'ic_bag_color': "Noir", 'ic_bag_leather': "Togo", 'ic_bag_size': "25"},
            'sneaker': {'ic_sneaker_size': "9", 'ic_sneaker_size_system': 'm_us', 'ic_colorway': "Bred"},
            'apparel': {'ic_apparel_size': "M", 'ic_apparel_fabric': "Wool"},
            'accessory': {'ic_accessory_material': "Leather"},
            'jewelry': {'ic_jewel_type': 'ring', 'ic_jewel_ring_size': "6", 'ic_jewel_ring_system': 'us'},
            'bullion': {'ic_bullion_metal': 'gold'},
            'artwork': {'ic_art_medium': "Oil on canvas"},
        }
        template, read = type(self.env['product.template']), []
        fetch = template._fetch_query

        def fetched(records, query, fields):
            if records._name == 'product.template':
                read.append([field.name for field in fields])
            return fetch(records, query, fields)

        self.patch(template, '_fetch_query', fetched)
        for category, more in values.items():
            piece = self.env['product.template'].create({'name': category, 'ic_category': category, **more})
            self.env.flush_all()
            piece.invalidate_recordset()
            read.clear()
            facts = piece.sudo()._ic_wish_facts()
            with self.subTest(category):
                self.assertEqual(facts['category'], category)
                self.assertEqual(len(read), 1, read[1:])

    def test_a_new_wish_finds_the_stock(self):
        piece = self.watch(ic_serial="M1")
        self.watch(ic_serial="M2", ic_model="Cosmograph Daytona", ic_reference="126500LN")
        self.settle()
        wish = self.wish("Submariner Date")
        self.assertEqual(self.matched(wish), piece)
        self.assertEqual(wish.match_ids.cause, 'wish')

    def test_a_price_drop_under_the_ceiling(self):
        piece = self.watch(ic_serial="M1")
        self.settle()
        wish = self.wish("Submariner 126610LN under 14000")
        self.assertFalse(wish.match_ids)
        piece.list_price = 14000.01
        self.settle()
        self.assertFalse(wish.match_ids)
        piece.list_price = 14000
        self.settle()
        self.assertEqual((self.matched(wish), wish.match_ids.cause), (piece, 'price'))
        piece.list_price = 15000
        self.settle()
        self.assertEqual(wish.match_ids.state, 'lapsed')
        piece.list_price = 13000
        self.settle()
        self.assertEqual(wish.match_ids.state, 'new')
        self.assertEqual(len(wish.match_ids), 1)

    def test_one_match_and_one_alert_however_often_it_is_compared(self):
        wish = self.wish("Submariner 126610LN")
        piece = self.watch(ic_serial="M1")
        self.settle()
        for name in ("A", "B", "C"):
            piece.ic_internal_notes = name
            self.settle()
        self.Match._ic_match_pieces(piece)
        wish._ic_match_stock('wish')
        self.assertEqual(len(wish.match_ids), 1)
        alerts = self.env['ic.alert'].search([('kind', '=', 'wish_match'), ('res_id', '=', wish.match_ids.id)])
        self.assertEqual(len(alerts), 1)
        self.assertEqual(alerts.product_tmpl_id, piece)
        self.assertEqual(alerts.words, "100 of 100: reference 126610LN")

    def test_who_is_told_is_up_to_him(self):
        silent = new_test_user(self.env, 'wish_silent', 'ic_inventory_luxury.group_employee')
        told = new_test_user(self.env, 'wish_told', 'ic_inventory_luxury.group_employee')
        silent.ic_alert_wish_match = 'none'
        wish = self.wish("Submariner 126610LN")
        self.watch(ic_serial="M1")
        self.settle()
        alert = self.env['ic.alert'].search([('kind', '=', 'wish_match'), ('res_id', '=', wish.match_ids.id)])
        self.assertIn(told, alert.user_ids)
        self.assertNotIn(silent, alert.user_ids)

    def test_what_is_promised_is_never_offered(self):
        wish = self.wish("Submariner 126610LN")
        piece = self.watch(ic_serial="M1")
        self.settle()
        match = wish.match_ids
        to_do = [('state', '=', 'new'), ('is_free', '=', True), ('id', '=', match.id)]
        self.assertEqual(self.Match.search(to_do), match)
        order = self.order(piece)
        order.action_confirm()
        self.assertFalse(self.Match.search(to_do))
        match.invalidate_recordset(['is_free'])
        self.assertFalse(match.is_free)
        with self.assertRaisesRegex(UserError, "cannot be offered now"):
            match.action_opportunity()
        self.assertFalse(match.lead_id)
        late = self.wish("Submariner Date")
        self.assertFalse(late.match_ids)
        order._action_cancel()
        self.settle()
        self.assertEqual(self.Match.search(to_do), match)
        self.assertEqual(self.matched(late), piece)

    def test_a_piece_comes_back_by_its_status_alone(self):
        piece = self.watch(ic_serial="M1")
        piece._ic_set_status('polish')
        self.settle()
        wish = self.wish("Submariner 126610LN")
        self.assertFalse(wish.match_ids)
        piece._ic_set_status('available')
        self.settle()
        self.assertEqual(self.matched(wish), piece)
        self.assertEqual(wish.match_ids.cause, 'available')

    def test_a_sale_of_one_of_many_asks_nobody(self):
        marks = self.env['ic.wish.mark']
        bar = self.Piece.create({'name': "Kilo bar", 'ic_category': 'bullion', 'ic_is_unique': False})
        bar._ic_receive(quantity=10.0)
        bar._ic_set_status('available')
        self.settle()
        order = self.order(bar)
        order.action_confirm()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertFalse(marks.search([('product_tmpl_id', '=', bar.id)]))
        order._action_cancel()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual(marks.search([('product_tmpl_id', '=', bar.id)]).mapped('cause'), ['available'])

    def test_dismissed_stays_dismissed_and_teaches_nothing(self):
        wish = self.wish("Submariner 126610LN")
        piece = self.watch(ic_serial="M1")
        self.settle()
        facts = dict(wish.facts)
        action = wish.match_ids.action_dismiss()
        dialog = (
            self.env['ic.wish.dismiss']
            .with_context(**action['context'])
            .create({'reason': 'price', 'note': "Too dear"})
        )
        dialog.action_dismiss()
        self.assertEqual((wish.match_ids.state, wish.match_ids.dismiss_reason), ('dismissed', 'price'))
        piece.list_price = 14000
        self.settle()
        self.assertEqual(wish.match_ids.state, 'dismissed')
        self.assertEqual(wish.facts, facts)
        second = self.watch(ic_serial="M2")
        self.settle()
        self.assertEqual(self.matched(wish), second)
        alert = self.env['ic.alert'].search([('kind', '=', 'wish_match'), ('product_tmpl_id', '=', piece.id)])
        self.assertEqual(alert.state, 'over')

    def test_opportunity_in_one_click_and_won(self):
        wish = self.wish("Submariner 126610LN")
        piece = self.watch(ic_serial="M1")
        self.settle()
        lead = self.env['crm.lead'].browse(wish.match_ids.action_opportunity()['res_id'])
        self.assertEqual(lead.ic_offered_ids, piece)
        self.assertEqual(lead.partner_id, self.customer)
        self.assertEqual(lead.expected_revenue, 14500)
        self.assertEqual(wish.match_ids.action_opportunity()['res_id'], lead.id)
        self.assertEqual(wish.match_ids.state, 'opportunity')
        lead.action_set_won()
        self.assertEqual(wish.state, 'fulfilled')

    def test_writing_to_the_customer(self):
        self.customer.email = 'sarah@example.com'
        wish = self.wish("Submariner 126610LN")
        self.watch(ic_serial="M1")
        self.settle()
        action = wish.match_ids.action_write()
        self.assertIn("Submariner", action['context']['default_subject'])
        composer = self.env['mail.compose.message'].with_context(**action['context']).create({})
        composer._action_send_mail()
        self.assertEqual(wish.match_ids.state, 'contacted')
        self.assertIn(self.customer, wish.message_ids.partner_ids)

    def test_ends(self):
        wish, piece = self.wish("Submariner 126610LN"), self.watch(ic_serial="M1")
        self.settle()
        wish.action_withdraw()
        self.assertEqual((wish.state, wish.match_ids.state), ('withdrawn', 'lapsed'))
        self.watch(ic_serial="M2")
        self.settle()
        self.assertEqual(wish.match_ids.product_tmpl_id, piece)
        old = self.wish("Submariner", expires_on=fields.Date.today())
        gone = self.wish("Submariner", expires_on=fields.Date.subtract(fields.Date.today(), days=1))
        self.Wish._cron_lapse()
        self.assertEqual((old.state, gone.state), ('matched', 'lapsed'))

    def test_a_ceiling_in_another_currency(self):
        euro = self.env.ref('base.EUR')
        euro.active = True
        self.env['res.currency.rate'].search([('currency_id', '=', euro.id)]).unlink()
        self.env['res.currency.rate'].create(
            {'currency_id': euro.id, 'rate': 0.5, 'company_id': self.env.company.id, 'name': '2020-01-01'}
        )
        wish = self.wish("Submariner 126610LN under 7000 €")
        self.assertEqual(wish.ceiling, 14000)
        piece = self.watch(ic_serial="M1")
        self.settle()
        self.assertFalse(wish.match_ids)
        piece.list_price = 14000
        self.settle()
        self.assertEqual(self.matched(wish), piece)

    def test_handbags_and_sizes(self):
        bag = {'ic_category': 'handbag', 'ic_brand_id': self.hermes.id, 'ic_model': "Birkin", 'ic_bag_color': "Etoupe"}
        fits = self.Piece.create(
            {**bag, 'ic_bag_size': "30", 'ic_bag_leather': "Togo", 'ic_bag_hardware_color': 'gold'}
        )
        self.Piece.create({**bag, 'ic_bag_size': "35", 'ic_bag_leather': "Togo"})
        self.Piece.create({**bag, 'ic_bag_size': "30", 'ic_bag_leather': "Porosus Crocodile"})
        wish = self.wish("Hermès Birkin 30 etoupe togo GHW")
        self.settle()
        wish._ic_match_stock('wish')
        self.assertEqual(self.matched(wish), fits)
        self.assertEqual(wish.match_ids.score, 94)

    def test_a_wish_says_whose_it_is(self):
        with self.assertRaisesRegex(ValidationError, "Whose wish is it"):
            self.Wish.create({'text': "Submariner"})

    def test_the_form_reads_and_lets_correct(self):
        with Form(self.Wish) as form:
            form.partner_id = self.customer
            form.text = "steel Daytona white dial under 30k"
            self.assertEqual(form.brand_id, self.rolex)
            self.assertEqual(form.price_max, 30000)
            form.price_max = 28000
        self.assertEqual(form.record.price_max, 28000)
        self.assertEqual(form.record.color_ids.mapped('code'), ['white'])
        self.assertIn("white", form.record.reading_html)

    def test_stores_do_not_see_each_other(self):
        other = self.env['res.company'].create({'name': "Other Store"})
        user = new_test_user(self.env, 'wish_other', 'ic_inventory_luxury.group_store_admin', company_id=other.id,
                             company_ids=[Command.set(other.ids)])  # fmt: skip
        wish = self.wish("Submariner 126610LN")
        abroad = self.Wish.create({'text': "Submariner 126610LN", 'phone': "1", 'company_id': other.id})
        self.watch(ic_serial="M1")
        self.settle()
        self.assertFalse(abroad.match_ids)
        self.assertEqual(self.Wish.with_user(user).search([('id', 'in', (wish | abroad).ids)]), abroad)
        self.assertFalse(self.Match.with_user(user).search([('id', 'in', wish.match_ids.ids)]))
        with self.assertRaises(AccessError):
            wish.with_user(user).read(['text'])

    def test_rights(self):
        employee = new_test_user(self.env, 'wish_employee', 'ic_inventory_luxury.group_employee')
        seller = new_test_user(
            self.env, 'wish_seller', 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_record_sales'
        )
        portal = new_test_user(self.env, 'wish_portal', 'base.group_portal')
        wish = self.wish("Submariner 126610LN")
        self.assertEqual(wish.with_user(employee).read(['name'])[0]['name'], wish.name)
        with self.assertRaises(AccessError):
            wish.with_user(employee).write({'nickname': "X"})
        with self.assertRaises(AccessError):
            wish.with_user(portal).read(['name'])
        mine = self.Wish.with_user(seller).create({'text': "Submariner", 'phone': "1"})
        mine.action_withdraw()
        self.assertEqual(mine.state, 'withdrawn')
        with self.assertRaises(AccessError):
            mine.unlink()

    def test_many_pieces_are_one_call_of_the_job(self):
        wish = self.wish("Submariner 126610LN")
        triggers = self.env['ir.cron.trigger']
        cron = self.env.ref('ic_crm_pipelines.ic_wish_cron_match')
        before = triggers.search_count([('cron_id', '=', cron.id)])
        jobs = self.env['queue.job'].search_count([])
        pieces = self.Piece.create(
            [
                {'ic_category': 'watch', 'ic_brand_id': self.rolex.id, 'ic_reference': "126610LN", 'ic_serial': f"S{n}"}
                for n in range(60)
            ]
        )
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertLessEqual(triggers.search_count([('cron_id', '=', cron.id)]) - before, 2)
        self.assertEqual(self.env['queue.job'].search_count([]), jobs)
        self.env['ic.wish.mark']._cron_match()
        self.assertEqual(self.matched(wish), pieces)
        self.assertFalse(self.env['ic.wish.mark'].search([], limit=1))
