"""The descriptions of their APIs that vendors publish, to hold our requests and our simulators' answers against.

They are not part of this project: IC_SHARED names the folder that has `api-specs`, by default `shared` beside it.
"""

import functools
import importlib.util
import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

SPECS = Path(os.environ.get('IC_SHARED') or Path(__file__).resolve().parents[3] / 'shared') / 'api-specs'


def _module(name):
    found = importlib.util.spec_from_file_location(name, SPECS / f'{name}.py')
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


class Published:
    """One OpenAPI (or discovery) file, read strictly: what it does not name is refused."""

    def __init__(self, path):
        checker = _module('check_request')
        from jsonschema import Draft202012Validator
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        spec = checker.load(str(SPECS / path))
        self._operations = list(checker.operations(spec))
        strict = checker.convert(spec, checker.composed(spec, spec, set()), True)
        registry = Registry().with_resource('urn:spec', DRAFT202012.create_resource(strict))
        self._validator = lambda pointer: Draft202012Validator({'$ref': f'urn:spec#{pointer}'}, registry=registry)

    def complaints(self, method, url, body=None):
        """Return what is wrong with a request, as a list of str.

        :param url: path and query, as they were sent
        :param body: the parsed JSON body; None for none
        """
        parts = urlsplit(url)
        hits = [one for one in self._operations if one[0] == method and re.fullmatch(one[1], parts.path)]
        if not hits:
            return [f'no operation {method} {parts.path}']
        _method, _regex, template, parameters, pointer = min(hits, key=lambda hit: (hit[2].count('{'), -len(hit[2])))
        known = {re.split(r'[\[:]', one['name'])[0]: one for one in parameters if one.get('in') == 'query'}
        asked = {re.split(r'[\[:]', name)[0] for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
        wrong = [f'{method} {template}: unknown parameter {name}' for name in sorted(asked - known.keys())]
        wrong += [
            f'{method} {template}: missing {name}'
            for name, one in known.items()
            if one.get('required') is True and name not in asked
        ]
        if body is not None and not pointer:
            wrong.append(f'{method} {template}: takes no body')
        elif body is not None:
            wrong += [f'{method} {template}{line}' for line in self.mismatches(pointer, body)]
        return wrong

    def mismatches(self, pointer, data):
        """Return where `data` is not as the schema at a JSON pointer (``/components/schemas/Order``) wants it."""
        return [f'{error.json_path[1:]}: {error.message[:300]}' for error in self._validator(pointer).iter_errors(data)]


@functools.cache
def _published(path):
    return Published(path)


def published(path):
    """Return the Published of a file below `api-specs`; the test is skipped where the folder is not."""
    if not (SPECS / path).is_file():
        pytest.skip(f"{path} is not in {SPECS}: set IC_SHARED to the folder that has api-specs")
    return _published(path)
