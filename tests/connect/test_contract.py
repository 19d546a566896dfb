"""The contract every service is held to. A new file in a folder of `ic_connect` is tested by being there."""

import ast
import inspect
import json
from pathlib import Path

import pytest

from ic_connect import registry
from ic_connect.errors import Unsupported
from ic_connect.service import Service, signature_of
from ic_connect.types import Credential

ROOT = Path(__file__).parents[2]
SERVICES = registry.services()
every_service = pytest.mark.parametrize('service', SERVICES.values(), ids=['/'.join(key) for key in SERVICES])


def _values(service):
    return {one.name: f'value-of-{one.name}-7731' for one in service.credentials}


def _tree(service):
    return ast.parse(Path(inspect.getfile(service)).read_text(encoding='utf-8'))


@every_service
def test_facts(service):
    kind, code = next(key for key, value in SERVICES.items() if value is service)
    assert service.code == code == Path(inspect.getfile(service)).stem
    assert service.name
    assert service.docs_url.startswith('https://') or not service.docs_url
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
