"""What the simulated price services share: one made-up market, and the ways in which what they say can be wrong.

`adjust('XAU', '4100.50')` moves a price, as the market does. `market(...)` makes the service behave badly: `odd` says
for each metal how its figure is wrong, `base` in which currency it answers whatever was asked, `left` how many requests
the month still has, `late` and `early` by how many minutes its clock is off, `stopped` whether prices stand still as on
a weekend.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from .base import Response, Simulator

NAMES = {'XAU': "Gold", 'XAG': "Silver", 'XPT': "Platinum", 'XPD': "Palladium", 'XRH': "Rhodium"}
PRICES = {'XAU': '4061.20', 'XAG': '50.02', 'XPT': '1537.5', 'XPD': '1385', 'XRH': '7950'}
FX = {'EUR': '0.8625', 'GBP': '0.7610', 'JPY': '156.4', 'CHF': '0.8051'}  # units for one dollar
ODD = ('zero', 'negative', 'null', 'inverted', 'text', 'missing', 'gram')


class Market(Simulator):
    """One price service. A subclass has the routes, and says how it writes a figure."""

    key = 'key-of-the-simulated-market'
    lead = "What an ounce costs here. Move a price by hand and have the store fetch it."
    no_orders = "Prices are asked for here, nothing is bought."

    def __init__(self, **options):
        super().__init__(**options)
        self.prices = {code: Decimal(price) for code, price in PRICES.items()}
        self.fx = {code: Decimal(rate) for code, rate in FX.items()}
        self.past = {}  # {date: {code: Decimal}}
        self.odd, self.base, self.left = {}, 'USD', None
        self.shift, self.stopped = timedelta(), None

    # The market and its troubles

    def market(self, odd=None, base='USD', left=None, late=0, early=0, stopped=False):
        """Set what is wrong; what is not named is right."""
        unknown = set((odd or {}).values()) - set(ODD)
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))}: there are {', '.join(ODD)}")
        with self.lock:
            self.stopped = (self.stopped or self._now()) if stopped else None
            self.odd, self.base, self.left = dict(odd or {}), base, left
            self.shift = timedelta(minutes=early - late)

    def adjust(self, sku, quantity):
        """The market moves: an ounce of the metal costs so many dollars now."""
        with self.lock:
            if sku not in self.prices:
                raise KeyError(sku)
            self.prices[sku] = Decimal(str(quantity))

    def sell(self, sku, quantity=1, **facts):
        raise ValueError('a price service sells nothing')

    def cancel(self, order, restock=True):
        raise ValueError('a price service has no orders')

    def refund(self, order, quantity=1, restock=True):
        raise ValueError('a price service has no orders')

    def items(self):
        return [
            {
                'remote_id': code,
                'sku': code,
                'title': f"{NAMES[code]}, an ounce",
                'price': f'{price:f}',
                'quantity': 0,
                'status': 'live',
            }
            for code, price in self.prices.items()
        ]

    def orders(self):
        return []

    def credentials(self):
        return {'key': self.key}

    # What the subclasses share

    def _now(self):
        return datetime.now(UTC)

    def stamp(self):
        """Return the time of the prices in seconds, as the service's clock has it."""
        return int(((self.stopped or self.now()) + self.shift).timestamp())

    def counted(self):
        """Take one request of the month's; tell whether there was one."""
        if self.left is None:
            return True
        self.left -= 1
        return self.left >= 0

    def written(self, code, right, turned):
        """Return the figure for a metal as the service writes it, wrong where it is to be.

        :param Decimal right: the true figure
        :param Decimal turned: the one of the other direction
        :raises KeyError: when it leaves the metal out
        """
        how = self.odd.get(code)
        if how == 'missing':
            raise KeyError(code)
        gram = Decimal('31.1034768')
        figures = {'zero': 0, 'negative': -right, 'null': None, 'inverted': turned, 'text': 'n/a', None: right}
        figure = figures.get(how, right * gram if right < 1 else right / gram)
        return float(figure) if isinstance(figure, Decimal) else figure

    def _control(self, request):
        """Override to let tests and people make the service behave badly: POST /_sim/market."""
        if request.path == '/_sim/market' and request.method == 'POST':
            try:
                self.market(**(request.json or {}))
            except (TypeError, ValueError) as error:
                return Response({'error': f'{type(error).__name__}: {error}'}, 409)
            return Response({})
        return super()._control(request)


class Rates(Market):
    """A service whose figures are ounces per unit of a base; every failure comes with status 200."""

    asked_for = 'symbols'  # the parameter that names metals and currencies
    both_ways = False  # does an answer carry the price as well, under USDXAU?

    def failure(self, code, word, text):
        raise NotImplementedError

    def unknown(self):
        return self.failure(101, 'invalid_access_key', "You have not supplied a valid API Access Key.")

    def rates(self, query, prices):
        """Return the rates of a moment, as they are asked for."""
        found = {}
        for code in filter(None, query.get(self.asked_for, '').split(',')):
            if code in prices:
                try:
                    found[code] = self.written(code, 1 / prices[code], prices[code])
                except KeyError:
                    continue
                if self.both_ways and code not in self.odd:
                    found[f'USD{code}'] = float(prices[code])
            elif code in self.fx:
                found[code] = float(self.fx[code])
        return found

    def answer_latest(self, request, **more):
        wrong = self._wrong(request.query)
        if wrong:
            return wrong
        body = {'success': True, 'base': self.base, 'timestamp': self.stamp()}
        return Response(body | more | {'rates': self.rates(request.query, self.prices)})

    def answer_days(self, request, **more):
        wrong = self._wrong(request.query)
        if wrong:
            return wrong
        start, end = request.query.get('start_date', ''), request.query.get('end_date', '')
        days = [day for day in sorted(self.past) if start <= str(day) <= end]
        rates = {str(day): self.rates(request.query, self.past[day]) for day in days}
        body = {'success': True, 'start_date': start, 'end_date': end, 'base': self.base}
        return Response(body | more | {'rates': rates})

    def _wrong(self, query):
        if not self.counted():
            return self.failure(104, 'usage_limit_reached', "Your monthly API request volume has been reached.")
        if query.get('base', 'USD') not in {'USD', *self.fx}:
            return self.failure(201, 'invalid_base_currency', "You have entered an invalid base.")
        return None
