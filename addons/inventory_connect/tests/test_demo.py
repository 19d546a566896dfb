import re
from collections import Counter

from odoo import fields, http
from odoo.tests import tagged

from odoo.addons.inventory_connect.demo import load
from odoo.addons.inventory_connect.demo.pieces import specs
from odoo.addons.inventory_connect.demo.records import HERE, MODULE

from .common import DemoCase

STAFF = {'dealer': 'group_dealer', 'storeadmin': 'group_store_admin', 'employee': 'group_employee'}
STATUSES = {
    'available': 81,
    'hold': 14,
    'incoming': 7,
    'awaiting_photos': 5,
    'sold': 5,
    'service': 2,
    'polish': 2,
    'send_refinish': 1,
    'at_refinish': 1,
}
CATEGORIES = {
    'watch': 36,
    'handbag': 24,
    'sneaker': 10,
    'apparel': 9,
    'accessory': 10,
    'jewelry': 10,
    'bullion': 10,
    'artwork': 9,
}

# what is not one of one: units in the house, with what the desk bought back and sold
QUANTITIES = {
    'Dunk Low': 3,
    'American Eagle 1 oz': 25,
    'American Eagle 1 oz Platinum': 2,
    'Krugerrand 1 oz': 12,
    'Lady Fortuna 1 oz': 28,
    '10 oz Bar': 12,
    '1 oz Round': 187,
}


