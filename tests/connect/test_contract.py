"""The contract every service is held to. A new file in a folder of `ic_connect` is tested by being there."""

import ast
import inspect
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ic_connect import registry
from ic_connect.errors import Unsupported
from ic_connect.service import Service, signature_of
from ic_connect.types import Credential

ROOT = Path(__file__).resolve().parents[2]
UNWRITTEN = 'TO BE ' + 'WRITTEN'  # what `make new-service` leaves where a person has to write
# Verbs that are of no use without one another.
TOGETHER = (
    {'authorize_url', 'obtain_tokens'},
    {'get_stock', 'set_stock'},
    {'list_orders', 'get_order'},
    {'verify_webhook', 'parse_webhook'},
    {'list_subscriptions', 'subscribe', 'unsubscribe'},
)
SERVICES = registry.services()
every_service = pytest.mark.parametrize('service', SERVICES.values(), ids=['/'.join(key) for key in SERVICES])


def _values(service):
    return {one.name: f'value-of-{one.name}-7731' for one in service.credentials}


def _supported(service):
    return [verb for verb in service.verbs if service.supports(verb)]


def _sources(service):
    """The files a service is made of."""
    home = Path(inspect.getfile(service))
    return [home, *sorted(home.parent.glob(f'_{service.code}*.py'))]


def _calls_somebody(service):
    return any(re.search(r'\b_?[hH]ttp\(', path.read_text(encoding='utf-8')) for path in _sources(service))


def _tests(service):
    """The words of all tests of a service."""
    return '\n'.join(
        path.read_text(encoding='utf-8') for path in sorted((ROOT / 'tests' / 'connect').glob(f'*{service.code}*.py'))
    )


def _tree(service):
    return ast.parse(Path(inspect.getfile(service)).read_text(encoding='utf-8'))


@every_service
def test_facts(service):
    kind, code = next(key for key, value in SERVICES.items() if value is service)
    assert service.code == code == Path(inspect.getfile(service)).stem
    assert service.name
    if _calls_somebody(service) or service.docs_url:
        assert service.docs_url.startswith('https://')
        assert not urlsplit(service.docs_url).hostname.endswith('.example'), (
            "the vendor's documentation, not a made-up address"
        )
    assert inspect.getdoc(inspect.getmodule(service)), "the file says which API, which version, and what surprises"
    assert service.__mro__[1].__module__.endswith(f'{kind}.base')


@every_service
def test_the_form_and_the_constructor_agree(service):
    assert all(isinstance(one, Credential) and one.label for one in service.credentials)
    parameters = inspect.signature(service.__init__).parameters
    named = [name for name, one in parameters.items() if one.kind is inspect.Parameter.KEYWORD_ONLY]
    assert named == [one.name for one in service.credentials]
    assert len(parameters) == 1 + len(named), "credentials are given by name only"
    assert [set(field) for field in service.form()] == [set(Credential.__slots__)] * len(named)


@every_service
def test_credentials_do_not_show(service):
    made = service(**_values(service))
    for one in service.credentials:
        assert f'value-of-{one.name}' not in repr(made) + str(made)


@every_service
def test_verbs_are_the_ones_of_the_kind_in_their_order(service):
    base = service.__mro__[1]
    body = next(
        node for node in _tree(service).body if isinstance(node, ast.ClassDef) and node.name == service.__name__
    )
    methods = [node.name for node in body.body if isinstance(node, ast.FunctionDef)]
    public = [name for name in methods if not name.startswith('_')]
    assert public == [verb for verb in service.verbs if verb in public], "only verbs are public, in the fixed order"
    assert service.supports('check') and len(public) > 1
    private = [name for name in methods if name.startswith('_') and not name.startswith('__')]
    assert methods == ['__init__'] * ('__init__' in methods) + public + private, "private helpers come last"
    for verb in public:
        assert signature_of(getattr(service, verb)) == signature_of(getattr(base, verb))


@every_service
def test_what_is_not_supported_says_so(service):
    made = service(**_values(service))
    for verb in service.verbs:
        if not service.supports(verb):
            with pytest.raises(Unsupported):
                getattr(made, verb)(*[None] * len(signature_of(getattr(service, verb))))


@every_service
def test_it_is_tested_documented_and_small(service):
    assert (ROOT / 'tests' / 'connect' / f'test_{service.code}.py').is_file()
    assert (ROOT / 'docs' / 'services' / f'{service.code}.md').is_file()
    assert len(Path(inspect.getfile(service)).read_text(encoding='utf-8').splitlines()) <= 300


