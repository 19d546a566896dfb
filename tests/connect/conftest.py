"""Plain tests of the service connectors: no Odoo, no database, no network beyond this machine."""

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

ADDONS = Path(__file__).parents[2] / 'addons'
if str(ADDONS) not in sys.path:
    sys.path.insert(0, str(ADDONS))


class Peer:
    """A real HTTP server on the loopback address that answers from a list and remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.answers = []
        peer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def _serve(self):
                body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                peer.asked.append(SimpleNamespace(method=self.command, path=self.path, headers=headers, body=body))
                answer = peer.answers.pop(0) if peer.answers else {}
                if callable(answer):
                    answer(self)
                    return
                data = answer.get('body', b'{}')
                self.send_response(answer.get('status', 200))
                for name, value in {'Content-Type': 'application/json', **answer.get('headers', {})}.items():
                    self.send_header(name, value)
                self.send_header('Content-Length', str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f'http://127.0.0.1:{self.port}'
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def peer():
    """A server that answers with `peer.answers`, in order, then with an empty JSON object."""
    server = Peer()
    yield server
    server.close()
