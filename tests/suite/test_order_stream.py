"""A real order stream, replayed through two terminals and the website at once, to the last unit.

The orders are those of a shop, taken as they came: the same goods many times a minute, cancellations among them. One
invoice is bought on the website, the next at the tills; a cancellation is a refund at a till of what the till sold.
There are fewer units than the stream wants, and the tills send their orders again and again.
IC_STREAM_INVOICES=2814 IC_STREAM_CODES=300 is the long form.
"""

import collections
import csv
import os
import queue
import random
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from . import books
from .buyers import FOR_PEOPLE, paid_order
from .ground import database, ground, shell
from .stage import staged
from .visitor import Refused

SHARED = Path(os.environ.get("IC_SHARED") or Path(__file__).resolve().parents[3] / "shared")
STREAM = SHARED / "data" / "order-stream" / "online_retail_orders.csv"
INVOICES = int(os.environ.get("IC_STREAM_INVOICES", "120"))
CODES = int(os.environ.get("IC_STREAM_CODES", "16"))
SHOPPERS, TILLS = 3, 2
SHORT = 0.7  # part of what the stream wants that is there
COST = 60.0
EVENING = """
for session in env['pos.session'].search([('state', '!=', 'closed')], limit=10):
    session.action_pos_session_closing_control()
    print("SESSION", session.state)
env.cr.commit()
for product in env['product.product'].search([('default_code', 'like', 'RACE-BAR-%')], limit=5000):
    moves = env['stock.move'].search([('product_id', '=', product.id), ('state', '=', 'done')], limit=100000)
    value = sum(moves.filtered('is_in').mapped('value')) - sum(moves.filtered('is_out').mapped('value'))
    worth = product.qty_available * product.standard_price
    print("VALUE", *(round(figure, 2) for figure in (worth, product.total_value, value)))
"""
UNBALANCED = "SELECT move_id FROM account_move_line GROUP BY move_id HAVING ABS(SUM(balance)) > 0.001"
TILL_MONEY = """
    SELECT (SELECT COALESCE(SUM(amount), 0) FROM pos_payment), (SELECT COALESCE(SUM(amount_total), 0) FROM pos_order),
           (SELECT COALESCE(SUM(line.credit - line.debit), 0) FROM account_move_line line
              JOIN account_account account ON account.id = line.account_id AND account.account_type = 'income'
              JOIN pos_session session ON session.move_id = line.move_id)
"""


@dataclass
class Invoice:
    """One document of the stream: code -> units, and prices."""

    number: str
    units: dict = field(default_factory=dict)
    prices: dict = field(default_factory=dict)

    @property
    def cancels(self):
        return self.number.startswith("C")


