"""The Google Sheets service against the simulated spreadsheet, over HTTP; held against Google's own description."""

import json
import time
from urllib.parse import unquote

import published
import pytest
from tests.simulators.base import SoldOut, ask
from tests.simulators.google_grid import BadRange, Formula, parse
from tests.simulators.google_sheets import GoogleSheets

from ic_connect import errors, registry, stand_ins
from ic_connect.types import Listing, Money, StockChange

SPEC = 'google/sheets.v4.json'
SECRET = 'a-secret-of-the-house'


@pytest.fixture
def book():
    """A simulated spreadsheet; afterwards all it heard and said is held against Google's discovery document."""
    heard = []
    with GoogleSheets() as running:
        plain = running._answer

        def listening(request):
            response = plain(request)
            if response is not None and request.path.startswith('/v4/') and response.status == 200:
                heard.append((request, json.loads(json.dumps(response.body))))
            return response

        running._answer = listening
        yield running
    if (published.SPECS / SPEC).is_file():
        spec = published.published(SPEC)
        for request, body in heard:
            assert spec.complaints(request.method, request.path, request.json) == []
            assert spec.mismatches(f'/schemas/{_schema(request)}', body) == []


def _schema(request):
    tail = unquote(request.path).partition('/values')
    if not tail[1]:
        return 'Spreadsheet'
    if request.method == 'GET':
        return 'ValueRange'
    if request.method == 'PUT':
        return 'UpdateValuesResponse'
    return 'AppendValuesResponse' if tail[2].endswith(':append') else 'BatchUpdateValuesResponse'


@pytest.fixture
def make(book, monkeypatch):
    monkeypatch.setenv(stand_ins.VARIABLE, f'google_sheets={book.url}')

    def made(**values):
        one = registry.get('channels', 'google_sheets')(**book.credentials() | values)
        one.http._sleep = one._account_http._sleep = lambda seconds: None
        return one

    return made


@pytest.fixture
def service(make):
    return make(webhook_secret=SECRET)


def listing(sku='OP-1', **facts):
    return Listing(**{'sku': sku, 'title': 'A watch', 'price': Money('12500.00', 'USD'), 'quantity': 1} | facts)


def change(sku, quantity, expected, key='key', **facts):
    return StockChange(remote_id=sku, quantity=quantity, expected=expected, key=key, **facts)


def counted(service, *skus):
    return {one.remote_id: one.quantity for one in service.get_stock(skus)}


def settled(book, seconds=10):
    ends = time.monotonic() + seconds
    while book.outbox.waiting():
        assert time.monotonic() < ends, 'messages are still waiting'
        time.sleep(0.02)


def test_a_piece_from_publishing_to_its_end(book, service):
    assert service.check() == 'Simulated stock list / Stock: 0 rows'
    for sku in ('OP-1', '1E5', '03-04'):
        assert service.push_listing(listing(sku)) == sku == service.push_listing(listing(sku))
    assert [row[0] for row in book.tabs['Stock'].rows] == ['SKU', 'OP-1', '1E5', '03-04'], "as they are"
    assert service.set_stock([change('OP-1', 0, 1)])['OP-1', ''].quantity == 0
    assert service.push_listing(listing('OP-1', remote_id='OP-1', status='sold')) == 'OP-1'
    service.end_listing('1E5')
    service.end_listing('1E5')
    assert [(one['sku'], one['quantity'], one['status']) for one in book.items()] == [
        ('OP-1', 0, 'sold'),
        ('1E5', 0, 'draft'),
        ('03-04', 1, 'live'),
    ]
    assert service.check() == 'Simulated stock list / Stock: 3 rows'


def test_a_tab_that_people_made(book, make):
    service = make(sheet='Notes')
    notes = book.tabs['Notes']
    notes.rows = [['Where', 'quantity', ' Sku'], ['vault', '2', 1002], [], ['safe', Formula('=B2', 2), 'OP-2']]
    assert counted(service, '1002', 'OP-2') == {'1002': 2, 'OP-2': 2}
    found = service.set_stock([change('1002', 1, 2), change('OP-2', 1, 2)])
    assert found['1002', ''].quantity == 1
    assert type(found['OP-2', '']) is errors.Rejected
    assert notes.rows[0] == ['Where', 'quantity', ' Sku', 'Sync'] and notes.rows[1][:3] == ['vault', 1, 1002]
    assert notes.rows[3] == ['safe', Formula('=B2', 2), 'OP-2']
    service.push_listing(listing('OP-3', quantity=4))
    assert notes.rows[2][:3] == ['', 4, 'OP-3'], "below the table, which ends at an empty row"


