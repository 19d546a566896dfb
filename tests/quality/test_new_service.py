"""`make new-service` starts a service that already meets the contract, and refuses what cannot become one."""

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
    for folder in ('addons/ic_connect', 'tests/connect', 'docs/services', 'scripts'):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns('__pycache__'))
    shutil.copy(ROOT / 'ruff.toml', tmp_path)
    return tmp_path


def _files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob('*') if path.is_file()}


def _run(copy, *arguments):
    command = [sys.executable, 'scripts/new_service.py', *arguments]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, env={'PYTHONDONTWRITEBYTECODE': '1'})


def test_a_new_service_passes_the_contract_and_the_linter(copy):
    done = _run(copy, 'channels', 'big_commerce', "Big Commerce & Co.")
    assert done.returncode == 0, done.stderr
    written = [
        'addons/ic_connect/channels/big_commerce.py',
        'tests/connect/test_big_commerce.py',
        'tests/connect/recorded/big_commerce/README.md',
        'docs/services/big_commerce.md',
    ]
    assert done.stdout.splitlines()[:4] == [f'wrote {path}' for path in written]
    tests = ['tests/connect/test_contract.py', 'tests/connect/test_big_commerce.py']
    pytest_command = [sys.executable, '-m', 'pytest', '-q', '-p', 'no:odoo', '-p', 'no:cacheprovider', *tests]
    result = subprocess.run(pytest_command, cwd=copy, capture_output=True, text=True)
    # One thing only is missing, and it is the author's to write: a verb beside `check`.
    assert 'test_verbs_are_the_ones_of_the_kind_in_their_order[channels/big_commerce]' in result.stdout
    assert '1 failed' in result.stdout.splitlines()[-1], result.stdout
    for command in (['check', '--no-cache'], ['format', '--no-cache', '--check']):
        paths = [path for path in written if path.endswith('.py')]
        linted = subprocess.run(
            [sys.executable, '-m', 'ruff', *command, *paths], cwd=copy, capture_output=True, text=True
        )
        assert linted.returncode == 0, linted.stdout


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
    assert (facts['base'], facts['cls'], facts['verbs']) == ('PriceSource', 'MetalsApi', 'get_prices')
