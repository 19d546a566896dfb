"""Plain tests of the service connectors: no Odoo, no database, no network beyond this machine."""

import ssl
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / 'addons'):  # the simulators are tests.simulators
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


class Peer:
    """A real HTTP server on the loopback address that answers from a list and remembers what it was asked."""

    def __init__(self, certificate=None):
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
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self._server.handle_error = lambda *args: None  # a client that turns away is no news
        self.port = self._server.server_address[1]
        self.url = f'https://localhost:{self.port}' if certificate else f'http://127.0.0.1:{self.port}'
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def heard(self):
        """What came, as a list of (headers, body)."""
        return [(one.headers, one.body) for one in self.asked]

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def peer():
    """A server that answers with `peer.answers`, in order, then with an empty JSON object."""
    server = Peer()
    yield server
    server.close()


@pytest.fixture
def house():
    """Our side of a vendor's webhooks: a peer at the address they are sent to."""
    server = Peer()
    server.url += '/ic/hook/abc'
    yield server
    server.close()


@pytest.fixture
def untrusted_peer(tmp_path):
    """A TLS server named localhost with a certificate it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'localhost')])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName('localhost')]), critical=False)
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    formats = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path / 'chain.pem'
    path.write_bytes(certificate + key.private_bytes(*formats))
    server = Peer(path)
    yield server
    server.close()
