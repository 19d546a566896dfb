"""The four cases in which connectors that copy counts oversell, each by itself and by name, on the running store.

They run before the storm of `torture.py`, with all channels connected and everything listed: a real server, its job
runner, and the vendors' simulators. A case returns what is wrong as sentences; each leaves the books in order.
"""

import threading
import time
from contextlib import contextmanager

ORDERS = ("shopify", "woocommerce", "square")  # a sheet has no orders that could be late or early
PATIENCE = 120


class Cases:
    """The named cases on the stage of a Torture. Each takes goods of its own."""

    def __init__(self, run):
        self.run, self.stage, self.call = run, run.stage, run.stage.seller.call
        self._watches, self._bars = iter(run.stage.store["watches"]), iter(run.bars)

    def all(self):
        """Play every case; print whether it holds. Returns what is wrong as sentences."""
        found = []
        for name, case in (
            ("0 pushed to 1 over a sale not yet imported", self.rise_over_a_sale),
            ("a sale lands during compare-and-set", self.sale_during_the_change),
            ("an older inventory webhook arrives after a newer", self.old_news),
            ("an inbound change on a serial product", self.change_of_a_serial),
        ):
            wrong = [f"{name}: {words}" for words in case()]
            print(f"  named case: {name}: {'; '.join(wrong) or 'holds'}", flush=True)
            found += wrong
        return found

    # Case by case

    def rise_over_a_sale(self):
        """A piece is sold at the vendor, the webhook is lost, and our side, which believes in one, sends it anew."""
        found = []
        for code in filter(self.run.simulators.__contains__, ORDERS):
            watch, simulator = next(self._watches), self.run.simulators[code]
            with self._faults(simulator, hook_lost=1.0):
                with simulator.lock:
                    order = simulator.sell(watch["sku"], 1)["order"]
                self.run.sold.append((code, order))
                with self._watched(simulator, watch) as counts:
                    self.call("product.template", "write", [watch["template"]], {"list_price": 4321.0})
                    self.call("ic.channel", "action_ic_sweep", [self.run.channels[code]])
                    self._until(lambda code=code, order=order: self._imported(code, order), f"{code} {order} is here")
                    self._rest()
            if set(counts) != {0}:
                found.append(f"{code} counted {sorted(set(counts))} after its only piece was sold")
            found += [f"{other} still counts {left}" for other, left in self._counts(watch).items() if left]
        return found

    def sale_during_the_change(self):
        """A buyer at the vendor is faster than our change, which was worked out before him."""
        found = []
        for code in filter(self.run.simulators.__contains__, ORDERS):
            bar, simulator = next(self._bars), self.run.simulators[code]
            struck, before = simulator.faults.struck["sale_before_write"], self._counts(bar)[code]
            with self._faults(simulator, sale_before_write=1.0):
                self._sell_here(bar)
                self._until(lambda one=simulator, old=struck: one.faults.struck["sale_before_write"] > old, "a sale")
            self._rest()
            there = before - 1 - self._sold_there(code, bar)
            wrong = {other: left for other, left in self._counts(bar).items() if left != there}
            if wrong or there == before - 1:
                found.append(f"{code}: {there} are left, the channels count {wrong or 'so too, but nothing was sold'}")
        return found

    def old_news(self):
        """Two changes at the vendor; the webhook of the first comes when the second has long been followed."""
        simulator, bar = self.run.simulators["shopify"], next(self._bars)
        right = self._counts(bar)["shopify"]
        with simulator.outbox.kept() as older, simulator.lock:
            simulator.adjust(bar["sku"], right + 2)
        time.sleep(1.1)  # the vendor tells the time by the second
        with simulator.outbox.kept() as newer, simulator.lock:
            simulator.adjust(bar["sku"], right - 1)
        for deliveries in (newer, older):
            last = self.stage.sql("SELECT COALESCE(max(id), 0) FROM ic_channel_event")[0][0]
            simulator.outbox.deliver(deliveries)
            self._until(lambda after=last: self._events(after), "the webhook was looked at")
            self._rest()
        found = [f"the older was {state}" for state in self._events(last) if state != "ignored"]
        wrong = {code: left for code, left in self._counts(bar).items() if left != right}
        return found + ([f"{right} are left, counted are {wrong}"] if wrong else [])

    def change_of_a_serial(self):
        """Somebody at the vendor counts a piece with a serial number away: the piece lies where it lay."""
        code, watch = "woocommerce", next(self._watches)
        channel, simulator = self.run.channels[code], self.run.simulators[code]
        [before] = self.call("ic.channel", "read", [channel], ["count_rule"])
        self.call("ic.channel", "write", [channel], {"count_rule": "channel"})
        with simulator.lock:
            simulator.adjust(watch["sku"], 0)
        self.call("ic.channel", "action_ic_sweep", [channel])
        self._until(lambda: self._drifts(watch), "a person is asked")
        self._rest()
        found = [] if self._in_stock(watch) == 1 else ["the serial number was counted away"]
        found += [f"{other} still sells it" for other, left in self._counts(watch).items() if left]
        self.call("ic.channel.drift", "action_ic_ours", self._drifts(watch))
        self._rest()
        found += [f"{other} does not sell it again" for other, left in self._counts(watch).items() if left != 1]
        self.call("ic.channel", "write", [channel], {"count_rule": before["count_rule"]})
        return found

    # What they share

    @contextmanager
    def _faults(self, simulator, **odds):
        simulator.faults.at(**odds)
        try:
            yield
        finally:
            simulator.faults.at()

    @contextmanager
    def _watched(self, simulator, goods):
        """Yield a list of every count the vendor shows of `goods`, looked at all the time."""
        counts, over = [], threading.Event()

        def look():
            while not over.wait(0.02):
                with simulator.lock:
                    counts.extend(one["quantity"] for one in simulator.items() if one["sku"] == goods["sku"])

        watcher = threading.Thread(target=look, daemon=True)
        watcher.start()
        try:
            yield counts
        finally:
            over.set()
            watcher.join()

    def _until(self, ready, words):
        self.run.wait(ready, PATIENCE, words)

    def _rest(self):
        time.sleep(1)  # what a commit queues is there a moment later
        self.run.wait_for_rest("in step")

    def _counts(self, goods):
        """Return {code: what the vendor counts of `goods`}."""
        return {
            code: one["quantity"]
            for code, simulator in self.run.simulators.items()
            for one in simulator.items()
            if one["sku"] == goods["sku"]
        }

    def _sell_here(self, goods):
        """Sell one unit at a desk."""
        line = (0, 0, {"product_id": goods["id"], "product_uom_qty": 1})
        partner = self.stage.sql("SELECT min(id) FROM res_partner WHERE active AND NOT is_company")[0][0]
        order = self.call("sale.order", "create", {"partner_id": partner, "order_line": [line]})
        self.call("sale.order", "action_confirm", [order])

    def _sold_there(self, code, goods):
        """Return how many units the orders of the vendor name; each of them has to be here in the end."""
        orders = [one for one in self.run.simulators[code].orders() if _units(one, goods)]
        self.run.sold += [(code, one["order"]) for one in orders]
        return sum(_units(one, goods) for one in orders)

    def _imported(self, code, order):
        return self.stage.sql(
            "SELECT id FROM ic_channel_order WHERE channel_id = %(channel)s AND remote_id = %(order)s"
            " AND state = 'imported'",
            channel=self.run.channels[code],
            order=str(order),
        )

    def _events(self, after):
        """Return the states of the webhooks about counts that came after a number and were looked at."""
        return [
            state
            for [state] in self.stage.sql(
                "SELECT state FROM ic_channel_event WHERE id > %(after)s AND topic = 'stock' AND state != 'new'",
                after=after,
            )
        ]

    def _drifts(self, goods):
        return [
            number
            for [number] in self.stage.sql(
                "SELECT drift.id FROM ic_channel_drift drift JOIN ic_listing listing ON listing.id = drift.listing_id"
                " WHERE listing.product_id = %(product)s AND drift.state = 'open'",
                product=goods["id"],
            )
        ]

    def _in_stock(self, goods):
        return self.stage.sql(
            "SELECT COALESCE(sum(quantity), 0)::int FROM stock_quant quant"
            " JOIN stock_location location ON location.id = quant.location_id"
            " WHERE quant.product_id = %(product)s AND location.usage = 'internal' AND quant.lot_id IS NOT NULL",
            product=goods["id"],
        )[0][0]


def _units(order, goods):
    return sum(line["quantity"] for line in order["lines"] if line["sku"] == goods["sku"])
