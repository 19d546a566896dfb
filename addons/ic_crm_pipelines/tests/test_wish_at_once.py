import uuid

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.tests.at_once import AtOnceCase


@tagged('post_install', '-at_install')
class TestWishAtOnce(AtOnceCase):
    """Several people wish for the same at the same moment, on connections of their own."""

    def setUp(self):
        super().setUp()
        self.email = f'{uuid.uuid4()}@example.com'
        self.addCleanup(self.clean_up)

    def clean_up(self):
        with self.registry.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})['ic.wish'].search([('email', '=', self.email)]).unlink()

    def wish(self, env):
        """Return the code of the kind of a wish that nobody had before."""
        wish = env['ic.wish'].create({'words': f'at once {self.email}', 'category': 'artwork', 'email': self.email})
        return wish.kind_id.code

    def test_wished_for_at_once_it_is_one_kind(self):
        outcomes = self.at_once(self.wish, self.wish, self.wish, self.wish)
        self.assertEqual((len(outcomes), len(set(outcomes))), (4, 1), outcomes)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            wishes = env['ic.wish'].search([('email', '=', self.email)])
            self.assertEqual((len(wishes), len(wishes.kind_id)), (4, 1))
            self.assertEqual(env['ic.wish.kind'].search_count([('code', '=', outcomes[0])]), 1)

    def test_a_kind_is_not_forgotten_while_somebody_takes_it(self):
        """The kind is there, and unused, when wishes for it and the tidying come at once."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.wish(env)
            env['ic.wish'].search([('email', '=', self.email)]).unlink()

        def tidy(env):
            env['ic.wish.kind']._gc_unused()

        for _round in range(5):
            outcomes = self.at_once(self.wish, tidy, self.wish, tidy)
            self.assertEqual(len([one for one in outcomes if one and len(one) == 24]), 2, outcomes)
            with self.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                wishes = env['ic.wish'].search([('email', '=', self.email)])
                self.assertTrue(all(wishes.mapped('kind_id')))
                wishes.unlink()
