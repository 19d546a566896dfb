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

    `name` is the keyword argument of the service's ``__init__``.
    """

    name: str
    label: str
    secret: bool = True
    required: bool = True
    help: str = ''
    placeholder: str = ''


@dataclass(frozen=True, slots=True)
class Listing:
    """What a channel should show for one piece. `remote_id` is empty until the channel gave one."""

    sku: str
    title: str
    price: Money
    quantity: int
    description: str = ''
    photos: tuple = ()
    attributes: dict = field(default_factory=dict)
    remote_id: str = ''

    def __post_init__(self):
        _need_text('Listing', sku=self.sku, title=self.title)
        if not isinstance(self.quantity, int) or self.quantity < 0:
            raise ValueError(f"a listing shows zero or more pieces, not {self.quantity!r}")


@dataclass(frozen=True, slots=True)
class StockLevel:
    """What a channel says it has. `version` is its token for a compare-and-set, where it has one."""

    remote_id: str
    quantity: int
    observed_at: datetime
    version: str = ''

    def __post_init__(self):
        _need_text('StockLevel', remote_id=self.remote_id)
        _set(self, 'observed_at', as_utc(self.observed_at))


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of a channel's order; `price` is per unit before tax as the channel states it."""

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
class Order:
    """A sale that happened on a channel."""

    remote_id: str
    created_at: datetime
    updated_at: datetime
    status: str
    total: Money
    lines: tuple
    number: str = ''
    buyer: dict = field(default_factory=dict)

    def __post_init__(self):
        _need_text('Order', remote_id=self.remote_id, status=self.status)
        _set(self, 'created_at', as_utc(self.created_at))
        _set(self, 'updated_at', as_utc(self.updated_at))
        _set(self, 'lines', tuple(self.lines))


@dataclass(frozen=True, slots=True)
class Event:
    """A hint a service sent: something of this topic happened to that thing. The truth is read afterwards."""

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
    """The price of one troy ounce of a metal at a moment."""

    metal: str
    price: Money
    observed_at: datetime

    def __post_init__(self):
        _need_text('Price', metal=self.metal)
        _set(self, 'observed_at', as_utc(self.observed_at))
