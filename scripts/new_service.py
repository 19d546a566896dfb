"""Start a service: its file, its test, the folder for its recordings, its page and, for a channel, its simulator.

make new-service KIND=channels CODE=bigcommerce NAME="BigCommerce"

What it writes fails the contract (tests/connect/test_contract.py) until every part is filled in.
"""

import ast
import keyword
import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

SERVICE = '''"""{name}: TO BE WRITTEN. Which API and version, and the two or three facts that surprise."""

from ..types import Credential
from .base import {base}


class {cls}({base}):
    """{name}."""

    code = '{code}'
    name = {name!r}
    docs_url = 'https://developer.{dashed}.example/'  # TO BE WRITTEN: the vendor's documentation
    credentials = (Credential('api_key', "API key", help="Where the dealer finds it in {name}"),)

    def __init__(self, *, api_key):
        # By self._http, never Http: a simulator may stand in for the vendor.
        self.http = self._http('https://api.{dashed}.example', headers={{'X-Api-Key': api_key}}, secrets=[api_key])

    def check(self):
        return str(self.http.get('/account').json()['name'])

    # The verbs it can do, in this order and with the parameters of {base}:
    # {verbs}
'''

TEST = '''"""{name}, against answers as its documentation shows them (recorded/{code})."""

import json
from pathlib import Path

import pytest

from ic_connect import errors, registry, stand_ins

RECORDED = Path(__file__).parent / 'recorded' / '{code}'


def answer(name):
    record = json.loads((RECORDED / f'{{name}}.json').read_text(encoding='utf-8'))
    return {{'status': record['status'], 'body': json.dumps(record['body']).encode()}}


@pytest.fixture
def service(peer, monkeypatch):
    """The service, talking to a server on this machine."""
    monkeypatch.setenv(stand_ins.VARIABLE, f'{code}={{peer.url}}')
    return registry.get('{kind}', '{code}')(api_key='key-for-tests')


def test_check_names_the_account(peer, service):
    peer.answers = [answer('account')]
    assert service.check() == 'A Store'
    assert peer.asked[0].headers['x-api-key'] == 'key-for-tests'


def test_a_wrong_key_asks_to_reconnect(peer, service):
    peer.answers = [{{'status': 401}}]
    with pytest.raises(errors.AuthError) as failure:
        service.check()
    assert 'key-for-tests' not in str(failure.value)
'''

RECORDED = '''# Answers of {name}

One JSON file per answer: `{{"source": "docs", "url": "where it comes from", "status": 200, "body": ...}}`.
`source` is `docs`, `spec` or `recorded`. TO BE WRITTEN: which pages they come from, and what was made up.
'''

PAGE = '''# {name}

TO BE WRITTEN: what it connects, in one sentence.

| | |
|---|---|
| Kind | {kind} |
| File | `addons/ic_connect/{kind}/{code}.py` |
| Needs | TO BE WRITTEN |
| Can | check |
| Proven against | answers from the vendor's documentation; it has not met a live account yet |

## Connect

TO BE WRITTEN: every step a person takes at the vendor, and which text goes into which field here: API key.

## Limits

TO BE WRITTEN: what it cannot do, how fast it is, what surprises.
'''

SIMULATOR = '''"""TO BE WRITTEN: what of {name} it plays. Delete the file where no stock is written there."""

from .base import Simulator


class {cls}(Simulator):
    """One account."""

    code = '{code}'

    # Routes (`@route`), and what buyers and staff do: sell, cancel, refund, adjust, items, orders.
'''

# Kinds whose services are played by a simulator: there, stock and orders change behind our back.
PLAYED = ('channels',)


class Refusal(Exception):
    """Why no service is started; the text is for the person."""


def facts_of(root, kind, code, name):
    """Check what was asked for and return what the templates need.

    :raises Refusal: in a sentence that says what to write instead
    """
    kinds = sorted(path.parent.name for path in (root / 'addons/ic_connect').glob('*/base.py'))
    if kind not in kinds:
        raise Refusal(f"KIND must be one of {', '.join(kinds)}, not {kind!r}.")
    if not re.fullmatch(r'[a-z][a-z0-9]*(_[a-z0-9]+)*', code) or keyword.iskeyword(code) or code == 'base':
        raise Refusal(
            f"CODE must be lower-case letters, digits and single underscores, like big_commerce, not {code!r}."
        )
    if not re.fullmatch(r'\w[\w .,&+\'()/-]*', name):
        raise Refusal(f"NAME must be the vendor's name, like NAME=\"BigCommerce\", not {name!r}.")
    tree = ast.parse((root / f'addons/ic_connect/{kind}/base.py').read_text(encoding='utf-8'))
    base = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    verbs = next(
        ast.literal_eval(node.value)
        for node in base.body
        if isinstance(node, ast.Assign) and node.targets[0].id == 'verbs'
    )
    return {
        'kind': kind,
        'code': code,
        'name': name,
        'base': base.name,
        'cls': ''.join(part.capitalize() for part in code.split('_')),
        'dashed': code.replace('_', '-'),
        'verbs': '\n    # '.join(textwrap.wrap(', '.join(verbs[1:]), 112)),
    }


def start(root, kind, code, name):
    """Write the files of a new service. Returns their paths relative to `root`; on refusal nothing is written."""
    facts = facts_of(root, kind, code, name)
    wanted = {
        f'addons/ic_connect/{kind}/{code}.py': SERVICE,
        f'tests/connect/test_{code}.py': TEST,
        f'tests/connect/recorded/{code}/README.md': RECORDED,
        f'docs/services/{code}.md': PAGE,
    }
    if kind in PLAYED:
        wanted[f'tests/simulators/{code}.py'] = SIMULATOR
    taken = [path for path in wanted if (root / path).exists()]
    if taken:
        raise Refusal(f"{taken[0]} is there already; choose another CODE.")
    for path, template in wanted.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(template.format(**facts), encoding='utf-8')
    return list(wanted)


def main(arguments):
    if len(arguments) != 3 or not all(arguments):
        print('Say what to start: make new-service KIND=channels CODE=bigcommerce NAME="BigCommerce"', file=sys.stderr)
        return 2
    try:
        written = start(ROOT, *arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print('\n'.join(f"wrote {path}" for path in written))
    print("Next: fill in what is TO BE WRITTEN until this passes, then `make services`:")
    print(f'  make test ARGS="-k {arguments[1]}"')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
