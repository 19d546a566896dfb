"""What the tests of price services share: a service whose vendor is a server on this machine, and recorded answers."""

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from ic_connect import registry, stand_ins

KEY = 'key-of-the-tests-7731'
FOUR = ['gold', 'silver', 'platinum', 'palladium']


def answer(code, name, **changes):
    path = Path(__file__).parent / 'recorded' / code / f'{name}.json'
    record = json.loads(path.read_text(encoding='utf-8'))
    body = record['body'] | changes
    return {'status': record['status'], 'headers': record.get('headers', {}), 'body': json.dumps(body).encode()}


@pytest.fixture
def make(peer, monkeypatch):
    """Make a service whose vendor is a server on this machine."""

    def made(code):
        monkeypatch.setenv(stand_ins.VARIABLE, f'{code}={peer.url}')
        service = registry.get('prices', code)(key=KEY)
        service.http._sleep = lambda seconds: None
        return service

    return made


def asked(peer):
    """Return [(path, query)] of all calls."""
    return [(urlsplit(one.path).path, dict(parse_qsl(urlsplit(one.path).query))) for one in peer.asked]


def amounts(found):
    return {one.metal: f'{one.price.amount:f} {one.price.currency}' for one in found.prices}


def reasons(found):
    return [str(one) for one in found.refused]
