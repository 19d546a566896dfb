"""The one door to HTTP.

What passes through it has a time limit, a size limit and a bounded number of tries; a status becomes one of the classes
of `errors.py`; logs and errors carry no credential; private addresses are out of reach (`addresses.py`).
"""

import json as jsonlib
import logging
import random
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError as TransportError

from .errors import AuthError, Forbidden, NotFound, RateLimited, Rejected, ServiceError, Stale, Unreachable
from .redaction import redact, redact_url
from .transport import guarded_session

_logger = logging.getLogger(__name__)

USER_AGENT = 'InventoryConnect/19.0'
REPEATABLE = frozenset({'GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'})  # RFC 9110, 9.2.2: twice is as good as once
STATUS_ERRORS = {
    401: AuthError,
    403: AuthError,
    404: NotFound,
    408: Unreachable,
    409: Stale,
    410: NotFound,
    412: Stale,
    425: Unreachable,
    429: RateLimited,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers (any case), the whole body."""

    status: int
    headers: CaseInsensitiveDict
    body: bytes
    url: str

    @property
    def text(self):
        return self.body.decode('utf-8', 'replace')

    def json(self):
        """Return the parsed body; numbers with a point become Decimal, so that no price passes through a float."""
        try:
            return jsonlib.loads(self.body, parse_float=Decimal)
        except ValueError:
            kind = self.headers.get('Content-Type', 'no type')
        raise Unreachable(f"expected JSON from {self.url}, got {kind}", status=self.status)


def parse_retry_after(value, now=None):
    """Return the seconds a ``Retry-After`` header asks for, or None when it says nothing usable.

    :param str | None value: whole or decimal seconds, or an HTTP date (RFC 9110, 10.2.3)
    """
    if re.fullmatch(r'-?[0-9]+([.][0-9]+)?', value or ''):
        return max(0.0, float(value))
    try:
        moment = parsedate_to_datetime(value or '')
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


class Http:
    """A service's way out.

    :param str base_url: what relative paths are joined to
    :param dict headers: sent with every request; credentials belong here, not into URLs
    :param secrets: values that must never show up in a log or an error
    :param tuple timeout: seconds to connect and to wait for the next bytes
    :param float deadline: seconds for reading one whole answer
    :param int tries: calls per request, the first included
    :param float patience: longest pause before a call or between two tries; where more is asked for, the error is
        raised at once and says how long
    :param int max_bytes: size of the unpacked answer above which it is refused
    :param private_hosts: host names allowed although they are not public (a server in the dealer's own house)
    :param dict status_errors: what a status means for this service, where it differs from the usual
    :param Budget budget: limits to stay below
    """

    def __init__(
        self,
        base_url='',
        *,
        headers=None,
        secrets=(),
        timeout=(5, 30),
        deadline=120,
        tries=3,
        patience=20,
        max_bytes=16 * 1024 * 1024,
        private_hosts=(),
        status_errors=None,
        budget=None,
    ):
        self.base_url = base_url
        self.timeout = timeout
        self.deadline = deadline
        self.tries = tries
        self.patience = patience
        self.max_bytes = max_bytes
        self.budget = budget
        self._secrets = tuple(filter(None, secrets))
        self._status_errors = STATUS_ERRORS | (status_errors or {})
        self._session = guarded_session(private_hosts)
        self._session.headers = {'User-Agent': USER_AGENT, 'Accept': 'application/json', **(headers or {})}
        self._sleep = time.sleep

    def get(self, path, **options):
        return self.request('GET', path, **options)

    def post(self, path, **options):
        return self.request('POST', path, **options)

    def put(self, path, **options):
        return self.request('PUT', path, **options)

    def patch(self, path, **options):
        return self.request('PATCH', path, **options)

    def delete(self, path, **options):
        return self.request('DELETE', path, **options)

    def request(self, method, path, *, repeatable=None, cost=1, **options):
        """Make a call and return its Answer (status 200 to 299).

        :param bool repeatable: whether a call without an answer may be made again; by default the method decides.
            Say True for a POST that carries an idempotency key.
        :param cost: what the call takes from the budget
        :param options: params, json, data, headers, as `requests` takes them
        :raises ServiceError: a class of `errors.py`
        """
        url = self._url(path)
        repeatable = method in REPEATABLE if repeatable is None else repeatable
        for attempt in range(1, self.tries + 1):
            if self.budget:
                self.budget.take(cost, self.patience)  # a worker that only waits is missing elsewhere
            answer, failure = self._try(method, url, attempt, options)
            if failure is None:
                return answer
            pause = self._pause(failure, attempt, repeatable)
            if pause is None:
                break
            self._sleep(pause)
        raise failure

    def _url(self, path):
        url = urljoin(self.base_url.rstrip('/') + '/', path.lstrip('/')) if self.base_url else path
        parts = urlsplit(url)
        if parts.scheme not in ('https', 'http') or not parts.hostname or parts.username or parts.password:
            raise Forbidden("not an address this suite may call: it needs http(s), a host, and no user name inside")
        if self.base_url and parts[:2] != urlsplit(self.base_url)[:2]:
            raise Forbidden("a path may not lead to another host")  # the session's credentials belong to this one
        return url

    def _try(self, method, url, attempt, options):
        """Return (answer, None) or (None, error). Errors are made, not raised, so they drag no traceback of `requests`
        along: its exceptions quote whole URLs."""
        started = time.monotonic()
        try:
            answer = self._send(method, url, options)
            failure = self._failure(answer)
        except ServiceError as error:
            failure = error
        except requests.exceptions.SSLError:
            failure = Rejected("the server's certificate cannot be trusted")
        except requests.exceptions.ConnectTimeout:
            failure = _unsent("no connection in time")
        except requests.exceptions.ConnectionError as error:
            failure = _connection_failure(error)
        except (requests.exceptions.Timeout, TimeoutError):
            failure = Unreachable("no answer in time")
        except (requests.exceptions.RequestException, TransportError, OSError) as error:
            failure = Unreachable(f"the answer broke off ({type(error).__name__})")
        failure = failure and failure.with_traceback(None)
        if failure:
            failure.__context__ = None
        outcome = (failure and f'{type(failure).__name__} {failure.status or ""}'.strip()) or answer.status
        milliseconds = (time.monotonic() - started) * 1000
        shown = redact_url(url, self._secrets)
        _logger.info("%s %s: %s, try %d, %.0f ms", method, shown, outcome, attempt, milliseconds)
        return (None, failure) if failure else (answer, None)

    def _send(self, method, url, options):
        with self._session.request(
            method, url, timeout=self.timeout, allow_redirects=False, stream=True, **options
        ) as response:
            return Answer(response.status_code, response.headers, self._read(response), redact_url(url, self._secrets))

    def _read(self, response):
        ends = time.monotonic() + self.deadline
        body = bytearray()
        for chunk in response.iter_content(65536):
            body += chunk
            if len(body) > self.max_bytes:
                raise Forbidden(f"the answer is larger than {self.max_bytes} bytes", status=response.status_code)
            if time.monotonic() > ends:
                raise Unreachable("the answer took too long", status=response.status_code)
        return bytes(body)

    def _failure(self, answer):
        """Return the error an answer stands for, or None."""
        if 200 <= answer.status < 300:
            return None
        default = Unreachable if answer.status >= 500 else Rejected
        said = ' '.join(redact(answer.text[:2000], self._secrets).split())[:300]
        if 300 <= answer.status < 400:
            said = "redirects are not followed"
        return self._status_errors.get(answer.status, default)(
            f"{answer.status} from {answer.url}: {said or 'no explanation'}",
            status=answer.status,
            retry_after=parse_retry_after(answer.headers.get('Retry-After')),
            code=_code_in(answer.body),
        )

    def _pause(self, failure, attempt, repeatable):
        """Return the seconds to wait before the next try, or None when there must be none."""
        harmless = isinstance(failure, RateLimited) or failure.unsent
        if not failure.retry or isinstance(failure, Stale) or not (repeatable or harmless) or attempt >= self.tries:
            return None
        if failure.retry_after is not None:
            # What they ask for, and a little more so that many clients do not return in the same instant.
            pause = failure.retry_after + random.uniform(0, 0.25)
        else:
            pause = random.uniform(0.5, 1) * 0.5 * 2**attempt
        return pause if pause <= self.patience else None


def _code_in(body):
    """Return the vendor's own word for a failure: the `code` of an object, or the `Code` of a small XML answer."""
    if found := re.search(rb'<Code>([A-Za-z]{1,60})</Code>', body[:2000]):
        return found[1].decode()
    try:
        code = jsonlib.loads(body).get('code')
    except (ValueError, AttributeError):
        return None
    return code if isinstance(code, str) else None


def _unsent(message):
    failure = Unreachable(message)
    failure.unsent = True
    return failure


def _connection_failure(error):
    reason = error.args[0] if error.args else None
    names = {type(reason).__name__, type(getattr(reason, 'reason', None)).__name__}
    if 'NameResolutionError' in names:
        return _unsent("the host name is not known")
    if 'NewConnectionError' in names:
        return _unsent("nobody answers at this address")
    return Unreachable("the connection broke off")
