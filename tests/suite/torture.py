"""Four channels, the website, the till, desks and another system on one stock, with everything going wrong at once.

make torture                                              # 2,000 pieces, 10,000 events
make torture ARGS="--pieces 100 --events 500 --seed 7"    # a small one, and any seed again

The events, the faults and the kills are drawn from the seed before anything starts; how the threads meet is the
machine's. At the end everybody is quiet, and every number has to agree: the vendors' counts, the listings, the orders
on both sides, claims, stock and ledger. Before the storm four cases are played by themselves (`torture_cases.py`).
"""

import argparse
import collections
import json
import os
import queue
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import books
from .buyers import BROKEN, ApiBuyer, DeskBuyer, TillBuyer, WebBuyer
from .ground import database, ground, shell
from .killers import _children, _kill
from .stage import PREPARE, serving, timed
from .torture_cases import Cases
from .visitor import Refused

CHANNELS = ("shopify", "woocommerce", "square", "google_sheets")
CONNECT = Path(__file__).with_name("torture_store.py")
KEY = "dG9ydHVyZS10b3J0dXJlLXRvcnR1cmUtdG9ydHVyZSE="  # seals the simulators' credentials in the run's own database
# What happens, and how often in a thousand.
EVENTS = {
    "remote sale": 420,
    "remote refund": 50,
    "remote cancel": 25,
    "remote count": 25,
    "desk": 180,
    "till": 120,
    "website": 40,
    "api": 60,
    "restock": 50,
    "edit": 30,
}
FAULTS = {
    "rate_limit": 0.02,
    "server_error": 0.02,
    "lost_answer": 0.02,
    "half_batch": 0.02,
    "hook_lost": 0.1,
    "hook_duplicate": 0.1,
    "hook_late": 0.15,
    "hook_bad_signature": 0.03,
    "sale_before_write": 0.02,
}
# Units that orders of channels keep for themselves while the rest of them is a conflict.
WAITING = """
    SELECT claim.product_id, SUM(claim.quantity - claim.fulfilled) FROM ic_claim claim
      JOIN sale_order sale ON 'sale.order,' || sale.id = claim.owner
     WHERE claim.state = 'committed' AND sale.state = 'draft' AND sale.ic_channel_id IS NOT NULL GROUP BY 1
"""
# The events come as fast as the machine takes them, so that a queue is left when they end. It is worked off in its own
# time, but it has to get shorter: seconds without any progress, and in all, until a run counts as stuck.
STANDSTILL = 300
LONGEST = 5400


