"""A server of one database for the time of a bench, and what its log says about queries."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from odoo.tools import config


class Serving:
    """A running Odoo. Use it as a context manager."""

    def __init__(self, name, database, port, *, workers=0, extra=()):
        self.name, self.database, self.port = name, database, port
        self.base = f'http://127.0.0.1:{port}'
        self.workers, self.extra = workers, extra
        self.folder = tempfile.TemporaryDirectory()
        self.log = Path(self.folder.name, 'log')

    def command(self):
        options = {
            '-c': config['config'],
            '--addons-path': ','.join(config['addons_path']),
            '-d': self.database,
            '--db-filter': f'^{self.database}$',
            '--http-port': self.port,
            '--gevent-port': self.port + 1000,
            '--workers': self.workers,
            '--max-cron-threads': 0,
            '--logfile': self.log,
            '--log-handler': 'werkzeug:INFO',
        }
        if self.workers:  # the shell's own 0 means "never" to its threads, and "at once" to processes
            options |= {'--limit-time-cpu': 600, '--limit-time-real': 600}
        # A file, not `-m odoo`: with workers Odoo starts itself once more for its bus, by the name it was started by.
        program = Path(os.environ['IC_ROOT'], 'scripts', 'odoo_program.py')
        return [sys.executable, program, *(str(part) for pair in options.items() for part in pair), *self.extra]

    def __enter__(self):
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, start_new_session=True)
        end = time.monotonic() + 180
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f'{self.base}/web/health', timeout=5)
                return self
            time.sleep(0.3)
        raise RuntimeError(f"the server of {self.name} did not come up; its log: {self.log.read_text()}")

    def __exit__(self, *_error):
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
                break
        self.folder.cleanup()

    def mark(self):
        """Return the place in the log up to now."""
        return len(self.log.read_text(encoding='utf-8'))

    def requests(self, mark):
        """Return (address, status, queries) of what was answered since `mark`."""
        time.sleep(0.2)  # the log is written after the answer
        # "GET /shop HTTP/1.1" 200 - <queries> <seconds in them> <seconds besides>
        found = re.findall(r'"(?:GET|POST) (\S+) HTTP/1.1" (\d+) - (\d+) ', self.log.read_text(encoding='utf-8')[mark:])
        return [(path, int(status), int(queries)) for path, status, queries in found]
