"""The main job on a running server: a visitor buys a piece, it is Sold everywhere, and nobody buys it again."""

import threading

import pytest

from .ground import database, ground, server
from .visitor import Refused, Shopper, Staff

STORY = "ic_story"
VISITORS = 6


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A served copy of the demo store; yields its base URL."""
    with ground() as (odoo, databases):
        databases.ensure_demo()
        databases.copy(database.DEMO, STORY)
        port = server.free_port()
        try:
            with odoo.serving(STORY, port, tmp_path_factory.mktemp("story") / "server.log"):
                yield f"http://127.0.0.1:{port}"
        finally:
            databases.drop(STORY)


@pytest.fixture(scope="module")
def dealer(shop):
    return Staff(shop, "dealer")


def _offered(dealer, number):
    """The ``number``-th published piece that can be bought: dict with id, product id, URL."""
    pieces = dealer.call(
        "product.template",
        "search_read",
        [("ic_status", "=", "available"), ("is_published", "=", True), ("ic_is_unique", "=", True)],
        ["name", "product_variant_id", "website_url", "default_code"],
        order="id",
        limit=20,
    )
    return pieces[number]


def _shopper(shop, dealer, name, piece):
    country = dealer.call("res.country", "search", [("code", "=", "US")])[0]
    state = dealer.call("res.country.state", "search", [("code", "=", "NY"), ("country_id", "=", country)])[0]
    shopper = Shopper(shop)
    shopper.put_in_bag(piece["id"], piece["product_variant_id"][0])
    shopper.give_address(name, country, state)
    return shopper


def _status(dealer, piece):
    return dealer.call("product.template", "read", [piece["id"]], ["ic_status"])[0]["ic_status"]


def _orders(dealer, piece):
    """Confirmed sale orders that hold the piece."""
    return dealer.call(
        "sale.order",
        "search_read",
        [("order_line.product_template_id", "=", piece["id"]), ("state", "=", "sale")],
        ["name", "partner_id"],
    )


def test_a_visitor_buys_a_piece_and_it_is_sold_everywhere(shop, dealer):
    piece = _offered(dealer, 0)
    confirmation = _shopper(shop, dealer, "Ada Story", piece).pay()
    assert piece["name"].split()[0] in confirmation
    orders = _orders(dealer, piece)
    assert [order["partner_id"][1] for order in orders] == ["Ada Story"]
    assert _status(dealer, piece) == "sold"
    log = dealer.call(
        "ic.status.log",
        "search_read",
        [("product_tmpl_id", "=", piece["id"])],
        ["from_status", "to_status", "origin"],
        order="id desc",
        limit=1,
    )[0]
    assert (log["from_status"], log["to_status"], log["origin"]) == ("available", "sold", orders[0]["name"])
    moves = dealer.call(
        "stock.move",
        "search_read",
        [("product_id", "=", piece["product_variant_id"][0]), ("location_dest_id.usage", "=", "customer")],
        ["state", "quantity"],
    )
    assert [(move["state"], move["quantity"]) for move in moves] == [("assigned", 1.0)]
    page = Shopper(shop).get(piece["website_url"])
    assert "Inquire" in page
    assert 'id="add_to_cart"' not in page


def test_of_many_visitors_who_want_the_same_piece_one_gets_it(shop, dealer):
    piece = _offered(dealer, 1)
    shoppers = [_shopper(shop, dealer, f"Rival{number} Story", piece) for number in range(VISITORS)]
    start, outcomes = threading.Barrier(VISITORS), []

    def buy(shopper):
        start.wait()
        try:
            shopper.pay()
            outcomes.append("paid")
        except Refused as refusal:
            outcomes.append(str(refusal))

    threads = [threading.Thread(target=buy, args=(shopper,)) for shopper in shoppers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == VISITORS, "every visitor got an answer"
    assert len(_orders(dealer, piece)) == 1
    assert _status(dealer, piece) == "sold"


def test_the_dealer_cannot_sell_it_again_in_the_backend(shop, dealer):
    fields = ["name", "product_variant_id"]
    piece = dealer.call("product.template", "search_read", [("ic_status", "=", "sold")], fields)[0]
    partner = dealer.call("res.partner", "search", [("name", "=", "Ada Story")])[0]
    line = (0, 0, {"product_id": piece["product_variant_id"][0], "product_uom_qty": 1})
    order = dealer.call("sale.order", "create", {"partner_id": partner, "order_line": [line]})
    with pytest.raises(Refused, match="sold"):
        dealer.call("sale.order", "action_confirm", [order])
    assert dealer.call("sale.order", "read", [order], ["state"])[0]["state"] == "draft"
