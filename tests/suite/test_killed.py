"""Kill -9 in the middle of races: workers, the server, the database. Nothing is lost, doubled or stuck afterwards.

IC_KILL_ROUNDS=100 is a long form; the kills go round by round through all kinds.
"""

import os
import time

import pytest
import requests

from . import books
from .buyers import DeskBuyer
from .ground import shell
from .killers import PATIENCE, house
from .races import Races
from .stage import WORKERS

ROUNDS = int(os.environ.get("IC_KILL_ROUNDS", "4"))
BUYERS = 10
KINDS = ("website", "backend", "pos", "api")
# What a night does: payments whose buyers went away are looked after, holds lapse, the ledger is proven.
NIGHT = """
env.cr.execute("UPDATE payment_transaction SET last_state_change = last_state_change - interval '1 hour'")
env.cr.execute("UPDATE ic_claim SET expires_at = now() AT TIME ZONE 'utc' - interval '1 second' WHERE state = 'held'")
env.cr.commit()
env['payment.transaction']._cron_post_process()
env.cr.commit()
env['ic.claim']._cron_lapse()
env.cr.commit()
for piece, words in env['ic.stock.entry']._ic_prove(env['res.company'].search([('id', '!=', False)], limit=100)):
    print("DIFFERENCE", words)
env.cr.commit()
"""
UNANSWERED = """
    SELECT tx.reference, sale.name, sale.state FROM payment_transaction tx
      LEFT JOIN sale_order_transaction_rel link ON link.transaction_id = tx.id
      LEFT JOIN sale_order sale ON sale.id = link.sale_order_id
     WHERE tx.state = 'done'
       AND NOT (sale.state = 'sale' AND EXISTS (SELECT 1 FROM ic_claim claim
                WHERE claim.owner = 'sale.order,' || sale.id AND claim.state IN ('committed', 'done')))
       AND NOT EXISTS (SELECT 1 FROM ic_conflict conflict WHERE conflict.owner = 'sale.order,' || sale.id)
"""
ORPHANS = """
    SELECT claim.owner, claim.state, claim.reference FROM ic_claim claim
     WHERE claim.state IN ('held', 'committed') AND (
           claim.state = 'held'
        OR claim.owner LIKE 'sale.order,%%' AND NOT EXISTS (
               SELECT 1 FROM sale_order sale WHERE 'sale.order,' || sale.id = claim.owner AND sale.state = 'sale')
        OR claim.owner LIKE 'pos.order,%%' AND NOT EXISTS (
               SELECT 1 FROM pos_order WHERE 'pos.order,' || pos_order.uuid = claim.owner
                  AND pos_order.state IN ('paid', 'done')))
"""
DOUBLED = """
    SELECT pos.uuid FROM pos_order pos LEFT JOIN pos_payment paid ON paid.pos_order_id = pos.id
     GROUP BY pos.uuid HAVING COUNT(DISTINCT pos.id) > 1 OR COUNT(paid.id) <> 1
"""


class Stubborn(Races):
    """Half of the buyers ask again until they know; the other half are never heard of again."""

    def draw(self, goods):
        drawn = super().draw(goods)
        for buyer in drawn:
            buyer.patience = self.random.choice((0, PATIENCE))
        return drawn

    def prepare(self, buyer):
        """Override: each worker finds its old connection dead once after its database was killed, and says so to one
        visitor, who loads the page again."""
        for left in reversed(range(WORKERS + 1)):
            try:
                buyer.prepare()
                break
            except requests.HTTPError as error:
                if not left or error.response.status_code != 500:
                    raise


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """All rounds with their kills, then the night; yields (stage, races, what was killed, what the night printed)."""
    seed = int(os.environ.get("IC_RACE_SEED", "0")) or time.time_ns() % 10**6
    print(f"IC_RACE_SEED={seed}")
    many = {"shoppers": 6, "tills": 3, "watches": ROUNDS - ROUNDS // 4, "bars": ROUNDS // 4, "bar_units": 5}
    with house("ic_killed_races", tmp_path_factory.mktemp("killed"), seed, **many) as (at, stage):
        races, killed = Stubborn(stage, seed, BUYERS), []
        ways = list(at.ways)
        races.random.shuffle(ways)
        for number, goods in enumerate([*stage.store["watches"], *stage.store["bars"]]):
            way = ways[number % len(ways)]
            races.run(goods, during=lambda way=way: (time.sleep(races.random.uniform(0.1, 2.5)), at.ways[way]()))
            killed.append(way)
            print(f"{way} killed: {[(one.kind, one.won) for one in races.rounds[-1].outcomes]}", flush=True)
        said = shell(at.odoo, at.name, NIGHT)
        yield stage, races, killed, said


def test_nothing_was_sold_twice_and_nobody_was_told_wrong(night):
    _stage, races, killed, _said = night
    assert set(killed) == {"a worker", "the server", "a database process", "the database server"}
    for one in races.rounds:
        assert one.oversold == 0, one.goods
        assert one.books.negative == 0
        assert one.books.ledger == one.books.on_hand == one.books.capacity
        assert one.books.claimed == one.books.weight
        for kind in KINDS:
            mine = [outcome for outcome in one.outcomes if outcome.kind == kind]
            won, unknown = sum(outcome.won for outcome in mine), sum(bool(outcome.fault) for outcome in mine)
            sold = getattr(one.books, kind)
            assert won <= sold <= won + unknown, f"{one.goods['name']}: {won} {kind} buyers won, the books say {sold:g}"


def test_after_the_night_nothing_is_stuck(night):
    stage, races, _killed, said = night
    assert "DIFFERENCE" not in said, said
    assert stage.sql(UNANSWERED) == [], "somebody paid and has neither his piece nor a conflict"
    assert stage.sql(ORPHANS) == [], "claims without their documents"
    assert stage.sql(DOUBLED) == [], "orders of the till that are there twice, or paid otherwise than once"
    for one in races.rounds:
        now, units = books.read(stage, one.goods["id"]), one.goods["units"]
        conflicts = now.charged - now.website
        assert [words for words in books.faults(now, units) if not (conflicts and "charged" in words)] == []


def test_a_new_buyer_gets_what_is_free_and_no_more(night):
    stage, races, _killed, _said = night
    for one in races.rounds:
        free = int(one.goods["units"] - books.read(stage, one.goods["id"]).promised)
        if free:
            assert DeskBuyer(stage, one.goods, 0, units=free).buy().won, one.goods
        refused = DeskBuyer(stage, one.goods, 0).buy()
        assert (refused.won, refused.fault) == (False, ""), one.goods
    assert stage.check() == ""
