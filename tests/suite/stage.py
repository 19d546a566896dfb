"""A store to race in: a database of its own with goods, tills and shoppers, served by several workers."""

import contextlib
import copy
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .ground import server, shell
from .visitor import Regular, Staff

PREPARE = Path(__file__).with_name("race_store.py")
WORKERS = 4


@dataclass
class Stage:
    """What a race needs to know: where the store is served, its database, its goods as `race_store.py` left them."""

    base: str
    database: str
    postgres: object
    store: dict
    process: object
    log: Path

    def sql(self, statement, **parameters):
        """Run SQL on the store's database; returns the rows."""
        return self.postgres.run(statement, parameters, database=self.database)

    def sign_in(self):
        """Log in everybody who buys and open the tills, before anybody is in a hurry."""
        self.seller = Staff(self.base, "seller", database=self.database)
        self.cashier = Staff(self.base, "cashier", database=self.database)
        for till in self.store["tills"]:
            open_till(self.cashier, till)
        with ThreadPoolExecutor(WORKERS) as pool:
            self.logins = self.store["shoppers"]
            self.shoppers = list(
                pool.map(lambda login: Regular(self.base, login, "shopper", self.database), self.logins)
            )

    def lanes(self, count):
        """Split the shoppers into `count` stages on the same server, for races that run beside each other."""
        found = [copy.copy(self) for _lane in range(count)]
        for number, lane in enumerate(found):
            lane.logins, lane.shoppers = self.logins[number::count], self.shoppers[number::count]
        return found

    def empty_bags(self):
        """Put away the bags that losers of an earlier race still have; their next bag is a new one.

        A bag that is paid for is none, even if whoever paid was cut off before his order was confirmed.
        """
        self.sql(
            """UPDATE sale_order SET state = 'cancel' WHERE state = 'draft' AND website_id IS NOT NULL
                  AND partner_id IN (SELECT partner_id FROM res_users WHERE login = ANY(%(logins)s))
                  AND NOT EXISTS (
                      SELECT 1 FROM sale_order_transaction_rel link
                        JOIN payment_transaction tx ON tx.id = link.transaction_id
                       WHERE link.sale_order_id = sale_order.id AND tx.state IN ('pending', 'authorized', 'done'))""",
            logins=self.logins,
        )

    def check(self):
        """Have the ledger prove itself, as its button does; returns the differences in words, "" when all agrees."""
        told = self.seller.call("ic.stock.entry", "action_check", [])["params"]
        return "" if told["type"] == "success" else told["message"]

    def tracebacks(self):
        """The tracebacks in the server's log, each in one line: what it was about, the last places, and how it ended.

        Left out is how Odoo waits when two look after one payment at once: its payment page asks again ("retry"), and
        its scheduled job rolls back and comes again, when both want to write down the same follower.
        """
        text = self.log.read_text(errors="replace")
        records = re.split(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ )", text, flags=re.M)
        broken = [record.rstrip() for record in records if "Traceback (most recent" in record]
        job = "An error occurred while post-processing transaction"
        return [
            _told(record)
            for record in broken
            if not record.endswith("Exception: retry") and not (job in record and "mail_followers_mail" in record)
        ]


def _told(record):
    """A record of the log with a traceback in one line; the log itself goes with the run."""
    places = re.findall(r'File "[^"]*?/addons/([^"]+)", line (\d+)', record)[-3:]
    lines = record.split("\n")
    about = lines[0].split(" ", 5)[-1][:160]
    return f"{lines[-1]} ({about}; {' < '.join(':'.join(place) for place in reversed(places))})"


def open_till(cashier, till):
    """Open the session of a till as the terminal does; its number is kept in the till."""
    cashier.call("pos.config", "open_ui", [till["id"]])
    session = cashier.call("pos.session", "search", [("config_id", "=", till["id"]), ("state", "!=", "closed")])[0]
    cashier.call("pos.session", "set_opening_control", [session], 0, "")
    till["session"] = session
    order = cashier.call("pos.config", "read", [till["id"]], ["pricelist_id", "currency_id"])[0]
    till["pricelist"] = order["pricelist_id"] and order["pricelist_id"][0]


@contextlib.contextmanager
def staged(odoo, databases, source, name, folder, **goods):
    """Yield a :class:`Stage` on a copy of `source`, dropped afterwards.

    :param goods: how many of what, see `race_store.py`: shoppers, tills, watches, bars, bar_units
    """
    wanted = {"shoppers": 12, "tills": 6, "watches": 0, "bars": 0, "bar_units": 5, **goods}
    clock = time.monotonic()
    databases.copy(source, name)
    try:
        printed = shell(odoo, name, f"PARAMS = {wanted!r}\n{PREPARE.read_text()}")
        clock = timed("Database and goods", clock)
        store = json.loads(printed.strip().splitlines()[-1])
        with serving(odoo, databases, name, store, Path(folder) / f"{name}.log") as stage:
            yield stage
    finally:
        databases.drop(name)


@contextlib.contextmanager
def serving(odoo, databases, name, store, log):
    """Serve a prepared database and sign everybody in; yields the :class:`Stage`."""
    port = server.free_port()
    base = f"http://127.0.0.1:{port}"
    # Reports are made by a second program that comes back to the server: to this one, not to the one of the template.
    databases.set_address(name, base)
    clock = time.monotonic()
    with odoo.serving(name, port, log, workers=WORKERS) as process:
        clock = timed("Server", clock)
        stage = Stage(base, name, databases.postgres, store, process, log)
        stage.sign_in()
        timed("Logins and tills", clock)
        yield stage


def timed(words, started):
    """Print how long something took; returns the time now."""
    print(f"{words}: {time.monotonic() - started:.1f} s", flush=True)
    return time.monotonic()
