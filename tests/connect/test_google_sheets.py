"""Google Sheets, against answers as Google's discovery document and guides show them (recorded/google_sheets).

Every request these tests make is also held against that document, where it is at hand.
"""

import base64
import functools
import hashlib
import hmac
import json
import logging
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import published
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from ic_connect import errors, registry, stand_ins
from ic_connect.channels import _google_table as table
from ic_connect.channels.google_sheets import SCRIPT
from ic_connect.types import Listing, Money, StockChange

RECORDED = Path(__file__).parent / 'recorded' / 'google_sheets'
SPEC = 'google/sheets.v4.json'
BOOK = '1qpyC0XzvTcKT6EISywvqESX3A0MwQoFDE8p-Bll4hps'
EMAIL = 'inventory-connect@house.iam.gserviceaccount.com'
SECRET, TOKEN = 'script-secret-of-the-tests-7731', 'ya29.token-of-the-tests-7731'
VALUES = f'/v4/spreadsheets/{BOOK}/values'


@functools.cache
def private_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key):
    plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*plain).decode()


@functools.cache
def key_file():
    facts = {'type': 'service_account', 'private_key_id': 'key-7', 'client_email': EMAIL}
    # The address in the file is not believed: a statement is for Google alone.
    return json.dumps(facts | {'private_key': pem(private_key()), 'token_uri': 'https://elsewhere.example/token'})


def record(name):
    return json.loads((RECORDED / f'{name}.json').read_text(encoding='utf-8'))


def answer(name, **replaced):
    found = record(name)
    body = json.dumps(found['body'])
    for old, new in replaced.items():
        body = body.replace(old, new)
    return {'status': found['status'], 'body': body.encode()}


def asked(peer):
    """Return [(method, path, query, JSON)] of all calls to the sheet."""
    found = []
    for one in peer.asked:
        parts = urlsplit(one.path)
        if parts.path != '/token':
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            found.append((one.method, unquote(parts.path), query, json.loads(one.body) if one.body else None))
    return found


@pytest.fixture
def make(peer, monkeypatch):
    """Make a service whose vendor is a server on this machine; afterwards look at all it sent."""
    monkeypatch.setenv(stand_ins.VARIABLE, f'google_sheets={peer.url}')

    def made(**values):
        facts = {'service_account': key_file(), 'spreadsheet': BOOK, 'sheet': 'Stock', 'access_token': TOKEN}
        one = registry.get('channels', 'google_sheets')(**facts | {'webhook_secret': SECRET} | values)
        one.http._sleep = one._account_http._sleep = lambda seconds: None
        return one

    yield made
    if (published.SPECS / SPEC).is_file():
        for one in peer.asked:
            if one.path != '/token':
                body = json.loads(one.body) if one.body else None
                assert published.published(SPEC).complaints(one.method, one.path, body) == []
    assert all(one[3]['valueInputOption'] == 'RAW' for one in asked(peer) if one[1].endswith(':batchUpdate'))


@pytest.fixture
def service(make):
    return make()


def test_the_contract_is_at_hand():
    """The description refuses what is misspelt, so that its silence in the other tests means something."""
    spec = published.published(SPEC)
    assert not spec.complaints('POST', f'{VALUES}:batchUpdate', {'valueInputOption': 'RAW', 'data': []})
    assert spec.complaints('POST', f'{VALUES}:batchUpdate', {'valueInputOptions': 'RAW', 'data': []})
    assert spec.complaints('PUT', f'{VALUES}/A1?valueInput=RAW', {'values': [[1]]})
    assert spec.complaints('POST', f'{VALUES}:batchWrite', {})


@pytest.mark.parametrize(
    ('name', 'schema'),
    [
        ('spreadsheet', 'Spreadsheet'),
        ('values', 'ValueRange'),
        ('formulas', 'ValueRange'),
        ('values_empty', 'ValueRange'),
        ('updated', 'UpdateValuesResponse'),
        ('batch_updated', 'BatchUpdateValuesResponse'),
        ('appended', 'AppendValuesResponse'),
    ],
)
def test_recorded_answers_are_as_the_vendor_describes_them(name, schema):
    assert published.published(SPEC).mismatches(f'/schemas/{schema}', record(name)['body']) == []


# Connecting


