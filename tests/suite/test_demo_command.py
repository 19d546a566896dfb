"""`make demo` as a person meets it: it serves, every role can log in, and Ctrl-C leaves nothing behind."""

import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from decimal import Decimal
from pathlib import Path

import psutil
import pytest

from .ground import ROOT, server, settings
from .visitor import Refused, Shopper, Staff

ROLES = {
    "dealer": "/odoo",
    "storeadmin": "/odoo",
    "employee": "/odoo",
    "cashier": "/odoo",
    "customer": "/my",
    "admin": "/odoo",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A running `make demo` on a port of its own; yields (process, base URL, output file)."""
    port = server.free_port()
    output = tmp_path_factory.mktemp("demo") / "output.txt"
    with output.open("wb") as out:
        process = subprocess.Popen(
            ["make", "--no-print-directory", f"PYTHON={sys.executable}", "demo"],
            cwd=ROOT,
            env={**os.environ, "IC_PORT": str(port)},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(output, process)
        yield process, f"http://127.0.0.1:{port}", output
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(60)


def _wait_for(output, process, seconds=600):
    deadline = time.monotonic() + seconds
    while "Ctrl-C stops everything" not in output.read_text():
        assert process.poll() is None, output.read_text()
        assert time.monotonic() < deadline, output.read_text()
        time.sleep(0.5)


def _login(base, login):
    """Log in over HTTP as a browser would; returns the URL one lands on."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = opener.open(f"{base}/web/login", timeout=60).read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    form = urllib.parse.urlencode({"login": login, "password": login, "csrf_token": token}).encode()
    return opener.open(f"{base}/web/login", data=form, timeout=60).geturl()


def test_it_prints_the_urls_and_one_login_per_role(demo):
    text = demo[2].read_text()
    assert demo[1] in text
    for role in ROLES:
        assert re.search(rf"{role}\s+{role}\s", text), text


@pytest.mark.parametrize("login", ROLES)
def test_each_role_logs_in_and_lands_where_it_belongs(demo, login):
    assert urllib.parse.urlsplit(_login(demo[1], login)).path.startswith(ROLES[login])


def test_the_shop_is_open_to_visitors(demo):
    with urllib.request.urlopen(f"{demo[1]}/shop", timeout=60) as page:
        assert page.status == 200
        assert "oe_product" in page.read().decode()


@pytest.fixture(scope="module")
def channels(demo):
    """The simulators' addresses as they were printed, {service: URL}. Publishing there may still be going on."""
    found = dict(re.findall(r"^  (\w+) +(http://127\.0\.0\.1:\d+)/$", demo[2].read_text(), flags=re.M))
    assert found.keys() == {"shopify", "woocommerce", "square", "google_sheets"}
    return found


def _until(ready, seconds, words):
    """Wait until `ready()` is true; returns what it said."""
    deadline = time.monotonic() + seconds
    while not (found := ready()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {words}"
        time.sleep(0.3)
    return found


def _shown(url):
    """What a simulator has for sale, {sku: units}."""
    with urllib.request.urlopen(f"{url}/_sim/items", timeout=30) as answer:
        return {one["sku"]: one["quantity"] for one in json.load(answer)["items"] if one["status"] == "live"}


def test_a_piece_bought_on_simulated_shopify_leaves_everywhere(demo, channels):
    base, others = demo[1], [url for code, url in channels.items() if code != "shopify"]
    seller, shopper = Staff(base, "storeadmin"), Shopper(base)

    def on_all_of_them():
        """A single piece for sale on all channels and in the shop; what the demo itself sells there stands last."""
        skus = {sku for sku, units in _shown(channels["shopify"]).items() if units == 1}
        skus = [sku for sku in skus if all(_shown(url).get(sku) == 1 for url in others)]
        domain = [("default_code", "in", skus), ("ic_status", "=", "available"), ("is_published", "=", True)]
        fields = ["default_code", "product_variant_id", "name"]
        return seller.call("product.template", "search_read", domain, fields, order="id", limit=1)

    piece = _until(on_all_of_them, 300, "a piece is for sale everywhere")[0]
    sku, product = piece["default_code"], piece["product_variant_id"][0]
    orders = lambda: seller.call("ic.channel.order", "search_count", [("line_ids.product_id", "=", product)])  # noqa: E731
    before = orders()
    shopper.put_in_bag(piece["id"], product)
    assert "alert-warning" not in shopper.get("/shop/cart")
    page = shopper.session.get(channels["shopify"], timeout=30).text
    assert "Simulated Shopify storefront" in page and sku in page

    answer = shopper.session.post(f"{channels['shopify']}/_sim/sell", data={"sku": sku}, timeout=30)
    assert "order #" in answer.text

    status = lambda: seller.call("product.template", "read", [piece["id"]], ["ic_status"])[0]["ic_status"]  # noqa: E731
    _until(lambda: status() == "sold", 30, "the piece is Sold in the store")
    _until(lambda: not any(_shown(url).get(sku) for url in others), 30, "the other channels have taken it off")
    with pytest.raises(Refused):
        shopper.open_payment()
    assert orders() == before + 1


def _asked(url):
    """What a simulator asks for its things, {sku: price}."""
    with urllib.request.urlopen(f"{url}/_sim/items", timeout=30) as answer:
        return {one["sku"]: Decimal(str(one["price"])) for one in json.load(answer)["items"] if one["status"] == "live"}


def test_a_price_of_gold_typed_by_hand_moves_simulated_shopify_from_its_step_on(demo, channels):
    seller, shop = Staff(demo[1], "storeadmin"), channels["shopify"]
    following = [("channel_id.code", "=", "shopify"), ("state", "=", "live"), ("live_price", ">", 0)]
    following += [
        ("product_tmpl_id.ic_price_mode", "=", "spot_plus"),
        ("product_tmpl_id.ic_bullion_metal", "=", "gold"),
        ("product_tmpl_id.ic_status", "=", "available"),
    ]
    fields = ["default_code", "product_tmpl_id"]
    coins = lambda: seller.call("ic.listing", "search_read", following, fields, order="id", limit=1)  # noqa: E731
    coin = _until(coins, 300, "a piece that follows gold is for sale on Shopify")[0]
    sku, piece = coin["default_code"], coin["product_tmpl_id"][0]
    newest = seller.call(
        "ic.metal.price", "search_read", [("metal", "=", "gold")], ["price"], order="observed_at desc, id desc", limit=1
    )
    ounce = newest[0]["price"]

    def state():
        """What the piece costs, what lists are sorted by, and what waits to be sent."""
        row = seller.call("product.template", "read", [piece], ["ic_price_now", "list_price"])[0]
        waits = seller.call("ic.listing", "read", [coin["id"]], ["mark_ids"])[0]["mark_ids"]
        return Decimal(str(row["ic_price_now"])), Decimal(str(row["list_price"])), waits

    def type_in(amount):
        """State a price as staff do; returns what the piece costs once lists and channels have been told."""
        before = state()[0]
        entry = seller.call("ic.metal.price.entry", "create", [{"metal": "gold", "price": round(amount, 2)}])
        seller.call("ic.metal.price.entry", "action_enter", entry)
        now = state()[0]
        assert now != before, "the price holds at once"
        _until(lambda: state()[1] == now, 60, "lists follow")
        return now

    above = type_in(ounce * 1.02)
    _until(lambda: _asked(shop)[sku] == above, 60, "Shopify asks the new price")
    time.sleep(1.1)  # two prices of one second would contradict each other
    below = type_in(ounce * 1.021)
    assert abs(below - above) / above < Decimal("0.005")
    _until(lambda: not state()[2], 60, "nothing waits to be sent")
    assert _asked(shop)[sku] == above, "a move below the channel's step is not sent"


def test_the_credentials_of_the_channels_are_sealed_with_a_key_of_the_installation(demo, channels):
    key = settings.load().data_dir / "secret-key"
    if not os.environ.get("IC_SECRET_KEY"):
        assert key.stat().st_mode & 0o777 == 0o600
    state = settings.load().data_dir / "simulators" / "state" / "shopify.state"
    _until(state.exists, 10, "the simulators have written what they hold")
    assert state.stat().st_mode & 0o777 == 0o600


def test_a_second_start_on_the_same_port_says_what_to_do(demo):
    port = demo[1].rpartition(":")[2]
    second = subprocess.run(
        [sys.executable, "scripts/ic.py", "demo"],
        cwd=ROOT,
        env={**os.environ, "IC_PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"Port {port} is taken" in second.stderr
    assert "IC_PORT=" in second.stderr


def test_ctrl_c_stops_everything_it_started(demo):
    process, _base, output = demo
    started = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    conf = str(Path(settings.load().data_dir) / "conf" / "ic_demo.conf")
    assert any(conf in one.cmdline() for one in started), "the server runs under make"
    os.killpg(process.pid, signal.SIGINT)
    process.wait(60)
    _gone, alive = psutil.wait_procs(started, timeout=30)
    assert not alive, [one.cmdline() for one in alive if one.is_running()]
    assert "Stopping" in output.read_text()
