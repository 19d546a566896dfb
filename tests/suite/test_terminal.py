"""The gallery terminal on a running server, in a real Chromium: it hears of every sale, and lives without a network."""

import sys

import pytest

from .ground import ROOT
from .stage import open_till
from .test_one_buyer import _offered, _orders, _shopper, dealer, shop  # noqa: F401 - the served store
from .visitor import Staff

sys.path.insert(0, str(ROOT / "bench"))

from chromium import chromium

READY = "document.querySelectorAll('.product-screen .product').length > 0 && !document.querySelector('.pos-loader')"
DIALOG = "document.querySelector('.ic-gone-dialog')?.innerText.includes(%r)"
# A push that was not missed. Missed ones are asked for by checking in, every few minutes or a moment after coming back.
PROMPT, BACK = 1.0, 20.0


class Terminal:
    """A till in one tab, used as a cashier uses it."""

    def __init__(self, page, base, login, till):
        self.page, staff = page, Staff(base, login)
        open_till(staff, till)
        page.call("Network.enable")
        page.call("Network.setCookie", name="session_id", value=staff.session.cookies["session_id"], url=base)
        page.call("Page.navigate", url=f"{base}/pos/ui/{till['id']}?from_backend=1")
        self.wait(READY, 180)

    def wait(self, expression, limit=20.0):
        return self.page.seconds_until(expression, limit=limit)

    def network(self, there):
        """Plug the network in, or pull it."""
        self.page.call(
            "Network.emulateNetworkConditions", offline=not there, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )

    def take(self, piece):
        """Put a piece in the basket."""
        self.page.value(
            f"""(async () => {{
                const piece = posmodel.models["product.template"].get({piece["id"]});
                await posmodel.addLineToCurrentOrder({{ product_tmpl_id: piece }}, {{}});
            }})()"""
        )
        self.wait(f"posmodel.getOrder().lines.some((line) => line.product_id.product_tmpl_id.id === {piece['id']})")

    def press(self, button):
        self.wait(f"Boolean(document.querySelector({button!r}))")
        self.page.value(f"document.querySelector({button!r}).click()")

    def is_refused(self, words):
        """Press Payment; the dialog must say `words`, and no payment may have been started."""
        self.press(".pay-order-button")
        self.wait(DIALOG % words)
        assert self.page.value("posmodel.router.state.current") == "ProductScreen"
        assert self.page.value("posmodel.getOrder().payment_ids.length") == 0
        self.press(".ic-gone__remove-all")
        self.wait("!document.querySelector('.ic-gone-dialog') && posmodel.getOrder().lines.length === 0")

    def gone(self, piece):
        """An expression: the card says that the piece is gone."""
        name = piece["name"].replace("\\", "").replace('"', "")
        return (
            f'posmodel.models["product.template"].get({piece["id"]}).icGone && '
            f"""[...document.querySelectorAll('.product.ic-gone')].some((card) => card.innerText.includes("{name}"))"""
        )


@pytest.fixture
def terminal(shop, dealer):  # noqa: F811
    """The till of the demo store, open in a fresh Chromium."""
    till = {"id": dealer.call("pos.config", "search", [], limit=1)[0]}
    with chromium() as page:
        yield Terminal(page, shop, "cashier", till)


def _buy(shop, dealer, name, piece):  # noqa: F811
    """Have a visitor of the shop buy the piece; returns the name of the order."""
    _shopper(shop, dealer, name, piece).pay()
    return _orders(dealer, piece)[0]["name"]


def test_a_piece_sold_in_the_shop_is_gone_at_the_open_terminal(shop, dealer, terminal):  # noqa: F811
    piece = _offered(dealer, 3)
    terminal.take(piece)
    order = _buy(shop, dealer, "Ada Online", piece)
    terminal.wait(terminal.gone(piece), PROMPT)
    warning = f"[...document.querySelectorAll('.o_notification')].some((one) => one.innerText.includes('{order}'))"
    terminal.wait(warning, PROMPT)
    terminal.is_refused(f"Sold with {order}")


def test_pulling_the_network_sells_nothing_twice(shop, dealer, terminal):  # noqa: F811
    piece = _offered(dealer, 5)
    terminal.network(False)
    terminal.take(piece)
    terminal.is_refused("while this terminal is offline")
    order = _buy(shop, dealer, "Grace Online", piece)
    assert not terminal.page.value(terminal.gone(piece)), "it cannot know yet"
    terminal.network(True)
    terminal.wait(terminal.gone(piece), BACK)
    assert (
        terminal.page.value(f'posmodel.models["product.template"].get({piece["id"]}).icWhere') == f"Sold with {order}"
    )
