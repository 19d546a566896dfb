"""Odoo as we start it: its configuration, one-off runs, and the server of ``make demo``."""

import contextlib
import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from .console import Problem, run_logged, tail
from .settings import ADDONS, ROOT

SERVER_WIDE = "base,web,rpc,queue_job"
# Jobs at once, and how many of them may talk to sales channels.
QUEUES = "root:4,root.ic_channels:2"


class Odoo:
    """The chosen runtime with our addons, on one database server.

    ``purelib`` is the virtual environment's site-packages, where the OCA addons are.
    """

    def __init__(self, settings, runtime, postgres, purelib):
        self.settings = settings
        self.runtime = runtime
        self.postgres = postgres
        self.addons_path = [*runtime.addons, str(Path(purelib) / "odoo" / "addons"), str(ADDONS)]

    # -- configuration -----------------------------------------------------------------------------------------
    def write_config(self, database, *, port, name=None, workers=0):
        """Write an Odoo configuration for one database; returns its path. With ``workers`` Odoo serves in processes."""
        path = self.settings.data_dir / "conf" / f"{name or database}.conf"
        path.parent.mkdir(parents=True, exist_ok=True)
        options = {
            "db_name": database,
            "dbfilter": f"^{database}$",
            "list_db": False,
            "db_host": self.postgres.host,
            "db_port": self.postgres.port,
            "db_user": self.postgres.user,
            "db_password": self.postgres.password,
            "admin_passwd": self._master_password(),
            "addons_path": ",".join(self.addons_path),
            "data_dir": self.settings.odoo_data,
            "http_interface": "127.0.0.1",
            "http_port": port,
            "server_wide_modules": SERVER_WIDE,
            "max_cron_threads": 1,
            "without_demo": True,
            # Odoo's processes take 0 for "at once", its threads for "never".
            "limit_time_real": 600 if workers else 0,
            "limit_time_cpu": 600 if workers else 0,
            "workers": workers,
        }
        text = "[options]\n" + "".join(f"{key} = {value}\n" for key, value in options.items() if value != "")
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(text)
        return path

    def _master_password(self):
        path = self.settings.data_dir / "master-password"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(24))
        return path.read_text()

    def command(self, *arguments):
        """The command line of Odoo's own program, as a list."""
        return [str(self.settings.python), "-m", "odoo", *map(str, arguments)]

    # -- one-off runs ------------------------------------------------------------------------------------------
    def run_modules(self, database, *, install=(), update=()):
        """Install or update modules and stop. :raises Problem: with the end of the log."""
        config = self.write_config(database, port=free_port())
        arguments = ["-c", config, "--stop-after-init", "--no-http", "--log-level=warn"]
        if install:
            arguments += ["-i", ",".join(install)]
        if update:
            arguments += ["-u", ",".join(update)]
        log = self.settings.logs / f"{database}.log"
        log.unlink(missing_ok=True)
        run_logged(self.command(*arguments), log, hint="This is a fault of the addons or of the Odoo version.")
        lines = log.read_text(errors="replace").splitlines()
        broken = [line for line in lines if " CRITICAL " in line or "invalid module names" in line]
        if broken:
            raise Problem(f"Odoo could not build the database {database}:\n{tail(log)}\nThe whole log: {log}")

    def run_script(self, database, script, log_name):
        """Run a Python file in an Odoo shell on ``database``. :raises Problem: if it fails."""
        log = self.settings.logs / log_name
        log.parent.mkdir(parents=True, exist_ok=True)
        with Path(script).open("rb") as source, log.open("wb") as out:
            code = subprocess.run(
                self.shell_command(database), stdin=source, stdout=out, stderr=subprocess.STDOUT, check=False
            ).returncode
        if code or b"Traceback (most recent call last)" in log.read_bytes():
            raise Problem(f"{Path(script).name} failed on {database}:\n{tail(log)}\nThe whole log: {log}")

    def shell(self, database):
        """An interactive Odoo shell, or a script from standard input; returns the exit code."""
        return subprocess.run(self.shell_command(database), check=False).returncode

    def shell_command(self, database):
        """The command line of an Odoo shell on ``database``, as a list; it reads a script from standard input."""
        config = self.write_config(database, port=free_port(), name=f"{database}-shell")
        return self.command("shell", "-c", config, "-d", database, "--no-http", "--log-level=warn")

    # -- the server --------------------------------------------------------------------------------------------
    @contextlib.contextmanager
    def serving(self, database, port, log, workers=0):
        """Serve ``database`` until the block ends; yields the process once /web/health answers.

        :param int workers: processes that answer requests, as on a real server; 0 for threads of one process
        """
        config = self.write_config(database, port=port, workers=workers)
        log.parent.mkdir(parents=True, exist_ok=True)
        channels = {"ODOO_QUEUE_JOB_CHANNELS": os.environ.get("ODOO_QUEUE_JOB_CHANNELS") or QUEUES}
        command = self.command("-c", config, "--gevent-port", free_port())
        if workers:
            command[1:3] = [str(ROOT / "scripts" / "odoo_program.py")]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **channels},
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl call, no threads of ours at this point
            )
        try:
            _wait_until_up(process, port, log)
            yield process
        finally:
            stop(process)


def die_with_parent():
    """Linux: have the kernel end the server when the supervisor is killed, so nothing is left behind."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _wait_until_up(process, port, log, seconds=120):
    health = f"http://127.0.0.1:{port}/web/health?db_server_status=1"
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Problem(f"Odoo ended while starting:\n{tail(log)}\nThe whole log: {log}")
        with contextlib.suppress(OSError), urllib.request.urlopen(health, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.3)
    raise Problem(f"Odoo did not answer on port {port} within {seconds} s:\n{tail(log)}")


def stop(process, patience=15):
    """End a server and all it started: politely, then for good."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)


def require_port(port):
    """:raises Problem: if something listens on 127.0.0.1:port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Problem(f"Port {port} needs root. Choose one above 1024: IC_PORT=8070 make demo") from None
        except OSError:
            raise Problem(
                f"Port {port} is taken, perhaps by another `make demo`. "
                f"Stop that, or choose: IC_PORT={port + 1} make demo"
            ) from None


def free_port():
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if sys.platform != "linux":
    raise Problem("Inventory Connect's set-up runs on Linux only; elsewhere use Docker (see docs/install.md).")
