"""Shoppers and staff over real HTTP, the way their browsers talk to the server."""

import itertools
import re
import time

import requests
from lxml import html

from .ground import server  # noqa: F401 - puts scripts/ on the path for whoever imports this first

_ids = itertools.count(1)


class Refused(Exception):
    """The server answered with an error for the person; ``str()`` is what they read.

    ``kind`` is the class of the error as Odoo names it: what is no ``odoo.exceptions...`` was not meant for a person.
    """

    def __init__(self, words, kind="odoo.exceptions.UserError"):
        super().__init__(words)
        self.kind = kind


class Client:
    """A cookie jar with Odoo's JSON-RPC on top."""

    def __init__(self, base):
        self.base = base
        self.session = requests.Session()

    def get(self, path):
        """GET a page; returns its text. :raises requests.HTTPError: on an error status."""
        answer = self.session.get(self.base + path, timeout=120)
        answer.raise_for_status()
        return answer.text

    def rpc(self, path, **params):
        """Call a JSON route; returns its result. :raises Refused: with the message of the error."""
        body = {"jsonrpc": "2.0", "id": next(_ids), "method": "call", "params": params}
        answer = self.session.post(self.base + path, json=body, timeout=120)
        answer.raise_for_status()
        data = answer.json()
        if "error" in data:
            raise Refused(data["error"]["data"]["message"], data["error"]["data"].get("name", ""))
        return data.get("result")


class Member(Client):
    """Somebody with a login; the password is the login, if no other is given.

    With ``database`` the login is made as an app makes it, without the pages: for stories with many people.
    """

    def __init__(self, base, login, password=None, database=None):
        super().__init__(base)
        if database:
            self.rpc("/web/session/authenticate", db=database, login=login, password=password or login)
            return
        page = html.fromstring(self.get("/web/login"))
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        form = {"login": login, "password": password or login, "csrf_token": token}
        answer = self.session.post(f"{base}/web/login", data=form, timeout=120)
        answer.raise_for_status()
        assert "/web/login" not in answer.url, f"{login} could not log in"


class Staff(Member):
    """Somebody logged in at the backend."""

    def call(self, model, method, *args, **kwargs):
        """Call a model's method as the web client does."""
        return self.rpc(f"/web/dataset/call_kw/{model}/{method}", model=model, method=method, args=args, kwargs=kwargs)


def _said(page):
    """What a page of the shop says to the person: its warnings, or all of it."""
    texts = page.xpath("//main//*[contains(@class, 'alert')]//text()") or page.xpath(
        "//main//*[not(self::script)]/text()"
    )
    return " ".join(" ".join(texts).split())


class Shopper(Client):
    """An anonymous visitor who buys: bag, address, payment with the demo provider."""

    def put_in_bag(self, template_id, product_id):
        self.get("/shop")
        return self.rpc("/shop/cart/add", product_template_id=template_id, product_id=product_id, quantity=1)

    def give_address(self, name, country_id, state_id):
        """Fill in the checkout address as a guest."""
        page = self.get("/shop/address")
        token = re.search(r'csrf_token["\']?(?:\s*:|\s*value=)\s*["\']?([^"\',]+)', page)
        form = {
            "csrf_token": token.group(1) if token else "",
            "name": name,
            "email": f"{name.split()[0].lower()}@example.com",
            "phone": "+1 212 555 0100",
            "street": "1 Test Street",
            "city": "New York",
            "zip": "10001",
            "country_id": country_id,
            "state_id": state_id,
            "address_type": "billing",
            "use_delivery_as_billing": "true",
        }
        feedback = self.session.post(f"{self.base}/shop/address/submit", data=form, timeout=120).json()
        assert not feedback.get("invalid_fields"), feedback

    def pay(self):
        """Pay the bag with the demo provider; returns the page one lands on.

        :raises Refused: when the shop does not take the money
        """
        self.get("/shop/checkout?try_skip_step=true")
        self.pay_bag()
        return self.get("/shop/confirmation")

    def pay_bag(self):
        """Go from the payment page to the answer of the shop; returns what the last poll said.

        :raises Refused: when the shop does not take the money
        """
        self.reference = self.open_payment()
        return self.finish_payment()

    def open_payment(self):
        """Press "Pay" on the payment page; returns the reference of the transaction, nothing is charged yet."""
        page = html.fromstring(self.get("/shop/payment"))
        forms = page.xpath("//form[@id='o_payment_form']")
        if not forms:
            raise Refused(_said(page))
        form = forms[0]
        self.order = int(form.get("data-transaction-route").rpartition("/")[2])
        option = page.xpath("//input[@name='o_payment_radio'][@data-provider-code='demo']")[0]
        values = self.rpc(
            form.get("data-transaction-route"),
            provider_id=int(option.get("data-provider-id")),
            payment_method_id=int(option.get("data-payment-option-id")),
            token_id=None,
            amount=float(form.get("data-amount")),
            flow="direct",
            tokenization_requested=False,
            landing_route=form.get("data-landing-route"),
            access_token=form.get("data-access-token"),
        )
        return values["reference"]

    def finish_payment(self):
        """The provider takes the money and the shop is asked what became of it, as its status page does."""
        self.rpc(
            "/payment/demo/simulate_payment",
            reference=self.reference,
            payment_details="1234",
            simulated_state="done",
        )
        self.get("/payment/status")
        return self._poll()

    def _poll(self, times=30):
        """Wait as the payment page does: the server says "retry" while another request holds what it needs."""
        for _attempt in range(times):
            try:
                return self.rpc("/payment/status/poll")
            except Refused as refusal:
                if str(refusal) != "retry":
                    raise
                time.sleep(0.5)
        raise AssertionError("the payment was never processed")


class Regular(Member, Shopper):
    """A shopper with an account, whose address the shop knows."""
