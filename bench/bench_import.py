"""Rows per second of our importer against Odoo's own load() on the same rows with the same resulting fields.

Feed it to a shell on a database that has the suite: `make shell < bench/bench_import.py`. The list is the one of
watches in IC_SHARED (default: the folder `shared` beside the repository), or a made-up list when that is not there.
Nothing is kept: everything is rolled back. IC_BENCH_ROWS (default 600) sets how many rows.
"""

import base64
import csv
import io
import os
import time
from pathlib import Path

ROWS = int(os.environ.get('IC_BENCH_ROWS', '600'))
REPEATS = int(os.environ.get('IC_BENCH_REPEATS', '3'))
SHARED = Path(os.environ.get('IC_SHARED') or Path.cwd().parent / 'shared')
LIST = SHARED / 'data/watches/chrono24_rolex_listings.csv'


def sample(rows):
    """Return a CSV file (bytes) of `rows` listings."""
    if LIST.exists():
        lines = list(csv.reader(LIST.open(encoding='utf-8', newline='')))[: rows + 1]
    else:
        lines = [['listing_id', 'model', 'seller_title', 'price', 'currency', 'country', 'brand']] + [
            [str(n), 'Rolex Datejust 36', f'Ref. 16233 full set {1985 + n % 20}', str(4000 + n), 'EUR', 'DE', 'rolex']
            for n in range(rows)
        ]
    out = io.StringIO(newline='')
    csv.writer(out).writerows(lines)
    return out.getvalue().encode()


def new_import(env, arrival, prefix):
    record = env['ic.import'].create(
        {
            'file': base64.b64encode(sample(ROWS)),
            'filename': 'bench.csv',
            'category': 'watch',
            'fixed_rate': 1.08,
            'arrival': arrival,
        }
    )
    record.key_prefix = prefix
    return record


def with_load(env, **context):
    """Return (seconds, values) of Odoo's load() with the very values our importer would write."""
    record = new_import(env, 'incoming', 'bench-load')
    read = record._preview_rows(ROWS)
    names = sorted({name for row in read for name in row.vals})
    header = [name + '/.id' if env['product.template']._fields[name].type == 'many2one' else name for name in names]
    selections = {
        name: dict(env['product.template']._fields[name]._description_selection(env))
        for name in names
        if env['product.template']._fields[name].type == 'selection'
    }
    data = [
        [*(str(selections.get(name, {}).get(row.vals.get(name), row.vals.get(name, ''))) for name in names), 'Watch']
        for row in read
    ]
    start = time.perf_counter()
    result = env['product.template'].with_context(**context).load([*header, 'ic_category'], data)
    env.flush_all()
    seconds = time.perf_counter() - start
    if not result['ids']:
        raise SystemExit(result['messages'][:3])
    pieces = env['product.template'].browse(result['ids'])
    return seconds, [[str(piece[name]) for name in names if name != 'name'] for piece in pieces]


def with_import(env, arrival):
    """Return (seconds, import record) of our importer."""
    record = new_import(env, arrival, f'bench-{arrival}')
    start = time.perf_counter()
    record._run_all(commit=False)
    env.flush_all()
    return time.perf_counter() - start, record


def best(env, **measures):
    """Return the shortest run of each measure. They take turns, so that what else the machine does meets all alike."""
    seconds = {name: [] for name in measures}
    for _turn in range(REPEATS):
        for name, measure in measures.items():
            seconds[name].append(measure()[0])
            env.cr.rollback()
    return [min(times) for times in seconds.values()]


def same_fields(env):
    """Return whether both ways lead to the same fields, and what a second import leaves unchanged, in how long."""
    _seconds, load_values = with_load(env)
    env.cr.rollback()
    _seconds, record = with_import(env, 'incoming')
    pieces = record.row_ids.sorted('row_number').product_tmpl_id
    names = sorted({name for piece in pieces for name in piece.ic_import_raw['values']} - {'name'})
    same = [[str(piece[name]) for name in names] for piece in pieces] == load_values
    seconds, again = with_import(env, 'incoming')
    unchanged = again.unchanged_count
    env.cr.rollback()
    return same, unchanged, seconds


def main(env):
    same, unchanged, again = same_fields(env)  # also fills the caches of both
    ours, loaded, untracked, stocked = best(
        env,
        ours=lambda: with_import(env, 'incoming'),
        loaded=lambda: with_load(env),
        untracked=lambda: with_load(env, tracking_disable=True, import_file=True),
        stocked=lambda: with_import(env, 'stock'),
    )
    print(f'rows                         {ROWS}, best of {REPEATS}')
    print(f'same resulting fields        {same}')
    print(f'Odoo load()                  {ROWS / loaded:8.1f} rows/s')
    print(f'Odoo load(), tracking off    {ROWS / untracked:8.1f} rows/s   (as its import screen does)')
    print(f'importer                     {ROWS / ours:8.1f} rows/s   ratio {loaded / ours:.2f}')
    print(f'  to load() tracking off                        ratio {untracked / ours:.2f}')
    print(f'importer, received in stock  {ROWS / stocked:8.1f} rows/s   ratio {loaded / stocked:.2f}')
    print(f'same list again              {ROWS / again:8.1f} rows/s   ({unchanged} unchanged)')


main(env)
