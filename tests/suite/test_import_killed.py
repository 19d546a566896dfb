"""Kill a process in the middle of an import: whole rows only, and the rest comes in when somebody continues."""

import signal
import subprocess
import time

import pytest

from .ground import database, ground

ROWS = 800
START = f"""
import base64
rows = ''.join(f'{{n}},Rolex,Datejust 36,16233,S{{n}},5000,"Kill test {{n}}"\\n' for n in range({ROWS}))
record = env['ic.import'].create({{
    'file': base64.b64encode(('row_id,brand,model,reference,serial,price,notes\\n' + rows).encode()),
    'filename': 'killed.csv', 'category': 'watch', 'arrival': 'stock'}})
record._run_all(commit=True)
"""
CONTINUE = """
record = env['ic.import'].search([('filename', '=', 'killed.csv')])
record._run_all(commit=True)
"""
COUNTS = """
    SELECT count(*),
           count(*) FILTER (WHERE ic_import_hash IS NULL OR default_code IS NULL OR ic_serial IS NULL),
           (SELECT count(*) FROM ic_import_row WHERE outcome = 'created'),
           (SELECT coalesce(sum(created_rows), 0) FROM ic_import_chunk),
           (SELECT count(*) FROM stock_quant q JOIN stock_location l ON l.id = q.location_id AND l.usage = 'internal'
              JOIN stock_lot o ON o.id = q.lot_id WHERE o.name LIKE 'S%' AND q.quantity = 1),
           (SELECT count(*) FROM ic_status_log g JOIN product_template p ON p.id = g.product_tmpl_id
             WHERE p.ic_import_key LIKE 'list:%' AND g.from_status IS NULL)
      FROM product_template WHERE ic_import_key LIKE 'list:%'
"""
NAME = 'ic_killed'


@pytest.fixture
def suite():
    """Yield (odoo, databases) with a database of our own, dropped afterwards."""
    with ground() as (odoo, databases):
        databases.copy(database.SUITE, NAME)
        try:
            yield odoo, databases
        finally:
            databases.drop(NAME)


def run(odoo, script):
    """Start an Odoo shell of its own that runs `script`."""
    process = subprocess.Popen(
        odoo.shell_command(NAME), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    process.stdin.write(script)
    process.stdin.close()
    return process


def test_killed_import_leaves_whole_rows(suite):
    odoo, databases = suite
    process = run(odoo, START)
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None:
            if databases.postgres.run('SELECT count(*) FROM ic_import_row', database=NAME)[0][0] >= 400:
                break
            time.sleep(0.02)
        assert process.poll() is None, process.stderr.read()[-3000:]
        time.sleep(0.3)  # into the middle of the next chunk
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    time.sleep(0.5)  # the server notices that the connection is gone
    pieces, broken, reported, counted, received, logged = databases.postgres.run(COUNTS, database=NAME)[0]
    assert 400 <= pieces < ROWS
    assert pieces % 200 == 0, "a chunk is taken whole or not at all"
    assert broken == 0
    assert reported == counted == received == logged == pieces
    rest = run(odoo, CONTINUE)
    assert rest.wait(180) == 0, rest.stderr.read()[-3000:]
    pieces, broken, reported, counted, received, logged = databases.postgres.run(COUNTS, database=NAME)[0]
    assert (pieces, broken) == (ROWS, 0)
    assert reported == counted == received == logged == ROWS
    states = databases.postgres.run("SELECT state, count(*) FROM ic_import GROUP BY state", database=NAME)
    assert states == [('done', 1)]