@tagged('post_install', '-at_install')
class TestDemo(DemoCase):
    """What the demo store holds, counted and checked piece by piece."""

    def test_counts(self):
        """So many pieces of each category and status; logins, customers, orders, one terminal."""
        self.assertEqual(self.loaded, {'pieces': 118, 'users': 4, 'customers': 10, 'orders': 7, 'terminals': 1})
        self.assertEqual(Counter(self.pieces.mapped('ic_category')), CATEGORIES)
        self.assertEqual(sorted(self.company._ic_active_categories()), sorted(CATEGORIES))
        self.assertEqual(Counter(self.pieces.mapped('ic_status')), STATUSES)

    def test_a_list_waits_to_be_checked(self):
        """The list of an estate is read, every column known, and says what is wrong with it; nothing is taken in."""
        offered = self.demo('import_estate')
        self.assertEqual((offered.state, offered.row_count, offered.created_count), ('draft', 8, 0))
        self.assertTrue(all(offered.column_ids.mapped('target')), offered.column_ids.mapped('target'))
        for words in ("Halbrook", "is not a known brand", "on request", "is not a price"):
            self.assertIn(words, offered.preview)

    def test_second_load_changes_nothing(self):
        """Loading again makes no record and moves no stock."""
        models = [
            *(
                'product.template',
                'res.partner',
                'res.users',
                'sale.order',
                'stock.move',
                'stock.location',
                'pos.config',
            ),
            *('ic.status.log', 'website.menu', 'website.page', 'delivery.carrier', 'ir.attachment'),
            *('ic.photo', 'ic.stone', 'ic.certificate', 'ic.defect', 'ic.market.comp', 'ic.artist', 'product.tag'),
        ]
        before = {model: self.env[model].search_count([]) for model in models}
        self.assertEqual(load(self.env), self.loaded)
        self.env.flush_all()
        self.assertEqual({model: self.env[model].search_count([]) for model in models}, before)

    def test_only_our_products(self):
        """Nothing of Odoo's demo data is there: what is for sale is a piece of ours."""
        others = self.env['product.template'].search([('ic_category', '=', False), ('type', '!=', 'service')])
        self.assertEqual(others.filtered('is_published').mapped('name'), [])
        own = self.env['ir.model.data'].search([('model', '=', 'product.template'), ('module', '!=', MODULE)])
        self.assertFalse(own.filtered(lambda data: 'demo' in data.name or data.name.startswith('product_product_1')))

    def test_each_piece_is_whole(self):
        """SKU, maker, serial of what is one of one, year, price above cost, both texts, category facts."""
        for piece in self.pieces:
            with self.subTest(piece=piece.default_code):
                self.assertRegex(piece.default_code, r'^[A-Z]{2,4}-[A-Z0-9]{1,12}-\d{5}$')
                self.assertTrue(piece.ic_brand_id or piece.ic_mint_id or piece.ic_art_artist_id)
                self.assertTrue(piece.ic_model and (piece.ic_serial or not piece.ic_is_unique))
                self.assertTrue(piece.ic_year or piece.ic_art_sort_year)
                self.assertGreater(piece.list_price, piece.ic_wholesale_price)
                self.assertGreater(piece.ic_wholesale_price, piece.standard_price)
                self.assertGreaterEqual(len(piece.ic_retail_description.split('. ')), 2)
                self.assertTrue(piece.ic_internal_notes)
                self.assertGreaterEqual(len(piece._ic_card_facts()), 5)

    def test_status_and_stock_agree(self):
        """What is in the house has stock, what is incoming or delivered has none."""
        facts = self.pieces._ic_stock_facts()
        for piece in self.pieces:
            with self.subTest(piece=piece.default_code, status=piece.ic_status):
                expected = 0 if piece.ic_status == 'incoming' else QUANTITIES.get(piece.ic_model, 1)
                if piece.ic_status == 'sold':
                    expected = 1 if facts[piece.id]['promised'] else 0
                    self.assertEqual(facts[piece.id]['promised'] + facts[piece.id]['delivered'], 1)
                self.assertEqual(facts[piece.id]['on_hand'], expected)
                self.assertEqual(piece._ic_decide_status(facts[piece.id]), piece.ic_status)

    def test_photos_and_publishing(self):
        """What is for sale has a photo and is in the shop; what waits for photos has none and is not."""
        for piece in self.pieces:
            with self.subTest(piece=piece.default_code, status=piece.ic_status):
                self.assertEqual(bool(piece.image_1920), piece.ic_status != 'awaiting_photos')
                self.assertEqual(piece.is_published, piece.ic_status in ('available', 'hold', 'sold'))
                self.assertEqual(bool(piece.public_categ_ids), piece.is_published)

    def test_sold_pieces_have_an_order(self):
        """Every sold piece was sold by one confirmed order of a customer, and its history says so."""
        for piece in self.pieces.filtered(lambda piece: piece.ic_status == 'sold'):
            lines = self.env['sale.order.line'].search([('product_id', '=', piece.product_variant_id.id)])
            sold = lines.order_id.filtered(lambda order: order.state == 'sale')
            self.assertEqual(len(sold), 1, piece.default_code)
            claims = self.env['ic.claim'].search([('product_tmpl_id', '=', piece.id), ('kind', '=', 'order')])
            self.assertEqual(claims.mapped('owner'), [f'sale.order,{sold.id}'])
            self.assertIn(claims.state, ('committed', 'done'))
            self.assertEqual(piece.ic_status_log_ids.sorted('date')[-1:].to_status, 'sold')

    def test_history_is_in_order(self):
        """Each history starts with the intake and no change lies in the future."""
        for piece in self.pieces:
            logs = piece.ic_status_log_ids.sorted('date')
            self.assertEqual(logs[:1].to_status, 'incoming')
            self.assertEqual(logs[-1:].to_status, piece.ic_status)
            self.assertLessEqual(logs[-1:].date, fields.Datetime.now())

    def test_pieces_lie_where_the_list_says(self):
        """The serial of a piece is in stock at its place."""
        for row in specs():
            if row['place'] and row['status'] != 'sold' and row['ic_serial']:
                quant = self.env['stock.quant'].search(
                    [
                        ('lot_id.name', '=', row['ic_serial']),
                        ('location_id.usage', '=', 'internal'),
                        ('quantity', '>', 0),
                    ]
                )
                trip = quant.product_id.product_tmpl_id.ic_checkout_id
                place = trip.location_id.name if trip else row['place']
                self.assertEqual(quant.location_id.name, place, row['code'])

    def test_trips(self):
        """Four pieces are out, one of them overdue; one came back with a bill."""
        trips = self.pieces.ic_checkout_ids
        self.assertEqual(
            {
                trip.holder: (trip.state, trip.is_overdue, trip.product_tmpl_id.ic_status)
                for trip in trips
                if not trip.cost
            },
            {
                "Atelier Keller": ('out', False, 'service'),
                "Mendel Leather Spa": ('out', True, 'service'),
                "Blaken": ('out', False, 'at_refinish'),
                "Henrik Kessler": ('out', False, 'hold'),
            },
        )
        self.assertEqual(
            trips.filtered('cost').mapped(lambda trip: (trip.state, trip.cost, trip.days_out)), [('back', 135, 17)]
        )

    def test_pictures_ship_and_are_light(self):
        """One picture per piece, none heavier than 200 kB, eighteen megabytes in all, none left over."""
        codes = {row['code'] for row in specs()}
        files = list((HERE / 'images').glob('*.jpg'))
        self.assertEqual({re.sub(r'_(detail|hand)$', '', file.stem) for file in files}, codes)
        self.assertLess(max(file.stat().st_size for file in files), 200_000)
        self.assertLess(sum(file.stat().st_size for file in (HERE / 'images').iterdir()), 18_000_000)

    def test_shop_is_ready_to_buy(self):
        """Dollars, guest checkout, a way to have it sent; the demo provider only where its module is installed."""
        website = self.env['website'].search([('company_id', '=', self.company.id)], limit=1)
        self.assertEqual((website.name, website.currency_id.name), ("Ostrander & Pell", 'USD'))
        self.assertEqual((website.account_on_checkout, website.default_lang_id.code), ('optional', 'en_US'))
        provider = self.env.ref('payment.payment_provider_demo')
        if provider.code == 'demo':
            self.assertEqual((provider.state, provider.is_published), ('test', True))
        else:
            self.assertEqual((provider.state, provider.is_published), ('disabled', False))
        self.assertTrue(self.demo('pickup').is_published)
        self.assertEqual(self.pieces.taxes_id.ids, [])

    def test_terminal_offers_what_is_available(self):
        """The gallery's till offers exactly the available pieces."""
        config = self.demo('gallery')
        offered = self.pieces.search(self.pieces._load_pos_data_domain({}, config))
        self.assertEqual(offered & self.pieces, self.pieces.filtered(lambda piece: piece.ic_status == 'available'))
        self.assertEqual(sorted(config.payment_method_ids.mapped('type')), ['bank', 'cash', 'pay_later'])

    # === LOGINS === #

    def log_in(self, login, password=None):
        """Log in through the form, as a person does; gives the page that follows."""
        self.authenticate(None, None)
        return self.url_open(
            '/web/login',
            data={'login': login, 'password': password or login, 'csrf_token': http.Request.csrf_token(self)},
        )

    def test_staff_lands_in_the_backend(self):
        """Dealer, store admin and employee get in and see the pieces first."""
        home = self.env.ref('ic_inventory_luxury.product_piece_action')
        for login, group in STAFF.items():
            page = self.log_in(login)
            self.assertEqual((page.status_code, page.url.endswith('/odoo')), (200, True), (login, page.url))
            user = self.env['res.users'].search([('login', '=', login)])
            self.assertTrue(user.has_group(f'ic_inventory_luxury.{group}'))
            self.assertEqual(user.action_id.id, home.id)

    def test_roles_stay_apart(self):
        """An employee is no store admin, a store admin is no dealer."""
        users = {user.login: user for user in self.env['res.users'].search([])}
        self.assertFalse(users['employee'].has_group('ic_inventory_luxury.group_store_admin'))
        self.assertFalse(users['storeadmin'].has_group('ic_inventory_luxury.group_dealer'))
        self.assertFalse(users['cashier'].has_group('ic_inventory_luxury.group_employee'))

    def test_cashier_sees_the_terminal(self):
        """The cashier's first page is the point of sale."""
        page = self.log_in('cashier')
        self.assertEqual((page.status_code, page.url.endswith('/odoo')), (200, True), page.url)
        user = self.env['res.users'].search([('login', '=', 'cashier')])
        self.assertEqual(user.action_id.id, self.env.ref('point_of_sale.action_pos_config_kanban').id)

    def test_customer_sees_no_backend(self):
        """The customer lands on the portal; the backend sends him away, his order is there."""
        self.assertTrue(self.log_in('customer').url.endswith('/my'))
        self.assertIn('/my', self.url_open('/odoo').url)
        orders = self.url_open('/my/orders')
        self.assertEqual(orders.status_code, 200)
        self.assertIn(self.demo('order_c01_w08').name, orders.text)

    def test_wrong_password_is_refused(self):
        """A login does not open with another's password."""
        self.assertIn('/web/login', self.log_in('dealer', 'storeadmin').url)

    def test_public_pages(self):
        """Home, shop, About and Contact answer and carry the store's name; notes and costs are on none of them."""
        note = self.demo('piece_w01').ic_internal_notes
        for url in ('/', '/shop', '/about', '/contactus', self.demo('piece_w01').website_url):
            page = self.url_open(url)
            self.assertEqual(page.status_code, 200, url)
            self.assertIn("Ostrander &amp; Pell", page.text, url)
            self.assertNotIn(note, page.text, url)
