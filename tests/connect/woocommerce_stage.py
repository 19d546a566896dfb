"""The ground for tests of the WooCommerce client against the simulated shop, over HTTP."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulators.woocommerce import Woocommerce

from ic_connect import registry, stand_ins
from ic_connect.types import Listing, Money, StockChange


@pytest.fixture
def shop():
    with Woocommerce(seed=7) as simulated:
        yield simulated


@pytest.fixture
def connect(shop, monkeypatch):
    """Connect to the simulated shop."""
    monkeypatch.setenv(stand_ins.VARIABLE, f'woocommerce={shop.url}')

    def connected(**more):
        values = {'site': 'https://shop.example', 'consumer_key': shop.key, 'consumer_secret': shop.secret}
        service = registry.get('channels', 'woocommerce')(**values | more)
        service._shop()._http._sleep = lambda seconds: None
        return service

    return connected


@pytest.fixture
def client(connect):
    return connect()


def piece(sku='W-1', **values):
    return Listing(**{'sku': sku, 'title': f"Watch {sku}", 'price': Money('950.00', 'USD'), 'quantity': 1} | values)


def change(remote_id, quantity, expected=None):
    return StockChange(remote_id, quantity, key=f'{remote_id}-{quantity}', expected=expected)


def settled(shop):
    """Wait until no webhook is under way."""
    until = time.monotonic() + 10
    while shop.outbox.waiting() and time.monotonic() < until:
        time.sleep(0.01)
    assert not shop.outbox.waiting()


def began():
    return datetime.now(UTC) - timedelta(seconds=5)