def test_a_token_is_asked_for_with_a_signed_statement(peer, make):
    peer.answers = [answer('token'), answer('spreadsheet'), answer('values')]
    assert make(access_token='').check().startswith('Stock of the house / Stock: 7 rows; ')
    first, *others = peer.asked
    assert (first.method, first.path) == ('POST', '/token')
    assert first.headers['content-type'] == 'application/x-www-form-urlencoded'
    facts = {name: values[0] for name, values in parse_qs(first.body.decode()).items()}
    assert facts['grant_type'] == 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    head, claims, proof = facts['assertion'].split('.')

    def plain(text):
        return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))

    private_key().public_key().verify(plain(proof), f'{head}.{claims}'.encode(), PKCS1v15(), SHA256())
    assert json.loads(plain(head)) == {'alg': 'RS256', 'typ': 'JWT', 'kid': 'key-7'}
    said = json.loads(plain(claims))
    assert abs(said['iat'] - time.time()) < 30 and said['exp'] == said['iat'] + 3600
    assert said | {'iat': 0, 'exp': 0} == {
        'iss': EMAIL,
        'scope': 'https://www.googleapis.com/auth/spreadsheets',
        'aud': 'https://oauth2.googleapis.com/token',
        'iat': 0,
        'exp': 0,
    }
    assert {one.headers['authorization'] for one in others} == {f'Bearer {record("token")["body"]["access_token"]}'}


def test_tokens_to_keep(peer, service):
    peer.answers = [answer('token')]
    found = service.refresh_tokens()
    assert found['access_token'] == record('token')['body']['access_token']
    ends = datetime.fromisoformat(found['expires_at'])
    assert timedelta(minutes=58) < ends - datetime.now(UTC) <= timedelta(hours=1)


def test_a_kept_token_is_used_and_replaced_when_it_is_refused(peer, service):
    peer.answers = [answer('error_token'), answer('token'), answer('values')]
    assert service.list_items()[0]
    tokens = [one.headers.get('authorization') for one in peer.asked]
    assert tokens == [f'Bearer {TOKEN}', None, f'Bearer {record("token")["body"]["access_token"]}']


def test_a_key_that_google_does_not_take(peer, make):
    peer.answers = [answer('error_grant')]
    with pytest.raises(errors.AuthError, match=EMAIL):
        make(access_token='').check()
    other = json.dumps(json.loads(key_file()) | {'private_key': pem(ec.generate_private_key(ec.SECP256R1()))})
    for wrong in ('', 'no JSON', '[]', '{}', '{"client_email": "x", "private_key": "no key"}', other):
        with pytest.raises(errors.AuthError, match='whole'):
            make(access_token='', service_account=wrong).check()
    assert len(peer.asked) == 1


def test_check_says_what_is_wrong_with_the_sheet(peer, make):
    service = make()
    peer.answers = [answer('spreadsheet'), answer('values')]
    assert service.check() == ('Stock of the house / Stock: 7 rows; rows 6 and 7 carry the same SKU OP-TWICE')
    peer.answers = [answer('spreadsheet'), answer('values_headings')]
    with pytest.raises(errors.Rejected, match='no heading SKU'):
        service.check()
    peer.answers = [answer('spreadsheet'), answer('values_doubled')]
    with pytest.raises(errors.Rejected, match='two columns are headed quantity: B and C'):
        service.check()
    peer.answers = [answer('spreadsheet')]
    with pytest.raises(errors.Rejected, match="no tab Stok; it has Stock, Bob's notes"):
        make(sheet='Stok').check()
    peer.answers = [answer('error_shared')]
    with pytest.raises(errors.AuthError, match='shared with the service account, as an editor'):
        service.check()
    peer.answers = [answer('error_not_found')]
    with pytest.raises(errors.NotFound, match=f'no spreadsheet with the id {BOOK}'):
        service.check()


def test_the_address_of_a_spreadsheet_is_as_good_as_its_id_and_the_first_tab_is_the_usual_one(peer, make):
    for given in (BOOK, f' {BOOK} ', f'https://docs.google.com/spreadsheets/d/{BOOK}/edit?gid=0#gid=0'):
        peer.answers = [answer('spreadsheet'), answer('values_empty')]
        assert make(spreadsheet=given, sheet='').list_items() == ([], '')
    assert [one[:3] for one in asked(peer)][-2:] == [
        ('GET', f'/v4/spreadsheets/{BOOK}', {'fields': 'sheets.properties.title'}),
        (
            'GET',
            f"{VALUES}/'Stock'",
            {'valueRenderOption': 'UNFORMATTED_VALUE', 'majorDimension': 'ROWS'},
        ),
    ]


