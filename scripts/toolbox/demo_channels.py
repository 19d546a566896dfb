"""The demo store's sales channels: connected to the simulators as a store admin does it, through the same buttons.

First `connect`: four connections and what is published on them; sending goes on in jobs. Then `live`, once that is
done: a sale, a refund, two buyers of one piece, an unknown thing sold, counts changed by hand. All of it happens in
the simulators, so what the store shows of it is what it would show of a vendor.
"""

import http.cookiejar
import json
import secrets
import time
import urllib.error
import urllib.request

LOGIN = "storeadmin"
# code: name, how many of the pieces, and what the house decided about the channel
CHANNELS = {
    "shopify": ("Shopify (simulated)", 40, {"push_on_save": True, "sold_rule": "archive"}),
    "woocommerce": ("Woo (simulated)", 30, {"sold_rule": "archive"}),
    "square": ("Square (simulated)", 20, {"sold_rule": "end", "safety_buffer": 1}),
    "google_sheets": ("Sheets (simulated)", 24, {"sold_rule": "leave"}),
}


class Refused(Exception):
    """The server did not do what was asked; ``str()`` says why."""


class Office:
    """A member of the staff at the backend, over HTTP."""

    def __init__(self, base, login=LOGIN):
        self.base = base
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        facts = {"db": "ic_demo", "login": login, "password": login}
        if not (self._rpc("/web/session/authenticate", facts) or {}).get("uid"):
            raise Refused(f"{login} cannot log in")

    def call(self, model, method, *arguments, **named):
        """Call a model's method as the web client does. :raises Refused:"""
        facts = {"model": model, "method": method, "args": arguments, "kwargs": named}
        return self._rpc(f"/web/dataset/call_kw/{model}/{method}", facts)

    def _rpc(self, path, facts):
        try:
            answer = _post(self._opener, self.base + path, {"jsonrpc": "2.0", "method": "call", "params": facts})
        except OSError as error:
            raise Refused(str(error)) from None
        if "error" in answer:
            raise Refused(answer["error"]["data"].get("message") or answer["error"]["message"])
        return answer.get("result")


def door(url, path, facts=None):
    """Use the second door of a simulator, where buyers and the vendor's staff are played. :raises Refused:"""
    try:
        return _post(urllib.request.build_opener(), f"{url}/_sim/{path}", facts)
    except urllib.error.HTTPError as error:
        raise Refused(error.read().decode(errors="replace")) from None
    except OSError as error:
        raise Refused(str(error)) from None


def _post(opener, url, facts):
    data = None if facts is None else json.dumps(facts).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with opener.open(request, timeout=120) as answer:
        return json.load(answer)


