"""Finding what an earlier run of the loader made, and reading its files."""

import base64
import csv
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULE = 'ic_demo'


def rows(name):
    """Return the rows of data/<name>.csv as a list of dicts."""
    with (HERE / 'data' / f'{name}.csv').open(encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def picture(name):
    """Return images/<name> as base64, or False when there is none."""
    path = HERE / 'images' / name
    return base64.b64encode(path.read_bytes()) if path.exists() else False


def known(env, code):
    """Return the record that an earlier run made under `code`, or None."""
    return env.ref(f'{MODULE}.{code}', raise_if_not_found=False)


def remember(record, code):
    """Give `record` the external id by which the next run finds it."""
    record.env['ir.model.data'].create(
        {'module': MODULE, 'name': code, 'model': record._name, 'res_id': record.id, 'noupdate': True}
    )
    return record


def ensure(env, model, code, values):
    """Return the record known as `code`; create it from `values` when there is none. Never overwrites."""
    return known(env, code) or remember(env[model].create(values), code)
