from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.ic_connect.errors import Unreachable
from odoo.addons.ic_connect.types import RefusedPrice

from .common import MetalCase


@tagged('post_install', '-at_install')
class TestBadPrices(MetalCase):
    """Whatever a provider says wrong is refused with its reason, and neither a price nor a bid moves by it."""

    def setUp(self):
        super().setUp()
        self.env['ic.premium.rule'].create(
            [
                {'name': "Sell", 'company_id': self.company.id, 'side': 'sell', 'percent': 5},
                {'name': "Buy", 'company_id': self.company.id, 'side': 'buy', 'percent': -2},
            ]
        )
        fineness = self.env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
        facts = {'ic_category': 'bullion', 'ic_bullion_metal': 'gold', 'ic_bullion_form': 'bar', 'ic_bullion_weight': 1}
        self.bar = self.env['product.template'].create(
            {**facts, 'name': "Bar", 'company_id': self.company.id, 'ic_fineness_id': fineness.id}
        )
        self.source = self.connect()
        self.say(self.price('gold', '4000', 30))
        self.source._ic_fetch()

    def figures(self):
        sides = {side: self.bar._ic_metal_quotes(side=side)[self.bar] for side in ('sell', 'buy')}
        return {side: found.price and float(found.price) for side, found in sides.items()}

    def test_nothing_is_mispriced(self):
        good = {'sell': 4200.0, 'buy': 3920.0}
        self.assertEqual(self.figures(), good)
        for stated, words in (
            (self.price('gold', '0'), "a price is above zero"),
            (self.price('gold', '-4000'), "a price is above zero"),
            (self.price('gold', '0.00025'), "it looks inverted"),
            (self.price('gold', '3400', currency='EUR'), "it is in EUR and would follow one in USD"),
            (self.price('gold', '4000', bid='4010', ask='3990'), "the bid 4010 is above the ask 3990"),
            (self.price('gold', '4050', 30), "for the same moment 4000 USD was stated before"),
            (self.price('gold', '4050', 45), "older than the one we have"),
            (self.price('gold', '4050', -60), "a clock is wrong"),
        ):
            with self.subTest(words):
                self.say(stated)
                self.source._ic_fetch()
                self.assertIn(words, self.source.refusals)
                self.assertEqual(self.figures(), good)
                self.assertEqual(len(self.ticks()), 1)

    def test_nothing_said_and_the_same_said_again(self):
        for prices, refused, words in (
            ([], [RefusedPrice("Test Feed", 'gold', 'null', "this is not a number")], "null: this is not a number"),
            ([self.price('gold', '4000', 30)], [], ''),
            ([self.price('gold', '4000', 30)] * 3, [], ''),
        ):
            self.say(*prices, refused=refused)
            self.source._ic_fetch()
            self.assertIn(words, self.source.refusals or '')
            self.assertEqual((len(self.ticks()), self.figures()), (1, {'sell': 4200.0, 'buy': 3920.0}))

    def test_a_provider_that_is_down_sells_by_its_last_price_until_it_is_too_old(self):
        self.market.problem = Unreachable("Test Feed does not answer")
        self.source._ic_fetch()
        self.assertIn("does not answer", self.source.last_error)
        self.assertEqual(self.figures(), {'sell': 4200.0, 'buy': 3920.0})
        with freeze_time(self.now + timedelta(days=4)):
            self.env.cr.cache.clear()
            self.assertEqual(self.figures(), {'sell': None, 'buy': None})

    def test_a_jump_waits_for_a_person_and_prices_nothing(self):
        self.say(self.price('gold', '8000', 1))
        self.source._ic_fetch()
        self.assertEqual((len(self.ticks()), self.figures()['sell']), (1, 4200.0))
        self.assertEqual(self.source.review_count, 1)
