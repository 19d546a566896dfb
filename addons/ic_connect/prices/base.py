"""The verbs of a price source."""

from ..service import Service


class PriceSource(Service):
    """A source of precious metal prices."""

    verbs = ('check', 'get_prices')

    def get_prices(self, metals, currency):
        """Return {metal: Price} per troy ounce; metals the source does not know are missing.

        :param metals: of 'gold', 'silver', 'platinum', 'palladium', 'rhodium', 'copper'
        :param str currency: ISO 4217 code
        """
        self._refuse('get_prices')
