from contextlib import ExitStack
from datetime import UTC, timedelta
from decimal import Decimal
from unittest.mock import patch

from odoo import fields
from odoo.tests import TransactionCase, new_test_user

from odoo.addons.ic_connect import registry
from odoo.addons.ic_connect.errors import AuthError
from odoo.addons.ic_connect.prices.base import PriceSource
from odoo.addons.ic_connect.types import Credential, Money, Price, PriceAnswer
from odoo.addons.ic_inventory_luxury.tests.secret_key import fresh_secret_key

KEY = 'key-of-the-test-feed'


class Feed(PriceSource):
    """A provider in memory. `market` holds what it answers; whatever is put there as an error is raised."""

    code = 'test_feed'
    name = "Test Feed"
    credentials = (Credential('key', "Access key"),)
    market = None

    def __init__(self, *, key):
        self._key = key

    def check(self):
        return f"{len(self._answer().prices)} prices"

    def get_prices(self, metals, currency):
        self.market.asked.append((tuple(metals), currency))
        return self._answer()

    def get_history(self, metals, currency, first, last):
        self.market.asked.append((tuple(metals), currency, first, last))
        return self._answer()

    def _answer(self):
        if self.market.problem:
            raise self.market.problem
        if self._key != KEY:
            raise AuthError("Test Feed refuses: a wrong key")
        return PriceAnswer(tuple(self.market.prices), tuple(self.market.refused))


class Market:
    def __init__(self):
        self.asked, self.prices, self.refused, self.problem = [], [], [], None


class MetalCase(TransactionCase):
    """A store with a price source whose provider is in memory."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stack = ExitStack()
        cls.addClassCleanup(stack.close)
        cls.enterClassContext(fresh_secret_key())
        cls.feed = type('TestFeed', (Feed,), {})
        real, all_real = registry.get, registry.services
        stack.enter_context(
            patch.object(registry, 'get', lambda kind, code: cls.feed if code == 'test_feed' else real(kind, code))
        )
        stack.enter_context(
            patch.object(registry, 'services', lambda kind=None: all_real(kind) | {('prices', 'test_feed'): cls.feed})
        )
        cls.env.ref('base.USD').active = cls.env.ref('base.EUR').active = True
        cls.dollar, cls.euro = cls.env.ref('base.USD'), cls.env.ref('base.EUR')
        cls.company = cls.env['res.company'].create({'name': "Coin Corner", 'currency_id': cls.dollar.id})
        own = {'company_id': cls.company.id, 'company_ids': [(6, 0, cls.company.ids)]}
        cls.admin = new_test_user(cls.env, 'metal_admin', groups='ic_inventory_luxury.group_store_admin', **own)
        cls.employee = new_test_user(cls.env, 'metal_employee', groups='ic_inventory_luxury.group_employee', **own)
        cls.Price = cls.env['ic.metal.price']
        cls.now = fields.Datetime.now().replace(microsecond=0)

    def setUp(self):
        super().setUp()
        self.market = self.feed.market = Market()

    def connect(self, **values):
        source = self.env['ic.metal.source'].with_user(self.admin)
        source = source.create({'name': "Spot", 'code': 'test_feed', 'platinum': False, 'palladium': False} | values)
        source.key_entry = KEY
        source.action_ic_test()
        return source

    def price(self, metal, amount, before=0, currency='USD', **facts):
        """A price as the provider states it, so many minutes ago."""
        at = self.now.replace(tzinfo=UTC) - timedelta(minutes=before)
        sides = {name: Money(Decimal(value), currency) for name, value in facts.items() if name in ('bid', 'ask')}
        return Price(metal, Money(Decimal(amount), currency), at, **{'source': "Test Feed"} | facts | sides)

    def say(self, *prices, refused=()):
        self.market.prices, self.market.refused, self.market.problem = list(prices), list(refused), None

    def ticks(self, **facts):
        """Return [(metal, price, minutes ago)] of the store's ticks, oldest first."""
        domain = [('company_id', '=', self.company.id), *((name, '=', value) for name, value in facts.items())]
        found = self.Price.search(domain, order='observed_at, id')
        return [(one.metal, one.price, round((self.now - one.observed_at).total_seconds() / 60)) for one in found]
