"""GoldAPI, simulated: the key in a header, one metal in one currency per call, the price by the ounce and the gram."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

from .base import Response, route
from .metals_market import Market

GRAMS = Decimal('31.1034768')
CENT = Decimal('0.01')


class Goldapi(Market):
    """One account of GoldAPI."""

    code = 'goldapi'
    title = "GoldAPI prices"

    def is_known(self, request):
        return request.headers.get('x-access-token') == self.key

    def unknown(self):
        return Response({'error': "Invalid API Key"}, 403)

    @route('GET', '/api/(X[A-Z]{2})/([A-Z]{3})')
    def _price(self, request):
        code, currency = request.match
        return self._answer_for(code, currency, self.prices, {'timestamp': self.stamp()})

    @route('GET', '/api/(X[A-Z]{2})/([A-Z]{3})/([0-9]{8})')
    def _day(self, request):
        code, currency, text = request.match
        day = date.fromisoformat(text)
        facts = {'date': f'{day}T12:00:00.000Z', 'timestamp': 0}
        return self._answer_for(code, currency, self.past.get(day, {}), facts)

    def _answer_for(self, code, currency, prices, facts):
        if not self.counted():
            return Response({'error': "Monthly API quota exceeded. Please upgrade your plan."}, 403)
        rate = Decimal(1) if currency == 'USD' else self.fx.get(currency)
        if code not in prices or rate is None:
            return Response({'error': "No data available for this date or pair."})
        price = prices[code] * rate
        body = {'metal': code, 'currency': currency if self.base == 'USD' else self.base, 'exchange': 'SIMULATED'}
        with suppress(KeyError):
            body['price'] = self.written(code, price, 1 / price)
        sides = {'bid': price - CENT * 30, 'ask': price + CENT * 30, 'price_gram_24k': (price / GRAMS)}
        return Response(body | facts | {name: float(round(one, 4)) for name, one in sides.items()})
