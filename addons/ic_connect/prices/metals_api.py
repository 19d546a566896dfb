"""Metals-API (metals-api.com): latest rates and rates by day of gold, silver, platinum, palladium and rhodium.

What surprises: a rate is ounces per dollar, so the price is one over it; some answers carry the price as well, under
``USDXAU``, and both must agree. Failures come with status 200 and ``success: false``. The key can only go into the
address, which is why no address of this service is ever logged with its query. Every call counts against the month's
requests, also the one that tests the connection.
"""

from ..types import Credential
from . import _rates
from ._reading import past_days, spans
from .base import PriceSource

LONGEST = 365  # days a request for a range may span


class MetalsApi(PriceSource):
    """The rates of Metals-API."""

    code = 'metals_api'
    name = "Metals-API"
    docs_url = 'https://metals-api.com/documentation'
    credentials = (Credential('key', "Access key", help="Shown in the dashboard of your Metals-API account"),)

    def __init__(self, *, key):
        self._key = key
        self.http = self._http(
            'https://metals-api.com/api/',
            secrets=[key],
            timeout=(5, 15),
            deadline=30,
            tries=2,
            patience=5,
            max_bytes=4 * 1024 * 1024,
        )

    def check(self):
        answer = self.get_prices(['gold'], 'USD')
        for one in answer.prices:
            return f"gold {one.price.amount:.2f} USD of {one.observed_at:%Y-%m-%d %H:%M} UTC"
        return f"it answers, but: {answer.refused[0]}"

    def get_prices(self, metals, currency):
        wanted = _rates.symbols(metals, currency)
        if not wanted:
            return _rates.joined(())
        return _rates.latest(self._ask('latest', symbols=wanted), metals, currency, self.name)

    def get_history(self, metals, currency, first, last):
        wanted = _rates.symbols(metals, currency)
        first, last = past_days(first, last)
        parts = spans(first, last, LONGEST) if wanted else ()
        return _rates.joined(
            [
                _rates.history(
                    self._ask('timeseries', symbols=wanted, start_date=f'{start}', end_date=f'{end}'),
                    metals,
                    currency,
                    self.name,
                )
                for start, end in parts
            ]
        )

    def _ask(self, path, **parameters):
        parameters |= {'access_key': self._key, 'base': _rates.BASE}
        return _rates.opened(self.http.get(path, params=parameters), self.name, self._key)
