"""The script we ship for Google Sheets, run by Node with stand-ins for Google's services, and read by the service."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from ic_connect import errors, registry
from ic_connect.channels.google_sheets import SCRIPT

RUN = Path(__file__).parent / 'apps_script' / 'run.js'
URL, SECRET = 'https://house.example/ic/hook/google_sheets/abc', 'a-secret-of-the-house'
HEADS = ['Title', ' sku ', 'QUANTITY', 'Status']
CONNECT = {'call': 'icConnect', 'type': [URL, SECRET]}
SWEEP = {'call': 'icSweep'}
NODE = shutil.which('node')

pytestmark = pytest.mark.skipif(not NODE, reason="node is not installed: the script of Google Sheets cannot be run")


def play(*steps, script=SCRIPT):
    """Run the script through a story. Returns what it did."""
    done = subprocess.run(
        [NODE, RUN, script], input=json.dumps(steps).encode(), capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def cells(*rows):
    return {'cells': [HEADS, *[[f'Thing {sku}', sku, quantity, ''] for sku, quantity in rows]]}


def service(**facts):
    values = {'service_account': '{}', 'spreadsheet': 'book-1', 'webhook_secret': SECRET}
    return registry.get('channels', 'google_sheets')(**values | facts)


def told(done, **facts):
    """Return [(SKU, previous, quantity)] of each message, all of them checked by the service."""
    reader, found = service(**facts), []
    for post in done['posts']:
        assert (post['url'], post['method'], post['type']) == (URL, 'post', 'application/json')
        body = post['body'].encode()
        reader.verify_webhook({}, body, URL)
        events = reader.parse_webhook({}, body)
        found.append([(one.subject_id, one.payload['previous'], one.payload['quantity']) for one in events])
    return found


def ids(done):
    return [json.loads(json.loads(post['body'])['payload'])['id'] for post in done['posts']]


def test_only_what_changed_is_told():
    done = play(
        cells(('OP-1', 1), ('OP-2', 3), ('OP-3', 1)),
        CONNECT,
        SWEEP,
        cells(('OP-1', 0), ('OP-2', 3), ('OP-3', 1)),
        {'call': 'icOnEdit'},
        {'call': 'icOnChange', 'with': [{'changeType': 'EDIT'}]},
        cells(('OP-3', 1), ('OP-2', 2), ('OP-4', 5), ('OP-1', 0)),
        {'call': 'icOnChange', 'with': [{'changeType': 'OTHER'}]},
    )
    assert told(done) == [[('OP-1', 1, 0)], [('OP-2', 3, 2), ('OP-4', None, 5)]]


def test_sorting_and_formatting_change_nothing():
    done = play(
        cells(('OP-1', 1), ('OP-2', 3)),
        CONNECT,
        cells(('OP-2', 3), ('OP-1', 1)),
        SWEEP,
        cells(('OP-2', 9), ('OP-1', 1)),
        {'call': 'icOnChange', 'with': [{'changeType': 'FORMAT'}]},
    )
    assert done['posts'] == []


def test_what_is_no_number_is_unknown_and_a_row_that_goes_is_told():
    done = play(
        cells(('OP-1', 1), ('OP-2', '2'), ('OP-3', 3), (1002, 4), ('OP-5', 5), ('OP-6', 6.0)),
        CONNECT,
        cells(('OP-1', 'one'), ('OP-2', 2), (1002, ''), ('OP-5', 1.5), ('OP-6', {'date': '2026-01-01'}), ('', 7)),
        SWEEP,
    )
    assert told(done) == [
        [('OP-1', 1, None), ('1002', 4, None), ('OP-5', 5, None), ('OP-6', 6, None), ('OP-3', 3, None)]
    ]


def test_two_rows_with_one_sku_are_nobodys():
    done = play(cells(('OP-1', 1)), CONNECT, cells(('OP-1', 1), ('OP-1', 1)), SWEEP, SWEEP)
    assert told(done) == [[('OP-1', 1, None)]]


def test_what_is_not_taken_is_kept_and_sent_again_with_its_id():
    done = play(
        cells(('OP-1', 1), ('OP-2', 1)),
        CONNECT,
        cells(('OP-1', 0), ('OP-2', 1)),
        {'call': 'icSweep', 'answers': [500, 'down', 404]},
        cells(('OP-1', 0), ('OP-2', 0)),
        {'call': 'icSweep', 'answers': ['down', 'down', 'down']},
        {'call': 'icStatus'},
        {'call': 'icSweep', 'answers': []},
        {'call': 'icStatus'},
        SWEEP,
    )
    messages = told(done)
    assert messages == [[('OP-1', 1, 0)]] * 7 + [[('OP-2', 1, 0)]]
    assert len(set(ids(done)[:7])) == 1 and ids(done)[7] != ids(done)[0], "the store counts it once"
    assert done['sleeps'] == [1000, 4000] * 2
    waiting, done_with = done['alerts'][1:]
    assert 'Waiting: 2' in waiting and 'the store cannot be reached' in waiting
    assert 'Waiting: 0' in done_with and 'Last problem: none' in done_with


def test_what_changes_again_before_it_was_sent_is_told_once():
    done = play(
        cells(('OP-1', 5), ('OP-2', 5)),
        CONNECT,
        cells(('OP-1', 4), ('OP-2', 5)),
        {'call': 'icSweep', 'answers': ['down'] * 9},
        cells(('OP-1', 3), ('OP-2', 4)),
        SWEEP,
        cells(('OP-1', 3), ('OP-2', 2)),
        SWEEP,
        {'call': 'icSweep', 'answers': []},
    )
    assert told(done)[9:] == [[('OP-1', 5, 4)], [('OP-1', 4, 3), ('OP-2', 5, 2)]]


def test_a_stop_between_two_steps_loses_nothing():
    """As if Google had ended the run after the queue was kept and before the picture was."""
    first = play(cells(('OP-1', 1)), CONNECT)
    kept = play(
        cells(('OP-1', 1)),
        CONNECT,
        cells(('OP-1', 0)),
        {'call': 'icSweep', 'answers': ['down'] * 3},
        {'forget': 'picture'},
        {'call': 'icSweep', 'answers': []},
    )
    assert first['posts'] == []
    assert [message[0][::2] for message in told(kept)] == [('OP-1', 0)] * 5


def test_many_changes_go_in_messages_of_a_hundred_and_a_large_sheet_fits_into_its_properties():
    names = [f'Bagué-{number:05}' for number in range(2500)]
    done = play(cells(*[(name, 1) for name in names]), CONNECT, cells(*[(name, 0) for name in names]), SWEEP)
    messages = told(done)
    assert [len(one) for one in messages] == [100] * 25
    assert [one[0] for message in messages for one in message] == names
    assert max(len(value) for value in done['properties'].values()) <= 8000
    assert sum(map(len, done['properties'].values())) < 120_000


def test_letters_of_all_kinds_are_signed_as_they_are_sent():
    sku = 'Žluťoučký “kůň” 🐎 \\ "x"'
    done = play(cells((sku, 1)), CONNECT, cells((sku, 0)), SWEEP)
    assert told(done) == [[(sku, 1, 0)]]


def test_names_that_javascript_uses_itself():
    names = ['__proto__', 'constructor', 'toString']
    done = play(cells(*[(name, 1) for name in names]), CONNECT, cells(*[(name, 0) for name in names]), SWEEP)
    assert told(done) == [[(name, 1, 0) for name in names]]


def test_connecting_makes_a_secret_and_shows_it_once():
    done = play(
        cells(('OP-1', 1)), {'call': 'icConnect', 'type': [URL, '']}, cells(('OP-1', 0)), SWEEP, {'call': 'icStatus'}
    )
    secret = done['properties']['secret']
    assert len(secret) == 64 and secret.isalnum()
    assert [secret in alert for alert in done['alerts']] == [True, False]
    assert told(done, webhook_secret=secret) == [[('OP-1', 1, 0)]]
    with pytest.raises(errors.BadSignature):
        service().verify_webhook({}, done['posts'][0]['body'].encode())


def test_the_script_that_the_connection_hands_out_asks_nothing(tmp_path):
    path = tmp_path / 'script.gs'
    path.write_text(service().script(URL), encoding='utf-8')
    done = play(cells(('OP-1', 1)), {'call': 'icConnect', 'type': []}, cells(('OP-1', 0)), SWEEP, script=path)
    assert told(done) == [[('OP-1', 1, 0)]]
    assert done['alerts'] == ['Connected: Stock']
    odd = 'a "quote", a \\ and ${x} `y` \n'
    path.write_text(service(webhook_secret=odd).script(URL), encoding='utf-8')
    assert play(cells(('OP-1', 1)), {'call': 'icConnect'}, script=path)['properties']['secret'] == odd
    assert SECRET not in SCRIPT.read_text(encoding='utf-8')


def test_triggers_and_menu():
    done = play(cells(('OP-1', 1)), {'call': 'onOpen'}, CONNECT, CONNECT)
    assert done['menu'][0] == 'Inventory Connect' and ['Connect…', 'icConnect'] in done['menu']
    assert done['triggers'] == [['icOnChange', 'change'], ['icOnEdit', 'edit'], ['icSweep', '5 minutes']]
    gone = play(cells(('OP-1', 1)), CONNECT, {'call': 'icDisconnect'}, cells(('OP-1', 0)), SWEEP)
    assert (gone['triggers'], gone['properties'], gone['posts']) == ([], {}, [])


@pytest.mark.parametrize('typed', [[None], ['http://house.example/'], ['ftp://x'], [''], [URL, None]])
def test_what_does_not_connect(typed):
    done = play(cells(('OP-1', 1)), {'call': 'icConnect', 'type': typed}, cells(('OP-1', 0)), SWEEP)
    assert (done['properties'], done['triggers'], done['posts']) == ({}, [], [])


def test_one_run_at_a_time_and_trouble_is_noted():
    done = play(
        cells(('OP-1', 1)),
        CONNECT,
        cells(('OP-1', 0)),
        {'call': 'icSweep', 'busy': True},
        {'cells': [['Title', 'Number']]},
        SWEEP,
        {'call': 'icStatus'},
        cells(('OP-1', 0)),
        SWEEP,
    )
    assert told(done) == [[('OP-1', 1, 0)]]
    assert 'Row 1 needs the headings SKU and Quantity.' in done['alerts'][1]