class Channels:
    """What is done for the demo: `base` is the server, `addresses` {code: URL} the simulators."""

    def __init__(self, base, addresses):
        self.office = Office(base)
        self.addresses = addresses

    # Connecting and publishing

    def connect(self):
        """Make the connections that are missing, connect them and publish. Returns how many listings there are."""
        pieces = self._pieces()
        listed = 0
        for sequence, (code, (name, count, rules)) in enumerate(CHANNELS.items()):
            known = self._known(code)
            number = known[0] if known else self._make(sequence, code, name, rules)
            listed += self._publish(number, pieces[:count])
        self._cannot_be_shown()
        return listed

    def readdress(self):
        """The store is served at another address than before: have the services send their news there."""
        for code in CHANNELS:
            for number in self._known(code, ["state", "=", "connected"]):
                self.office.call("ic.channel", "action_ic_connect", [number])
                self._paste_script(code, number)

    def _known(self, code, *more):
        return self.office.call("ic.channel", "search", [["code", "=", code], *more], order="id")

    def _make(self, sequence, code, name, rules):
        call = self.office.call
        values = {"name": name, "code": code, "sequence": sequence, "shadow": False, **rules}
        number = call("ic.channel", "create", [values])[0]
        self._enter(number, door(self.addresses[code], "credentials"))
        self._paste_script(code, number)
        call("ic.channel", "action_ic_connect", [number])
        return number

    def _enter(self, number, given):
        """Fill in the connection's form."""
        rows = self.office.call("ic.channel.credential", "search_read", [["channel_id", "=", number]], ["name"])
        for row in rows:
            if given.get(row["name"]):
                self.office.call("ic.channel.credential", "write", [row["id"]], {"entry": given[row["name"]]})

    def _paste_script(self, code, number):
        """Put the script into the sheet, as a person does with the address and the secret."""
        if code == "google_sheets":
            secret = secrets.token_urlsafe(32)
            self._enter(number, {"webhook_secret": secret})
            hook = self.office.call("ic.channel", "action_ic_hook", [number])["res_id"]
            url = self.office.call("ic.channel.hook", "read", [hook], ["url"])[0]["url"]
            door(self.addresses[code], "install", {"url": url, "secret": secret})

    def _pieces(self):
        """Return the templates that may be sold, one category after the other and again."""
        domain = [["ic_category", "!=", False], ["ic_status", "=", "available"]]
        rows = self.office.call("product.template", "search_read", domain, ["ic_category", "default_code"], order="id")
        shelves = {}
        for row in rows:
            shelves.setdefault(row["ic_category"], []).append(row)
        places = sorted(
            (place, shelf, row["id"]) for shelf, found in shelves.items() for place, row in enumerate(found)
        )
        return [number for _place, _shelf, number in places]

    def _publish(self, channel, pieces):
        """Publish `pieces` by the wizard. Returns how many of them can be."""
        call = self.office.call
        wizard = call("product.template", "action_ic_publish_on_channels", pieces)["res_id"]
        lines = call(
            "ic.listing.publish.line",
            "search_read",
            [["publish_id", "=", wizard]],
            ["channel_id", "ready_count", "there_count"],
        )
        ready = 0
        for line in lines:
            chosen = line["channel_id"][0] == channel
            call("ic.listing.publish.line", "write", [line["id"]], {"chosen": chosen})
            ready += (line["ready_count"] + line["there_count"]) if chosen else 0
        call("ic.listing.publish", "action_ic_publish", [wizard])
        return ready

    def _cannot_be_shown(self):
        """Ask for a piece on Shopify that has no photo yet: it is refused before anybody is called."""
        call = self.office.call
        domain = [["product_tmpl_id.ic_status", "=", "awaiting_photos"], ["product_tmpl_id.image_1920", "=", False]]
        channel = call("ic.channel", "search", [["code", "=", "shopify"]], limit=1)
        for product in call("product.product", "search", domain, order="id", limit=1):
            there = [["channel_id", "=", channel[0]], ["product_id", "=", product]]
            if not call("ic.listing", "search", there):
                call("ic.listing", "create", [{"channel_id": channel[0], "product_id": product}])

    # What happens there

    def wait_until_published(self, seconds=600):
        """Return once nothing waits to be sent. :raises Refused: when that takes too long."""
        deadline = time.monotonic() + seconds
        fields = ["waiting_count", "live_count"]
        while True:
            found = self.office.call("ic.channel", "search_read", [["state", "=", "connected"]], fields)
            if found and all(one["live_count"] and not one["waiting_count"] for one in found):
                return
            if time.monotonic() > deadline:
                raise Refused("publishing takes too long")
            time.sleep(1)

    def live(self):
        """Let a morning go by in the simulators."""
        shop, woo, square = (self.addresses[code] for code in ("shopify", "woocommerce", "square"))
        single, counted, only_shop = self._goods()
        door(shop, "sell", {"sku": single[0]})
        # Two buyers within the same second: one has it, the other becomes a conflict.
        door(shop, "sell", {"sku": single[1]})
        door(woo, "sell", {"sku": single[1]})
        door(square, "sell", {"sku": single[2]})
        # Something the store does not know is sold at the till: it goes to review.
        door(square, "create", {"sku": "CLOTH-20", "title": "Polishing cloth", "price": 1800, "quantity": 20})
        door(square, "sell", {"sku": "CLOTH-20", "quantity": 2})
        # Staff enter by hand at the till what the store has already: a proposal to decide.
        for sku in only_shop[:1]:
            door(square, "create", {"sku": sku, "title": "Entered at the till", "price": 100000, "quantity": 1})
        # Somebody changes counts that no order explains.
        door(shop, "adjust", {"sku": single[3], "quantity": 0})
        for sku in counted[:1]:
            sale = door(woo, "sell", {"sku": sku, "quantity": 3})
            self._wait_for_order(sale["order"])
            door(woo, "refund", {"order": sale["order"], "quantity": 1, "restock": True})
            door(shop, "adjust", {"sku": sku, "quantity": 2})
        numbers = self.office.call("ic.channel", "search", [["state", "=", "connected"]])
        self.office.call("ic.channel", "action_ic_read_items", numbers)
        for number in numbers:
            self.office.call("ic.channel", "action_ic_sweep", [number])

    def _goods(self):
        """Return SKUs: (one of one on all channels, counted on all of them, on Shopify and not on Square)."""
        fields = ["channel_id", "default_code", "shown", "code"]
        rows = self.office.call("ic.listing", "search_read", [["state", "=", "live"]], fields, order="id")
        places, counts = {}, {}
        for row in rows:
            places.setdefault(row["default_code"], set()).add(row["code"])
            counts[row["default_code"]] = max(row["shown"], counts.get(row["default_code"], 0))
        everywhere = [sku for sku, found in places.items() if {"shopify", "woocommerce", "square"} <= found]
        single = [sku for sku in everywhere if counts[sku] == 1]
        counted = [sku for sku in everywhere if counts[sku] > 5]
        return single, counted, [sku for sku, found in places.items() if "square" not in found and counts[sku] == 1]

    def _wait_for_order(self, order, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            domain = [["remote_id", "=", order], ["state", "=", "imported"]]
            if self.office.call("ic.channel.order", "search_count", domain):
                return
            time.sleep(0.5)
