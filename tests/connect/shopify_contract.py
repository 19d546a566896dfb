"""Holds what we say to Shopify, and what is said back to us, against the schema that Shopify publishes.

The schema is not part of this project; `published.py` says where it is looked for.
"""

import functools
import importlib.util
import json
from datetime import datetime
from decimal import Decimal, InvalidOperation

import pytest
from published import SPECS

SCHEMA_FILE = SPECS / 'shopify' / 'admin-2026-07.graphql'
# Deprecated at Shopify, and yet what there is: see _shopify_documents.py.
DEPRECATED = ('InventoryItem.variant', 'Publication.name')


def is_there():
    return SCHEMA_FILE.is_file()


def need():
    """Skip the test where the schema is not."""
    if not is_there():
        pytest.skip(f"Shopify's schema is not in {SPECS}: set IC_SHARED to the folder that has api-specs")


@functools.cache
def schema():
    from graphql import build_schema

    return build_schema(SCHEMA_FILE.read_text(encoding='utf-8'), assume_valid=True, assume_valid_sdl=True)


@functools.cache
def _checker():
    spec = importlib.util.spec_from_file_location('check_graphql', SPECS / 'check_graphql.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # What takes long is done once and not for each request: reading the schema, and looking at a document.
    module.build_schema = lambda *_text, **_options: schema()
    module.parse = functools.cache(module.parse)
    known, validate = {}, module.validate

    def validated(_schema, document, rules=None):
        mark = id(document), bool(rules)
        if mark not in known:
            known[mark] = validate(_schema, document, rules)
        return list(known[mark])

    module.validate = validated
    return module


_known_good = set()


def complaints(asked, folder, capsys):
    """Return what Shopify's schema has against a request, as the lines the published checker prints.

    :param dict asked: the parsed body: `query` and `variables`
    :param Path folder: an empty one
    """
    mark = json.dumps(asked, sort_keys=True)
    if mark in _known_good:
        return []
    (folder / 'query.graphql').write_text(asked['query'], encoding='utf-8')
    (folder / 'variables.json').write_text(json.dumps(asked['variables']), encoding='utf-8')
    capsys.readouterr()
    # The name of the schema's file comes first; the schema itself is known (see above), so any will do.
    failed = _checker().main(*[str(folder / name) for name in ('query.graphql', 'query.graphql', 'variables.json')])
    lines = capsys.readouterr().out.splitlines()
    found = [line for line in lines if not any(f'field {name} is deprecated' in line for name in DEPRECATED)]
    if not failed and not found:
        _known_good.add(mark)
    return found + (['refused'] if failed and not found else [])


def mismatches(query, data):
    """Return where the `data` of an answer to a document is not what the schema promises."""
    from graphql import OperationType, parse

    (operation,) = parse(query).definitions
    root = schema().mutation_type if operation.operation is OperationType.MUTATION else schema().query_type
    return list(_of_object(operation.selection_set, root, data, 'data'))


def _of_object(selections, kind, data, path):
    from graphql import FieldNode

    if not isinstance(data, dict):
        yield f'{path}: not an object'
        return
    for one in selections.selections:
        if not isinstance(one, FieldNode):
            # Our fragments are on the one type we ask for; another type's node has none of its fields.
            if data:
                yield from _of_object(one.selection_set, schema().type_map[one.type_condition.name.value], data, path)
            continue
        name = one.alias.value if one.alias else one.name.value
        if name not in data:
            if not one.directives or not any(each.name.value == 'include' for each in one.directives):
                yield f'{path}.{name}: missing'
            continue
        yield from _of_value(one, kind.fields[one.name.value].type, data[name], f'{path}.{name}')


def _of_value(node, kind, value, path):
    from graphql import is_leaf_type, is_list_type, is_non_null_type

    if is_non_null_type(kind):
        if value is None:
            yield f'{path}: null'
            return
        kind = kind.of_type
    if value is None:
        return
    if is_list_type(kind):
        if not isinstance(value, list):
            yield f'{path}: not a list'
            return
        for index, one in enumerate(value):
            yield from _of_value(node, kind.of_type, one, f'{path}[{index}]')
    elif is_leaf_type(kind):
        if not _fits(kind, value):
            yield f'{path}: {value!r} is no {kind.name}'
    else:
        yield from _of_object(node.selection_set, kind, value, path)


def _fits(kind, value):
    from graphql import is_enum_type

    if is_enum_type(kind):
        return value in kind.values
    if kind.name in ('Decimal', 'Money'):
        return isinstance(value, str) and _reads(Decimal, value)
    if kind.name == 'DateTime':
        return isinstance(value, str) and _reads(datetime.fromisoformat, value)
    if kind.name == 'Int':
        return isinstance(value, int) and not isinstance(value, bool)
    if kind.name == 'Boolean':
        return isinstance(value, bool)
    return isinstance(value, str)  # ID, String, URL, HTML


def _reads(function, value):
    try:
        function(value)
    except (ValueError, InvalidOperation):
        return False
    return True
