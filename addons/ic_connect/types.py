"""The dataclasses that cross the border between Odoo and an outside service.

Rules that hold for all: money is a Decimal with its currency, time is aware and in UTC, ids are text, and values are
frozen. A wrong type is refused when the value is made, not when a customer sees it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

# ISO 4217 currencies whose smallest unit is not a hundredth of it.
_WHOLE = [
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
]
_THOUSANDTHS = ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']
LISTING_STATES = ('live', 'sold', 'draft')
ORDER_STATES = ('pending', 'open', 'done', 'cancelled')
_EXPONENTS = dict.fromkeys(_WHOLE, 0) | dict.fromkeys(_THOUSANDTHS, 3)


def as_utc(value):
    """Return an aware datetime in UTC.

    :param datetime | str value: aware datetime, or ISO 8601 text with an offset or ``Z``
    :raises ValueError: for a time without a zone: guessing one is how orders get lost
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"a time needs its zone: {value!r}")
    return value.astimezone(UTC)


def _need_text(owner, **values):
    for name, value in values.items():
        if not isinstance(value, str) or not value:
            raise ValueError(f"{owner}.{name} must be non-empty text, not {value!r}")


def _set(instance, name, value):
    object.__setattr__(instance, name, value)  # the door a frozen dataclass leaves to its own __post_init__


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency. Floats are refused: 0.1 + 0.2 has no place in a price."""

    amount: Decimal
    currency: str

    def __post_init__(self):
        if isinstance(self.amount, (float, bool)):
            raise ValueError("money is a Decimal, an int or text, never a float")
        try:
            amount = Decimal(self.amount)
        except (InvalidOperation, TypeError) as error:
            raise ValueError(f"not an amount: {self.amount!r}") from error
        if not amount.is_finite():
            raise ValueError(f"not an amount: {self.amount!r}")
        _set(self, 'amount', amount)
        code = self.currency
        if not (isinstance(code, str) and len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
            raise ValueError(f"a currency is three capital letters, not {code!r}")

    @classmethod
    def from_minor(cls, units, currency):
        """Return the money of `units` smallest units (cents, yen, fils)."""
        if not isinstance(units, int) or isinstance(units, bool):
            raise ValueError(f"smallest units are whole, not {units!r}")
        return cls(Decimal(units).scaleb(-_EXPONENTS.get(currency, 2)), currency)

    def to_minor(self):
        """Return the amount in smallest units as int, half a unit rounded away from zero."""
        scaled = self.amount.scaleb(_EXPONENTS.get(self.currency, 2))
        return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    def rounded(self):
        """Return the amount rounded to what the currency can pay."""
        return Money.from_minor(self.to_minor(), self.currency)

    def _same(self, other):
        if not isinstance(other, Money) or other.currency != self.currency:
            raise ValueError(f"cannot mix {self} with {other}")
        return other.amount

    def __add__(self, other):
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other):
        return Money(self.amount - self._same(other), self.currency)

    def __str__(self):
        return f"{self.amount:f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Credential:
    """One field of the form in which a dealer connects a service.

    `name` is the keyword argument of the service's ``__init__``. What is `kept` is not typed by anybody: the service
    hands it out (tokens, signing keys) and the connection keeps it.
    """

    name: str
    label: str
    secret: bool = True
    required: bool = True
    help: str = ''
    placeholder: str = ''
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a channel should show for one piece. `remote_id` is empty until the channel gave one.

    `status` is 'live' (can be bought), 'sold' (stays visible, cannot be bought; `inquire_url` leads to the house) or
    'draft' (not visible). `photos` are https addresses, the first is the main one. `quantity` counts for the very first
    push only: afterwards `Channel.set_stock` is the one way to change it. `location_id` is where it lies, as the
    channel calls the place; '' for its usual one.
    """

    sku: str
    title: str
    price: Money
    quantity: int
    description: str = ''
    photos: tuple = ()
    attributes: dict = field(default_factory=dict)
    remote_id: str = ''
    status: str = 'live'
    brand: str = ''
    category: str = ''
    barcode: str = ''
    inquire_url: str = ''
    location_id: str = ''

    def __post_init__(self):
        _need_text('Listing', sku=self.sku, title=self.title)
        if not isinstance(self.quantity, int) or self.quantity < 0:
            raise ValueError(f"a listing shows zero or more pieces, not {self.quantity!r}")
        if self.status not in LISTING_STATES:
            raise ValueError(f"a listing is one of {', '.join(LISTING_STATES)}, not {self.status!r}")
        _set(self, 'photos', tuple(self.photos))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a channel shows, as the channel lists it: for proposing what belongs to which piece.

    `quantity` is None where the channel does not count it. `status` is 'live', 'sold' or 'draft'.
    """

    remote_id: str
    title: str
    sku: str = ''
    status: str = 'live'
    quantity: int | None = None
    price: Money | None = None
    url: str = ''

    def __post_init__(self):
        _need_text('Item', remote_id=self.remote_id)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in which a channel counts stock."""

    remote_id: str
    name: str
    is_active: bool = True

    def __post_init__(self):
        _need_text('Location', remote_id=self.remote_id, name=self.name)


@dataclass(frozen=True, slots=True)
class StockLevel:
    """What a channel says it has at one of its places; may be below zero, where the channel lets that happen.

    `version` is its token for a compare-and-set, where it has one beside the quantity. `observed_at` is the channel's
    own time of the figure where it states one: an older figure never replaces a newer.
    """

    remote_id: str
    quantity: int
    observed_at: datetime
    version: str = ''
    location_id: str = ''

    def __post_init__(self):
        _need_text('StockLevel', remote_id=self.remote_id)
        _set(self, 'observed_at', as_utc(self.observed_at))


