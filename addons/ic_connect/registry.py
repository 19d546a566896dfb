"""Finds services by kind and code. A service is there because its file is there; nothing has to be registered."""

import importlib
import pkgutil
import re
from pathlib import Path

from .service import Service

KINDS = ('channels', 'messaging', 'marketing', 'accounting', 'payments', 'prices', 'catalogs')
_CODE = re.compile(r'[a-z][a-z0-9]*(_[a-z0-9]+)*')


def codes(kind):
    """Return the codes of a kind's services, sorted. A file whose name starts with _ is a part of one."""
    folder = Path(__file__).with_name(_known(kind))
    return sorted(
        found.name for found in pkgutil.iter_modules([str(folder)]) if found.name != 'base' and found.name[0] != '_'
    )


def get(kind, code):
    """Return the service class of `code`.

    :raises KeyError: when there is no such kind or service
    """
    if not _CODE.fullmatch(code) or code not in codes(kind):
        raise KeyError(f"no service {code!r} among the {kind}")
    module = importlib.import_module(f'.{kind}.{code}', __package__)
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Service) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise TypeError(f"{kind}/{code}.py must define exactly one service, not {len(found)}")
    return found[0]


def services(kind=None):
    """Return {(kind, code): class} of one kind or of all."""
    return {(one, code): get(one, code) for one in ([kind] if kind else KINDS) for code in codes(one)}


def _known(kind):
    if kind not in KINDS:
        raise KeyError(f"no kind of service is called {kind!r}; there are {', '.join(KINDS)}")
    return kind
