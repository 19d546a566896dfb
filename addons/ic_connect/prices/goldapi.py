"""GoldAPI (goldapi.io): price, bid and ask of one metal in one currency per call; a past day per call, too.

What surprises: the price is the price, nothing is inverted; it is stated by the ounce and by the gram, and both must
agree. A wrong key and a used-up month both come as 403, told apart by their words; a day without a price comes as 200
with ``error``. Four metals are four calls of the month's requests: a year of history in one go would be over a
thousand, so a range is limited.
"""

from datetime import timedelta
from decimal import Decimal

from ..errors import AuthError, NotFound, RateLimited, Rejected, Unreachable
from ..redaction import redact
from ..types import Credential, Money, Price, PriceAnswer
from ._reading import CODES, OUNCE, Doubt, check_band, end_of, moment, number, past_days, refused, tidy
from .base import PriceSource

KNOWN = ('gold', 'silver', 'platinum', 'palladium')
MOST_CALLS = 130  # for one range of history: a month of four metals
QUOTA_PAUSE = 6 * 3600.0
AGREEMENT = Decimal('0.001')  # between the price by the ounce and by the gram, which is rounded


class Goldapi(PriceSource):
    """The prices of GoldAPI."""

    code = 'goldapi'
    name = "GoldAPI"
    docs_url = 'https://www.goldapi.io/dashboard'
    calls_per_metal = True
    credentials = (Credential('key', "API key", help="Shown in the dashboard of your GoldAPI account"),)

    def __init__(self, *, key):
        self._key = key
        self.http = self._http(
            'https://www.goldapi.io/api/',
            headers={'x-access-token': key},
            secrets=[key],
            timeout=(5, 15),
            deadline=30,
            tries=2,
            patience=5,
            max_bytes=256 * 1024,
        )

    def check(self):
        answer = self.get_prices(['gold'], 'USD')
        for one in answer.prices:
            return f"gold {one.price.amount:.2f} USD of {one.observed_at:%Y-%m-%d %H:%M} UTC"
        return f"it answers, but: {answer.refused[0]}"

    def get_prices(self, metals, currency):
        return self._answer([(metal, None) for metal in metals if metal in KNOWN], currency)

    def get_history(self, metals, currency, first, last):
        first, last = past_days(first, last)
        days = [first + timedelta(days=number) for number in range(max((last - first).days + 1, 0))]
        calls = [(metal, day) for day in days for metal in metals if metal in KNOWN]
        if len(calls) > MOST_CALLS:
            raise Rejected(
                f"{self.name} needs a call per metal and day: ask for at most {MOST_CALLS}, not {len(calls)}"
            )
        return self._answer(calls, currency)

    def _answer(self, calls, currency):
        prices, bad = [], []
        for metal, day in calls:
            body = self._ask(metal, currency, day)
            if body is None:
                continue
            try:
                prices.append(self._read(body, metal, currency, day))
            except Doubt as doubt:
                bad.append(refused(self.name, metal, body.get('price'), doubt))
        return PriceAnswer(tuple(prices), tuple(bad))

    def _ask(self, metal, currency, day):
        """Return the parsed answer, None for a past day that has no price."""
        path = f'{CODES[metal]}/{currency}' + (f'/{day:%Y%m%d}' if day else '')
        try:
            body = self.http.get(path).json()
        except AuthError as error:
            if 'quota' in str(error).lower():
                raise RateLimited(str(error), retry_after=QUOTA_PAUSE, status=error.status) from None
            raise
        if not isinstance(body, dict):
            raise Unreachable(f"the answer of {self.name} is not what its documentation shows")
        words = str(body.get('error') or '')
        if words and day and 'no data' in words.lower():
            return None
        if words:
            raise self._failure(words)
        return body

    def _failure(self, words):
        said = f"{self.name} refuses: {redact(words, [self._key])[:300]}"
        if 'no data' in words.lower():
            return NotFound(said)
        if 'quota' in words.lower() or 'limit' in words.lower():
            return RateLimited(said, retry_after=QUOTA_PAUSE)
        return (AuthError if 'key' in words.lower() else Rejected)(said)

    def _read(self, body, metal, currency, day):
        for name, wanted in (('metal', CODES[metal]), ('currency', currency)):
            if body.get(name) != wanted:
                raise Doubt(f"asked for {wanted}, the answer is about {body.get(name) or 'nothing'}")
        price = number(body.get('price'))
        by_gram = body.get('price_gram_24k')
        if by_gram is not None and abs(number(by_gram) * OUNCE - price) > max(AGREEMENT * price, OUNCE / 100):
            raise Doubt(f"a gram of it is stated as {by_gram} {currency}, which does not fit")
        if currency == 'USD':
            check_band(metal, price)
        return Price(
            metal,
            Money(tidy(price), currency),
            end_of(day) if day else moment(body.get('timestamp')),
            source=self.name,
            bid=self._side(body, 'bid', currency),
            ask=self._side(body, 'ask', currency),
        )

    def _side(self, body, name, currency):
        """Return bid or ask; None where it is left out, as on quiet days."""
        if not body.get(name):
            return None
        try:
            return Money(tidy(number(body[name])), currency)
        except Doubt as doubt:
            raise Doubt(f"{name} {body[name]}: {doubt}") from None
