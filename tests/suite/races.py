"""Races for the last unit: many buyers of all kinds at the same instant, and the books afterwards.

make races                              # 500 rounds, and 40 of the same on stock Odoo beside them
make races ARGS="--rounds 50"           # fewer
"""

import argparse
import collections
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from . import books
from .buyers import kinds_of
from .ground import database, ground
from .stage import staged

BUYERS = 20
SHOPPERS = 10  # accounts per lane; more shoppers than that are drawn again
LANES = 2  # races that run beside each other, each about its own piece
STOCK = 40  # rounds on stock Odoo at most: what it does shows soon


@dataclass
class Round:
    """One race: what the buyers were told, and what the books say."""

    goods: dict
    outcomes: list
    books: books.Books
    seconds: float
    preparing: float = 0.0

    @property
    def winners(self):
        return [outcome for outcome in self.outcomes if outcome.won]

    @property
    def oversold(self):
        return max(self.books.promised - self.goods["units"], 0)

    def faults(self):
        """All that is wrong with this round, as sentences."""
        found = books.faults(self.books, self.goods["units"]) + books.told(self.books, self.outcomes)
        found += [f"{outcome.kind} was told: {outcome.fault}" for outcome in self.outcomes if outcome.fault]
        if len(self.winners) != min(self.goods["units"], len(self.outcomes)):
            who = ", ".join(sorted(outcome.kind for outcome in self.winners)) or "nobody"
            found.append(f"{len(self.winners)} of {len(self.outcomes)} buyers ({who}) won {self.goods['units']} units")
        found += [f"{outcome.kind} was refused without a word" for outcome in self.outcomes if _mute(outcome)]
        return [f"{self.goods['name']}: {words}" for words in found]


def _mute(outcome):
    return not outcome.won and not outcome.fault and not outcome.words.strip()


@dataclass
class Races:
    """Runs rounds on a stage. `seed` decides who the buyers are and who of them is a little late."""

    stage: object
    seed: int
    buyers: int = BUYERS
    rounds: list = field(default_factory=list)
    loose: list = field(default_factory=list)  # what was wrong beside the rounds: tracebacks, the ledger's own check

    def __post_init__(self):
        self.random = random.Random(self.seed)

    def draw(self, goods):
        """The buyers of one round, in no order."""
        kinds, drawn = kinds_of(self.stage), []
        counts = collections.Counter()
        while len(drawn) < self.buyers:
            kind = self.random.choice(kinds)
            if kind.kind == "website" and counts[kind] >= len(self.stage.shoppers):
                continue
            drawn.append(kind(self.stage, goods, counts[kind]))
            counts[kind] += 1
        return drawn

    def prepare(self, buyer):
        """Let a buyer do what happens before it gets serious."""
        buyer.prepare()

    def run(self, goods, during=None):
        """One round. `during` is called once while the buyers are at it."""
        drawn = self.draw(goods)
        self.stage.empty_bags()
        with ThreadPoolExecutor(self.buyers) as pool:
            began = time.monotonic()
            list(pool.map(self.prepare, drawn))
            start, started = threading.Barrier(self.buyers + bool(during)), time.monotonic()
            jobs = [pool.submit(_go, buyer, start) for buyer in drawn]
            if during:
                start.wait()
                during()
            outcomes = [job.result() for job in jobs]
        ended = time.monotonic()
        self.rounds.append(
            Round(goods, outcomes, books.read(self.stage, goods["id"]), ended - started, started - began)
        )
        return self.rounds[-1]

    def faults(self):
        return [*self.loose, *(words for one in self.rounds for words in one.faults())]

    def summary(self):
        """The figures of all rounds, as a dict of words to values."""
        kinds = collections.Counter(outcome.kind for one in self.rounds for outcome in one.outcomes)
        return {
            "rounds": len(self.rounds),
            "buyers": sum(kinds.values()),
            "units on offer": sum(one.goods["units"] for one in self.rounds),
            "units sold": f"{sum(one.books.promised for one in self.rounds):g}",
            "rounds oversold": sum(one.oversold > 0 for one in self.rounds),
            "units sold twice": f"{sum(one.oversold for one in self.rounds):g}",
            "shoppers charged for nothing": f"{sum(one.books.charged - one.books.website for one in self.rounds):g}",
            "negative quants": f"{sum(one.books.negative for one in self.rounds):g}",
            "error pages": sum(bool(outcome.fault) for one in self.rounds for outcome in one.outcomes),
            "seconds a race (median)": f"{statistics.median(one.seconds for one in self.rounds):.2f}",
            "seconds to get ready (median)": f"{statistics.median(one.preparing for one in self.rounds):.2f}",
        }

    def refusals(self, number=12):
        """The most frequent words of refusal with how often they were said, by kind."""
        said = collections.Counter(
            (outcome.kind, outcome.fault or outcome.words.replace(one.goods["name"], "<piece>"))
            for one in self.rounds
            for outcome in one.outcomes
            if not outcome.won
        )
        return said.most_common(number)


