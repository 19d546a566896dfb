"""What the simulators are to somebody who tries the demo: a page to buy at, and a memory from one start to the next."""

import json
import urllib.error
import urllib.request

import pytest
from tests.simulators import memory
from tests.simulators.__main__ import simulator
from tests.simulators.base import Simulator, SoldOut, ask

CODES = ("shopify", "woocommerce", "square", "google_sheets")
SKU = "OP-<1>"


def stock(one, sku=SKU, quantity=2):
    """Put a thing into a simulator the way its own people do."""
    if one.code == "shopify":
        one.add_product(sku, 'A "watch" & <b>box</b>', "1250.00", quantity)
    elif one.code == "woocommerce":
        facts = {"sku": sku, "name": 'A "watch" & <b>box</b>', "regular_price": "1250.00"}
        one.goods.make(facts | {"manage_stock": True, "stock_quantity": quantity})
    elif one.code == "square":
        one.create(sku, 'A "watch" & <b>box</b>', 125000, quantity)
    else:
        one.tabs["Stock"].write((0, 0, 0, 4), [["SKU", "Title", "Price", "Quantity", "Status"]], "RAW")
        one.tabs["Stock"].append([[sku, 'A "watch" & <b>box</b>', 1250, quantity, "Live"]], "RAW")


@pytest.fixture(params=CODES)
def one(request):
    with simulator(request.param)() as running:
        stock(running)
        yield running


def get(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
        return answer.read().decode()


def send(url, form, **headers):
    """Send a form as a browser does; returns the page it leads to."""
    with urllib.request.urlopen(urllib.request.Request(url, form.encode(), headers), timeout=10) as answer:
        return answer.read().decode()


def count(one):
    return {item["sku"]: item["quantity"] for item in one.items()}


def test_the_page_says_that_it_is_simulated_and_shows_texts_as_texts(one):
    text = get(one.url)
    assert f"<h1>Simulated {one.title}</h1>" in text
    assert "nothing is real" in text
    assert "A &quot;watch&quot; &amp; &lt;b&gt;box&lt;/b&gt;" in text and "<b>box</b>" not in text
    assert "$ 1,250" in text and "2 left" in text
    assert not one.requests, "looking at the page is no call of the vendor's API"


def test_buying_takes_one_off_until_there_is_none(one):
    assert "order" in send(f"{one.url}/_sim/sell", "sku=OP-%3C1%3E") and count(one) == {SKU: 1}
    assert "Sold out" in send(f"{one.url}/_sim/sell", "sku=OP-%3C1%3E") and count(one) == {SKU: 0}
    assert 'class="said bad"' in send(f"{one.url}/_sim/sell", "sku=OP-%3C1%3E") and count(one) == {SKU: 0}


def test_the_staff_refund_cancel_and_count(one):
    assert "changed by hand" in send(f"{one.url}/_sim/adjust", "sku=OP-%3C1%3E&quantity=5") and count(one) == {SKU: 5}
    if one.code == "google_sheets":
        assert "A sheet has no orders" in get(one.url)
        return
    order = one.sell(SKU, 2)["order"]
    assert "One unit is refunded" in send(f"{one.url}/_sim/refund", f"order={order}&quantity=1&restock=yes")
    assert count(one) == {SKU: 4}
    send(f"{one.url}/_sim/refund", f"order={order}&quantity=1&restock=no")
    assert count(one) == {SKU: 4} and [line["refunded"] for line in one.orders()[0]["lines"]] == [2]
    send(f"{one.url}/_sim/cancel", f"order={one.sell(SKU)['order']}&restock=yes")
    assert count(one) == {SKU: 4}


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_page_elsewhere_cannot_act_here(one, headers):
    with pytest.raises(urllib.error.HTTPError, match="403"):
        send(f"{one.url}/_sim/sell", "sku=OP-%3C1%3E", **headers)
    assert count(one) == {SKU: 2} and not one.outbox.sent


def test_only_this_machine_is_listened_to():
    with pytest.raises(ValueError, match="this machine"):
        Simulator(host="0.0.0.0")


@pytest.mark.parametrize("clean", [True, False])
def test_it_remembers_and_numbers_never_come_twice(one, clean, tmp_path):
    first = one.sell(SKU)
    keeper = memory.Memory(tmp_path)
    keeper.keep(one, clean=clean)
    with simulator(one.code)() as again:
        keeper.recall(again)
        assert again.items() == one.items() and again.orders() == one.orders()
        assert again.credentials().keys() == one.credentials().keys()
        assert ask(again.url, "sell", {"sku": SKU})["order"] != first["order"] or one.code == "google_sheets"
        with pytest.raises(SoldOut):
            again.sell(SKU)
        assert again.skipped == (0 if clean else memory.GAP)
    assert oct(next(tmp_path.glob("*.state")).stat().st_mode & 0o777) == "0o600"


def test_its_credentials_go_on_working(tmp_path):
    """A token, the key of a service account: what the store has stored opens the simulator of the next start, too."""
    first, again = simulator("google_sheets")(), None
    key = json.loads(first.credentials()["service_account"])["private_key"]
    memory.Memory(tmp_path).keep(first, clean=True)
    again = simulator("google_sheets")()
    again.key = "another process has made another one"
    memory.Memory(tmp_path).recall(again)
    assert json.loads(again.credentials()["service_account"])["private_key"] == key
    first._server.server_close()
    again._server.server_close()


@pytest.mark.parametrize("code", ["shopify", "woocommerce"])
@pytest.mark.parametrize("data", [None, b"\x80\x04broken"])
def test_without_its_memory_it_stays_clear_of_numbers_of_an_earlier_life(code, data, tmp_path, capsys):
    if data:
        (tmp_path / f"{code}.state").write_bytes(data)
    with simulator(code)() as one:
        memory.Memory(tmp_path, reborn=data is None).recall(one)
        stock(one)
        assert int(one.sell(SKU)["number"].lstrip("#")) > 10_000_000
    assert ("cannot be read" in capsys.readouterr().err) is bool(data)
