"""The verbs of an accounting program."""

from ..service import Service


class AccountingProgram(Service):
    """A program that keeps the dealer's books outside Odoo."""

    verbs = ('check', 'push_customer', 'push_invoice', 'push_payment', 'list_changes')

    def push_customer(self, customer):
        """Create or update a customer from a dict of plain values. Returns its remote id."""
        self._refuse('push_customer')

    def push_invoice(self, invoice):
        """Create or update an invoice from a dict of plain values and Money. Returns its remote id."""
        self._refuse('push_invoice')

    def push_payment(self, payment):
        """Record a payment against an invoice. Returns its remote id."""
        self._refuse('push_payment')

    def list_changes(self, since, cursor=''):
        """Return (list of Event, next cursor) changed since an aware time; '' as cursor means there is no more."""
        self._refuse('list_changes')
