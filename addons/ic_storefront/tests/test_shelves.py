from odoo.tests import tagged

from .facet_case import FacetCase


@tagged('post_install', '-at_install')
class TestShelves(FacetCase):
    """A category that is off is nowhere in the shop, and comes back unharmed."""

    def category(self, code):
        return self.env['ic.category'].search([('code', '=', code)])

    def switch(self, *codes):
        self.company.ic_category_ids = self.env['ic.category'].search([('code', 'in', codes)])

    def menu_urls(self, tree):
        return set(tree.xpath('//header//a/@href'))

    def test_eight_shelves(self):
        codes = set(dict(self.env['product.template']._fields['ic_category']._description_selection(self.env)))
        self.assertEqual(len(codes), 8)
        for code in codes:
            self.assertEqual(self.env.ref(f'ic_storefront.public_category_{code}').ic_category, code)
        self.switch(*codes)
        self.assertEqual(set(self.website._ic_shelves().mapped('ic_category')), codes)

    def test_the_menu_asks_no_more_for_eight_shelves_than_for_two(self):
        def queries(*codes):
            self.switch(*codes)
            for code in codes:
                self.make_piece(code)
            website = self.website.with_user(self.website.user_id).with_context(website_id=self.website.id)
            seen = []
            for _again in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                start = self.env.cr.sql_log_count
                seen.append(sum(menu.is_visible for menu in website.menu_id.child_id))
            return self.env.cr.sql_log_count - start, seen[-1]

        few, two = queries('watch', 'handbag')
        many, all_of_them = queries('watch', 'handbag', 'sneaker', 'apparel', 'jewelry', 'artwork')
        self.assertEqual((many, all_of_them), (few, two + 4))

    def test_off_is_gone_everywhere_and_on_is_back(self):
        self.switch('watch', 'jewelry')
        watch = self.make_watch()
        ring = self.make_piece('jewelry', ic_model="Zqring")
        url, shelf = ring.website_url, self.shelf_url('jewelry')
        self.assertIn(shelf, self.menu_urls(self.shop('/contactus')))
        self.assert_visible(ring, url, shelf)
        self.switch('watch')
        self.assert_gone(ring, url, shelf)
        self.assertEqual(self.shown(self.shop('/shop')), {watch.id})
        self.assertTrue(ring.is_published)
        self.switch('watch', 'jewelry')
        self.assert_visible(ring, url, shelf)

    def assert_visible(self, ring, url, shelf):
        self.env['ir.attachment'].search([('url', '=like', '/sitemap%')]).unlink()
        self.assertEqual(self.shown(self.shop(shelf)), {ring.id})
        self.assertIn('Zqring', self.page(url))
        self.assertEqual(self.shown(self.shop('/shop', search='Zqring', noFuzzy='1')), {ring.id})
        for page in ('/shop', '/', '/contactus', url):
            self.assertIn(shelf, self.menu_urls(self.shop(page)), page)
        sitemap = self.page('/sitemap.xml')
        self.assertIn(url, sitemap)
        self.assertIn(shelf, sitemap)

    def assert_gone(self, ring, url, shelf):
        self.env['ir.attachment'].search([('url', '=like', '/sitemap%')]).unlink()
        for address in (url, shelf, f'{shelf}?brand=x'):
            answer = self.url_open(address)
            self.assertEqual(answer.status_code, 404, address)
            self.assertIn('/shop', answer.text)
            self.assertNotIn('Zqring', answer.text)
        for page in ('/shop', '/shop?search=Zqring&noFuzzy=1', '/', '/contactus', '/sitemap.xml'):
            text = self.page(page)
            self.assertNotIn(url, text, page)
            self.assertNotIn(f'href="{shelf}"', text, page)
        options = {'displayImage': True, 'displayDescription': True, 'displayExtraLink': True, 'displayDetail': True,
                   'allowFuzzy': False}  # fmt: skip
        params = {'search_type': 'products', 'term': 'Zqring', 'limit': 5, 'max_nb_chars': 99, 'options': options}
        self.assertEqual(self.make_jsonrpc_request('/website/snippet/autocomplete', params)['results'], [])

    def test_a_piece_that_is_off_cannot_be_bought_or_asked_about(self):
        self.switch('watch', 'jewelry')
        ring = self.make_piece('jewelry', ic_model="Zqring")
        token = self.csrf(self.page(ring.website_url))
        self.switch('watch')
        answer = self.url_open(f'/shop/piece/{ring.id}/add', data={'csrf_token': token})
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.env['sale.order.line'].search([('product_template_id', '=', ring.id)]))

    def test_photos_of_a_category_that_is_off_are_not_public(self):
        self.switch('watch', 'jewelry')
        ring = self.make_piece('jewelry', ic_model="Zqring")
        self.assertTrue(ring._ic_is_public())
        self.switch('watch')
        self.assertFalse(ring._ic_is_public())

    def test_each_website_follows_its_own_store(self):
        other_company = self.env['res.company'].create({'name': "Zq Second Store"})
        other = self.env['website'].create({'name': "Zq Second", 'company_id': other_company.id})
        self.switch('watch')
        other_company.ic_category_ids = self.category('handbag')
        self.assertEqual((self.website._ic_categories(), other._ic_categories()), (['watch'], ['handbag']))
        self.make_watch()
        for website, code, absent in ((self.website, 'watch', 'handbag'), (other, 'handbag', 'watch')):
            self.assertEqual(website._ic_shelves().mapped('ic_category'), [code])
            shelf = self.env.ref(f'ic_storefront.public_category_{code}')
            hidden = self.env.ref(f'ic_storefront.public_category_{absent}')
            self.assertTrue(website._ic_shows_shelf(shelf))
            self.assertFalse(website._ic_shows_shelf(hidden))
        # Pieces of one store never stand in the shop of the other.
        found = (
            self.env['product.template']
            .with_context(website_id=other.id)
            .search(other.with_context(website_id=other.id).sale_product_domain())
        )
        self.assertFalse(found.filtered(lambda piece: piece.ic_category and piece.company_id != other_company))

    def test_switching_two_stores_at_once(self):
        other_company = self.env['res.company'].create({'name': "Zq Second Store"})
        other = self.env['website'].create({'name': "Zq Second", 'company_id': other_company.id})
        both = self.company + other_company
        both.ic_category_ids = self.category('watch')
        both.ic_category_ids = self.env['ic.category'].search([('code', 'in', ('watch', 'artwork'))])
        url = self.shelf_url('artwork')
        for website in self.website + other:
            self.assertEqual(len(website.menu_id.child_id.filtered(lambda menu: menu.url == url)), 1)
        both.ic_category_ids = self.category('watch')
        both.ic_category_ids = self.env['ic.category'].search([('code', 'in', ('watch', 'artwork'))])
        for website in self.website + other:
            self.assertEqual(len(website.menu_id.child_id.filtered(lambda menu: menu.url == url)), 1)

    def test_accessories_on_a_shelf_of_their_own_or_among_the_others(self):
        self.switch('watch', 'handbag', 'accessory')
        self.company.ic_accessories_interleaved = False
        watch, belt = self.make_watch(), self.make_piece('accessory', ic_accessory_type='belt')
        own = self.shelf_url('accessory')
        self.assertEqual(self.shown(self.shop(own)), {belt.id})
        self.assertEqual(self.shown(self.shop(self.shelf_url('watch'))), {watch.id})
        self.assertIn(own, self.menu_urls(self.shop('/shop')))
        self.company.ic_accessories_interleaved = True
        tree = self.shop(self.shelf_url('watch'))
        self.assertEqual(self.shown(tree), {watch.id, belt.id})
        self.assertEqual(self.options(tree, 'kind'), {'belt': 1})
        self.assertNotIn(own, self.page('/shop'))
        self.assertEqual(self.shown(self.shop(self.shelf_url('watch'), kind='belt')), {belt.id})
        # No bag is there, and still the shelf of bags has the belt.
        self.assertEqual(self.shown(self.shop(self.shelf_url('handbag'))), {belt.id})
        # Off again, the accessories go with their category.
        self.switch('watch', 'handbag')
        self.assertEqual(self.shown(self.shop(self.shelf_url('watch'))), {watch.id})