def test_a_tab_with_any_name(peer, make):
    peer.answers = [answer('values_empty')]
    make(sheet="Bob's notes").list_items()
    assert peer.asked[0].path.startswith(f'{VALUES}/%27Bob%27%27s%20notes%27?')


# Rows


def listing(**facts):
    values = {'sku': 'OP-1001', 'title': 'Priors Court chronograph', 'price': Money('12500.00', 'USD'), 'quantity': 1}
    return Listing(**values | {'category': 'Watch'} | facts)


def test_items(peer, service):
    peer.answers = [answer('values')]
    found, cursor = service.list_items()
    assert cursor == ''
    assert [(one.remote_id, one.title, one.quantity, one.price, one.status) for one in found] == [
        ('OP-1001', 'Priors Court chronograph', 1, Money(12500, 'USD'), 'live'),
        ('1002', 'A ring', 3, Money('950.5', 'USD'), 'live'),
        ('1E5', 'Bag', None, Money(9000, 'EUR'), 'live'),
        ('OP-TWICE', 'One', 1, None, 'live'),
        ('OP-WORDS', 'Words', None, None, 'live'),
        ('OP-HALF', 'Half', None, None, 'live'),
        ('OP-SUM', 'Sum', 4, None, 'sold'),
    ]


def test_a_new_listing_in_an_empty_tab(peer, service):
    peer.answers = [answer('values_empty'), answer('updated'), answer('appended')]
    assert (
        service.push_listing(listing(sku='1E5', title='=HYPERLINK("x")', photos=['https://house.example/1'])) == '1E5'
    )
    assert asked(peer)[1:] == [
        ('PUT', f"{VALUES}/'Stock'!A1:J1", {'valueInputOption': 'RAW'}, {'values': [list(table.HEADINGS)]}),
        (
            'POST',
            f"{VALUES}/'Stock'!A1:append",
            {'valueInputOption': 'RAW', 'insertDataOption': 'INSERT_ROWS'},
            {
                'values': [
                    [
                        '1E5',
                        '=HYPERLINK("x")',
                        '',
                        'Watch',
                        12500,
                        'USD',
                        1,
                        'Available',
                        'https://house.example/1',
                    ]
                ]
            },
        ),
    ]


def test_a_new_listing_in_a_tab_with_its_own_order(peer, service):
    peer.answers = [answer('values_few'), answer('appended')]
    service.push_listing(listing(sku='OP-2', quantity=2))
    assert asked(peer)[1][3] == {'values': [[2, '', 'OP-2']]}


def test_a_listing_that_an_earlier_try_left_is_taken_up_and_nothing_is_written_twice(peer, service):
    peer.answers = [answer('values')]
    assert service.push_listing(listing(quantity=7)) == 'OP-1001'
    assert len(peer.asked) == 1, "it shows what it should, and the quantity is not the listing's"


def test_only_what_differs_is_written_and_formulas_stay(peer, service):
    mark = table.mark('OP-1001', table.facts_of(listing(price=Money('99.50', 'USD'), title='New', status='sold')))
    peer.answers = [answer('formulas'), answer('batch_updated'), answer('formulas_written', MARK=mark)]
    service.push_listing(listing(remote_id='OP-1001', price=Money('99.50', 'USD'), title='New', status='sold'))
    assert asked(peer)[1][3] == {
        'valueInputOption': 'RAW',
        'data': [
            {'range': "'Stock'!E2", 'values': [[99.5]]},
            {'range': "'Stock'!H2", 'values': [['Sold']]},
            {'range': "'Stock'!J2", 'values': [[mark]]},
        ],
    }


def test_a_listing_whose_row_is_gone(peer, service):
    peer.answers = [answer('values'), answer('values')]
    with pytest.raises(errors.NotFound, match='no row with the SKU OP-GONE'):
        service.push_listing(listing(remote_id='OP-GONE'))
    service.end_listing('OP-GONE')
    assert len(peer.asked) == 2


def test_ending_marks_the_row_and_keeps_it(peer, service):
    peer.answers = [answer('formulas'), answer('batch_updated'), answer('formulas')]
    service.end_listing('OP-1001')
    data = asked(peer)[1][3]['data']
    assert [(one['range'], one['values']) for one in data[:2]] == [
        ("'Stock'!H2", [['Withdrawn']]),
        ("'Stock'!G2", [[0]]),
    ]


