"""The simulated services of ``make demo``: one child process on loopback, which remembers what it holds.

Their addresses stay the same from one start to the next, and every Odoo started on the demo database is told of them,
running or not: without them it would speak to the vendors themselves.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request

from .console import Problem, tail
from .server import die_with_parent, free_port, stop
from .settings import ROOT

SERVICES = ("shopify", "woocommerce", "square", "google_sheets")
VARIABLE = "IC_STAND_INS"
# Nothing listens there: for services whose simulators have never been started.
NOWHERE = "http://127.0.0.1:1"


class Simulators:
    """Those of one data folder. ``addresses`` is {code: URL}."""

    def __init__(self, config):
        self.config = config
        self.folder = config.data_dir / "simulators"
        self._ports = self.folder / "ports.json"
        self.log = config.logs / "simulators.log"

    @property
    def addresses(self):
        ports = json.loads(self._ports.read_text()) if self._ports.exists() else {}
        return {code: f"http://127.0.0.1:{ports[code]}" if code in ports else NOWHERE for code in SERVICES}

    @property
    def setting(self):
        """The value of IC_STAND_INS."""
        return " ".join(f"{code}={url}" for code, url in self.addresses.items())

    def point(self):
        """Have every Odoo started from here speak to the simulators, whether they run or not."""
        if not os.environ.get(VARIABLE):
            os.environ[VARIABLE] = self.setting

    def forget(self):
        """Forget everything that was sold and listed there; the addresses stay."""
        for path in self.folder.glob("*"):
            if path != self._ports:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def marked(self, name):
        """At which address of the store something was done for its present content; '' when it was not."""
        path = self.folder / name
        return path.read_text() if path.exists() else ""

    def mark(self, name, base):
        (self.folder / name).write_text(base)

    @contextlib.contextmanager
    def running(self):
        """Run the simulators until the block ends. :raises Problem: when they do not start."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._choose_ports()
        os.environ[VARIABLE] = self.setting
        self.log.parent.mkdir(parents=True, exist_ok=True)
        services = [f"{code}={url.rpartition(':')[2]}" for code, url in self.addresses.items()]
        state = ["--state", self.folder / "state"]
        # Channels that are connected remember orders; simulators that remember nothing must not repeat their numbers.
        if self.marked("connected"):
            state.append("--reborn")
        command = [str(self.config.python), "-m", "tests.simulators", *map(str, state), *services]
        with self.log.open("wb") as out:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl call, no threads of ours at this point
            )
        try:
            self._wait_until_up(process)
            yield self
        finally:
            stop(process)

    def _choose_ports(self):
        """Keep the ports of the last start where they are free; else the configured ones, else any."""
        known = json.loads(self._ports.read_text()) if self._ports.exists() else {}
        first = self.config.simulator_port
        ports = {}
        for number, code in enumerate(SERVICES):
            wished = (known.get(code), first + number)
            ports[code] = next((port for port in wished if port and _is_free(port)), None) or free_port()
        self._ports.write_text(json.dumps(ports))

    def _wait_until_up(self, process, seconds=30):
        deadline = time.monotonic() + seconds
        for url in self.addresses.values():
            while True:
                try:
                    with urllib.request.urlopen(f"{url}/_sim/health", timeout=5):
                        break
                except OSError:
                    if process.poll() is not None or time.monotonic() > deadline:
                        raise Problem(
                            f"The simulated services did not start:\n{tail(self.log)}\nThe whole log: {self.log}"
                        ) from None
                    time.sleep(0.1)


def _is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
