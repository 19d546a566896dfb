"""MetalpriceAPI, simulated: the key in a header or the query, rates against a base, every failure as 200."""

from .base import Response, route
from .metals_market import Rates


class Metalpriceapi(Rates):
    """One account of MetalpriceAPI."""

    code = 'metalpriceapi'
    title = "MetalpriceAPI prices"
    asked_for = 'currencies'
    month = 1000  # requests of the plan

    def is_known(self, request):
        return self.key in (request.headers.get('x-api-key'), request.query.get('api_key'))

    def failure(self, code, word, text):
        return Response({'success': False, 'error': {'statusCode': code, 'message': text}})

    @route('GET', '/v1/latest')
    def _latest(self, request):
        return self.answer_latest(request)

    @route('GET', '/v1/timeframe')
    def _days(self, request):
        return self.answer_days(request)

    @route('GET', '/v1/usage')
    def _usage(self, request):
        left = self.month if self.left is None else max(self.left, 0)
        result = {'plan': 'Basic', 'used': self.month - left, 'total': self.month, 'remaining': left}
        return Response({'success': True, 'result': result})