def test_a_sale_by_a_person_makes_our_grounds_outdated(book, service):
    service.push_listing(listing(quantity=3))
    book.sell('OP-1')
    found = service.set_stock([change('OP-1', 2, 3)])['OP-1', '']
    assert type(found) is errors.Stale and str(found) == 'the sheet shows 2, not 3'
    assert counted(service, 'OP-1') == {'OP-1': 2}
    book.adjust('OP-1', 0)
    with pytest.raises(SoldOut):
        book.sell('OP-1')


@pytest.mark.parametrize('moment', ['before', 'after'])
def test_rows_that_move_while_we_write(book, service, moment):
    """Before the write the figure goes into a wrong row: it is put back there, and ours is to be made anew."""
    for number in range(1, 5):
        service.push_listing(listing(f'OP-{number}', quantity=number, title=f'Thing {number}'))
    quantities = {f'OP-{number}': number for number in range(1, 5)}
    plain = book._updates

    def sorting(request):
        if moment == 'before':
            book.sort(descending=True)
        done = plain(request)
        if moment == 'after':
            book.sort(descending=True)
        book._updates = plain
        return done

    book._updates = sorting
    result = service.set_stock([change('OP-1', 0, 1)])['OP-1', '']
    if moment == 'before':
        assert type(result) is errors.Stale
        assert counted(service, *quantities) == quantities
        assert service.set_stock([change('OP-1', 0, 1, 'again')])['OP-1', ''].quantity == 0
    else:
        assert result.quantity == 0
    assert counted(service, *quantities) == quantities | {'OP-1': 0}


def test_a_row_that_moves_while_its_words_are_written(book, service):
    for number in range(1, 4):
        service.push_listing(listing(f'OP-{number}', title=f'Thing {number}'))
    plain = book._updates

    def sorting(request):
        book._updates = plain
        book.sort(descending=True)
        return plain(request)

    book._updates = sorting
    with pytest.raises(errors.Stale):
        service.push_listing(listing('OP-1', remote_id='OP-1', title='New words'))
    assert {one['sku']: one['title'] for one in book.items()} == {f'OP-{x}': f'Thing {x}' for x in range(1, 4)}


def test_an_answer_is_lost_and_nothing_is_taken_for_a_sale(book, service):
    service.push_listing(listing(quantity=3))
    wanted = change('OP-1', 2, 3)
    send, lost = service._tab._put, []

    def and_lose_it(data):
        send(data)
        lost.append(data)
        raise errors.Unreachable("the answer is lost")

    service._tab._put = and_lose_it
    with pytest.raises(errors.Unreachable):
        service.set_stock([wanted])
    service._tab._put = send
    assert service.set_stock([wanted])['OP-1', ''].quantity == 2, "recognised by its mark"
    assert len(lost) == 1
    book.sell('OP-1')
    service.push_listing(listing(remote_id='OP-1', title='New words'))
    book.adjust('OP-1', 3)
    assert book.tabs['Stock'].rows[1][9].count(' ') == 1, "the last marks stay"
    assert service.set_stock([wanted])['OP-1', ''].quantity == 3, "even where people made it what it was before"
    assert service.set_stock([change('OP-1', 2, 3, 'another')])['OP-1', ''].quantity == 2


def test_a_lost_answer_to_a_new_row_does_not_make_a_second_one(book, service):
    service.push_listing(listing())
    plain = book._append

    def lost(request):
        plain(request)  # and no answer

    book._append = lost
    service.http.tries = 1
    with pytest.raises(errors.Unreachable):
        service.push_listing(listing('OP-2'))
    book._append = plain
    assert service.push_listing(listing('OP-2')) == 'OP-2'
    assert [one['sku'] for one in book.items()] == ['OP-1', 'OP-2']


def test_tokens_end_and_sharing_too(book, make):
    service = make()
    kept = service.refresh_tokens()
    again = make(**kept)
    again.check()
    assert [path for _method, path, _body in book.requests].count('/token') == 1
    book.tokens.clear()
    assert again.check(), "a new one is asked for"
    book.share(False)
    with pytest.raises(errors.AuthError, match='shared with the service account'):
        again.check()
    book.share(True)
    book.faults.at(expired_token=1)
    with pytest.raises(errors.AuthError):
        again.check()
    wrong = json.loads(book.credentials()['service_account']) | {'client_email': 'somebody@else.example'}
    with pytest.raises(errors.AuthError, match='somebody@else.example'):
        make(service_account=json.dumps(wrong)).check()


def test_too_many_calls_and_a_bad_day(book, service):
    book.faults.at(rate_limit=1)
    with pytest.raises(errors.RateLimited):
        service.list_items()
    book.faults.at(server_error=1)
    with pytest.raises(errors.Unreachable):
        service.list_items()
    book.faults.at()
    with pytest.raises(errors.NotFound):
        registry.get('channels', 'google_sheets')(**book.credentials() | {'spreadsheet': 'another'}).check()


