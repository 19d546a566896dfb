import re

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from ..controllers import wish as controller
from ..models.wish.ic_wish_course import digest

TEXT = "steel Submariner 126610LN, black dial, full set, under 20k, 2019 or later"


@tagged('post_install', '-at_install')
class TestWishSite(HttpCase):
    """A customer leaves a wish on the site, and withdraws it."""

    def setUp(self):
        super().setUp()
        controller._recent.clear()
        self.company = self.env['website'].get_current_website().company_id
        self.Wish = self.env['ic.wish']
        # Whatever the database holds already takes no part.
        for name in ('ic.wish.mark', 'ic.wish.piece', 'ic.wish'):
            self.env[name].search([('id', '!=', False)]).unlink()

    def _second_step(self, text=TEXT):
        page = self.url_open('/wish').text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.url_open('/wish', data={'csrf_token': token, 'text': text}).text

    def _fields(self, page):
        """Return what the form of the second step would send."""
        data = {}
        for tag in re.findall(r'<input[^>]*>', page):
            name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
            if not name or name[1] in ('website', 'consent', 'search'):
                continue
            if 'checkbox' in tag and 'checked' not in tag:
                continue
            data.setdefault(name[1], []).append(value[1] if value else 'on')
        data['currency'] = re.search(r'<option value="(\w+)" selected', page)[1]
        return {**data, 'name': "Ines Moreau", 'email': "ines@example.com", 'consent': 'on'}

    def _send(self, **values):
        data = {**self._fields(self._second_step()), **values}
        return self.url_open('/wish/send', data={name: value for name, value in data.items() if value is not None})

    def _wishes(self):
        return self.Wish.search([('email', '=', 'ines@example.com')])

    def test_what_was_understood_is_shown_and_noted(self):
        page = self._second_step()
        for words in ('value="Rolex"', 'value="Submariner"', 'value="126610LN"', 'value="20000"', 'value="2019"'):
            self.assertIn(words, page)
        answer = self._send()
        self.assertIn("Thank you", answer.text)
        self.assertEqual(answer.headers['Cache-Control'], 'private, no-store')
        wish = self._wishes()
        self.assertEqual((wish.reference, wish.price_max, wish.year_from), ("126610LN", 20000, 2019))
        self.assertEqual((wish.box, wish.papers, wish.source, wish.state), (True, True, 'website', 'open'))
        self.assertEqual(wish.color_ids.mapped('code') + wish.material_ids.mapped('code'), ['black', 'steel'])
        self.assertEqual((wish.consent, wish.consent_text), ('site', self.company.ic_wish_consent))
        self.assertTrue(wish.consent_on and wish.consent_page.endswith('/wish/send'))
        self.assertGreater(wish.expires_on, fields.Date.today())

    def test_a_correction_counts(self):
        self._send(price_max='15000', reference='', color_ids=[])
        wish = self._wishes()
        self.assertEqual((wish.price_max, wish.reference), (15000, False))
        self.assertFalse(wish.color_ids)
        self.assertEqual(wish.family_id.name, "Submariner")

    def test_confirmation_and_withdrawal(self):
        self._send()
        wish = self._wishes()
        mail = self.env['mail.mail'].search([('email_to', 'ilike', 'ines@example.com')], limit=1, order='id desc')
        link = re.search(r'/wish/withdraw/([\w-]+)', mail.body_html)
        self.assertGreaterEqual(len(link[1]), 43)
        self.assertEqual(wish.token_digest, digest(link[1]))
        page = self.url_open(link[0])
        self.assertEqual(page.headers['Cache-Control'], 'private, no-store')
        self.assertIn('noindex', page.text)
        wish.invalidate_recordset()
        self.assertEqual(wish.state, 'open', "looking at the link withdraws nothing")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        self.assertIn("We have stopped looking", self.url_open(link[0], data={'csrf_token': token}).text)
        wish.invalidate_recordset()
        self.assertEqual(wish.state, 'withdrawn')
        self.assertEqual(self.url_open('/wish/withdraw/' + 'x' * 43).status_code, 404)

    def test_no_consent_no_wish(self):
        answer = self._send(consent=None)
        self.assertIn("Without your consent", answer.text)
        for values in (
            {'email': 'nonsense'},
            {'name': ''},
            {'price_max': 'a lot'},
            {'year_from': '2020', 'year_to': '2010'},
        ):
            self.assertIn('ic_wish_problem', self._send(**values).text)
        self.assertFalse(self._wishes())

    def test_robots(self):
        self.assertIn("Thank you", self._send(website='http://spam.example').text)
        self.assertIn("Thank you", self._send(stamp='made up').text)
        self.assertFalse(self._wishes())
        for _number in range(controller.MAX_PER_VISITOR):
            self._send()
        self.assertIn("several wishes already", self._send().text)
        self.assertEqual(len(self._wishes()), controller.MAX_PER_VISITOR)

    def test_a_known_address_is_not_given_away(self):
        strange = self._send().text
        partner = self.env['res.partner'].create({'name': "Somebody", 'email': "ines@example.com"})
        known = self._send().text
        self.assertEqual(self._wishes().partner_id, partner)
        self.assertNotIn("Somebody", known)
        self.assertEqual(strange.count("Thank you"), known.count("Thank you"))

    def test_from_the_site_to_the_sale(self):
        seller = new_test_user(
            self.env,
            'wish_tour',
            'ic_inventory_luxury.group_store_admin,sales_team.group_sale_salesman_all_leads',
            password='wish_tour_1',
        )
        self.assertTrue(seller)
        self.start_tour('/wish', 'ic_wish_from_the_site')
        wish = self._wishes()
        self.assertEqual((wish.price_max, wish.contact_name), (18000, "Ines Moreau"))
        piece = self.env['product.template'].create(
            {
                'ic_category': 'watch',
                'ic_brand_id': self.env.ref('ic_inventory_luxury.brand_rolex').id,
                'ic_model': "Submariner",
                'ic_reference': "126610LN",
                'ic_serial': "WISH1",
                'ic_watch_dial': "Black",
                'ic_watch_case_material': 'steel',
                'ic_year': 2021,
                'ic_watch_has_box': True,
                'ic_watch_has_papers': True,
                'list_price': 14500.0,
                'company_id': self.company.id,
            }
        )
        piece._ic_set_status('available')
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env['ic.wish.mark']._cron_match()
        self.assertEqual(wish.match_ids.product_tmpl_id, piece)
        match = wish.match_ids
        self.assertFalse(self.env['ic.claim'].search([('product_id', '=', piece.product_variant_id.id)]))
        self.start_tour('/odoo/wish-matches', 'ic_wish_match_to_sale', login='wish_tour', timeout=180)
        self.env.invalidate_all()
        deal = match.lead_id
        self.assertEqual((match.state, deal.won_status, wish.state), ('opportunity', 'won', 'fulfilled'))
        self.assertEqual(deal.ic_offered_ids, piece)
        order = deal.order_ids
        self.assertEqual((order.state, order.order_line.product_id), ('sale', piece.product_variant_id))
        self.assertEqual((order.partner_id.name, order.partner_id.email), ("Ines Moreau", "ines@example.com"))
        self.assertEqual(order.amount_untaxed, 14500)
        claim = self.env['ic.claim'].search([('product_id', '=', piece.product_variant_id.id)])
        self.assertEqual((claim.kind, claim.state, claim.reference), ('order', 'committed', order.name))
        self.assertFalse(match.is_free)
