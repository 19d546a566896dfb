"""From the commit of a sale until every channel counts the piece down: a served store with its job runner."""

import os
import select
import statistics
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

SALES = int(os.environ.get('IC_BENCH_SALES', '100'))
A_MINUTE = int(os.environ.get('IC_BENCH_A_MINUTE', '50'))
AIM = 2.0  # seconds over one round trip
PATIENCE = 120
# Tells the commit of a sale: PostgreSQL sends what was notified when the transaction is committed.
TELL = """
CREATE FUNCTION ic_bench_sold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('ic_bench_sold', NEW.client_order_ref); RETURN NULL; END $$;
CREATE TRIGGER ic_bench_sold AFTER UPDATE OF state ON sale_order FOR EACH ROW
    WHEN (NEW.state = 'sale' AND OLD.state <> 'sale') EXECUTE FUNCTION ic_bench_sold();
"""


class Watch:
    """When each sale was committed, and when each simulator counted its piece down."""

    def __init__(self, stage, simulators):
        self.stage, self.simulators = stage, simulators
        self.sku_of = {}  # key of the sale -> SKU
        self.committed, self.gone = {}, {code: {} for code in simulators}
        self.stop = threading.Event()
        stage.sql(TELL)
        self.thread = threading.Thread(target=self._listen, daemon=True)
        for simulator in simulators.values():
            self._look_after_each_call(simulator)

    def _listen(self):
        connection = self.stage.postgres.connect(self.stage.database)
        connection.cursor().execute('LISTEN ic_bench_sold')
        while not self.stop.is_set():
            if select.select([connection], [], [], 0.2)[0]:
                connection.poll()
                while connection.notifies:
                    self.committed.setdefault(self.sku_of[connection.notifies.pop(0).payload], time.monotonic())
        connection.close()

    def _look_after_each_call(self, simulator):
        answer, gone = simulator._dispatch, self.gone[simulator.code]

        def answered(request):
            response = answer(request)
            if request.method != 'GET':
                now = time.monotonic()
                with simulator.lock:
                    shown = simulator.items()
                for one in shown:
                    if not one['quantity'] and one['sku'] not in gone:
                        gone[one['sku']] = now
            return response

        simulator._dispatch = answered

    def waits(self, codes=None):
        """Return {SKU: seconds until these channels counted it down}, all of them by default."""
        found = {}
        for sku, at in self.committed.items():
            ends = [self.gone[code].get(sku) for code in codes or self.gone]
            if all(ends):
                found[sku] = max(max(ends) - at, 0.0)
        return found


def run(_env):
    from tests.suite.torture import tortured

    with tortured(0, SALES + max(SALES // 3, 2), name='ic_bench_channels_served') as store:
        store.connect()
        trip = round_trip(store.simulators)
        watch = Watch(store.stage, store.simulators)
        watch.thread.start()
        orders = typed(store, watch)
        outcomes = sell(orders)
        deadline = time.monotonic() + PATIENCE
        while len(watch.waits()) < len(outcomes) and time.monotonic() < deadline:
            time.sleep(0.2)
        watch.stop.set()
        watch.thread.join()
        jobs = stages(store.stage)
    report(watch, outcomes, trip, jobs)


def round_trip(simulators, times=20):
    """Return the median seconds of a bare request to a simulator."""
    taken = []
    for simulator in list(simulators.values()) * times:
        started = time.perf_counter()
        urllib.request.urlopen(f'{simulator.url}/_sim/health').read()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def typed(store, watch):
    """Type an order for each piece, not confirmed yet."""
    from tests.suite.buyers import DeskBuyer

    orders = []
    for number, goods in enumerate(store.stage.store['watches'][:SALES]):
        buyer = DeskBuyer(store.stage, goods, number)
        watch.sku_of[buyer.key] = goods['sku']
        buyer._type()
        orders.append(buyer)
    return orders


def sell(orders):
    """Confirm the orders at an even pace, whatever each takes. Returns what each confirmation took."""
    started, taken = time.monotonic(), []

    def confirm(buyer):
        began = time.monotonic()
        buyer._confirm()
        taken.append(time.monotonic() - began)

    with ThreadPoolExecutor(4) as pool:
        answers = []
        for number, buyer in enumerate(orders):
            time.sleep(max(started + number * 60 / A_MINUTE - time.monotonic(), 0))
            answers.append(pool.submit(confirm, buyer))
        for answer in answers:
            answer.result()
    return taken


def stages(stage):
    """Where the jobs of the channels spend their time: {method: (how many, seconds waiting, seconds at work)}."""
    rows = stage.sql(
        """SELECT method_name, COUNT(*),
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM date_started - date_created)),
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM date_done - date_started))
             FROM queue_job WHERE model_name = 'ic.channel' AND state = 'done' AND eta IS NULL
              AND date_created > (SELECT MIN(date_order) FROM sale_order WHERE state = 'sale')
            GROUP BY 1 ORDER BY 2 DESC"""
    )
    return [(name, count, float(waits or 0), float(works or 0)) for name, count, waits, works in rows]


def report(watch, outcomes, trip, jobs):
    every = sorted(watch.waits().values())
    print(f'\nsold at a desk, {SALES} at {A_MINUTE} a minute; seconds from the commit until counted down')
    print(f'{"":14} {"p50":>7} {"p95":>7} {"slowest":>7}')
    for code in watch.gone:
        print(f'{code:14} {quantiles(sorted(watch.waits([code]).values()))}')
    print(f'{"all channels":14} {quantiles(every)}   {len(every)} of {len(outcomes)} sales')
    print(f'{"less a call":14} {quantiles([one - trip for one in every])}   one bare call takes {trip * 1000:.1f} ms')
    over = quantile(every, 0.95) - trip
    print(f'p95 over one round trip {over:.2f} s, aim {AIM:.0f} s: {"met" if over <= AIM else "missed"}')
    print(f'a confirmation takes {statistics.median(outcomes):.2f} s in the middle; jobs, medians of waiting and work:')
    for name, count, waits, works in jobs:
        print(f'  {name:18} {count:5} {waits:7.2f} s {works:7.2f} s')


def quantile(numbers, share):
    """Return the smallest number that `share` of all do not exceed."""
    return numbers[max(-int(-share * len(numbers) // 1) - 1, 0)] if numbers else float('inf')


def quantiles(numbers):
    return ' '.join(f'{quantile(numbers, share):7.2f}' for share in (0.5, 0.95, 1))