def test_two_rows_with_one_sku(book, service):
    service.push_listing(listing())
    book.tabs['Stock'].rows.append(list(book.tabs['Stock'].rows[1]))
    assert 'rows 2 and 3 carry the same SKU OP-1' in service.check()
    before = [list(row) for row in book.tabs['Stock'].rows]
    assert counted(service, 'OP-1') == {}
    assert type(service.set_stock([change('OP-1', 0, 1)])['OP-1', '']) is errors.Rejected
    for verb in (lambda: service.push_listing(listing()), lambda: service.end_listing('OP-1')):
        with pytest.raises(errors.Rejected, match='rows 2 and 3'):
            verb()
    assert book.tabs['Stock'].rows == before


def test_people_are_heard_and_our_own_writes_are_not(book, service, house):
    for number in range(1, 4):
        service.push_listing(listing(f'OP-{number}', quantity=number))
    book.install(house.url, SECRET)
    service.set_stock([change('OP-3', 2, 3)])
    book.sort(descending=True)
    settled(book)
    assert [event.subject_id for event in heard(service, house)] == ['OP-3'], "mentioned when a person edits next"
    house.asked.clear()
    book.faults.at(hook_duplicate=1, hook_bad_signature=1)
    book.sell('OP-2')
    book.type('B2', 'Other words')
    settled(book)
    events = heard(service, house, forged=2)
    assert [(one.topic, one.subject_id, one.payload) for one in events] == [
        ('stock', 'OP-2', {'quantity': 1, 'previous': 2})
    ] * 2
    assert events[0].remote_id == events[1].remote_id
    assert counted(service, 'OP-2') == {'OP-2': 1}
    book.faults.at()
    house.asked.clear()
    book.remove('OP-1')
    settled(book)
    assert [one.payload for one in heard(service, house)] == [{'quantity': None, 'previous': 1}]
    assert counted(service, 'OP-1') == {}


def heard(service, house, forged=0):
    """Return the events of all messages; `forged` of them must be refused."""
    events, refused = [], 0
    for _headers, body in house.heard:
        try:
            service.verify_webhook({}, body, house.url)
        except errors.BadSignature:
            refused += 1
        else:
            events += service.parse_webhook({}, body)
    assert refused == forged
    return events


def test_a_message_that_was_not_taken_comes_again_with_its_id(book, service, house):
    service.push_listing(listing())
    book.install(house.url, SECRET)
    house.answers = [{'status': 503}]
    book.sell('OP-1')
    settled(book)
    events = heard(service, house)
    assert len(events) == 2 and events[0].remote_id == events[1].remote_id


def test_somebody_lowers_the_figure_just_before_we_write(book, service, house):
    """The later write wins, as in any sheet; the script still tells what the person did."""
    service.push_listing(listing(quantity=5))
    book.install(house.url, SECRET)
    book.faults.at(sale_before_write=1)
    assert service.set_stock([change('OP-1', 3, 5)])['OP-1', ''].quantity == 3
    settled(book)
    assert [event.payload for event in heard(service, house)] == [{'quantity': 4, 'previous': 5}]


def test_the_second_door(book, service):
    service.push_listing(listing(quantity=2))
    assert set(ask(book.url, 'credentials')) == {'service_account', 'spreadsheet'}
    ask(book.url, 'sell', {'sku': 'OP-1'})
    ask(book.url, 'sort', {'heading': 'Title'})
    ask(book.url, 'type', {'place': 'H2', 'value': 'Reserved'})
    assert ask(book.url, 'items')['items'][0]['quantity'] == 1
    assert ask(book.url, 'orders') == {'orders': []}
    for name, facts in (
        ('sell', {'sku': 'OP-1', 'quantity': 9}),
        ('refund', {'order': 'x'}),
        ('type', {'place': 'AB1', 'value': 1}),
    ):
        with pytest.raises(SoldOut):
            ask(book.url, name, facts)


@pytest.mark.parametrize('wrong', ['Nowhere!A1', "'Stock", 'Stock!AA1', 'Stock!A', "Stock'!A1"])
def test_ranges_that_a_spreadsheet_does_not_have(wrong):
    with pytest.raises(BadRange):
        parse(wrong, {'Stock': None})


def test_what_is_typed_is_read_and_what_is_raw_is_kept(book):
    grid = book.tabs['Stock']
    grid.write((0, 0, 0, 2), [['1E5', '03', '=A1']], 'USER_ENTERED')
    grid.write((1, 0, 1, 2), [['1E5', '03', '=A1']], 'RAW')
    assert grid.read((0, 0, None, 25), 'UNFORMATTED_VALUE') == [[100000.0, 3.0, 0], ['1E5', '03', '=A1']]
