"""MetalpriceAPI (metalpriceapi.com), v1: latest rates and rates by day of gold, silver, platinum, palladium, rhodium.

What surprises: a rate is ounces per dollar, so the price is one over it; failures come with status 200 and
``success: false``, with ``statusCode`` and ``message`` where others say ``code`` and ``info``. The key may go into a
header, and does. Asking what is left of the month's requests costs none of them: that is how the connection is tested.
"""

from ..types import Credential
from . import _rates
from ._reading import past_days, spans
from .base import PriceSource

LONGEST = 365  # days a request for a range may span


class Metalpriceapi(PriceSource):
    """The rates of MetalpriceAPI."""

    code = 'metalpriceapi'
    name = "MetalpriceAPI"
    docs_url = 'https://metalpriceapi.com/documentation'
    credentials = (Credential('key', "API key", help="Shown in the dashboard of your MetalpriceAPI account"),)

    def __init__(self, *, key):
        self._key = key
        self.http = self._http(
            'https://api.metalpriceapi.com/v1/',
            headers={'X-API-KEY': key},
            secrets=[key],
            timeout=(5, 15),
            deadline=30,
            tries=2,
            patience=5,
            max_bytes=4 * 1024 * 1024,
        )

    def check(self):
        found = self._ask('usage').get('result') or {}
        return f"{found.get('plan') or 'unknown'} plan, {found.get('used')} of {found.get('total')} requests used"

    def get_prices(self, metals, currency):
        wanted = _rates.symbols(metals, currency)
        if not wanted:
            return _rates.joined(())
        body = self._ask('latest', base=_rates.BASE, currencies=wanted)
        return _rates.latest(body, metals, currency, self.name)

    def get_history(self, metals, currency, first, last):
        wanted = _rates.symbols(metals, currency)
        first, last = past_days(first, last)
        parts = spans(first, last, LONGEST) if wanted else ()
        asked = {'base': _rates.BASE, 'currencies': wanted}
        return _rates.joined(
            [
                _rates.history(
                    self._ask('timeframe', start_date=f'{start}', end_date=f'{end}', **asked),
                    metals,
                    currency,
                    self.name,
                )
                for start, end in parts
            ]
        )

    def _ask(self, path, **parameters):
        return _rates.opened(self.http.get(path, params=parameters), self.name, self._key)
