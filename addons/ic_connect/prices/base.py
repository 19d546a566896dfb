"""The verbs of a price source."""

from ..service import Service


class PriceSource(Service):
    """A source of precious metal prices."""

    verbs = ('check', 'get_prices', 'get_history')
    calls_per_metal = False  # does every metal cost a call of its own?

    def get_prices(self, metals, currency):
        """Return the latest prices per troy ounce as a PriceAnswer.

        A metal the source does not know is in neither part of the answer; one it states badly is among the refused.
        How a price compares with the one before it, `_limits.judge` decides.

        :param metals: of 'gold', 'silver', 'platinum', 'palladium', 'rhodium', 'copper'
        :param str currency: ISO 4217 code
        """
        self._refuse('get_prices')

    def get_history(self, metals, currency, first, last):
        """Return the prices of past days, both ends included, as a PriceAnswer in the order of time.

        Where a source states one price a day it counts as the last second of that day in UTC; a day that is not over
        has no such price.

        :param datetime.date first:
        :param datetime.date last:
        """
        self._refuse('get_history')
