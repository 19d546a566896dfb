"""The one door to HTTP, against a real server on this machine."""

import gzip
import logging
import socket
import time
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ic_connect import errors
from ic_connect.budget import Budget
from ic_connect.http import Http, parse_retry_after

LOCAL = ('127.0.0.1', 'localhost')


@pytest.fixture
def http(peer):
    """A client of the peer that notes its pauses instead of sleeping."""
    client = Http(
        peer.url, private_hosts=LOCAL, timeout=(2, 0.4), headers={'X-Token': 'tok-12345'}, secrets=['tok-12345']
    )
    client.pauses = []
    client._sleep = client.pauses.append
    return client


def test_answer_has_exact_decimals_and_case_free_headers(peer, http):
    peer.answers = [{'body': b'{"price": 0.1, "n": 3}', 'headers': {'X-Left': '7'}}]
    answer = http.get('/items', params={'q': 'a b'})
    assert answer.json() == {'price': Decimal('0.1'), 'n': 3}
    assert answer.headers['x-left'] == '7'
    assert [(a.method, a.path) for a in peer.asked] == [('GET', '/items?q=a+b')]
    assert peer.asked[0].headers['x-token'] == 'tok-12345'
    assert peer.asked[0].headers['user-agent'] == 'InventoryConnect/19.0'


def test_base_path_is_kept(peer):
    Http(peer.url + '/api/v3', private_hosts=LOCAL).get('/orders')
    assert peer.asked[0].path == '/api/v3/orders'


@pytest.mark.parametrize(
    ('status', 'error', 'retry'),
    [
        (400, errors.Rejected, False),
        (401, errors.AuthError, False),
        (403, errors.AuthError, False),
        (404, errors.NotFound, False),
        (409, errors.Stale, True),
        (410, errors.NotFound, False),
        (412, errors.Stale, True),
        (422, errors.Rejected, False),
        (429, errors.RateLimited, True),
        (500, errors.Unreachable, True),
        (503, errors.Unreachable, True),
    ],
)
def test_a_status_becomes_an_error_class(peer, http, status, error, retry):
    http.tries = 1
    peer.answers = [{'status': status, 'body': b'{"message": "no such\\nthing"}'}]
    with pytest.raises(error) as caught:
        http.post('/items', json={})
    assert type(caught.value) is error
    assert (caught.value.status, caught.value.retry) == (status, retry)
    assert str(caught.value).startswith(f'{status} from {peer.url}/items: ')
    assert len(peer.asked) == 1


def test_a_service_may_mean_something_else_by_a_status(peer):
    peer.answers = [{'status': 403}]
    client = Http(peer.url, private_hosts=LOCAL, tries=1, status_errors={403: errors.RateLimited})
    with pytest.raises(errors.RateLimited):
        client.get('/')


def test_get_is_tried_again_with_growing_jittered_pauses(peer, http):
    peer.answers = [{'status': 502}, {'status': 500}, {'body': b'[1]'}]
    assert http.get('/').json() == [1]
    assert len(peer.asked) == 3
    first, second = http.pauses
    assert 0.5 <= first <= 1 and 1 <= second <= 2


def test_tries_are_bounded(peer, http):
    peer.answers = [{'status': 503}] * 9
    with pytest.raises(errors.Unreachable):
        http.get('/')
    assert len(peer.asked) == 3


def test_post_without_answer_is_never_repeated_by_itself(peer, http):
    peer.answers = [{'status': 503}, {}]
    with pytest.raises(errors.Unreachable):
        http.post('/orders', json={'n': 1})
    assert len(peer.asked) == 1


def test_post_with_idempotency_key_is_repeated_byte_for_byte(peer, http):
    peer.answers = [{'status': 503}, {}]
    http.post('/orders', json={'n': 1}, headers={'Idempotency-Key': 'k1'}, repeatable=True)
    assert [(a.body, a.headers['idempotency-key']) for a in peer.asked] == [(b'{"n": 1}', 'k1')] * 2


def test_a_rate_limited_post_is_repeated_because_nothing_was_done(peer, http):
    peer.answers = [{'status': 429, 'headers': {'Retry-After': '3'}}, {}]
    http.post('/orders', json={})
    assert len(peer.asked) == 2
    assert 3 <= http.pauses[0] <= 3.25


