"""The verbs of a sales channel."""

from ..service import Service


class Channel(Service):
    """A place where pieces are sold: a shop system, a marketplace, another till, a list.

    A connection is to one shop of the vendor. `remote_id` is the id that stock and order lines of the vendor refer to.
    """

    verbs = (
        'check',
        'authorize_url',
        'obtain_tokens',
        'refresh_tokens',
        'list_locations',
        'list_items',
        'push_listing',
        'page_url',
        'end_listing',
        'get_stock',
        'set_stock',
        'list_orders',
        'get_order',
        'list_subscriptions',
        'subscribe',
        'unsubscribe',
        'verify_webhook',
        'parse_webhook',
        'render_feed',
    )

    # What the engine has to know to plan its calls. A file states its own where they differ.
    batch = 1  # stock changes that one call carries
    page = 100  # remote ids that one get_stock call asks for
    compares = False  # does set_stock refuse a change made on outdated grounds in one step with making it?
    counts_its_sales = True  # does the channel take what it sells off its own count?
    people_count_there = False  # do people change the count by hand there, meaning it (a spreadsheet)?
    keeps_sold = False  # can a sold piece stay visible without being for sale?

    def authorize_url(self, redirect_uri, state):
        """Return the address at which a person grants access; the vendor comes back to `redirect_uri` with `state`."""
        self._refuse('authorize_url')

    def obtain_tokens(self, redirect_uri, code):
        """Trade the `code` of the grant for tokens. Returns {credential name: text} for the connection to keep.

        An `expires_at` among them is ISO 8601 with its zone.
        """
        self._refuse('obtain_tokens')

    def refresh_tokens(self):
        """Renew the tokens, also as the first step where the vendor needs no grant. Returns what obtain_tokens does.

        The caller holds a lock and stores the answer before anything else: some vendors replace the refresh token too.
        """
        self._refuse('refresh_tokens')

    def list_locations(self):
        """Return the list of Location in which the channel counts stock."""
        self._refuse('list_locations')

    def list_items(self, cursor=''):
        """Return (list of Item, next cursor) of everything the channel has; '' as cursor means there is no more."""
        self._refuse('list_items')

    def push_listing(self, listing):
        """Make the channel show this Listing. Returns the channel's immutable id of it.

        Safe to repeat: without a `remote_id` a listing of the same SKU that an earlier try of ours left is taken up.
        """
        self._refuse('push_listing')

    def page_url(self, listing):
        """Return where people look at this Listing (it has a `remote_id`) on the channel. Makes no call."""
        self._refuse('page_url')

    def end_listing(self, remote_id):
        """Take a listing down. One that is gone already counts as done."""
        self._refuse('end_listing')

    def get_stock(self, remote_ids):
        """Return the list of StockLevel, one per id and place; ids the channel does not know are missing."""
        self._refuse('get_stock')

    def set_stock(self, changes):
        """Make the StockChanges. Returns {(remote id, location id) of each change: StockLevel or ServiceError}.

        One bad item never spoils the others. A failure of the whole call is raised only when nothing is known of any
        item.
        """
        self._refuse('set_stock')

    def list_orders(self, since, cursor=''):
        """Return (list of Order, next cursor) changed since an aware time, oldest change first; '' ends it."""
        self._refuse('list_orders')

    def get_order(self, remote_id):
        """Return one Order as it is now.

        :raises NotFound:
        """
        self._refuse('get_order')

    def list_subscriptions(self):
        """Return the list of Subscription the channel holds for us."""
        self._refuse('list_subscriptions')

    def subscribe(self, url):
        """See to it that every topic we need is sent to `url` and active; repairs what was switched off.

        Returns {credential name: text} for the connection to keep (a signing key the vendor made), often empty.
        """
        self._refuse('subscribe')

    def unsubscribe(self, url):
        """Take back every subscription that leads to `url`. None left counts as done."""
        self._refuse('unsubscribe')

    def verify_webhook(self, headers, body, url=''):
        """Check the proof in `headers` over the raw `body` (bytes). `url` is the address as it was subscribed.

        :raises BadSignature:
        """
        self._refuse('verify_webhook')

    def parse_webhook(self, headers, body):
        """Return the list of Event in a verified webhook; an empty one for a greeting."""
        self._refuse('parse_webhook')

    def render_feed(self, listings):
        """Return the feed file (bytes) that shows exactly these Listings."""
        self._refuse('render_feed')