@dataclass(frozen=True, slots=True)
class StockChange:
    """What a channel should count from now on.

    `expected` is the figure the decision was based on; a channel that finds another one refuses (Stale). None forces,
    which is for a count by hand only. `key` makes the change unique: the same key again changes nothing. `happened_at`
    is when the goods moved, `reference` what moved them, for channels that keep a history.
    """

    remote_id: str
    quantity: int
    key: str
    expected: int | None = None
    version: str = ''
    location_id: str = ''
    happened_at: datetime | None = None
    reference: str = ''

    def __post_init__(self):
        _need_text('StockChange', remote_id=self.remote_id, key=self.key)
        if not isinstance(self.quantity, int) or self.quantity < 0:
            raise ValueError(f"nobody can have {self.quantity!r} pieces")
        if self.happened_at is not None:
            _set(self, 'happened_at', as_utc(self.happened_at))


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of a channel's order; `price` is per unit before tax as the channel states it.

    `listing_id` is the `remote_id` under which the thing was pushed; '' for what the channel sold without one.
    """

    remote_id: str
    quantity: int
    price: Money
    sku: str = ''
    title: str = ''
    listing_id: str = ''

    def __post_init__(self):
        _need_text('OrderLine', remote_id=self.remote_id)
        if not isinstance(self.quantity, int) or self.quantity < 1:
            raise ValueError(f"an order line is about one or more pieces, not {self.quantity!r}")


@dataclass(frozen=True, slots=True)
class RefundLine:
    """Units of an order line that a refund is about. `restocked` is None where the channel does not say."""

    line_id: str
    quantity: int
    restocked: bool | None = None

    def __post_init__(self):
        _need_text('RefundLine', line_id=self.line_id)
        if not isinstance(self.quantity, int) or self.quantity < 1:
            raise ValueError(f"a refund line is about one or more pieces, not {self.quantity!r}")


@dataclass(frozen=True, slots=True)
class Refund:
    """Money given back on a channel; whether goods came back is another fact, told per line."""

    remote_id: str
    created_at: datetime
    amount: Money
    lines: tuple = ()

    def __post_init__(self):
        _need_text('Refund', remote_id=self.remote_id)
        _set(self, 'created_at', as_utc(self.created_at))
        _set(self, 'lines', tuple(self.lines))


@dataclass(frozen=True, slots=True)
class Order:
    """A sale that happened on a channel.

    `status` is 'pending' (placed, may still come to nothing), 'open' (binding), 'done' (binding, and the goods are with
    the buyer already, as at a till) or 'cancelled'. `buyer` may hold name, email, phone, street, street2, city, zip,
    state_code and country_code. `location_id` is where the channel sold it, '' where it does not say.
    """

    remote_id: str
    created_at: datetime
    updated_at: datetime
    status: str
    total: Money
    lines: tuple
    number: str = ''
    buyer: dict = field(default_factory=dict)
    tax: Money | None = None
    shipping: Money | None = None
    refunds: tuple = ()
    location_id: str = ''

    def __post_init__(self):
        _need_text('Order', remote_id=self.remote_id, status=self.status)
        if self.status not in ORDER_STATES:
            raise ValueError(f"an order is one of {', '.join(ORDER_STATES)}, not {self.status!r}")
        _set(self, 'created_at', as_utc(self.created_at))
        _set(self, 'updated_at', as_utc(self.updated_at))
        _set(self, 'lines', tuple(self.lines))
        _set(self, 'refunds', tuple(self.refunds))


@dataclass(frozen=True, slots=True)
class Subscription:
    """A webhook a service has noted down for us."""

    remote_id: str
    topic: str
    url: str
    is_active: bool = True

    def __post_init__(self):
        _need_text('Subscription', remote_id=self.remote_id, topic=self.topic)


@dataclass(frozen=True, slots=True)
class Event:
    """A hint a service sent: something of this topic happened to that thing. The truth is read afterwards.

    `remote_id` is the same in every repetition of the message. `topic` is 'order' (`subject_id` is the order), 'stock'
    or 'listing' (`subject_id` is the listing's remote id; '' when the service does not say which), or 'disconnected'.
    """

    remote_id: str
    topic: str
    happened_at: datetime
    subject_id: str = ''
    payload: dict = field(default_factory=dict)

    def __post_init__(self):
        _need_text('Event', remote_id=self.remote_id, topic=self.topic)
        _set(self, 'happened_at', as_utc(self.happened_at))


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one troy ounce of a metal at a moment, as `source` states it.

    `bid` (what is paid for it) and `ask` (what it is sold for) are None where the source gives one figure only. `fx`
    says in words how another currency was turned into this one; '' where nothing was.
    """

    metal: str
    price: Money
    observed_at: datetime
    source: str = ''
    bid: Money | None = None
    ask: Money | None = None
    fx: str = ''

    def __post_init__(self):
        _need_text('Price', metal=self.metal)
        _set(self, 'observed_at', as_utc(self.observed_at))
        for side in (self.bid, self.ask):
            if side is not None and side.currency != self.price.currency:
                raise ValueError(f"bid and ask are in the currency of the price, not {side}")


@dataclass(frozen=True, slots=True)
class RefusedPrice:
    """A price a source stated and nobody may use: which source, which metal, what it said, why not."""

    source: str
    metal: str
    value: str
    reason: str

    def __str__(self):
        return f"{self.source}, {self.metal}, {self.value}: {self.reason}"


@dataclass(frozen=True, slots=True)
class PriceAnswer:
    """What a price source answered: prices to go on with, and what was refused of it."""

    prices: tuple = ()
    refused: tuple = ()

    def of(self, metal):
        """Return the latest Price of a metal, None when there is none."""
        return max((one for one in self.prices if one.metal == metal), key=lambda one: one.observed_at, default=None)