@pytest.mark.parametrize(
    ('verb', 'words'),
    [
        (lambda service: service.push_listing(listing(sku='OP-TWICE')), 'rows 6 and 7 carry the same SKU'),
        (lambda service: service.end_listing('OP-TWICE'), 'rows 6 and 7 carry the same SKU'),
        (lambda service: service.end_listing('OP-SUM'), 'cell G10 holds a formula'),
    ],
)
def test_rows_that_are_not_touched(peer, service, verb, words):
    peer.answers = [answer('formulas')]
    with pytest.raises(errors.Rejected, match=words):
        verb(service)
    assert len(peer.asked) == 1


# Stock


def change(sku='OP-1001', quantity=0, expected=1, **facts):
    return StockChange(remote_id=sku, quantity=quantity, expected=expected, **{'key': 'key 1'} | facts)


def test_quantities_as_people_write_them(peer, service):
    peer.answers = [answer('values')]
    before = datetime.now(UTC)
    found = service.get_stock(['OP-1001', '1002', '1E5', 'OP-TWICE', 'OP-WORDS', 'OP-HALF', 'OP-SUM', 'OP-GONE'])
    assert [(one.remote_id, one.quantity) for one in found] == [('OP-1001', 1), ('1002', 3), ('OP-SUM', 4)]
    assert all(before <= one.observed_at <= datetime.now(UTC) for one in found)


def test_a_change_is_read_compared_written_and_looked_at_again(peer, service):
    mark = table.mark('key 1')
    peer.answers = [answer('formulas'), answer('batch_updated'), answer('formulas_written', MARK=mark)]
    found = service.set_stock([change()])
    assert [(key, one.quantity) for key, one in found.items()] == [(('OP-1001', ''), 0)]
    assert [one[:2] for one in asked(peer)] == [
        ('GET', f"{VALUES}/'Stock'"),
        ('POST', f'{VALUES}:batchUpdate'),
        ('GET', f"{VALUES}/'Stock'"),
    ]
    assert asked(peer)[0][2]['valueRenderOption'] == 'FORMULA'
    assert asked(peer)[1][3]['data'] == [
        {'range': "'Stock'!G2", 'values': [[0]]},
        {'range': "'Stock'!J2", 'values': [[mark]]},
    ]


def test_items_that_are_not_changed_do_not_spoil_the_others(peer, service):
    peer.answers = [answer('formulas'), answer('batch_updated'), answer('formulas_written', MARK=table.mark('key 1'))]
    found = service.set_stock(
        [
            change(),
            change('1002', expected=2),
            change('1E5', expected=1),
            change('OP-TWICE'),
            change('OP-WORDS'),
            change('OP-SUM', expected=4),
            change('OP-GONE'),
            change('1002', 3, 3, location_id='elsewhere'),
        ]
    )
    told = {key[0]: (type(one).__name__, str(one)) for key, one in found.items() if not key[1]}
    assert told.pop('OP-1001')[0] == 'StockLevel'
    assert told == {
        '1002': ('Stale', 'the sheet shows 3, not 2'),
        '1E5': ('Stale', 'the sheet shows nothing, not 1'),
        'OP-TWICE': ('Rejected', 'rows 6 and 7 carry the same SKU OP-TWICE: leave it in one of them'),
        'OP-WORDS': ('Rejected', "cell G8 holds 'two', which is no whole number"),
        'OP-SUM': ('Rejected', 'cell G10 holds a formula: put a number there'),
        'OP-GONE': ('NotFound', 'the tab has no row with the SKU OP-GONE'),
    }
    assert found['1002', 'elsewhere'].quantity == 3
    assert {one['range'] for one in asked(peer)[1][3]['data']} == {"'Stock'!G2", "'Stock'!J2"}


def test_a_count_by_hand_needs_no_grounds(peer, service):
    peer.answers = [answer('formulas'), answer('batch_updated'), answer('formulas')]
    service.set_stock([change('OP-WORDS', 2, None), change('1E5', 1, 0)])
    assert [one['values'][0][0] for one in asked(peer)[1][3]['data']][::2] == [2, 1]


def test_our_own_change_whose_answer_was_lost_is_recognised_by_its_mark(peer, service):
    written = answer('formulas_written', MARK=table.mark('key 1'))
    peer.answers = [written, written]
    assert service.set_stock([change()])['OP-1001', ''].quantity == 0
    assert type(service.set_stock([change(key='key 2')])['OP-1001', '']) is errors.Stale
    assert len(peer.asked) == 2


