"""The verbs of a sales channel."""

from ..service import Service


class Channel(Service):
    """A place where pieces are sold: a shop system, a marketplace, a feed."""

    verbs = (
        'check',
        'push_listing',
        'end_listing',
        'get_stock',
        'set_stock',
        'list_orders',
        'verify_webhook',
        'parse_webhook',
        'render_feed',
    )

    def push_listing(self, listing):
        """Make the channel show this Listing. Returns the channel's immutable id of it."""
        self._refuse('push_listing')

    def end_listing(self, remote_id):
        """Take a listing down. One that is gone already counts as done."""
        self._refuse('end_listing')

    def get_stock(self, remote_ids):
        """Return {remote id: StockLevel}; ids the channel does not know are missing."""
        self._refuse('get_stock')

    def set_stock(self, levels):
        """Set quantities from a list of StockLevel. Returns {remote id: None or ServiceError}, one result per item.

        Where a level carries a `version`, the channel is asked to refuse a change made on outdated grounds (Stale).
        """
        self._refuse('set_stock')

    def list_orders(self, since, cursor=''):
        """Return (list of Order, next cursor) changed since an aware time; '' as cursor means there is no more."""
        self._refuse('list_orders')

    def verify_webhook(self, headers, body, url=''):
        """Check the proof in `headers` over the raw `body` (bytes).

        :raises BadSignature:
        """
        self._refuse('verify_webhook')

    def parse_webhook(self, headers, body):
        """Return the list of Event in a verified webhook."""
        self._refuse('parse_webhook')

    def render_feed(self, listings):
        """Return the feed file (bytes) that shows exactly these Listings."""
        self._refuse('render_feed')
