"""The four ways a unit leaves the house, each as its real client drives it: website, till, desk, another system.

A buyer is a list of steps that may each be repeated: whoever's connection breaks asks again and must get an answer.
"""

import time
import uuid
from dataclasses import dataclass

import requests

from .visitor import Refused

PRICE = 100.0
FOR_PEOPLE = ("odoo.exceptions.UserError", "odoo.exceptions.ValidationError")
NOT_FOR_PEOPLE = ("serialize", "deadlock", "psycopg", "duplicate key", "violates", "traceback", "singleton", "sql")
BROKEN = (requests.ConnectionError, requests.HTTPError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@dataclass
class Outcome:
    """What a buyer was told. `fault` is what nobody should ever be told: an error page, words of the database."""

    kind: str
    won: bool
    words: str = ""
    fault: str = ""
    seconds: float = 0.0
    retries: int = 0


class Buyer:
    """Wants `units` of `goods` (a dict of the stage's store)."""

    kind = ""
    patience = 0  # seconds in which a broken connection is tried again

    def __init__(self, stage, goods, number, units=1):
        self.stage, self.goods, self.number, self.units = stage, goods, number, units
        self.key = uuid.uuid4().hex[:12]
        self.retries = 0

    def prepare(self):
        """What happens before it gets serious: the bag is filled, the order is typed in."""

    def steps(self):
        """The calls that buy, in their order."""
        raise NotImplementedError

    def buy(self):
        """Go through the steps; a broken connection or a dead server is asked again while the patience lasts."""
        started = time.monotonic()
        outcome = Outcome(self.kind, won=False)
        try:
            for step in self.steps():
                self._insist(step, started + self.patience)
            outcome.won = True
        except Refused as refusal:
            outcome.words = str(refusal)
            if refusal.kind not in FOR_PEOPLE or any(word in str(refusal).lower() for word in NOT_FOR_PEOPLE):
                outcome.fault = f"{refusal.kind}: {refusal}"
        except (*BROKEN, AssertionError) as error:
            outcome.fault = f"{type(error).__name__}: {error}"
        outcome.seconds, outcome.retries = time.monotonic() - started, self.retries
        return outcome

    def _insist(self, step, deadline):
        while True:
            try:
                return step()
            except BROKEN:
                if time.monotonic() > deadline:
                    raise
            except Refused as refusal:
                # What the server says while its database is away is no refusal.
                if refusal.kind.startswith("odoo.exceptions") or time.monotonic() > deadline:
                    raise
            self.retries += 1
            time.sleep(0.3)


class WebBuyer(Buyer):
    """A shopper with an account, who pays with the demo provider."""

    kind = "website"

    def prepare(self):
        self.shopper = self.stage.shoppers[self.number % len(self.stage.shoppers)]
        self.shopper.rpc(
            "/shop/cart/add",
            product_template_id=self.goods["template"],
            product_id=self.goods["id"],
            quantity=self.units,
        )
        self.shopper.rpc("/shop/set_delivery_method", dm_id=self.stage.store["carrier"])

    def steps(self):
        return [self._open, self._charge]

    def _open(self):
        self.shopper.reference = self.shopper.open_payment()

    def _charge(self):
        self.shopper.finish_payment()
        state = self.stage.seller.call("sale.order", "read", [self.shopper.order], ["state"])[0]["state"]
        if state != "sale":
            raise Refused("Paid, but the order was not confirmed")


class TillBuyer(Buyer):
    """A customer at a till: the terminal claims the piece, takes the card and sends the paid order.

    Every other terminal does not ask first, as one would that runs an old program: it must be refused as well.
    """

    kind = "pos"

    def prepare(self):
        tills = self.stage.store["tills"]
        self.till = tills[self.number % len(tills)]
        self.uuid = str(uuid.uuid4())

    def steps(self):
        asks = self.stage.store["claims"] and self.number % 2 == 0
        return [self._claim, self._sync] if asks else [self._sync]

    def _claim(self):
        wants = [{"product_id": self.goods["id"], "quantity": self.units}]
        answer = self.stage.cashier.call(
            "pos.config", "ic_claim_lines", [self.till["id"]], self.uuid, wants, {"device": str(self.number)}
        )
        if answer["refused"]:
            raise Refused(" ".join(f"{refusal['name']}: {refusal['where']}" for refusal in answer["refused"]))

    def _sync(self):
        self.stage.cashier.call(
            "pos.order",
            "sync_from_ui",
            [paid_order(self.stage, self.till, self.goods, self.uuid, self.units)],
            context={"config_id": self.till["id"], "device_identifier": str(self.number)},
        )


def paid_order(stage, till, goods, key, units=1, price=PRICE, refunded=None):
    """A paid order as the terminal serialises it. Negative `units` refund the order line `refunded`."""
    lots = [(0, 0, {"lot_name": goods["serial"]})] if goods["serial"] else []
    amount = round(units * price, 2)
    line = {
        "id": int(uuid.uuid4().int % 1_000_000),
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_OID, f"line {key}")),
        "product_id": goods["id"],
        "qty": units,
        "price_unit": price,
        "price_subtotal": amount,
        "price_subtotal_incl": amount,
        "discount": 0,
        "tax_ids": [(6, 0, [])],
        "pack_lot_ids": lots,
        "full_product_name": goods["name"],
    }
    if refunded:
        line["refunded_orderline_id"] = refunded
    payment = {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_OID, f"payment {key}")),
        "name": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()),
        "payment_method_id": till["method"],
        "amount": amount,
    }
    return {
        "uuid": key,
        "name": f"Order {key}",
        "state": "paid",
        "access_token": uuid.uuid5(uuid.NAMESPACE_OID, f"token {key}").hex,
        "session_id": till["session"],
        "user_id": stage.store["cashier"],
        "company_id": stage.store["company"],
        "partner_id": False,
        "pricelist_id": till["pricelist"],
        "fiscal_position_id": False,
        "date_order": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()),
        "last_order_preparation_change": "{}",
        "to_invoice": False,
        "amount_total": amount,
        "amount_paid": amount,
        "amount_tax": 0,
        "amount_return": 0,
        "lines": [(0, 0, line)],
        "payment_ids": [(0, 0, payment)],
    }


class DeskBuyer(Buyer):
    """The dealer, who types an order for a client and confirms it."""

    kind = "backend"

    def steps(self):
        return [self._type, self._confirm]

    def _type(self):
        call = self.stage.seller.call
        found = call("sale.order", "search", [("client_order_ref", "=", self.key)]) if self.retries else []
        line = (0, 0, {"product_id": self.goods["id"], "product_uom_qty": self.units})
        values = {"partner_id": self.stage.store["client"], "client_order_ref": self.key, "order_line": [line]}
        self.order = found[0] if found else call("sale.order", "create", values)

    def _confirm(self):
        call = self.stage.seller.call
        if self.retries and call("sale.order", "read", [self.order], ["state"])[0]["state"] == "sale":
            return
        call("sale.order", "action_confirm", [self.order])


class ApiBuyer(Buyer):
    """Another system: it holds the unit, does its own work, and makes the promise firm."""

    kind = "api"

    def steps(self):
        return [self._take, self._commit]

    def _take(self):
        self.stage.seller.call("ic.claim", "take", self.goods["id"], self.units, self.key, minutes=10)

    def _commit(self):
        self.stage.seller.call("ic.claim", "commit", self.key)


def kinds_of(stage):
    """The kinds of buyers this store can have: stock Odoo has no entry for other systems."""
    kinds = [WebBuyer, TillBuyer, DeskBuyer]
    return [*kinds, ApiBuyer] if stage.store["claims"] else kinds
