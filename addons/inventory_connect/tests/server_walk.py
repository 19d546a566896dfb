"""Asking the server everything a user may ask, model by model and field by field."""

import base64
import json
import re

from odoo.exceptions import AccessError, MissingError, UserError, ValidationError

REFUSALS = (AccessError, MissingError, UserError, ValidationError, ValueError, NotImplementedError)
RECORDS = 60


def readable_models(env):
    """Return the models with a table whose records the user of `env` may read, as empty recordsets."""
    return [
        env[name]
        for name in sorted(env.registry)
        if not env[name]._abstract and not env[name]._transient and env[name].has_access('read')
    ]


def read_all(model, limit=RECORDS):
    """Yield (field, id, value) of every field of the newest records that this user may read.

    Fields are asked for together and one by one where one of them refuses, as a curious person would.
    """
    records = model.search([], order='id desc', limit=limit)
    names = sorted(model.fields_get(attributes=[]))
    if not records:
        return
    try:
        rows = records.read(names, load=None)
    except Exception:  # pylint: disable=broad-except
        rows = _read_one_by_one(records, names)
    for row in rows:
        for name, value in row.items():
            if name != 'id':
                yield name, row['id'], value


def _read_one_by_one(records, names):
    rows = []
    for name in names:
        for record in records:
            try:
                with records.env.cr.savepoint(flush=False):
                    rows += record.read([name], load=None)
            except Exception:  # pylint: disable=broad-except
                records.env.invalidate_all(flush=False)
    return rows


class Canaries:
    """Figures that stand for a secret: whoever meets one where he may read has found a leak."""

    def __init__(self, **figures):
        self.figures = figures
        spellings = set()
        for figure in figures.values():
            whole, cents = f'{figure:.2f}'.split('.')
            grouped = f'{int(whole):,}'
            for separator in (',', '.', ' ', '\xa0', '\u202f', "'", ''):
                for point in '.,':
                    spellings.add(grouped.replace(',', separator) + point + cents)
        figures = '|'.join(sorted(map(re.escape, spellings), key=len, reverse=True))
        # A figure stands by itself: ids of messages are made of digits, too, and hold every short figure some day.
        self.pattern = re.compile(rf'(?<![\d.])(?:{figures})0*(?!\d)')

    def find(self, value):
        """Return the first secret in `value`, of whatever type it is, or None."""
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, (int, float)):
            return next((name for name, figure in self.figures.items() if abs(abs(value) - figure) < 0.006), None)
        if isinstance(value, bytes):
            return self._find_text(value.decode('utf-8', 'ignore')) or self._find_text(_decoded(value))
        if isinstance(value, dict):
            return next((found for part in value.items() for item in part if (found := self.find(item))), None)
        if isinstance(value, (list, tuple, set)):
            return next((found for part in value if (found := self.find(part))), None)
        return self._find_text(str(value))

    def _find_text(self, text):
        found = self.pattern.search(text)
        return found.group() if found else None


def _decoded(value):
    try:
        return base64.b64decode(value, validate=True).decode('utf-8', 'ignore')
    except ValueError:
        return ''


def secret_fields(env, groups):
    """Return the (model, field) of all fields that one of `groups` (xml ids) guards, on models with a table."""
    return [
        (name, field.name)
        for name in sorted(env.registry)
        if not env[name]._abstract
        for field in env[name]._fields.values()
        if field.groups and any(group in field.groups.split(',') for group in groups)
    ]


def as_json(value):
    return json.dumps(value, default=str)
