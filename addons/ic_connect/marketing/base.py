"""The verbs of a marketing tool."""

from ..service import Service


class MarketingTool(Service):
    """A tool that keeps contacts and reacts to what they do."""

    verbs = ('check', 'push_contact', 'push_event', 'erase_contact', 'verify_webhook', 'parse_webhook')

    def push_contact(self, contact):
        """Create or update a contact from a dict of plain values. Returns its remote id."""
        self._refuse('push_contact')

    def push_event(self, event, contact):
        """Report an Event about a contact. Repeating one with the same id counts once."""
        self._refuse('push_event')

    def erase_contact(self, remote_id):
        """Ask the tool to forget a person for good."""
        self._refuse('erase_contact')

    def verify_webhook(self, headers, body, url=''):
        """Check the proof in `headers` over the raw `body` (bytes).

        :raises BadSignature:
        """
        self._refuse('verify_webhook')

    def parse_webhook(self, headers, body):
        """Return the list of Event in a verified webhook."""
        self._refuse('parse_webhook')
