"""The verbs of a payment provider."""

from ..service import Service


class PaymentProvider(Service):
    """A provider that takes money on a page of its own."""

    verbs = ('check', 'create_checkout', 'get_payment', 'refund', 'verify_webhook', 'parse_webhook')

    def create_checkout(self, reference, amount, return_url):
        """Open a payment page for Money `amount`. Returns its address."""
        self._refuse('create_checkout')

    def get_payment(self, remote_id):
        """Return what the provider knows of a payment, as a dict of plain values and Money."""
        self._refuse('get_payment')

    def refund(self, remote_id, amount, key):
        """Give Money back. `key` makes a repetition harmless. Returns the refund's remote id."""
        self._refuse('refund')

    def verify_webhook(self, headers, body, url=''):
        """Check the proof in `headers` over the raw `body` (bytes).

        :raises BadSignature:
        """
        self._refuse('verify_webhook')

    def parse_webhook(self, headers, body):
        """Return the list of Event in a verified webhook."""
        self._refuse('parse_webhook')