@dataclass
class Torture:
    """A run on a stage with simulators. `log` counts what happened, by event and outcome."""

    stage: object
    simulators: dict
    channels: dict
    seed: int
    log: collections.Counter = field(default_factory=collections.Counter)
    sold: list = field(default_factory=list)  # (code, order) of the vendors' sales
    kills: int = 0

    def __post_init__(self):
        self.random = random.Random(self.seed)
        self.goods = [*self.stage.store["watches"], *self.stage.store["bars"]]
        self.bars = self.stage.store["bars"]
        self.lock = threading.Lock()
        self.shoppers = queue.Queue()
        for lane in self.stage.lanes(len(self.stage.logins)):
            self.shoppers.put(lane)

    # The beginning

    def connect(self):
        """Connect every channel as a dealer does, and list everything on all of them. Returns the seconds it took."""
        started = time.monotonic()
        for number in self.channels.values():
            self.stage.seller.call("ic.channel", "action_ic_connect", [number])
        for number in self.channels.values():
            values = [{"channel_id": number, "product_id": one["id"]} for one in self.goods]
            for start in range(0, len(values), 200):
                self.stage.seller.call("ic.listing", "create", values[start : start + 200])
        self.wait(lambda: not self.behind(), 180 + len(self.goods) * len(self.channels) * 0.5, "everything is listed")
        return time.monotonic() - started

    def left(self):
        """What is not up to date yet: {what: count} without zeros."""
        marks, jobs = self.stage.sql(
            """SELECT (SELECT count(*) FROM ic_listing_mark),
                      (SELECT count(*) FROM queue_job WHERE state IN ('pending', 'enqueued', 'started')
                          AND method_name IN ('_ic_drain', '_ic_apply_order', '_ic_follow')
                          AND (eta IS NULL OR eta < now() AT TIME ZONE 'utc' + interval '20 seconds'))"""
        )[0]
        waiting = sum(one.outbox.waiting() for one in self.simulators.values())
        unsettled = self.stage.sql("SELECT count(*) FROM ic_listing WHERE needed_since IS NOT NULL")[0][0]
        orders = self.stage.sql("SELECT count(*) FROM ic_channel_order WHERE state = 'new'")[0][0]
        parts = {"marks": marks, "jobs": jobs, "hooks": waiting, "unsettled": unsettled, "orders": orders}
        return {name: count for name, count in parts.items() if count}

    def behind(self):
        """What is not up to date yet, in words; '' when all is."""
        return ", ".join(f"{count} {name}" for name, count in self.left().items())

    def wait(self, ready, seconds, words):
        deadline = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {words}; still {self.behind()}"
            time.sleep(0.5)

    def wait_for_rest(self, words):
        """Wait until nothing is left to do. :raises AssertionError: nothing moves any more, or it goes on for ever"""
        started = moved = told = time.monotonic()
        least, most = None, -1
        while left := self.left():
            now = time.monotonic()
            # Orders that are still to be read at a vendor are not among what is left: reading them is progress, too.
            total, read = sum(left.values()), self.stage.sql("SELECT count(*) FROM ic_channel_order")[0][0]
            if least is None or total < least or read > most:
                least, most, moved = total if least is None else min(total, least), max(read, most), now
            stuck = now - moved > STANDSTILL or now - started > LONGEST
            assert not stuck, f"not {words} after {now - started:.0f} s; still {self.behind()}"
            if now - told > 60:
                told = now
                print(f"  to do after {now - started:.0f} s: {self.behind()}", flush=True)
            time.sleep(0.5)

    # What happens

    def run(self, events, threads=6, kills=0):
        """Let `events` events happen, `kills` times with a worker killed in between. Returns the seconds it took."""
        started = time.monotonic()
        names, weights = list(EVENTS), list(EVENTS.values())
        plan = [(name, self.random.getrandbits(32)) for name in self.random.choices(names, weights, k=events)]
        deadly = set(self.random.sample(range(events), kills))
        for simulator in self.simulators.values():
            simulator.faults.at(**FAULTS)
        with ThreadPoolExecutor(threads) as pool:
            for number, (name, draw) in enumerate(plan):
                if number in deadly:
                    pool.submit(self._kill_worker)
                pool.submit(self._happen, name, random.Random(draw))
        return time.monotonic() - started

    def _happen(self, name, draw):
        try:
            outcome = getattr(self, "_" + name.replace(" ", "_"))(draw)
        except Refused as refusal:
            outcome = "refused" if refusal.kind.startswith("odoo.exceptions") else f"fault: {refusal}"[:90]
        except BROKEN:  # the worker that was asked has been killed: whoever asked looks again, or leaves it
            outcome = "cut off" if self.kills else "fault: cut off and nobody was killed"
        except Exception as error:  # counted and shown: an event that breaks is a finding, not the end of the run
            outcome = f"fault: {type(error).__name__}: {error}"[:90]
        with self.lock:
            self.log[name, outcome] += 1
            happened = self.log.total()
        if happened % 1000 == 0:
            print(f"  {happened} events; to do: {self.behind()}", flush=True)

    def _kill_worker(self):
        children = _children(self.stage.process.pid)
        if children:
            _kill(random.choice(children))
            self.kills += 1

    def _simulator(self, draw, *without):
        return self.simulators[draw.choice([code for code in self.simulators if code not in without])]

    def _remote_sale(self, draw):
        simulator, goods = self._simulator(draw), draw.choice(self.goods)
        units = 1 if goods["units"] == 1 else draw.randint(1, 2)
        sku = self._sku(goods)
        try:
            with simulator.lock:
                sale = simulator.sell(sku, units)
        except (ValueError, KeyError, RuntimeError) as error:
            return type(error).__name__
        except Exception as error:
            if type(error).__name__ != "SoldOut":
                raise
            return "sold out there"
        with self.lock:
            if sale and sale.get("order"):
                self.sold.append((simulator.code, sale["order"]))
        return "sold"

    def _some_order(self, draw):
        with self.lock:
            orders = [one for one in self.sold if one[0] != "google_sheets"]
        return draw.choice(orders) if orders else (None, None)

    def _remote_refund(self, draw):
        code, order = self._some_order(draw)
        if not code:
            return "nothing to refund"
        simulator = self.simulators[code]
        with simulator.lock:
            try:
                simulator.refund(order, 1, restock=draw.random() < 0.6)
            except (ValueError, KeyError) as error:
                return type(error).__name__
        return "refunded"

    def _remote_cancel(self, draw):
        code, order = self._some_order(draw)
        if not code:
            return "nothing to cancel"
        simulator = self.simulators[code]
        with simulator.lock:
            try:
                simulator.cancel(order, restock=draw.random() < 0.7)
            except (ValueError, KeyError) as error:
                return type(error).__name__
        return "cancelled"

    def _remote_count(self, draw):
        simulator, goods = self._simulator(draw), draw.choice(self.bars)
        with simulator.lock:
            simulator.adjust(self._sku(goods), draw.randint(0, 6))
        return "counted"

    def _buyer(self, kind, draw, stage=None):
        buyer = kind(stage or self.stage, draw.choice(self.goods), draw.randrange(1000), units=1)
        buyer.patience = 60
        buyer.prepare()
        outcome = buyer.buy()
        return "sold" if outcome.won else f"fault: {outcome.fault}"[:90] if outcome.fault else "refused"

    def _desk(self, draw):
        return self._buyer(DeskBuyer, draw)

    def _till(self, draw):
        return self._buyer(TillBuyer, draw)

    def _website(self, draw):
        shopper = self.shoppers.get()  # one person, one bag: nobody shops twice at once
        try:
            shopper.empty_bags()
            return self._buyer(WebBuyer, draw, shopper)
        finally:
            self.shoppers.put(shopper)

    def _api(self, draw):
        return self._buyer(ApiBuyer, draw)

    def _restock(self, draw):
        goods, units, call = draw.choice(self.bars), draw.randint(1, 3), self.stage.seller.call
        places = self.stage.store["places"]
        way = {"location_id": places["supplier"], "location_dest_id": places["stock"]}
        move = {**way, "product_id": goods["id"], "product_uom_qty": units}
        origin = f"restock {draw.getrandbits(64):x}"
        receipt = {**way, "picking_type_id": places["receipts"], "origin": origin, "move_ids": [(0, 0, move)]}
        try:
            picking = call("stock.picking", "create", receipt)
            call("stock.picking", "action_confirm", [picking])
            call("stock.picking", "button_validate", [picking])
        except BROKEN:
            # Cut off, it may have come in all the same. A moment later nobody works on it any more.
            time.sleep(2)
            if not self.stage.sql(
                "SELECT 1 FROM stock_picking WHERE origin = %(origin)s AND state = 'done'", origin=origin
            ):
                raise
        with self.lock:
            goods["units"] += units
        return "restocked"

    def _edit(self, draw):
        goods = draw.choice(self.goods)
        price = draw.randint(50, 5000)
        self.stage.seller.call("product.template", "write", [goods["template"]], {"list_price": float(price)})
        return "edited"

    # The end

    def settle(self):
        """Let everything come to rest and compare every channel once more. Returns the seconds it took."""
        started = time.monotonic()
        for simulator in self.simulators.values():
            simulator.faults.at()
        self.wait_for_rest("in step")
        for number in self.channels.values():
            self.stage.seller.call("ic.channel", "action_ic_sweep", [number])
        time.sleep(3)
        self.wait_for_rest("in step after the comparison")
        return time.monotonic() - started

    def findings(self):
        """All that is wrong, as sentences."""
        found = [f"{name}: {outcome}" for name, outcome in self.log if str(outcome).startswith("fault")]
        found += self._broken_books() + self._broken_orders() + self._broken_listings()
        difference = self.stage.check()
        return found + ([f"the ledger: {difference}"] if difference else [])

    def _broken_books(self):
        found, waiting = [], dict(self.stage.sql(WAITING))
        for goods in self.goods:
            now = books.read(self.stage, goods["id"])
            now.weight -= float(waiting.get(goods["id"], 0))  # part of an order whose rest is a conflict: not sold yet
            now.claimed -= float(waiting.get(goods["id"], 0))
            found += [f"{goods['name']}: {words}" for words in books.faults(now, goods["units"])]
        return found

    def _broken_orders(self):
        """Orders of the vendors that are not here exactly once, or that came to nothing."""
        rows = self.stage.sql(
            """SELECT channel.code, remote.remote_id, remote.state, remote.why, sale.state,
                      EXISTS (SELECT 1 FROM ic_conflict conflict WHERE conflict.owner = 'sale.order,' || sale.id)
                 FROM ic_channel_order remote JOIN ic_channel channel ON channel.id = remote.channel_id
                 LEFT JOIN sale_order sale ON sale.id = remote.sale_order_id"""
        )
        here = {(code, remote): rest for code, remote, *rest in rows}
        found = [f"{code} {remote}: {rest[0]} ({rest[1]})" for (code, remote), rest in here.items() if rest[0] in
                 ("new", "failed")]  # fmt: skip
        for code, order in dict.fromkeys(self.sold):
            if (code, order) not in here:
                found.append(f"{code} {order} is not here")
            elif here[code, order][0] == "imported" and here[code, order][2] != "sale" and not here[code, order][3]:
                found.append(f"{code} {order}: sale order {here[code, order][2]}, and no conflict says why")
        twice = self.stage.sql(
            """SELECT ic_channel_order_id, count(*) FROM sale_order WHERE ic_channel_order_id IS NOT NULL
                GROUP BY 1 HAVING count(*) > 1"""
        )
        return found + [f"channel order {one} became {count} sale orders" for one, count in twice]

    def _broken_listings(self):
        """Listings whose vendor counts another number than may be sold."""
        found, fields_ = [], ["channel_id", "remote_id", "wanted_quantity", "state", "error", "waiting_for"]
        shown = {
            (self.channels[code], item["remote_id"]): item["quantity"]
            for code, simulator in self.simulators.items()
            for item in simulator.items()
        }
        call = self.stage.seller.call
        numbers = call("ic.listing", "search", [("channel_id", "in", list(self.channels.values()))])
        for start in range(0, len(numbers), 500):
            for one in call("ic.listing", "read", numbers[start : start + 500], fields_):
                there = shown.get((one["channel_id"][0], one["remote_id"]))
                if there != one["wanted_quantity"]:
                    found.append(
                        f"{one['channel_id'][1]} {one['remote_id']}: counts {there}, may sell {one['wanted_quantity']} "
                        f"({one['state']}, {one['error'] or one['waiting_for'] or 'no error'})"
                    )
        return found

    def figures(self):
        """What happened, for printing."""
        sql = self.stage.sql
        conflicts = sql("SELECT count(*) FROM ic_conflict WHERE kind = 'channel_sale'")[0][0]
        drifts = sql("SELECT count(*) FROM ic_channel_drift")[0][0]
        orders = sql("SELECT count(*) FROM ic_channel_order")[0][0]
        struck = collections.Counter()
        for simulator in self.simulators.values():
            struck.update({name: count for name, count in simulator.faults.struck.items() if count})
        return {
            "pieces": len(self.goods),
            "events": sum(self.log.values()),
            **{f"{name}: {outcome}": count for (name, outcome), count in sorted(self.log.items())},
            "kills": self.kills,
            "faults": dict(struck),
            "webhooks by answer": dict(
                collections.Counter(status for one in self.simulators.values() for *_rest, status in one.outbox.sent)
            ),
            "calls": {code: len(one.requests) for code, one in self.simulators.items()},
            "orders imported": orders,
            "conflicts over channel sales": conflicts,
            "differences settled": drifts,
        }

    @staticmethod
    def _sku(goods):
        return goods["sku"]


