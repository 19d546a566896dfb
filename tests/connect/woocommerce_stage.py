"""The ground for tests of the WooCommerce client against the simulated shop, over HTTP."""

import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.simulators.woocommerce import Woocommerce

from ic_connect import registry, stand_ins
from ic_connect.types import Listing, Money, StockChange


class House:
    """Our side of the webhooks: keeps what came, answers what it is told to."""

    def __init__(self):
        self.came = []
        self.status = 200
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                house.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(house.status)
                self.send_header('Content-Length', '0')
                self.end_headers()

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self._server.server_address[1]}/ic/hook/one'
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def shop():
    with Woocommerce(seed=7) as simulated:
        yield simulated


@pytest.fixture
def house():
    made = House()
    yield made
    made.close()


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
