"""What all simulators share: a real HTTP server, faults, deliveries of webhooks, and a second door for the tests.

A simulator keeps the vendor's state in memory under one lock (`self.lock`, held while a request is handled, never while
a webhook is sent), answers as the vendor does, and tells what happened by webhooks as the vendor does. The addresses
below ``/_sim/`` are no vendor's: through them a test, or somebody trying the demo, plays the buyers and the people in
the vendor's own back office.
"""

import ipaddress
import json
import logging
import re
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from . import front
from .faults import Faults
from .outbox import Outbox

_logger = logging.getLogger(__name__)


@dataclass
class Request:
    """A request as it came: `query` and `headers` (lower case) hold one text per name; `json` is the body, or None."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes
    json: object = None
    match: tuple = ()


@dataclass
class Response:
    """An answer; `body` is JSON-able, or bytes."""

    body: object = field(default_factory=dict)
    status: int = 200
    headers: dict = field(default_factory=dict)


def route(method, pattern):
    """Mark a method as the one that answers `method` requests for paths that match `pattern` as a whole.

    The method is called with the Request; the groups of the pattern are in `request.match`.
    """

    def mark(function):
        function.routes = [*getattr(function, 'routes', ()), (method, re.compile(pattern))]
        return function

    return mark


class Simulator:
    """One stand-in. A subclass has routes, and plays buyers and staff by `sell`, `refund`, `cancel` and `adjust`."""

    code = ''  # the service it stands in for
    title = "Shop"  # how its front calls itself, after the word Simulated
    verb = "Buy"  # what one does with a thing there
    lead = ''  # what its front says at the top; else what becomes of a piece that is sold there
    no_orders = ''  # what its front says of orders where there never are any
    retries = ()  # seconds after which the vendor sends a failed webhook again; none: it never does
    skipped = 0  # ids and numbers left out because an earlier life may have given them out
    # Not remembered from one run to the next (memory.py).
    fleeting = ('lock', 'faults', 'outbox', 'requests', 'neighbours', 'url', '_routes', '_server', '_thread')

    def __init__(self, *, seed=0, port=0, host='127.0.0.1'):
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("a simulator is for this machine only")
        self.lock = threading.RLock()
        self.faults = Faults(f'{self.code}{seed}')
        self.requests = []  # (method, path, bytes of the body) of all vendor calls, in order
        self.neighbours = []  # (title, url, photos) of the simulators that run beside it, itself among them
        self.outbox = Outbox(self.faults, self.retries)
        self._routes = [
            (method, pattern, name)
            for name in dir(type(self))
            for method, pattern in getattr(getattr(type(self), name), 'routes', ())
        ]
        self._server = ThreadingHTTPServer((host, port), self._handler())
        self._server.daemon_threads = True
        self.url = f'http://{host}:{self._server.server_address[1]}'
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self):
        self._thread.start()
        self.outbox.start()
        return self

    def stop(self):
        self.outbox.stop()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()

    # What a subclass plays. All return plain dicts; `sku` names the thing as the vendor's staff would look it up.

    def sell(self, sku, quantity=1, **facts):
        """A buyer buys at the vendor. Returns {'order': id, 'number': text}.

        :raises SoldOut: when the vendor's own count does not allow it
        """
        raise NotImplementedError

    def cancel(self, order, restock=True):
        """The vendor's staff cancel an order."""
        raise NotImplementedError

    def refund(self, order, quantity=1, restock=True):
        """The vendor's staff refund units of the order's first line. Returns {'refund': id}."""
        raise NotImplementedError

    def adjust(self, sku, quantity):
        """The vendor's staff set the count of a thing by hand."""
        raise NotImplementedError

    def items(self):
        """Return [{'remote_id', 'sku', 'title', 'price', 'quantity', 'status'}], as the vendor shows them now.

        `remote_id` is the id our service uses; `status` is 'live', 'sold' or 'draft'; `quantity` what can be bought.
        """
        raise NotImplementedError

    def orders(self):
        """Return [{'order', 'status', 'lines': [{'sku', 'quantity', 'refunded'}]}]."""
        raise NotImplementedError

    def credentials(self):
        """Return {credential name: text} with which the service gets in here."""
        raise NotImplementedError

    def photos(self):
        """Return {sku: address of its photo}, where the service sent any."""
        return {}

    def order_name(self, order):
        """Return how the vendor's people call the order with this id."""
        return str(order)

    def too_many(self):
        """Return the Response with which the vendor says 'too many calls'."""
        return Response({'error': 'Too many requests'}, 429, {'Retry-After': '1'})

    def down(self):
        """Return the Response of a vendor that has a bad day; a body in bytes is sent as it is."""
        return Response({'error': 'the vendor has a bad day'}, 503)

    def is_known(self, request):
        """Tell whether the request brings working credentials."""
        return True

    def unknown(self):
        """Return the Response to wrong credentials."""
        return Response({'error': 'unauthorized'}, 401)

    def now(self):
        """Return the vendor's time."""
        skew = self.faults.between(-30, 30) if self.faults.strikes('clock_skew') else 0
        return datetime.now(UTC) + timedelta(seconds=skew)

    # The server

    def _handler(simulator):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            disable_nagle_algorithm = True

            def _serve(self):
                body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                parts = urlsplit(self.path)
                query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.command, parts.path, query, headers, body)
                response = simulator._answer(request)
                if response is None:
                    self.close_connection = True
                    self.connection.close()
                    return
                data = response.body
                if not isinstance(data, bytes):
                    data = json.dumps(data).encode()
                self.send_response(response.status)
                for name, value in {'Content-Type': 'application/json', **response.headers}.items():
                    self.send_header(name, value)
                self.send_header('Content-Length', str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

            def log_message(self, *args):
                pass

        return Handler

    def _answer(self, request):
        """Return the Response, or None for a connection that breaks."""
        try:
            request.json = json.loads(request.body) if request.body[:1] in (b'{', b'[') else None
        except ValueError:
            return Response({'error': 'the body is no JSON'}, 400)
        if request.path == '/' or request.path.startswith('/_sim/'):
            return front.refusal(request) or front.answer(self, request) or self._control(request)
        with self.lock:
            self.requests.append((request.method, request.path, request.body))
        if self.faults.strikes('slow_answer'):
            time.sleep(self.faults.between(0.5, 2))
        if self.faults.strikes('server_error'):
            return self.down()
        if self.faults.strikes('rate_limit'):
            return self.too_many()
        response = self._dispatch(request)
        return None if self.faults.strikes('lost_answer') else response

    def _dispatch(self, request):
        for method, pattern, name in self._routes:
            found = method == request.method and pattern.fullmatch(request.path)
            if found:
                request.match = found.groups()
                with self.lock:
                    if not getattr(getattr(self, name), 'is_open', False) and not self.is_known(request):
                        return self.unknown()
                    return getattr(self, name)(request)
        return Response({'error': f'no route {request.method} {request.path}'}, 404)

    def _control(self, request):
        """Answer the second door: POST sell, cancel, refund, adjust, faults with JSON; GET what `_view` knows."""
        name = request.path.removeprefix('/_sim/')
        facts = request.json or {}
        try:
            if request.method == 'GET':
                return Response(self._view(name))
            if name == 'faults':
                self.faults.at(**facts)
                return Response({})
            if name in ('sell', 'cancel', 'refund', 'adjust'):
                with self.lock:
                    return Response(getattr(self, name)(**facts) or {})
        except (SoldOut, KeyError, ValueError, TypeError) as error:
            return Response({'error': f'{type(error).__name__}: {error}'}, 409)
        return Response({'error': f'no door {name}'}, 404)

    def _view(self, name):
        with self.lock:
            if name == 'items':
                return {'items': self.items()}
            if name == 'orders':
                return {'orders': self.orders()}
            if name == 'health':
                waiting = self.outbox.waiting()
                return {'code': self.code, 'requests': len(self.requests), 'hooks_waiting': waiting}
            if name == 'credentials':
                return self.credentials()
        raise KeyError(name)


class SoldOut(Exception):
    """The vendor's own count does not allow the sale."""


def open_route(function):
    """Mark a route that needs no credentials (a token is asked for there)."""
    function.is_open = True
    return function


def ask(url, path, facts=None, timeout=30):
    """Use the second door of a running simulator: POST `facts` as JSON, or GET without. Returns the parsed answer.

    :raises SoldOut: when the vendor refused what was asked
    """
    data = None if facts is None else json.dumps(facts).encode()
    request = urllib.request.Request(f'{url}/_sim/{path}', data, {'Content-Type': 'application/json'})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise SoldOut(error.read().decode('utf-8', 'replace')) from None
