"""Metals-API, simulated: the key in the query, rates against a base, the price beside them, every failure as 200."""

from .base import Response, route
from .metals_market import Rates


class MetalsApi(Rates):
    """One account of Metals-API."""

    code = 'metals_api'
    title = "Metals-API prices"
    both_ways = True

    def is_known(self, request):
        return request.query.get('access_key') == self.key

    def failure(self, code, word, text):
        return Response({'success': False, 'error': {'code': code, 'type': word, 'info': text}})

    @route('GET', '/api/latest')
    def _latest(self, request):
        return self.answer_latest(request, unit='per ounce', date=f'{self.now():%Y-%m-%d}')

    @route('GET', '/api/timeseries')
    def _days(self, request):
        return self.answer_days(request, timeseries=True, unit='per ounce')