def test_longer_waits_than_patience_are_handed_to_the_caller(peer, http):
    peer.answers = [{'status': 429, 'headers': {'Retry-After': '3600'}}, {}]
    with pytest.raises(errors.RateLimited) as caught:
        http.get('/')
    assert caught.value.retry_after == 3600
    assert http.pauses == [] and len(peer.asked) == 1


@pytest.mark.parametrize('status', [400, 401, 404, 409, 412])
def test_refusals_are_not_repeated(peer, http, status):
    peer.answers = [{'status': status}, {}]
    with pytest.raises(errors.ServiceError):
        http.get('/')
    assert len(peer.asked) == 1


@pytest.mark.parametrize(
    ('value', 'seconds'),
    [
        ('120', 120),
        ('0', 0),
        ('1.5', 1.5),
        ('-4', 0),
        ('Fri, 21 Nov 2026 10:00:30 GMT', 30),
        ('Friday, 21-Nov-26 10:00:30 GMT', 30),
        ('Fri, 21 Nov 2026 09:00:00 GMT', 0),
        ('soon', None),
        ('nan', None),
        ('inf', None),
        ('', None),
        (None, None),
    ],
)
def test_retry_after(value, seconds):
    assert parse_retry_after(value, now=datetime(2026, 11, 21, 10, tzinfo=UTC)) == seconds


def test_a_silent_server_is_left_after_the_time_limit(peer, http):
    http.tries = 1
    peer.answers = [lambda handler: time.sleep(1.5)]
    started = time.monotonic()
    with pytest.raises(errors.Unreachable, match='no answer in time'):
        http.get('/')
    assert time.monotonic() - started < 1.2


def _drip(handler):
    handler.send_response(200)
    handler.send_header('Transfer-Encoding', 'chunked')
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b'1\r\nx\r\n')
            time.sleep(0.05)
    except OSError:
        handler.close_connection = True


def test_a_server_that_drips_is_left_after_the_deadline(peer, http):
    http.tries, http.deadline = 1, 0.2
    peer.answers = [_drip]
    started = time.monotonic()
    with pytest.raises(errors.Unreachable):
        http.get('/')
    assert time.monotonic() - started < 1.5


def test_an_answer_that_breaks_off_is_unreachable(peer, http):
    def cut(handler):
        handler.send_response(200)
        handler.send_header('Content-Length', '1000')
        handler.end_headers()
        handler.wfile.write(b'half')
        handler.close_connection = True

    http.tries = 1
    peer.answers = [cut]
    with pytest.raises(errors.Unreachable):
        http.get('/')


def test_nobody_there_is_unreachable_and_even_a_post_may_be_repeated():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        port = probe.getsockname()[1]
    client = Http(f'http://127.0.0.1:{port}', private_hosts=LOCAL)
    client.pauses = []
    client._sleep = client.pauses.append
    with pytest.raises(errors.Unreachable, match='nobody answers') as caught:
        client.post('/')
    assert caught.value.unsent and len(client.pauses) == 2


def test_large_answers_are_refused_also_when_packed_small(peer, http):
    http.max_bytes = 100_000
    bomb = gzip.compress(b'0' * 5_000_000)
    assert len(bomb) < 10_000
    peer.answers = [{'body': b'0' * 100_001}, {'body': bomb, 'headers': {'Content-Encoding': 'gzip'}}]
    for _ in range(2):
        with pytest.raises(errors.Forbidden, match='larger than 100000 bytes'):
            http.get('/')
    assert len(peer.asked) == 2


def test_redirects_are_not_followed(peer, http):
    peer.answers = [{'status': 302, 'headers': {'Location': 'http://169.254.169.254/latest'}}]
    with pytest.raises(errors.Rejected, match='redirects are not followed'):
        http.get('/')
    assert len(peer.asked) == 1


def test_html_instead_of_json_is_unreachable(peer, http):
    peer.answers = [{'body': b'<html>', 'headers': {'Content-Type': 'text/html'}}]
    with pytest.raises(errors.Unreachable, match='expected JSON from .*, got text/html'):
        http.get('/').json()