def invoices(number, codes):
    """What the first `number` documents of the stream say about `codes` goods, in their order.

    Half of the goods are those that were bought and then came back, the others those that are asked for most often.
    """
    found, times, back = {}, collections.Counter(), collections.Counter()
    with STREAM.open(newline="") as file:
        for row in csv.DictReader(file):
            if row["InvoiceNo"] not in found and len(found) >= number:
                break
            # Other codes are postage and the like; a negative line that is no cancellation corrects the stock.
            cancels, units = row["InvoiceNo"].startswith("C"), int(float(row["Quantity"]))
            if re.match(r"\d{5}", row["StockCode"]) and (units < 0) == cancels:
                found.setdefault(row["InvoiceNo"], []).append((row["StockCode"], abs(units), float(row["UnitPrice"])))
                back.update([row["StockCode"]] if cancels and times[row["StockCode"]] else [])
                times.update([] if cancels else [row["StockCode"]])
    wanted = sorted(back, key=lambda code: -times[code])[: codes // 2]
    wanted += [code for code, _times in times.most_common() if code not in back][: codes - len(wanted)]
    result = []
    for name, lines in found.items():
        invoice = Invoice(name)
        for code, units, price in lines:
            if code in wanted:
                invoice.units[code] = invoice.units.get(code, 0) + units
                invoice.prices[code] = price
        result += [invoice] if invoice.units else []
    return result


class Replay:
    """Two tills and some shoppers who work through the stream, each as fast as they can."""

    def __init__(self, stage, stream, goods, seed):
        self.stage, self.stream, self.goods = stage, stream, goods
        self.random, self.lock = random.Random(seed), threading.Lock()
        self.sold, self.returned = collections.Counter(), collections.Counter()
        self.web, self.sent, self.refused, self.faults = collections.Counter(), [], collections.Counter(), []
        self.at_tills = collections.defaultdict(list)  # code -> [line of the till, units that may come back]

    def run(self):
        tills, web = queue.Queue(), queue.Queue()
        for number, invoice in enumerate(self.stream):
            (web if number % 2 and not invoice.cancels else tills).put(invoice)
        jobs = [(tills, self._serve, till) for till in self.stage.store["tills"]]
        jobs += [(web, self._order, shopper) for shopper in self.stage.shoppers]
        threads = [threading.Thread(target=self._work, args=job) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.random.shuffle(self.sent)
        again = [threading.Thread(target=self._again, args=(number,)) for number in range(TILLS)]
        for thread in again:
            thread.start()
        for thread in again:
            thread.join()

    def _work(self, waiting, act, who):
        while True:
            try:
                invoice = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                act(who, invoice)
            except Refused as refusal:
                if refusal.kind not in FOR_PEOPLE:
                    self.faults.append(f"{invoice.number}: {refusal.kind}: {refusal}")
                self.refused[act.__name__] += 1
            except Exception as error:  # a thread must not end silently
                self.faults.append(f"{invoice.number}: {type(error).__name__}: {error}")

    # -- the tills -----------------------------------------------------------------------------------------------
    def _serve(self, till, invoice):
        (self._refund if invoice.cancels else self._sell)(till, invoice)

    def _sell(self, till, invoice):
        parts = [
            paid_order(self.stage, till, self.goods[code], str(uuid.uuid4()), units, invoice.prices[code])
            for code, units in invoice.units.items()
        ]
        order = _together(parts)
        self._send(till, order)
        if self.random.random() < 0.3:
            self._send(till, order)  # the answer got lost
        with self.lock:
            self.sent.append((till, order))
            self.sold.update(invoice.units)
            for code, part in zip(invoice.units, parts, strict=True):
                self.at_tills[code].append([part["lines"][0][2]["uuid"], invoice.units[code], invoice.prices[code]])

    def _refund(self, till, invoice):
        for code, units in invoice.units.items():
            with self.lock:
                sold = next((sale for sale in reversed(self.at_tills[code]) if sale[1]), None)
                if not sold:
                    self.refused["nothing to take back"] += 1
                    continue
                back = min(units, sold[1])
                sold[1] -= back
            line = self.stage.sql("SELECT id FROM pos_order_line WHERE uuid = %(uuid)s", uuid=sold[0])[0][0]
            key = str(uuid.uuid4())
            order = paid_order(self.stage, till, self.goods[code], key, -back, sold[2], refunded=line)
            self._send(till, order)
            with self.lock:
                self.sent.append((till, order))
                self.returned[code] += back

    def _send(self, till, order):
        return self.stage.cashier.call("pos.order", "sync_from_ui", [order], context={"config_id": till["id"]})

    def _again(self, number):
        """Send what was sent, as a terminal that was offline does: both tills at once, the order of it shuffled."""
        for till, order in self.sent[:: 1 if number else -1]:
            try:
                self._send(till, order)
            except Refused as refusal:
                self.faults.append(f"{order['uuid']} sent again: {refusal.kind}: {refusal}")

    # -- the website ---------------------------------------------------------------------------------------------
    def _order(self, shopper, invoice):
        self.stage.sql(
            """UPDATE sale_order SET state = 'cancel' WHERE state = 'draft' AND website_id IS NOT NULL
                  AND partner_id = (SELECT partner_id FROM res_users WHERE login = %(login)s)""",
            login=self.stage.logins[self.stage.shoppers.index(shopper)],
        )
        for code, units in invoice.units.items():
            goods = self.goods[code]
            shopper.rpc("/shop/cart/add", product_template_id=goods["template"], product_id=goods["id"], quantity=units)
        shopper.rpc("/shop/set_delivery_method", dm_id=self.stage.store["carrier"])
        shopper.reference = shopper.open_payment()
        bought = self._in_bag(shopper)
        shopper.finish_payment()
        with self.lock:
            self.web.update(bought)

    def _in_bag(self, shopper):
        """What the shopper is about to pay for: the shop may have put less into the bag than he asked for."""
        rows = self.stage.sql(
            """SELECT product_id, product_uom_qty::int FROM sale_order_line
                WHERE order_id = %(order)s AND NOT COALESCE(is_delivery, FALSE)""",
            order=shopper.order,
        )
        codes = {goods["id"]: code for code, goods in self.goods.items()}
        return {codes[product]: units for product, units in rows}


def _together(parts):
    """Make one order of a till of several, one line each."""
    order = parts[0]
    for part in parts[1:]:
        order["lines"] += part["lines"]
        order["amount_total"] = order["amount_paid"] = round(order["amount_total"] + part["amount_total"], 2)
    order["payment_ids"][0][2]["amount"] = order["amount_total"]
    return order


@pytest.fixture(scope="module")
def replayed(tmp_path_factory):
    """The stream after it ran, and the evening's closing; yields (stage, replay, what the closing printed)."""
    if not STREAM.exists():
        pytest.skip("the order stream is not here: ../shared/data/order-stream (or set IC_SHARED)")
    seed = int(os.environ.get("IC_RACE_SEED", "0")) or time.time_ns() % 10**6
    print(f"IC_RACE_SEED={seed}")
    stream, wanted = invoices(INVOICES, CODES), collections.Counter()
    for invoice in stream:
        wanted.update({} if invoice.cancels else invoice.units)
    codes = sorted(wanted | {code: 0 for invoice in stream for code in invoice.units})
    units = [max(int(wanted[code] * SHORT), 1) for code in codes]
    many = {"shoppers": SHOPPERS, "tills": TILLS, "bars": len(codes), "bar_units": units, "cost": COST}
    with ground() as (odoo, databases):
        databases.ensure_suite()
        folder = tmp_path_factory.mktemp("stream")
        with staged(odoo, databases, database.SUITE, "ic_stream", folder, **many) as stage:
            replay = Replay(stage, stream, dict(zip(codes, stage.store["bars"], strict=True)), seed)
            started = time.monotonic()
            replay.run()
            print(f"{len(stream)} invoices in {time.monotonic() - started:.1f} s; refused: {dict(replay.refused)}")
            for words in (replay.sold, replay.returned, replay.web):
                print(f"{sum(words.values())} units of {len(words)} goods")
            yield stage, replay, shell(odoo, "ic_stream", EVENING)


def test_every_unit_is_where_the_books_say(replayed):
    stage, replay, _said = replayed
    assert replay.faults == []
    assert replay.sold and replay.web, "both ways sold something"
    for code, goods in replay.goods.items():
        now = books.read(stage, goods["id"])
        assert now.pos == replay.sold[code] - replay.returned[code], (code, now)
        assert now.website == replay.web[code], (code, now)
        assert now.on_hand == now.ledger == goods["units"] - replay.sold[code] + replay.returned[code], (code, now)
        # One payment may be for several goods: whether each has its order is asked below.
        assert [words for words in books.faults(now, goods["units"]) if "charged" not in words] == []
    assert stage.check() == ""
    assert stage.tracebacks() == []


def test_nothing_was_booked_twice(replayed):
    stage, replay, _said = replayed
    assert stage.sql("SELECT COUNT(*) FROM pos_order")[0][0] == len({order["uuid"] for _till, order in replay.sent})
    paid = "SELECT COUNT(DISTINCT id) FROM payment_transaction WHERE state = 'done'"
    orders = "SELECT COUNT(*) FROM sale_order WHERE state = 'sale'"
    assert stage.sql(paid) == stage.sql(orders)


def test_the_accounts_balance(replayed):
    stage, replay, said = replayed
    told = [line.split() for line in said.splitlines() if line.startswith(("VALUE", "SESSION"))]
    assert [words[1] for words in told if words[0] == "SESSION"] == ["closed"] * TILLS
    values = [words[1:] for words in told if words[0] == "VALUE"]
    assert len(values) == len(replay.goods)
    assert [row for row in values if len(set(row)) > 1] == [], "stock at cost, its value, and the sum of its moves"
    assert stage.sql(UNBALANCED) == []
    paid, ordered, booked = stage.sql(TILL_MONEY)[0]
    assert round(paid, 2) == round(ordered, 2) == round(booked, 2)
