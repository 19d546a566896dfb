"""Shoppers and staff over real HTTP, the way their browsers talk to the server."""

import itertools
import re
import time

import requests
from lxml import html

from .ground import server  # noqa: F401 - puts scripts/ on the path for whoever imports this first

_ids = itertools.count(1)


class Refused(Exception):
    """The server answered with an error for the person; ``str()`` is what they read."""


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
            raise Refused(data["error"]["data"]["message"])
        return data.get("result")


class Staff(Client):
    """Somebody logged in at the backend."""

    def __init__(self, base, login):
        super().__init__(base)
        page = html.fromstring(self.get("/web/login"))
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        form = {"login": login, "password": login, "csrf_token": token}
        answer = self.session.post(f"{base}/web/login", data=form, timeout=120)
        answer.raise_for_status()
        assert "/web/login" not in answer.url, f"{login} could not log in"

    def call(self, model, method, *args, **kwargs):
        """Call a model's method as the web client does."""
        return self.rpc(f"/web/dataset/call_kw/{model}/{method}", model=model, method=method, args=args, kwargs=kwargs)


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
        page = html.fromstring(self.get("/shop/payment"))
        forms = page.xpath("//form[@id='o_payment_form']")
        if not forms:
            raise Refused(" ".join(page.xpath("//main//text()")).strip())
        form = forms[0]
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
        self.rpc(
            "/payment/demo/simulate_payment",
            reference=values["reference"],
            payment_details="1234",
            simulated_state="done",
        )
        self.get("/payment/status")
        self._poll()
        return self.get("/shop/confirmation")

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