def test_a_write_without_an_answer_is_not_repeated_blindly(peer, service):
    peer.answers = [answer('formulas'), {'status': 503}]
    with pytest.raises(errors.Unreachable):
        service.set_stock([change()])
    assert len(peer.asked) == 2
    peer.answers = [answer('formulas'), {'status': 503}]
    found = service.set_stock([change(), change('OP-GONE')])
    assert [type(one) for one in found.values()] == [errors.NotFound, errors.Unreachable]


def test_a_tab_without_our_column_gets_it_where_there_is_room(peer, service):
    few = json.loads(answer('values_few')['body'])
    few['values'] = [[*few['values'][0], 'Sync'], [0, 'A watch', 'OP-1001', table.mark('key 1')]]
    after = {'body': json.dumps(few).encode()}
    peer.answers = [answer('values_few'), answer('updated'), answer('batch_updated'), after]
    assert service.set_stock([change()])['OP-1001', ''].quantity == 0
    assert asked(peer)[1][1:] == (f"{VALUES}/'Stock'!D1", {'valueInputOption': 'RAW'}, {'values': [['Sync']]})
    assert [one['range'] for one in asked(peer)[2][3]['data']] == ["'Stock'!A2", "'Stock'!D2"]
    peer.asked.clear()
    peer.answers = [answer('values_few'), answer('error_grid'), answer('batch_updated')]
    assert service.set_stock([change()])['OP-1001', ''].quantity == 0
    assert [one['range'] for one in asked(peer)[2][3]['data']] == ["'Stock'!A2"]


@pytest.mark.parametrize(('column', 'letters'), [(0, 'A'), (25, 'Z'), (26, 'AA'), (51, 'AZ'), (52, 'BA'), (701, 'ZZ')])
def test_letters_of_columns(column, letters):
    assert table.letter(column) == letters


@pytest.mark.parametrize(
    ('cell', 'shown'),
    [
        (None, ''),
        (True, 'TRUE'),
        (7, '7'),
        (Decimal('7.0'), '7'),
        (Decimal('7.5'), '7.5'),
        (' a ', 'a'),
        ('03-04', '03-04'),
    ],
)
def test_cells_as_text(cell, shown):
    assert table.text(cell) == shown


# The script's messages


def signed(payload, /, secret=SECRET, at=None, **changes):
    at = str(int(time.time())) if at is None else at
    proof = hmac.new(secret.encode(), f'{at}.{payload}'.encode(), hashlib.sha256).hexdigest()
    return json.dumps({'timestamp': at, 'payload': payload, 'signature': proof} | changes).encode()


PAYLOAD = json.dumps(
    {
        'id': '6fa8a7f2-1',
        'spreadsheet': BOOK,
        'sheet': 'Stock',
        'changes': [
            {'sku': 'OP-1001', 'quantity': 0, 'previous': 1, 'at': '2026-11-21T02:40:11.000Z'},
            {'sku': '1E5', 'quantity': None, 'previous': 2, 'at': '2026-11-21T02:40:11.000Z'},
        ],
    }
)


def test_a_signature_worked_out_by_hand(make):
    """Computed with openssl dgst -sha256 -hmac."""
    body = {
        'timestamp': '1795228811',
        'payload': '{"id":"1"}',
        'signature': '10facfb8641602589cd5deb1c8ba99d11adc44d283e4cd10ec5fe20e7f7a4388',
    }
    with pytest.raises(errors.BadSignature, match='too old'):  # the signature is right, the time is over
        make(webhook_secret='a-secret').verify_webhook({}, json.dumps(body).encode())
    with pytest.raises(errors.BadSignature, match='does not match'):
        make(webhook_secret='a-secret').verify_webhook({}, json.dumps(body | {'timestamp': '1795228812'}).encode())