def test_no_secret_in_logs_or_errors(peer, http, caplog):
    caplog.set_level(logging.DEBUG, logger='ic_connect')
    http.tries = 1
    peer.answers = [
        {'status': 400, 'body': b'{"error": "bad token tok-12345", "access_token": "abcdef", "h": "Bearer zzzzzzzzz"}'}
    ]
    with pytest.raises(errors.Rejected) as caught:
        http.post('/hook/tok-12345', params={'api_key': 'key-98765'}, json={'password': 'hunter22'})
    seen = str(caught.value) + repr(caught.value) + caplog.text
    for secret in ('tok-12345', 'key-98765', 'hunter22', 'abcdef', 'zzzzzzzzz'):
        assert secret not in seen
    assert '/hook/***: Rejected 400, try 1' in caplog.text
    assert caught.value.__context__ is None and caught.value.__cause__ is None


def test_no_query_in_the_error_of_a_failed_connection():
    client = Http('http://nowhere.invalid', tries=1)
    with pytest.raises(errors.Unreachable) as caught:
        client.get('/', params={'key': 'secret-value'})
    assert caught.value.__context__ is None
    assert 'secret-value' not in str(caught.value)


def test_a_path_cannot_lead_the_credentials_elsewhere(peer, http):
    for path in ('http://evil.example/x', f'https://127.0.0.1:{peer.port}/x', 'file:///etc/passwd'):
        with pytest.raises(errors.Forbidden):
            http.get(path)
    http.get('//evil.example/x')  # a path of ours, whatever it looks like
    assert [asked.path for asked in peer.asked] == ['/evil.example/x']


@pytest.mark.parametrize(
    'url', ['file:///etc/passwd', 'ftp://a.example/', 'https://me:pw@a.example/', 'https:///x', '']
)
def test_only_plain_web_addresses_are_called(url):
    with pytest.raises(errors.Forbidden):
        Http().get(url)


def test_environment_proxies_are_ignored(peer, http, monkeypatch):
    monkeypatch.setenv('http_proxy', 'http://127.0.0.1:1')
    monkeypatch.setenv('HTTP_PROXY', 'http://127.0.0.1:1')
    assert http.get('/').status == 200


def test_budget_waits_exactly_as_long_as_needed():
    clock = {'now': 0.0}
    waits = []
    budget = Budget(2, 0.5, clock=lambda: clock['now'], sleep=waits.append)
    assert [budget.take() for _ in range(3)] == [0, 0, 2]
    clock['now'] = 4  # 2 of the 4 seconds paid the debt, the rest filled one unit
    assert [budget.take(), budget.take()] == [0, 2]
    budget.correct(2)
    assert budget.take(2) == 0
    with pytest.raises(ValueError):
        budget.take(3)
    assert waits == [2, 2]


def test_budget_is_spent_by_calls(peer):
    taken = []
    client = Http(
        peer.url, private_hosts=LOCAL, budget=type('B', (), {'take': lambda self, *facts: taken.append(facts)})()
    )
    client.get('/', cost=7)
    client.get('/')
    assert taken == [(7, client.patience), (1, client.patience)]


def test_a_budget_does_not_make_a_worker_wait_for_long(peer):
    budget = Budget(10, 1, clock=lambda: 0, sleep=lambda seconds: None)
    client = Http(peer.url, private_hosts=LOCAL, budget=budget, patience=5)
    client.get('/', cost=10)
    client.get('/', cost=5)
    with pytest.raises(errors.RateLimited) as refusal:
        client.get('/', cost=1)
    assert (refusal.value.retry_after, len(peer.asked)) == (6, 2)


def test_a_certificate_nobody_vouches_for_is_refused_at_once(untrusted_peer, http):
    http.base_url = untrusted_peer.url
    with pytest.raises(errors.Rejected, match="certificate cannot be trusted"):
        http.get('/')
    assert untrusted_peer.asked == [] and http.pauses == []


@pytest.mark.parametrize(
    ('body', 'code'),
    [(b'{"code": "invalid_sku"}', 'invalid_sku'), (b'{"code": 7}', None), (b'["code"]', None), (b'<html>', None)],
)
def test_an_error_keeps_the_vendors_own_word_for_it(peer, http, body, code):
    peer.answers = [{'status': 400, 'body': body}]
    with pytest.raises(errors.Rejected) as failure:
        http.get('/')
    assert failure.value.code == code
