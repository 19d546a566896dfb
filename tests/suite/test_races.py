"""Twenty buyers of all kinds for one last unit, round after round: one wins, the others are told so, the books agree.

IC_RACE_ROUNDS=500 (or `make races`) is the long form.
"""

import os
import time

import pytest

from . import races

ROUNDS = int(os.environ.get("IC_RACE_ROUNDS", "6"))
BARS = max(ROUNDS // 10, 2)
STOCK = min(max(ROUNDS // 12, 2), races.STOCK)


@pytest.fixture(scope="module")
def both():
    """The rounds with our addons, and some of the same on stock Odoo."""
    seed = int(os.environ.get("IC_RACE_SEED", "0")) or time.time_ns() % 10**6
    print(f"IC_RACE_SEED={seed}")
    ours, theirs = races.compare(seed, ROUNDS, BARS, STOCK)
    races.report(ours, theirs)
    return ours, theirs


def test_each_unit_is_sold_exactly_once(both):
    ours, _theirs = both
    assert ours.faults() == []
    assert len(ours.rounds) == ROUNDS + BARS
    assert sum(len(one.winners) for one in ours.rounds) == ROUNDS + 5 * BARS


def test_every_way_out_wins_and_loses(both):
    ours, _theirs = both
    if ROUNDS >= 100:  # a few rounds may leave somebody without luck
        assert {outcome.kind for one in ours.rounds for outcome in one.winners} == {"website", "pos", "backend", "api"}
    refused = {outcome.kind for one in ours.rounds for outcome in one.outcomes if not outcome.won}
    assert refused == {"website", "pos", "backend", "api"}


def test_stock_odoo_sells_the_same_unit_again(both):
    """What the rounds would show if nothing held: the proof that they can."""
    _ours, theirs = both
    assert any(one.oversold > 0 for one in theirs.rounds)