@every_service
def test_nothing_is_left_to_be_written(service):
    places = [*_sources(service), ROOT / 'docs' / 'services' / f'{service.code}.md']
    places += (ROOT / 'tests' / 'connect').glob(f'*{service.code}*.py')
    places += (ROOT / 'tests' / 'connect' / 'recorded' / service.code).glob('*')
    places += (ROOT / 'tests' / 'simulators').glob(f'{service.code}*.py')
    assert [path.name for path in places if UNWRITTEN in path.read_text(encoding='utf-8')] == []


@every_service
def test_a_service_that_calls_somebody_has_recorded_answers_and_uses_them_all(service):
    if not _calls_somebody(service):
        return
    folder = ROOT / 'tests' / 'connect' / 'recorded' / service.code
    assert (folder / 'README.md').is_file(), "it says where the answers come from"
    names = {path.stem for path in folder.glob('*.json')}
    assert names, "no recorded answer"
    words = _tests(service)
    assert {name for name in names if not re.search(rf'\b{name}\b', words)} == set(), "answers that no test reads"


@every_service
def test_every_verb_is_tested_by_name(service):
    words = _tests(service)
    assert [verb for verb in _supported(service) if not re.search(rf'\.{verb}\b', words)] == []


@every_service
def test_verbs_that_need_one_another_come_together(service):
    supported = set(_supported(service))
    for group in TOGETHER:
        assert group & supported in (set(), group & set(service.verbs)), f"{service.code} has only a part of {group}"
    assert 'subscribe' not in supported or 'parse_webhook' in supported


@every_service
def test_the_page_says_what_is_needed_and_how_far_it_was_proven(service):
    page = (ROOT / 'docs' / 'services' / f'{service.code}.md').read_text(encoding='utf-8')
    rows = dict(re.findall(r'^\| (\w[\w ]*?) \| (.+) \|$', page, re.MULTILINE))
    assert rows.keys() & {'File', 'Files'} and {'Kind', 'Needs', 'Can', 'Proven against'} <= rows.keys()
    recorded = (ROOT / 'tests' / 'connect' / 'recorded' / service.code).glob('*.json')
    sources = {json.loads(path.read_text(encoding='utf-8'))['source'] for path in recorded}
    if _calls_somebody(service) and 'recorded' not in sources:
        assert 'not met a live' in rows['Proven against'], "it was never tried on a real account, and the page says so"


@every_service
def test_a_channel_whose_stock_is_written_has_a_simulator(service):
    home = ROOT / 'tests' / 'simulators' / f'{service.code}.py'
    needed = 'set_stock' in service.verbs and service.supports('set_stock')
    if not needed and not home.is_file():
        return
    assert home.is_file()
    from tests.simulators.__main__ import simulator
    from tests.simulators.base import Simulator

    played = simulator(service.code)
    assert any(hasattr(getattr(played, name), 'routes') for name in dir(played)), "it answers nothing yet"
    sells = 'list_orders' in service.verbs and service.supports('list_orders')
    parts = {'items', 'adjust'} | ({'sell', 'orders'} if sells else set())
    assert [name for name in sorted(parts) if getattr(played, name) is getattr(Simulator, name)] == []


@pytest.mark.parametrize(
    'recording',
    sorted((Path(__file__).parent / 'recorded').glob('*/*.json')),
    ids=lambda path: path.parent.name + path.stem,
)
def test_recordings_say_where_they_come_from(recording):
    assert json.loads(recording.read_text(encoding='utf-8'))['source'] in ('docs', 'spec', 'recorded')


def test_registry_refuses_what_is_not_a_service():
    for kind, code in (
        ('channels', 'base'),
        ('prices', '../errors'),
        ('prices', 'nothing'),
        ('secrets', 'x'),
        ('prices', ''),
    ):
        with pytest.raises(KeyError):
            registry.get(kind, code)
    assert registry.get('prices', 'manual_csv').code == 'manual_csv'


@pytest.mark.parametrize('kind', registry.KINDS)
def test_the_base_of_a_kind_supports_nothing(kind):
    module = __import__(f'ic_connect.{kind}.base', fromlist=['base'])
    bases = [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__]
    assert len(bases) == 1 and issubclass(bases[0], Service)
    base = bases[0]
    assert base.verbs[0] == 'check'
    for verb in base.verbs:
        assert not base.supports(verb)
        assert inspect.getdoc(getattr(base, verb))
        with pytest.raises(Unsupported):
            getattr(base(), verb)(*[None] * len(signature_of(getattr(base, verb))))
    with pytest.raises(ValueError):
        base.supports('fly')
