"""A Chromium without a window, driven through its DevTools protocol, to time pages as people meet them."""

import contextlib
import itertools
import json
import resource
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

FLAGS = (
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
    '--remote-debugging-port=0',
    '--remote-allow-origins=*',
    '--window-size=1440,900',
)


class Page:
    """One tab. Its profile, IndexedDB included, lives as long as the `chromium()` it came from."""

    def __init__(self, socket):
        self.socket = socket
        self.ids = itertools.count(1)

    def call(self, method, **params):
        """Send a DevTools command; returns its result. :raises RuntimeError: when Chromium refuses it."""
        number = next(self.ids)
        self.socket.send(json.dumps({'id': number, 'method': method, 'params': params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get('id') == number:
                if 'error' in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer['result']

    def value(self, expression):
        """Return what a JavaScript expression gives (awaited, by value); None where the page is not ready for it."""
        answer = self.call('Runtime.evaluate', expression=expression, awaitPromise=True, returnByValue=True)
        return None if 'exceptionDetails' in answer else answer['result'].get('value')

    def seconds_until(self, expression, limit=180):
        """Return how long it takes until a JavaScript expression is true. :raises TimeoutError: after `limit` s."""
        start = time.monotonic()
        while time.monotonic() - start < limit:
            with contextlib.suppress(RuntimeError):  # the page is being replaced
                if self.value(expression):
                    return time.monotonic() - start
            time.sleep(0.02)
        raise TimeoutError(f"{expression!r} did not become true within {limit} s")


@contextlib.contextmanager
def chromium():
    """Yield a Page of a fresh Chromium with an empty profile."""
    program = next(filter(None, map(shutil.which, ('google-chrome', 'chromium', 'chromium-browser'))))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [program, *FLAGS, f'--user-data-dir={profile}', 'about:blank'],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=_unlimited,  # noqa: PLW1509 - one call, before anything else runs there
        )
        try:
            with urllib.request.urlopen(f'http://127.0.0.1:{_port(profile)}/json/list', timeout=10) as answer:
                tab = next(target for target in json.load(answer) if target['type'] == 'page')
            socket = websocket.create_connection(tab['webSocketDebuggerUrl'], timeout=600, suppress_origin=True)
            yield Page(socket)
            socket.close()
        finally:
            process.terminate()
            process.wait(20)


def _unlimited():
    """A shell of Odoo limits its memory; a browser asks for much more address space than it ever uses."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _port(profile, seconds=30):
    """Return the port that Chromium chose, which it writes into its profile. :raises TimeoutError: if it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, IndexError):
            return int((Path(profile) / 'DevToolsActivePort').read_text().splitlines()[0])
        time.sleep(0.05)
    raise TimeoutError("Chromium did not open its DevTools port")
