"""What the tests with the simulated Shopify shop share."""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shopify_contract

from ic_connect import registry, stand_ins
from ic_connect.types import StockChange

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.simulators.shopify import Shopify

KIND = registry.get('channels', 'shopify')


class Quick(Shopify):
    """The same shop in a hurry."""

    retries = (0.02,) * 8
    bulk_seconds = 0.05


@pytest.fixture
def sim():
    with Quick(seed=7, points=(2000, 5000)) as running:
        yield running


@pytest.fixture
def connect(monkeypatch, tmp_path, capsys):
    """Connect services to simulators; at the end the vendor's schema looks at all that was said."""
    said = []

    def connected(sim, **more):
        monkeypatch.setenv(stand_ins.VARIABLE, f'shopify={sim.url}')
        service = KIND(**sim.credentials() | more)
        post = service.http.post

        def listen(path, **options):
            answer = post(path, **options)
            said.append((options.get('json'), answer.json()))
            return answer

        service.http.post = listen
        service.http._sleep = lambda seconds: None
        return service

    yield connected
    if not shopify_contract.is_there():
        return
    for asked, answered in said:
        if asked and answered.get('data'):
            assert shopify_contract.complaints(asked, tmp_path, capsys) == []
            assert shopify_contract.mismatches(asked['query'], answered['data']) == []


@pytest.fixture
def shop(sim, connect):
    return connect(sim)


def strike(sim, monkeypatch, fault, text, times=1):
    """Let a fault strike the next calls whose body has `text` in it, and no other."""
    left = [times]

    def strikes(name):
        body = sim.requests[-1][2].decode() if sim.requests else ''
        hit = bool(name == fault and text in body and left[0])
        left[0] -= hit
        return hit

    monkeypatch.setattr(sim.faults, 'strikes', strikes)


def later(condition, seconds=5):
    """Wait until something is so."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it never came to be so"
        time.sleep(0.01)


def change(remote_id, quantity, expected=None, key='k'):
    return StockChange(remote_id, quantity, key=f'{key}-{remote_id}-{quantity}-{expected}', expected=expected)


def level(service, remote_id):
    (found,) = service.get_stock([remote_id])
    return found.quantity


def an_hour_ago():
    return datetime.now(UTC) - timedelta(hours=1)