def test_the_signature_is_in_the_body(service):
    service.verify_webhook({}, signed(PAYLOAD))
    service.verify_webhook({'X-IC-Signature': 'whatever'}, signed(PAYLOAD), 'https://house.example/')
    good = json.loads(signed(PAYLOAD))
    now = int(time.time())
    for body in (
        signed(PAYLOAD, payload=PAYLOAD.replace('OP-1001', 'OP-1002')),
        signed(PAYLOAD, payload=json.dumps(json.loads(PAYLOAD), separators=(',', ':'))),
        signed(PAYLOAD, secret=SECRET + 'x'),
        signed(PAYLOAD, at=str(now - 301)),
        signed(PAYLOAD, at=str(now + 320)),
        signed(PAYLOAD, at='soon'),
        signed(PAYLOAD, timestamp=str(now - 1)),
        signed(PAYLOAD, timestamp=now),
        signed(PAYLOAD, signature=None),
        signed(PAYLOAD, payload=json.loads(PAYLOAD)),
        json.dumps([good]).encode(),
        json.dumps({name: good[name] for name in ('payload', 'timestamp')}).encode(),
        b'',
        b'{',
    ):
        with pytest.raises(errors.BadSignature):
            service.verify_webhook({'X-IC-Signature': good['signature']}, body)


def test_without_a_secret_nothing_is_genuine(make):
    with pytest.raises(errors.BadSignature):
        make(webhook_secret='').verify_webhook({}, signed(PAYLOAD, secret='x'))


def test_events_are_of_the_changed_skus_only(service):
    found = service.parse_webhook({}, signed(PAYLOAD))
    assert [(one.remote_id, one.topic, one.subject_id, one.payload) for one in found] == [
        ('6fa8a7f2-1 OP-1001', 'stock', 'OP-1001', {'quantity': 0, 'previous': 1}),
        ('6fa8a7f2-1 1E5', 'stock', '1E5', {'quantity': None, 'previous': 2}),
    ]
    assert found[0].happened_at == datetime(2026, 11, 21, 2, 40, 11, tzinfo=UTC)
    assert service.parse_webhook({}, signed(PAYLOAD.replace(BOOK, 'a-copy'))) == []
    for payload in ('', '[]', '{}', '{"spreadsheet": "%s"}' % BOOK):
        with pytest.raises(errors.Rejected):
            service.parse_webhook({}, signed(payload))


def test_subscribing_makes_a_secret_once(peer, make, service):
    made = [make(webhook_secret='').subscribe('https://house.example/hook')['webhook_secret'] for _time in range(2)]
    assert all(len(one) >= 43 for one in made) and made[0] != made[1]
    assert service.subscribe('https://house.example/hook') == {}
    assert service.list_subscriptions() == []
    assert service.unsubscribe('https://house.example/hook') is None
    assert peer.asked == []


def test_the_script_is_shipped_without_a_secret_and_handed_out_with_it(service):
    assert SCRIPT.is_file() and SCRIPT.name == 'google_sheets.gs'
    plain, handed = SCRIPT.read_text(encoding='utf-8'), service.script('https://house.example/hook')
    lines = ['const IC_ADDRESS = "https://house.example/hook";', f'const IC_SECRET = "{SECRET}";']
    assert plain.splitlines()[1:3] == ["const IC_ADDRESS = '';", "const IC_SECRET = '';"]
    assert handed.splitlines()[1:3] == lines
    assert handed.splitlines()[3:] == plain.splitlines()[3:]
    assert 'getUserProperties' in plain


# Failures


@pytest.mark.parametrize(
    ('given', 'raised'),
    [
        (answer('error_shared'), errors.AuthError),
        (answer('error_not_found'), errors.NotFound),
        (answer('error_range'), errors.Rejected),
        (answer('error_quota'), errors.RateLimited),
        ({'status': 500}, errors.Unreachable),
        ({'body': b'<html>'}, errors.Unreachable),
    ],
)
def test_failures_have_their_class_and_no_secret_in_them(peer, service, given, raised, caplog):
    caplog.set_level(logging.DEBUG)
    if given.get('status', 200) >= 400:
        given = {**given, 'body': given.get('body', b'{}') + f' {TOKEN} {SECRET}'.encode()}
    peer.answers = [given] * 3
    with pytest.raises(raised) as failure:
        service.list_items()
    assert type(failure.value) is raised
    shown = str(failure.value) + repr(service) + caplog.text
    assert not any(secret in shown for secret in (TOKEN, SECRET, 'PRIVATE KEY'))


def test_orders_are_not_to_be_had(service):
    with pytest.raises(errors.Unsupported, match='cannot list orders'):
        service.list_orders(datetime.now(UTC))
    assert not service.supports('list_orders') and not service.supports('list_locations')


def test_page_url_is_the_spreadsheet(peer, service, monkeypatch):
    monkeypatch.delenv(stand_ins.VARIABLE)
    assert service.page_url(listing(remote_id='OP-1001')) == f'https://docs.google.com/spreadsheets/d/{BOOK}/edit'
    assert peer.asked == []
