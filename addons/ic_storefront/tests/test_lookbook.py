from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .lookbook_case import MODULE, LookbookCase


@tagged('post_install', '-at_install')
class TestLookbook(LookbookCase):
    """What a dealer makes: pieces, order, prices, words, and what the house's rules say to it."""

    def test_order_prices_and_words(self):
        book = self.make_book()
        lines = book._ic_lines()
        lines[2].sequence = 0
        lines[0].write({'price_override': 9500, 'note': "For every day"})
        lines[1].price_override = 12500
        pages = book._ic_for_client()._ic_page('/x')['pieces']
        self.assertEqual([page['title'] for page in pages], ["Model 2", "Model 0", "Model 1", "Model 3"])
        self.assertEqual([page['numeral'] for page in pages], ['I', 'II', 'III', 'IV'])
        self.assertEqual([page['price'] for page in pages], ['$12,000', '$9,500', '$12,500', '$13,000'])
        # a higher price strikes nothing through
        self.assertEqual([page['struck'] for page in pages], ['', '$10,000', '', ''])
        self.assertEqual(pages[1]['note'], "For every day")

    def test_the_audience_decides_prices_facts_and_photos(self):
        book = self.make_book()
        piece = self.pieces[0]
        piece.ic_wholesale_price = 8000
        retail = self.add_photo(piece, 'retail')
        in_hand = self.add_photo(piece, 'in_hand', (10, 20, 30))
        page = book._ic_for_client()._ic_page('/x')['pieces'][0]
        self.assertEqual(page['price'], '$10,000')
        self.assertEqual([picture['photo'] for picture in page['pictures']], [retail])
        told = {fact['code'] for fact in page['facts'] + page['highlights']}
        self.assertNotIn('ic_territory', told)
        book.audience = 'wholesale'
        page = book._ic_for_client()._ic_page('/x')['pieces'][0]
        self.assertEqual(page['price'], '$8,000')
        self.assertEqual([picture['photo'] for picture in page['pictures']], [in_hand])
        self.assertIn('ic_territory', {fact['code'] for fact in page['facts']})

    def test_prices_can_be_left_out(self):
        book = self.make_book(show_prices=False)
        book._ic_lines()[0].price_override = 9000
        page = book._ic_for_client()._ic_page('/x')['pieces'][0]
        self.assertEqual((page['price'], page['struck']), ('', ''))

    def test_how_many(self):
        book = self.make_book(3)
        self.assertIn("3 pieces", book.notice)
        with self.assertRaises(ValidationError):
            book.line_ids = [
                Command.create({'product_tmpl_id': self.make_watch(published=False, ic_serial=f'M{n}').id})
                for n in range(10)
            ]
        self.env.invalidate_all()
        self.assertEqual(len(book.line_ids), 3)
        more = [self.make_watch(published=False, ic_serial=f'K{n}') for n in range(9)]
        book.line_ids = [Command.create({'product_tmpl_id': piece.id}) for piece in more]
        self.assertEqual(book.piece_count, 12)
        self.assertIn("12 pieces", book.notice)
        book.line_ids[-4:].unlink()
        self.assertFalse(book.notice)

    def test_the_state_of_a_piece_is_live(self):
        book = self.make_book()
        first, second, third, fourth = book._ic_lines()
        self.assertEqual(set(book.line_ids.mapped('standing')), {'available'})
        first.product_tmpl_id._ic_set_status('hold')
        other = self.env['res.partner'].create({'name': "Somebody Else"})
        order = self.env['sale.order'].create(
            {
                'partner_id': other.id,
                'company_id': self.company.id,
                'order_line': [Command.create({'product_id': second.product_tmpl_id.product_variant_id.id})],
            }
        )
        order.action_confirm()
        third.product_tmpl_id.active = False
        for partner, line in ((self.client_partner, fourth),):
            hold = self.env['ic.reservation'].create(
                {
                    'partner_id': partner.id,
                    'company_id': self.company.id,
                    'line_ids': [Command.create({'product_tmpl_id': line.product_tmpl_id.id})],
                }
            )
            hold.action_hold()
        book.line_ids.invalidate_recordset(['standing'])
        self.assertEqual(
            [line.standing for line in (first, second, third, fourth)], ['reserved', 'sold', 'gone', 'yours']
        )
        page = book._ic_for_client()._ic_page('/x')['pieces']
        self.assertEqual([chapter['price'] for chapter in page], ['$10,000', '', '', '$13,000'])
        self.assertIn("Model 1", book.notice)

    def test_another_piece_takes_the_place_of_one_that_is_gone(self):
        book = self.make_book()
        line = book._ic_lines()[1]
        line.product_tmpl_id._ic_set_status('hold')
        spare = self.make_watch(published=False, ic_serial='SPARE', ic_model='Model 1', list_price=11100)
        line.write({'price_override': 10500, 'note': "Only about the old one"})
        line.action_swap()
        placed = book._ic_lines()[1]
        self.assertEqual(placed.product_tmpl_id, spare)
        self.assertEqual((placed.price_override, placed.note), (0.0, False))
        self.assertEqual(len(book.line_ids), 4)

    # === THE LOWEST PRICE === #

    def test_below_the_minimum_asks_for_a_store_admin(self):
        book = self.make_book()
        line = book._ic_lines()[0]
        line.product_tmpl_id.ic_minimum_price = 9000
        mine = line.with_user(self.dealer)
        mine.price_override = 9000
        with self.assertRaises(UserError) as refused:
            mine.price_override = 8999
        self.assertNotIn('9,000', str(refused.exception))
        self.assertNotIn('9000', str(refused.exception))
        self.env.invalidate_all()
        self.assertEqual(line.price_override, 9000)
        admin = new_test_user(self.env, 'look_admin', f'{MODULE}.group_store_admin')
        line.with_user(admin).price_override = 8999
        self.assertEqual(line.price_override, 8999)
        self.assertIn('9,000', line.with_user(admin).price_warning)
        line.invalidate_recordset(['price_warning'])
        self.assertNotIn('9,000', mine.price_warning)

    def test_a_house_that_only_warns(self):
        book = self.make_book()
        self.company.ic_below_minimum = 'warn'
        line = book._ic_lines()[0]
        line.product_tmpl_id.ic_minimum_price = 9000
        line.with_user(self.dealer).price_override = 5000
        self.assertEqual(line.price_override, 5000)
        self.assertTrue(line.with_user(self.dealer).price_warning)

    # === RIGHTS === #

    def test_an_employee_looks_only(self):
        book = self.make_book()
        employee = new_test_user(self.env, 'look_employee', f'{MODULE}.group_employee')
        mine = book.with_user(employee)
        self.assertEqual(mine.name, "Gold, to be worn")
        for deed in (
            lambda: mine.write({'name': "Changed"}),
            mine.action_share,
            lambda: mine.line_ids[0].write({'price_override': 1}),
            mine.action_new_address,
            mine.unlink,
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                deed()
        self.env.invalidate_all()
        self.assertEqual((book.name, book.state, book.url), ("Gold, to be worn", 'draft', False))
        with self.assertRaises(AccessError):
            mine.read(['token_seed'])

    def test_two_stores_apart(self):
        book = self.make_book()
        other = self.env['res.company'].create({'name': "Store B"})
        stranger = new_test_user(
            self.env,
            'look_stranger',
            f'{MODULE}.group_store_admin',
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        theirs = self.env['ic.lookbook'].with_user(stranger)
        self.assertFalse(theirs.search([('id', '=', book.id)]))
        with self.assertRaises(AccessError):
            book.with_user(stranger).read(['name'])
        elsewhere = self.env['ic.lookbook'].create({'name': "B", 'company_id': other.id, 'client_name': "X"})
        with self.assertRaises(UserError):
            elsewhere.line_ids = [Command.create({'product_tmpl_id': self.pieces[0].id})]

    # === SHARING === #

    def test_sharing_needs_pieces_and_a_name(self):
        empty = self.env['ic.lookbook'].create({'name': "Empty", 'company_id': self.company.id, 'client_name': "Ada"})
        with self.assertRaises(UserError):
            empty.action_share()
        nameless = self.make_book(partner_id=False)
        with self.assertRaises(UserError):
            nameless.action_share()
        for book in empty + nameless:
            self.assertEqual((book.state, book.url), ('draft', False))

    def test_the_address_stays_until_it_is_replaced(self):
        book = self.make_book()
        book.action_share()
        first = book.url
        token = first.rsplit('/', 1)[1]
        self.assertEqual(len(token), 32)
        self.assertNotIn(token, (book.token_digest, book.token_seed))
        book.action_share()
        self.assertEqual(book.url, first)
        book.action_new_address()
        self.assertNotEqual(book.url, first)
        self.assertFalse(self.env['ic.lookbook']._ic_by_token(token))
        self.assertEqual(self.env['ic.lookbook']._ic_by_token(book.url.rsplit('/', 1)[1]), book)
        second = book.url
        book.action_withdraw()
        self.assertFalse(book._ic_is_open())
        book.action_share()
        self.assertNotEqual(book.url, second)

    def test_the_address_is_on_the_website_of_the_store(self):
        book = self.make_book()
        book.action_share()
        self.website.domain = 'https://shop.maison.example'
        book.invalidate_recordset(['url'])
        self.assertTrue(book.url.startswith('https://shop.maison.example/lookbook/'))

    def test_expiry_is_by_the_clock(self):
        book = self.make_book()
        book.action_share()
        book.expires_on = fields.Datetime.now() + timedelta(days=1)
        self.assertEqual(book.state, 'shared')
        book.expires_on = fields.Datetime.now() - timedelta(days=1)
        self.assertEqual(book.state, 'expired')
        self.assertIn(book, self.env['ic.lookbook'].search([('state', '=', 'expired')]))
        self.assertFalse(book._ic_is_open())
        book.action_share()
        self.assertEqual((book.state, book.expires_on), ('shared', False))

    def test_a_sent_lookbook_is_not_deleted(self):
        book = self.make_book()
        book.action_share()
        with self.assertRaises(UserError):
            book.unlink()
        self.assertTrue(book.exists())
        book.action_withdraw()
        book.unlink()
        self.assertFalse(book.exists())

    def test_a_copy_is_for_somebody_else(self):
        book = self.make_book()
        book._ic_lines()[0].write({'price_override': 9000, 'note': "Yours"})
        book.action_share()
        copy = self.env['ic.lookbook'].browse(book.action_duplicate()['res_id'])
        self.assertEqual(copy._ic_lines().product_tmpl_id, book._ic_lines().product_tmpl_id)
        self.assertEqual((copy.state, copy.url, copy.partner_id.id, copy.client_name), ('draft', False, False, False))
        self.assertEqual(copy._ic_lines()[0].price_override, 9000)

    def test_the_email_and_the_message(self):
        book = self.make_book(intro="A few things.")
        known = self.mails()
        book.with_user(self.dealer).action_send_email()
        mail = self.mails() - known
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.email_to, 'rosalind@look.example')
        self.assertIn('dealer@maison.example', mail.email_from)
        self.assertIn(book.url, mail.body_html)
        self.assertEqual((book.state, mail.state), ('shared', 'outgoing'))
        action = book.action_whatsapp()
        self.assertTrue(action['url'].startswith('https://wa.me/16465550197?text=Dear%20Rosalind'))
        nowhere = self.make_book(partner_id=False, client_name="Ada")
        for deed in (nowhere.action_send_email, nowhere.action_whatsapp):
            with self.assertRaises(UserError):
                deed()
        self.assertEqual(nowhere.state, 'draft')

    # === FROM THE LIST OF PIECES === #

    def test_add_to_a_lookbook(self):
        book = self.make_book()
        fresh = self.make_watch(published=False, ic_serial='FRESH')
        chosen = self.pieces[:1] + fresh
        context = chosen.with_user(self.dealer).action_ic_add_to_lookbook()['context']
        wizard = self.env['ic.lookbook.wizard'].with_user(self.dealer).with_context(**context)
        wizard.create({'lookbook_id': book.id}).action_add()
        self.assertEqual(book._ic_lines().product_tmpl_id, self.pieces + fresh)
        self.assertEqual(fresh.ic_lookbook_count, 1)
        action = wizard.create({'name': "New", 'client_name': "Ada", 'audience': 'wholesale'}).action_add()
        new = self.env['ic.lookbook'].browse(action['res_id'])
        self.assertEqual(new._ic_lines().product_tmpl_id, chosen)
        self.assertEqual(
            (new.name, new.client_name, new.audience, new.user_id), ("New", "Ada", 'wholesale', self.dealer)
        )
