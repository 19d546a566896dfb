"""What the tests of WooCommerce share: a service whose vendor is a server on this machine, and recorded answers."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from ic_connect import registry, stand_ins
from ic_connect.channels import _woocommerce_shop
from ic_connect.types import Listing, Money, StockChange

RECORDED = Path(__file__).parent / 'recorded' / 'woocommerce'
KEY, SECRET = 'ck_0123456789abcdef7731', 'cs_fedcba98765432107731'
HOOK_SECRET = 'a-webhook-secret-of-the-tests-7731'
HOOK = 'https://house.example/ic/hook/one'
SINCE = datetime(2017, 3, 20, 10, 0, 0, tzinfo=UTC)


def answer(name, **changes):
    record = json.loads((RECORDED / f'{name}.json').read_text(encoding='utf-8'))
    body = record['body'] | changes if changes else record['body']
    return {'status': record['status'], 'headers': record.get('headers', {}), 'body': json.dumps(body).encode()}


def single(body):
    return {'body': json.dumps(body).encode()}


def rows(body, pages=1):
    return {'body': json.dumps(body).encode(), 'headers': {'X-WP-TotalPages': str(pages)}}


@pytest.fixture(autouse=True)
def nothing_remembered():
    _woocommerce_shop._CURRENCIES.clear()


@pytest.fixture
def make(peer, monkeypatch):
    """Make a service whose vendor is a server on this machine."""
    monkeypatch.setenv(stand_ins.VARIABLE, f'woocommerce={peer.url}')
    values = {'site': 'https://shop.example', 'consumer_key': KEY, 'consumer_secret': SECRET}
    return lambda **more: registry.get('channels', 'woocommerce')(**values | {'webhook_secret': HOOK_SECRET} | more)


@pytest.fixture
def service(make):
    made = make()
    made._shop()._http._sleep = lambda seconds: None
    return made


def asked(peer):
    """Return [(method, path below the API, query, JSON)] of all calls."""
    found = []
    for one in peer.asked:
        parts = urlsplit(one.path)
        assert parts.path.startswith('/wp-json/wc/v3/')
        body = json.loads(one.body) if one.body else None
        path = parts.path.removeprefix('/wp-json/wc/v3/')
        found.append((one.method, path, dict(parse_qsl(parts.query, keep_blank_values=True)), body))
    return found


def listing(**values):
    facts = {'sku': 'W-1', 'title': "A Watch", 'price': Money('12500.00', 'USD'), 'quantity': 1}
    return Listing(**facts | values)


def change(remote_id, quantity, expected=None):
    return StockChange(remote_id, quantity, key=f'key-{remote_id}', expected=expected)


SPEC = 'woocommerce/wc-v3.derived.openapi.json'
# Where the vendor's tables and the examples on the same page disagree, the examples (and the shops) are right.
_DISAGREEING = (
    # Of a variation, newer than the tables.
    r": Unevaluated properties are not allowed \('name', 'parent_id', 'type' were unexpected\)",
    r"\.manage_stock: 'parent' is not of type 'boolean'",
    r"\.stock_quantity: None is not of type 'integer'",
    r"\.date_(paid|completed|on_sale_from|on_sale_to)(_gmt)?: None is not of type 'string'",
    r"\.line_items\[\d+\]\.price: -?[\d.]+ is not of type 'string'",
    r"\.line_items\[\d+\]\.taxes\[\d+\]: Unevaluated properties are not allowed .*'total'.*",
    r"\.line_items\[\d+\]\.tax_class: '' is not of type 'integer'",  # of a refund
    r"\.line_items\[\d+\]\.meta_data\[\d+\]\.value: \d+ is not of type 'string'",
)


def wrong_answer(spec, kind, row):
    """Return where a row of an answer is not as the vendor describes it."""
    found = spec.mismatches(f'/components/schemas/{kind}', row)
    return [line for line in found if not any(re.fullmatch(one, line) for one in _DISAGREEING)]
