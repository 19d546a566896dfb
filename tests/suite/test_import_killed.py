"""Kill a process in the middle of an import: whole rows only, and the rest comes in when somebody continues."""

import os
import signal
import subprocess
import sys
import time

import psycopg2
import pytest

from odoo import sql_db, tools

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
EXECUTE = """
import sys, odoo, odoo.cli.command
from odoo.tools import config
config.parse_config(sys.argv[2:])
from odoo.modules.registry import Registry
from odoo import api
with Registry(sys.argv[1]).cursor() as cr:
    env = api.Environment(cr, api.SUPERUSER_ID, {})
    exec(sys.stdin.read(), {'env': env})
"""


def psql(dsn, query):
    connection = psycopg2.connect(**dsn)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


@pytest.fixture
def copy():
    """Yield (name, connection info) of a copy of the database under test, dropped afterwards."""
    source = tools.config['db_name']
    source = source[0] if isinstance(source, list) else source
    name = f'{source}_killed'
    _name, admin = sql_db.connection_info_for('postgres')
    admin = {key: value for key, value in admin.items() if key != 'application_name'}
    sql_db.close_db(source)
    psql(admin, f'DROP DATABASE IF EXISTS "{name}"')
    for attempt in range(20):
        try:
            psql(admin, f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
            break
        except psycopg2.errors.ObjectInUse:
            if attempt == 19:
                pytest.skip("somebody else uses the database, so it cannot be copied")
            time.sleep(0.5)
    yield name, {**admin, ('dbname' if 'dbname' in admin else 'database'): name}
    sql_db.close_db(name)
    psql(admin, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def run(name, script):
    """Start a process of its own that runs `script` on the database `name` with the configuration under test."""
    rc = tools.config['config'] if 'config' in tools.config.options else os.environ.get('ODOO_RC')
    arguments = (
        [sys.executable, '-c', EXECUTE, name, '-c', rc, '-d', name]
        if rc
        else [sys.executable, '-c', EXECUTE, name, '-d', name, '--addons-path', ','.join(tools.config['addons_path'])]
    )
    process = subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    process.stdin.write(script)
    process.stdin.close()
    return process


def test_killed_import_leaves_whole_rows(copy):
    name, dsn = copy
    process = run(name, START)
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None:
            if psql(dsn, 'SELECT count(*) FROM ic_import_row')[0][0] >= 400:
                break
            time.sleep(0.02)
        assert process.poll() is None, process.stderr.read()[-3000:]
        time.sleep(0.3)  # into the middle of the next chunk
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    time.sleep(0.5)  # the server notices that the connection is gone
    pieces, broken, reported, counted, received, logged = psql(dsn, COUNTS)[0]
    assert 400 <= pieces < ROWS
    assert pieces % 200 == 0, "a chunk is taken whole or not at all"
    assert broken == 0
    assert reported == counted == received == logged == pieces
    rest = run(name, CONTINUE)
    assert rest.wait(180) == 0, rest.stderr.read()[-3000:]
    pieces, broken, reported, counted, received, logged = psql(dsn, COUNTS)[0]
    assert (pieces, broken) == (ROWS, 0)
    assert reported == counted == received == logged == ROWS
    assert psql(dsn, "SELECT state, count(*) FROM ic_import GROUP BY state") == [('done', 1)]