def _go(buyer, start):
    start.wait()
    return buyer.buy()


# -- the command -------------------------------------------------------------------------------------------------------
def table(columns):
    """Print summaries beside each other; `columns` is a dict of title to summary."""
    titles = list(columns)
    print(f"\n{'':<32}" + "".join(f"{title:>16}" for title in titles))
    for words in columns[titles[0]]:
        print(f"{words:<32}" + "".join(f"{columns[title][words]!s:>16}" for title in titles))
    print(flush=True)


def race(odoo, databases, source, name, seed, rounds, bars, minutes=None):
    """Run `rounds` of one unit and `bars` of five on a copy of `source`, at most for `minutes`.

    :return: the :class:`Races` of all lanes together
    """
    lanes = LANES
    many = {"shoppers": SHOPPERS * lanes, "watches": rounds, "bars": bars}
    with (
        tempfile.TemporaryDirectory() as folder,
        staged(odoo, databases, source, name, folder, **many) as stage,
    ):
        goods, ours = [*stage.store["watches"], *stage.store["bars"]], stage.store["ours"]
        random.Random(seed).shuffle(goods)
        until = time.monotonic() + (minutes or 24 * 60) * 60
        found = [Races(lane, seed + number) for number, lane in enumerate(stage.lanes(lanes))]
        with ThreadPoolExecutor(lanes) as pool:
            list(pool.map(_run_lane, found, [goods[number::lanes] for number in range(lanes)], [until] * lanes))
        races = Races(stage, seed, rounds=[one for lane in found for one in lane.rounds])
        races.loose = [f"log: {words}" for words in stage.tracebacks()] if ours else []
        races.loose += [f"ledger: {words}" for words in [stage.check() if ours else ""] if words]
        return races


def _run_lane(races, goods, until):
    for number, piece in enumerate(goods, 1):
        if time.monotonic() > until:
            break
        one = races.run(piece)
        if not number % 25:
            print(f"  {number} rounds of a lane, {len(races.faults())} faults", flush=True)
        if one.faults() and races.stage.store["ours"]:
            print("  " + "\n  ".join(one.faults()[:5]), flush=True)


def compare(seed, rounds, bars, stock, minutes=None):
    """Run the rounds with our addons and, `stock` of them, without. Returns (ours, theirs or None)."""
    with ground() as (odoo, databases):
        databases.ensure_suite()
        theirs = None
        if stock:
            few = max(stock // 10, 1) if bars else 0
            theirs = race(odoo, databases, database.BASE, "ic_race_stock", seed, stock, few)
        return race(odoo, databases, database.SUITE, "ic_race", seed, rounds, bars, minutes), theirs


def report(ours, theirs):
    """Print the figures of both beside each other, the words of refusal, and what was wrong."""
    columns = {"stock Odoo 19": theirs.summary()} if theirs else {}
    table({**columns, "with the suite": ours.summary()})
    for (kind, words), times in ours.refusals(20):
        print(f"{times:>6} x {kind:<9} {words[:160]}")
    faults = ours.faults()
    print("\n".join(["", f"{len(faults)} faults", *faults[:50]]), flush=True)


def main(arguments):
    parser = argparse.ArgumentParser(prog="races", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("IC_RACE_ROUNDS", "500")))
    parser.add_argument("--bars", type=int, help="rounds of five bars (default: a tenth)")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("IC_RACE_SEED", "0")) or time.time_ns() % 10**6)
    parser.add_argument("--stock", type=int, help=f"rounds on stock Odoo (default: as many, at most {STOCK})")
    parser.add_argument("--minutes", type=float, help="start no round of the suite after so long, and report")
    options = parser.parse_args(arguments)
    bars = options.bars if options.bars is not None else max(options.rounds // 10, 1)
    stock = options.stock if options.stock is not None else min(options.rounds, STOCK)
    print(f"Seed {options.seed}: {options.rounds} rounds of one unit, {bars} of five, {BUYERS} buyers each", flush=True)
    ours, theirs = compare(options.seed, options.rounds, bars, stock, options.minutes)
    report(ours, theirs)
    return bool(ours.faults())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
