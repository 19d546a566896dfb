"""`make new-service` starts a service; the contract holds it until every part is filled in."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import new_service

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path):
    """A copy of the parts of the project a new service touches."""
    for folder in ('addons/ic_connect', 'tests/connect', 'tests/simulators', 'docs/services', 'scripts'):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns('__pycache__'))
    shutil.copy(ROOT / 'ruff.toml', tmp_path)
    return tmp_path


def _files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob('*') if path.is_file()}


def _run(copy, *arguments):
    command = [sys.executable, 'scripts/new_service.py', *arguments]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, env={'PYTHONDONTWRITEBYTECODE': '1'})


WRITTEN = [
    'addons/ic_connect/channels/big_commerce.py',
    'tests/connect/test_big_commerce.py',
    'tests/connect/recorded/big_commerce/README.md',
    'docs/services/big_commerce.md',
    'tests/simulators/big_commerce.py',
]


def _failing(copy):
    """Return the names of the tests that the new service fails, and how many it passes."""
    command = [sys.executable, '-m', 'pytest', '-q', '-p', 'no:odoo', '-p', 'no:cacheprovider', '-k', 'big_commerce']
    tests = ['tests/connect/test_contract.py', 'tests/connect/test_big_commerce.py']
    result = subprocess.run([*command, *tests], cwd=copy, capture_output=True, text=True)
    passed = re.search(r'(\d+) passed', result.stdout)
    return set(re.findall(r'^FAILED \S+::(\w+)', result.stdout, re.MULTILINE)), int(passed[1]) if passed else 0


def _fill(copy):
    """Write what a person would: every part of the new service, as little as will do."""
    for path in WRITTEN[:4]:
        text = (copy / path).read_text(encoding='utf-8').replace('TO BE WRITTEN', "Written")
        (copy / path).write_text(text.replace('developer.big-commerce.example', 'developer.bigcommerce.com'))
    service = copy / WRITTEN[0]
    text = service.read_text(encoding='utf-8').partition('    # The verbs it can do')[0]
    service.write_text(
        text + "    def end_listing(self, remote_id):\n        self.http.delete(f'/items/{remote_id}')\n"
    )
    with (copy / WRITTEN[1]).open('a', encoding='utf-8') as test:
        test.write("\n\ndef test_ending(peer, service):\n    service.end_listing('7')\n")
        test.write("    assert peer.asked[0].path == '/items/7'\n")
    record = {'source': 'docs', 'url': 'https://developer.bigcommerce.com', 'status': 200, 'body': {'name': 'A Store'}}
    (copy / 'tests/connect/recorded/big_commerce/account.json').write_text(json.dumps(record))
    (copy / WRITTEN[4]).unlink()


def test_a_new_service_fails_until_every_part_is_filled_in(copy):
    done = _run(copy, 'channels', 'big_commerce', "Big Commerce & Co.")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:5] == [f'wrote {path}' for path in WRITTEN]
    failing, passed = _failing(copy)
    assert failing == {
        'test_facts',  # the vendor's documentation
        'test_verbs_are_the_ones_of_the_kind_in_their_order',  # a verb beside `check`
        'test_nothing_is_left_to_be_written',
        'test_a_service_that_calls_somebody_has_recorded_answers_and_uses_them_all',
        'test_a_channel_whose_stock_is_written_has_a_simulator',
        'test_check_names_the_account',  # the recorded answer
    }
    assert passed > 5, "the rest holds as written"
    paths = [path for path in WRITTEN if path.endswith('.py')]
    for command in (['check', '--no-cache'], ['format', '--no-cache', '--check']):
        linted = subprocess.run(
            [sys.executable, '-m', 'ruff', *command, *paths], cwd=copy, capture_output=True, text=True
        )
        assert linted.returncode == 0, linted.stdout
    _fill(copy)
    assert _failing(copy)[0] == set()


SPOILT = [
    (WRITTEN[1], lambda text: text.replace('.end_listing(', '.end('), 'test_every_verb_is_tested_by_name'),
    (
        WRITTEN[3],
        lambda text: text.replace('it has not met', 'it has met'),
        'test_the_page_says_what_is_needed_and_how_far_it_was_proven',
    ),
    (WRITTEN[2], lambda text: text + 'TO BE WRITTEN', 'test_nothing_is_left_to_be_written'),
    (
        WRITTEN[0],
        lambda text: text.replace('def end_listing(self, remote_id', 'def set_stock(self, changes'),
        'test_verbs_that_need_one_another_come_together',
    ),
]


def test_each_part_is_held_by_itself(copy):
    assert _run(copy, 'channels', 'big_commerce', "Big Commerce").returncode == 0
    _fill(copy)
    for part, spoil, _failing_test in SPOILT:
        before = (copy / part).read_text(encoding='utf-8')
        assert spoil(before) != before
        (copy / part).write_text(spoil(before), encoding='utf-8')
    assert _failing(copy)[0] >= {failing for _part, _spoil, failing in SPOILT}


def test_a_service_that_is_not_played_gets_no_simulator(copy):
    done = _run(copy, 'catalogs', 'watch_book', "Watch Book")
    assert done.returncode == 0 and 'simulators' not in done.stdout
    assert not (copy / 'tests/simulators/watch_book.py').exists()


@pytest.mark.parametrize(
    ('arguments', 'said'),
    [
        (('shops', 'x', 'X'), "KIND must be one of accounting, catalogs, channels,"),
        (('channels', 'BigCommerce', 'X'), "CODE must be lower-case"),
        (('channels', 'big-commerce', 'X'), "CODE must be lower-case"),
        (('channels', '../evil', 'X'), "CODE must be lower-case"),
        (('channels', 'class', 'X'), "CODE must be lower-case"),
        (('channels', 'base', 'X'), "CODE must be lower-case"),
        (('channels', 'x', '"""'), "NAME must be the vendor's name"),
        (('prices', 'manual_csv', 'X'), "addons/ic_connect/prices/manual_csv.py is there already"),
        (('channels', 'http', 'X'), "tests/connect/test_http.py is there already"),
        (('', '', ''), "Say what to start: make new-service KIND="),
        ((), "Say what to start: make new-service KIND="),
    ],
)
def test_refusals_say_why_and_write_nothing(copy, arguments, said):
    before = _files(copy)
    done = _run(copy, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(said), done.stderr
    assert _files(copy) == before


def test_kinds_come_from_the_folders():
    facts = new_service.facts_of(ROOT, 'prices', 'metals_api', 'Metals-API')
    assert (facts['base'], facts['cls'], facts['verbs']) == ('PriceSource', 'MetalsApi', 'get_prices, get_history')
