"""Parts of `square.py`: the calls, and the errors, which say more by Square's own code than by their status."""

import re

from .. import auth
from ..errors import AuthError, NotFound, RateLimited, Rejected, ServiceError, Stale

_CODES = {
    'RATE_LIMITED': RateLimited,
    'VERSION_MISMATCH': Stale,
    'CONFLICT': Stale,
    'IDEMPOTENCY_KEY_REUSED': Stale,  # an earlier try with other content was taken: look again
    'NOT_FOUND': NotFound,
    'UNAUTHORIZED': AuthError,
    'ACCESS_TOKEN_EXPIRED': AuthError,
    'ACCESS_TOKEN_REVOKED': AuthError,
    'INSUFFICIENT_SCOPES': AuthError,
}


class Door:
    """Square's API with a token. Every method returns the Answer, or raises what Square's error code means."""

    def __init__(self, http, token, application_token=''):
        self._http = http
        self._token = token
        self._application_token = application_token or token

    def get(self, path, **params):
        return self._call('GET', path, self._token, params=params or None)

    def post(self, path, body):
        """Ask, or write with an idempotency key in `body`: either may be repeated."""
        return self._call('POST', path, self._token, json=body, repeatable=True)

    def manage(self, method, path, **options):
        """Make a call about the application, which Square allows to the application's own token only."""
        return self._call(method, path, self._application_token, **options)

    def ask_tokens(self, body, repeatable):
        try:
            return self._http.post('/oauth2/token', json=body, repeatable=repeatable)
        except Rejected as error:
            raise AuthError(f"Square gives no token: {told(error)}", status=error.status) from None

    def _call(self, method, path, token, **options):
        if not token:
            raise AuthError("Square is not connected: enter an access token or grant access")
        try:
            return self._http.request(method, path, headers=auth.bearer(token), **options)
        except ServiceError as error:
            raise told(error) from None


def told(error):
    """Return `error` as the class that Square's own code asks for, with that code."""
    text = str(error)
    codes = re.findall(r'"code":\s*"([A-Z_]+)"', text)
    if not codes or not 400 <= (error.status or 0) < 500:
        return error
    detail = re.search(r'"detail":\s*"([^"]*)', text)
    kind = next((_CODES[code] for code in codes if code in _CODES), None)
    kind = kind or (Rejected if type(error) is Stale else type(error))
    words = f'Square: {detail[1] if detail else codes[0].lower().replace("_", " ")}'
    return kind(words, retry_after=error.retry_after, status=error.status, code=codes[0])


def is_about_an_item(error):
    """Tell whether a call failed for something in it, so that the rest of a batch may do better alone."""
    return isinstance(error, Rejected | NotFound | Stale)
