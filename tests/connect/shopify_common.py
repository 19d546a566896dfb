"""What the tests of Shopify share: a service whose vendor is a server on this machine, and recorded answers."""

import json
from pathlib import Path

import pytest
import shopify_contract

from ic_connect import registry, stand_ins
from ic_connect.channels import _shopify_wire, shopify
from ic_connect.types import Listing, Money, StockChange

RECORDED = Path(__file__).parent / 'recorded' / 'shopify'
SECRET, TOKEN, REFRESH = 'shpss_secret_7731', 'shpat_token_7731', 'shprt_token_7731'
SHOP = 'ostrander-pell.myshopify.com'
LOCATION = '24826418'
HOOK = 'https://house.example/ic/hook/one'


def record(name):
    return json.loads((RECORDED / f'{name}.json').read_text(encoding='utf-8'))


def answer(name, **changes):
    """Return a recorded answer; `changes` replace root fields of its data."""
    found = record(name)
    if changes:
        found['body']['data'] |= changes
    return {'status': found['status'], 'body': json.dumps(found['body']).encode()}


def told(body, status=200):
    return {'status': status, 'body': json.dumps(body).encode()}


def failed(message, code, **more):
    return told({'errors': [{'message': message, 'extensions': {'code': code}} | more]})


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """No shop is known from another test."""
    monkeypatch.setattr(shopify, '_SETUP', {})
    monkeypatch.setattr(_shopify_wire, '_BUDGETS', {})


@pytest.fixture
def make(peer, monkeypatch, tmp_path, capsys):
    """Make services whose vendor is a server on this machine; at the end the vendor's schema looks at what was sent."""
    monkeypatch.setenv(stand_ins.VARIABLE, f'shopify={peer.url}')
    values = {'shop': SHOP, 'client_id': 'id-7', 'client_secret': SECRET, 'access_token': TOKEN}

    def made(**more):
        service = registry.get('channels', 'shopify')(**values | more)
        service.pauses = []
        service.http._sleep = service._wire.pause = service.pauses.append
        service._wire.budget._sleep = lambda seconds: None  # what the points ask for is tested with the simulator
        return service

    yield made
    if shopify_contract.is_there():
        for sent in asked(peer):
            assert shopify_contract.complaints(sent, tmp_path, capsys) == []


@pytest.fixture
def service(make):
    return make(location_ids=LOCATION)


def asked(peer):
    """Return the parsed body of every GraphQL call."""
    calls = [one for one in peer.asked if one.path == '/admin/api/2026-07/graphql.json']
    assert all(one.method == 'POST' and one.headers['x-shopify-access-token'] == TOKEN for one in calls)
    return [json.loads(one.body) for one in calls]


def sent(peer):
    """Return the variables of every GraphQL call."""
    return [one['variables'] for one in asked(peer)]


def listing(**values):
    facts = {'sku': 'W-1', 'title': "A Watch", 'price': Money('12500.00', 'USD'), 'quantity': 1}
    return Listing(**facts | values)


def change(remote_id, quantity, expected=None, **more):
    return StockChange(remote_id, quantity, key=f'key-{remote_id}', expected=expected, **more)
