"""Claims per second with 1, 2 and 8 writers, as a ratio to a bare single-row UPDATE loop on the same PostgreSQL.

Run it with `make bench ARGS=claims`. Each writer is a process with a connection of its own. The bare loop updates one
row by its key and commits; the other takes a claim through `ic.claim._ic_take` and commits, as the checkout, the till
and the API do, and starts over when PostgreSQL refuses it for a neighbour's sake, as Odoo does with a request. Once all
of them want one hot product (the bare loop: one row), once each takes any of 1,000 (1,000 rows).
The loops take turns, so that a busy machine slows all of them alike. At the end the database is asked whether the
counters and the claims agree. IC_BENCH_SECONDS (default 3) sets how long one turn lasts, IC_BENCH_PRODUCTS how many
products there are.
"""

import multiprocessing
import os
import random
import time

import psycopg2
from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.tools import mute_logger

SECONDS = float(os.environ.get('IC_BENCH_SECONDS', '3'))
PRODUCTS = int(os.environ.get('IC_BENCH_PRODUCTS', '1000'))
WRITERS = (1, 2, 8)
TURNS = 2
UNITS = 1000000.0
FORK = multiprocessing.get_context('fork')


def make_pieces(registry):
    """Make counted bars with plenty in stock. Returns their product ids, the hot one first."""
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True})
        pieces = env['product.template'].create(
            [
                {'ic_category': 'bullion', 'ic_is_unique': False, 'name': f"Bench bar {number}", 'list_price': 100.0}
                for number in range(PRODUCTS)
            ]
        )
        pieces._ic_receive(quantity=UNITS)
        pieces._ic_set_status('available', by_hand=False)
        product_ids = pieces.product_variant_id.ids
        cr.execute("CREATE TABLE ic_bench_row (id integer PRIMARY KEY, n bigint NOT NULL DEFAULT 0)")
        cr.execute("INSERT INTO ic_bench_row (id) SELECT unnest(%s)", [product_ids])
    with registry.cursor() as cr:
        cr.execute("ANALYZE")
    return product_ids


def bare_loop(dbname, ids, stop_at):
    """Update single rows until `stop_at`. Returns (how many, how often it had to start over)."""
    _name, info = sql_db.connection_info_for(dbname)
    connection = psycopg2.connect(**info)
    connection.autocommit = True
    done = 0
    with connection.cursor() as cr:
        while time.time() < stop_at:
            cr.execute("UPDATE ic_bench_row SET n = n + 1 WHERE id = %s", [random.choice(ids)])
            done += 1
    connection.close()
    return done, 0


def claim_loop(dbname, ids, stop_at):
    """Take one claim per transaction until `stop_at`. Returns (how many, how often it had to start over)."""
    registry = Registry(dbname)
    registry._db = sql_db.db_connect(dbname)  # connections of this process, none inherited from its parent
    done = again = 0
    with mute_logger('odoo.sql_db'), registry.cursor() as cr:
        while time.time() < stop_at:
            env = api.Environment(cr, SUPERUSER_ID, {})
            product = env['product.product'].browse(random.choice(ids))
            try:
                env['ic.claim'].sudo()._ic_take(
                    {product: 1.0}, f'bench,{os.getpid()}-{done}', kind='api', source='api', state='committed'
                )
                cr.commit()
                done += 1
            except SerializationFailure:
                cr.rollback()
                again += 1
            env.transaction.reset()
    return done, again


def writer(loop, dbname, ids, stop_at, answers):
    """A child process: forget the parent's connections without closing them, run, answer, and leave at once."""
    global KEPT  # noqa: PLW0603 - a pool that is collected would hang up the parent's connections
    KEPT = (sql_db._Pool, sql_db._Pool_readonly)
    sql_db._Pool = sql_db._Pool_readonly = None
    random.seed(os.getpid())
    try:
        answers.put(loop(dbname, ids, stop_at))
        answers.close()
        answers.join_thread()
    finally:
        os._exit(0)


def rate(loop, dbname, ids, writers):
    """Run `loop` in so many processes at once. Returns (done per second, starts over per thing done)."""
    answers = FORK.Queue()
    start = time.time() + 0.3  # until all are there
    children = [
        FORK.Process(target=writer, args=(loop, dbname, ids, start + SECONDS, answers)) for _n in range(writers)
    ]
    for child in children:
        child.start()
    results = [answers.get(timeout=SECONDS + 60) for _child in children]
    took = time.time() - start
    for child in children:
        child.join()
    done = sum(done for done, _again in results)
    return done / took, sum(again for _done, again in results) / max(done, 1)


def disagreements(registry):
    """Return how many products have a counter that differs from the sum of their active claims."""
    with registry.cursor() as cr:
        cr.execute(
            """SELECT COUNT(*) FROM ic_claim_counter counter
                 LEFT JOIN (SELECT product_id, SUM(quantity - fulfilled) AS units FROM ic_claim
                             WHERE state IN ('held', 'committed') GROUP BY product_id) claim
                   ON claim.product_id = counter.product_id
                WHERE counter.claimed <> COALESCE(claim.units, 0)"""
        )
        return cr.fetchone()[0]


def main(env):
    dbname = env.cr.dbname
    registry = Registry(dbname)
    ids = make_pieces(registry)
    print(f'claims taken and committed, {TURNS} x {SECONDS:g} s each, {PRODUCTS} products')
    print(
        f'{"products":>8} {"writers":>7} {"bare UPDATE/s":>14} {"claims/s":>9}  {"ratio":>6} {"retries per claim":>18}'
    )
    for wanted in (ids[:1], ids):
        for writers in WRITERS:
            bare, claims = [], []
            for _turn in range(TURNS):
                bare.append(rate(bare_loop, dbname, wanted, writers)[0])
                claims.append(rate(claim_loop, dbname, wanted, writers))
            each, taken = sum(bare) / TURNS, sum(done for done, _again in claims) / TURNS
            again = sum(again for _done, again in claims) / TURNS
            print(f'{len(wanted):8} {writers:7} {each:14.0f} {taken:9.0f}  {taken / each:6.3f} {again:18.2f}')
    print(f'counters that differ from their claims: {disagreements(registry)}')


main(env)
