from odoo.tests import new_test_user

from .common import PieceCase


class StoreCase(PieceCase):
    """A store with both catalogs, on one host with another store that has no website of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                'ic_store_slug': 'maison-test',
                'ic_sells_retail': True,
                'ic_sells_wholesale': True,
                'ic_wholesale_access': 'accounts',
                'ic_whatsapp': '+1 212 555 0142',
                'phone': '+1 212 555 0140',
            }
        )
        cls.env['product.template'].search([('ic_category', '!=', False)]).write(
            {'ic_wholesale_listed': False, 'is_published': False}
        )
        cls.other = cls.env['res.company'].create(
            {'name': "Second House", 'ic_sells_wholesale': True, 'ic_wholesale_access': 'open'}
        )
        watch = cls.env['ic.category'].search([('code', '=', 'watch')])
        (cls.company | cls.other).write({'ic_category_ids': [(4, watch.id)]})
        cls.retail, cls.trade = '/s/maison-test/retail', '/s/maison-test/wholesale'

    def make_watch(self, *args, **values):
        """Override of `PieceCase` to make several: a serial belongs to one piece."""
        number = self.env['product.template'].search_count([('ic_serial', '=like', 'SERIAL7X7X%')])
        return super().make_watch(*args, **{'ic_serial': f'SERIAL7X7X{number}', **values})

    def make_token(self):
        """Press the button that makes a secret link. Returns the path of the link."""
        action = self.company.with_user(self.seller('link_maker', 'group_store_admin')).action_ic_wholesale_link()
        return '/s/' + action['context']['default_url'].partition('/s/')[2]

    def seller(self, login, *groups):
        """Return a user of the store with rights of ours."""
        known = self.env['res.users'].search([('login', '=', login)])
        return known or new_test_user(
            self.env,
            login,
            groups=','.join(['base.group_user', *(f'ic_inventory_luxury.{group}' for group in groups)]),
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def dealer_account(self, login='dealer_x'):
        """Return a portal user."""
        return new_test_user(self.env, login, groups='base.group_portal', password=login, email=f'{login}@x.example')

    def ids_in(self, url):
        """Return the set of ids of the pieces that a list page shows."""
        html = self.page(url)
        return {int(part.split('"', 1)[0]) for part in html.split('data-piece-id="')[1:]}
