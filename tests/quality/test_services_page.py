"""docs/services/README.md says what the service files can do, no more and no less."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import services

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_up_to_date():
    assert (ROOT / services.PAGE).read_text(encoding='utf-8') == services.page(), "run `make services`"


def test_the_page_agrees_with_the_services_themselves():
    from ic_connect import registry

    for kind in registry.KINDS:
        verbs, ground, found = services.services(ROOT, kind)
        real = registry.services(kind)
        assert {one['code'] for one in found} == {code for _kind, code in real}
        for one in found:
            service = real[kind, one['code']]
            assert (one['name'], tuple(verbs)) == (service.name, service.verbs)
            assert [verb for verb in verbs if verb in one['verbs']] == [
                verb for verb in verbs if service.supports(verb)
            ]
            for fact in services.FACTS.keys() & ground.keys():
                assert one['facts'].get(fact, ground[fact]) == getattr(service, fact)


@pytest.fixture
def house(tmp_path):
    """A project with one kind and three services."""
    folder = tmp_path / 'addons/ic_connect/channels'
    folder.mkdir(parents=True)
    shutil.copy(ROOT / 'addons/ic_connect/channels/base.py', folder)
    (folder / '_one_parts.py').write_text("MOST = 40\n")
    for code, body in (
        ('one', "name = 'The One'\n    batch = MOST\n    compares = True\n    def check(self): ...\n"),
        (
            'two',
            "name = 'Second'\n    def check(self): ...\n    def render_feed(self, x): ...\n    def _help(self): ...",
        ),
    ):
        (folder / f'{code}.py').write_text(f'class X(Channel):\n    {body}')
    (tmp_path / 'docs/services').mkdir(parents=True)
    (tmp_path / 'docs/services/one.md').write_text('# One')
    (tmp_path / 'tests/connect/recorded/two').mkdir(parents=True)
    (tmp_path / 'tests/connect/recorded/two/a.json').write_text('{"source": "recorded"}')
    (tmp_path / 'tests/simulators').mkdir(parents=True)
    (tmp_path / 'tests/simulators/one.py').write_text('')
    return tmp_path


def test_a_row_for_each_verb_and_fact(house):
    lines = services.page(house).splitlines()
    table = {line.split(' | ')[0].strip('| '): line for line in lines if line.startswith('| ')}
    assert '|  | Second | [The One](one.md) |' in lines, "in the order of their names, linked where there is a page"
    assert table['check'] == '| check | yes | yes |'
    assert table['render feed'] == '| render feed | yes |  |'
    assert table['set stock'] == '| set stock |  |  |'
    assert table['stock changes per call'] == '| stock changes per call | 1 | 40 |'
    assert table['met a live account'] == '| met a live account | yes | no |'
    assert table['has a simulator'] == '| has a simulator |  | yes |'
    assert table['refuses a stock change made on outdated grounds, in one step'].endswith(' |  | yes |')


def test_many_services_stand_in_several_tables(house):
    for number in range(services.WIDE):
        (house / f'addons/ic_connect/channels/more{number}.py').write_text(
            f"class X(Channel):\n    name = 'More {number}'\n    def check(self): ...\n"
        )
    checks = [line for line in services.page(house).splitlines() if line.startswith('| check |')]
    assert [line.count('yes') for line in checks] == [services.WIDE, 2]


def test_the_script_writes_the_page(house):
    shutil.copytree(ROOT / 'scripts', house / 'scripts', ignore=shutil.ignore_patterns('__pycache__'))
    done = subprocess.run([sys.executable, 'scripts/services.py'], cwd=house, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, 'wrote docs/services/README.md\n')
    assert (house / services.PAGE).read_text(encoding='utf-8') == services.page(house)
