"""WatchBase, against answers as the public reference of its data feed shows them (recorded/watchbase)."""

import json
import logging
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from ic_connect import errors, registry

KEY = 'key-for-tests-7731'
RECORDED = Path(__file__).parent / 'recorded' / 'watchbase'


def answer(name):
    record = json.loads((RECORDED / f'{name}.json').read_text(encoding='utf-8'))
    return {'status': record['status'], 'body': json.dumps(record['body']).encode()}


@pytest.fixture
def service(peer):
    """The service, talking to a server on this machine."""
    made = registry.get('catalogs', 'watchbase')(key=KEY)
    made.http.__init__(peer.url, private_hosts=['127.0.0.1'], secrets=[KEY], tries=1)
    return made


def asked(peer):
    """Return path and query of the last call, after checking that the key stood in its body."""
    last = peer.asked[-1]
    parts = urlsplit(last.path)
    assert (last.method, last.body) == ('POST', f'key={KEY}'.encode())
    return parts.path, dict(parse_qsl(parts.query))


def test_check_counts_the_brands(peer, service):
    peer.answers = [answer('brands')]
    assert service.check() == '2 brands'
    assert asked(peer) == ('/brands', {'format': 'json'})


def test_a_number_is_searched_in_references_and_the_same_one_comes_first(peer, service):
    peer.answers = [answer('search_refnr')]
    hits = service.search('watch', ' 116610 ')
    assert asked(peer) == ('/search/refnr', {'q': '116610', 'format': 'json'})
    assert [hit['reference'] for hit in hits] == ['116610', '116610LN-97200', '116610LV-97200']
    assert hits[2] == {
        'id': '7102',
        'title': 'Rolex Submariner Submariner Date 116610LV-97200',
        'reference': '116610LV-97200',
        'brand': 'Rolex',
        'family': 'Submariner',
        'url_image': 'https://cdn.watchbase.com/watch/large/rolex/7102.png',
    }


def test_words_are_searched_as_words(peer, service):
    peer.answers = [answer('search_none')]
    assert service.search('watch', 'priors court') == []
    assert asked(peer) == ('/search', {'q': 'priors court', 'format': 'json'})


def test_other_categories_and_empty_texts_ask_nobody(peer, service):
    assert service.search('handbag', 'Birkin') == service.search('watch', '  ') == []
    assert peer.asked == []


def test_a_full_entry_is_read_in_either_form(peer, service):
    peer.answers = [answer('watch_objects'), answer('watch_texts')]
    first = service.get_item('7102')
    assert asked(peer) == ('/watch', {'id': '7102', 'format': 'json'})
    assert {name: first[name] for name in ('reference', 'brand', 'family', 'name')} == {
        'reference': '116610LV-97200',
        'brand': 'Rolex',
        'family': 'Submariner',
        'name': 'Submariner Date',
    }
    known = ('case_size', 'case_material', 'bezel', 'dial', 'caliber', 'movement')
    assert [first.get(name) for name in known] == [
        '40.00',
        'Steel',
        'Ceramic, green',
        'Green',
        'Rolex caliber 3135',
        'Automatic',
    ]
    second = service.get_item('7102')
    assert [second.get(name) for name in known] == ['40', 'Steel, Ceramic', None, 'Green', '3135', None]


@pytest.mark.parametrize('body', [b'{}', b'{"watch": []}', b'{"watch": {"id": 7}}'])
def test_an_entry_that_is_not_there(peer, service, body):
    peer.answers = [{'body': body}]
    with pytest.raises(errors.NotFound):
        service.get_item('7')


@pytest.mark.parametrize(
    ('given', 'raised'),
    [
        (answer('forbidden'), errors.AuthError),
        ({'status': 401}, errors.AuthError),
        ({'status': 429, 'headers': {'Retry-After': '7'}}, errors.RateLimited),
        ({'status': 404}, errors.NotFound),
        ({'status': 400}, errors.Rejected),
        ({'status': 500}, errors.Unreachable),
        ({'body': b'<xml/>'}, errors.Unreachable),
        ({'body': b'[1]'}, errors.Unreachable),
    ],
)
def test_failures_have_their_class_and_no_key_in_them(peer, service, given, raised, caplog):
    caplog.set_level(logging.DEBUG)
    peer.answers = [given]
    with pytest.raises(raised) as failure:
        service.search('watch', '116610')
    assert KEY not in str(failure.value) and KEY not in caplog.text


def test_the_rate_is_held_by_all_connections_of_a_process():
    kind = registry.get('catalogs', 'watchbase')
    one, other = kind(key='a-key'), kind(key='another')
    assert one.http.budget is other.http.budget
    assert one.http.budget.per_second == 1
