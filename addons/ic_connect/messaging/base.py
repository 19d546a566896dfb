"""The verbs of a message carrier."""

from ..service import Service


class Messenger(Service):
    """A carrier of text messages, chat or e-mail."""

    verbs = ('check', 'send', 'verify_webhook', 'parse_webhook')

    def send(self, sender, recipient, text, media_urls=()):
        """Hand a message over. Returns the carrier's id of it; delivery is reported by webhook."""
        self._refuse('send')

    def verify_webhook(self, headers, body, url=''):
        """Check the proof in `headers` over the raw `body` (bytes).

        :raises BadSignature:
        """
        self._refuse('verify_webhook')

    def parse_webhook(self, headers, body):
        """Return the list of Event in a verified webhook."""
        self._refuse('parse_webhook')