@contextmanager
def tortured(seed, pieces, name="ic_torture", keep=False):
    """Yield a :class:`Torture` on a fresh copy of the suite's database with a simulator of every channel there is."""
    from tests.simulators.__main__ import simulator

    bars = max(pieces // 5, 1)
    many = {"shoppers": 6, "tills": 3, "watches": pieces - bars, "bars": bars, "bar_units": 5}
    with ExitStack() as stack:
        odoo, databases = stack.enter_context(ground())
        databases.ensure_suite()
        found = {code: stack.enter_context(simulator(code)(seed=seed)) for code in CHANNELS if has(code)}
        os.environ["IC_SECRET_KEY"] = KEY
        os.environ["IC_STAND_INS"] = " ".join(f"{code}={one.url}" for code, one in found.items())
        stack.callback(os.environ.pop, "IC_STAND_INS")
        stack.callback(os.environ.pop, "IC_SECRET_KEY")
        clock = time.monotonic()
        databases.copy(database.SUITE, name)
        stack.callback(lambda: None if keep else databases.drop(name))
        facts = [{"code": code, "credentials": one.credentials()} for code, one in found.items()]
        printed = shell(odoo, name, f"PARAMS = {many!r}\n{PREPARE.read_text()}")
        more = shell(odoo, name, f"CHANNELS = {facts!r}\n{CONNECT.read_text()}")
        store = json.loads(printed.strip().splitlines()[-1])
        told = json.loads(more.strip().splitlines()[-1])
        store["places"] = told["places"]
        for goods in [*store["watches"], *store["bars"]]:
            goods["sku"] = told["skus"][str(goods["id"])]
        timed("Database, goods and connections", clock)
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        log = Path(os.environ.get("IC_TORTURE_LOG", "") or Path(folder) / f"{name}.log")
        stage = stack.enter_context(serving(odoo, databases, name, store, log))
        yield Torture(stage, found, told["channels"], seed)


def has(code):
    """Tell whether there is a simulator of the service."""
    return (Path(__file__).parents[1] / "simulators" / f"{code}.py").exists()


def report(run, seconds):
    """Print the figures of a run."""
    print(f"\nSeed {run.seed}")
    for name, value in {
        **run.figures(),
        **{f"seconds to {name}": f"{one:.0f}" for name, one in seconds.items()},
    }.items():
        print(f"  {name:42} {value}")


def main(arguments):
    parser = argparse.ArgumentParser(prog="torture", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pieces", type=int, default=2000)
    parser.add_argument("--events", type=int, default=10000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--threads", type=int, default=6)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6)
    parser.add_argument("--keep", action="store_true", help="leave the database for looking at it")
    options = parser.parse_args(arguments)
    with tortured(options.seed, options.pieces, keep=options.keep) as run:
        print(
            f"Seed {options.seed}: {options.pieces} pieces, {options.events} events, {options.kills} kills", flush=True
        )
        seconds = {"list everything": run.connect()}
        found = Cases(run).all()
        seconds["go through it"] = run.run(options.events, options.threads, options.kills)
        seconds["come to rest"] = run.settle()
        report(run, seconds)
        found += run.findings()
    print("\n".join(found) or "Everything agrees.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
