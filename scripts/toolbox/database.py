"""Databases: built once as templates, copied per use, and told apart by what they were built from.

``ic_base`` holds Odoo's own modules, ``ic_suite`` is a copy of it with our addons, ``ic_demo`` a copy of that
with the demo store. A stamp file is written when a database is complete; one without its stamp is built anew,
so a build that was killed half-way is never taken for a whole one.
"""

import hashlib
import json
import shutil
import subprocess

from psycopg2 import sql

from .settings import ADDONS, ROOT

BASE, SUITE, DEMO = "ic_base", "ic_suite", "ic_demo"
SUITE_MODULE = "inventory_connect"
# Only for the demo and the tests; a real store does not get it.
DEMO_MODULES = {"payment_demo"}


class Databases:
    """Makes and copies the databases of one data folder. ``odoo`` is an :class:`toolbox.server.Odoo`."""

    def __init__(self, settings, postgres, odoo):
        self.settings = settings
        self.postgres = postgres
        self.odoo = odoo

    # -- what exists -------------------------------------------------------------------------------------------
    def exists(self, name):
        return bool(self.postgres.run("SELECT 1 FROM pg_database WHERE datname = %s", [name]))

    def stamp(self, name):
        """What the database was built from, or ``""`` if it is missing or incomplete."""
        path = self._stamp_path(name)
        return path.read_text() if path.exists() and self.exists(name) else ""

    def _stamp_path(self, name):
        return self.settings.data_dir / "stamps" / name

    def write_stamp(self, name, value):
        path = self._stamp_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value)

    # -- raw operations ----------------------------------------------------------------------------------------
    def drop(self, name):
        """Drop the database and its filestore, ending whoever is connected."""
        self._stamp_path(name).unlink(missing_ok=True)
        self.postgres.run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        shutil.rmtree(self.filestore(name), ignore_errors=True)

    def copy(self, source, name):
        """Copy database and filestore; an existing ``name`` is replaced."""
        self.drop(name)
        self.postgres.run(
            # PostgreSQL's own workers (autovacuum) make way by themselves, and may not be ended by an owner.
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
            [source],
        )
        self.postgres.run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
        if self.filestore(source).exists():
            shutil.copytree(self.filestore(source), self.filestore(name))

    def filestore(self, name):
        return self.settings.odoo_data / "filestore" / name

    # -- the family of databases -------------------------------------------------------------------------------
    def ensure_base(self):
        """Odoo's and OCA's modules our addons stand on. Returns whether it was built now."""
        wanted = _digest(self.odoo.runtime.label, _external_dependencies(), (ROOT / "requirements-oca.txt").read_text())
        if self.stamp(BASE) == wanted:
            return False
        self.drop(SUITE)
        self.drop(BASE)
        self.odoo.run_modules(BASE, install=_external_dependencies())
        self.write_stamp(BASE, wanted)
        return True

    def ensure_suite(self):
        """Our addons on top of the base, without demo content. Returns whether it was built now."""
        wanted = code_stamp()
        if self.stamp(SUITE) == wanted:
            return False
        self.copy(BASE, SUITE)
        self.odoo.run_modules(SUITE, install=[SUITE_MODULE])
        self.write_stamp(SUITE, wanted)
        return True

    def ensure_demo(self):
        """The demo database: built once, then kept and only updated when the code changed. Returns what was done."""
        wanted, found = code_stamp(), self.stamp(DEMO)
        if found == wanted:
            return "kept"
        if found:
            self.odoo.run_modules(DEMO, update=our_addons())
            self.write_stamp(DEMO, wanted)
            return "updated to the present code"
        self.copy(SUITE, DEMO)
        self._load_demo()
        self.write_stamp(DEMO, wanted)
        return "built"

    def set_address(self, name, url):
        """Tell the database where it is served, for links in mails, receipts and reports."""
        for key in ("web.base.url", "report.url"):
            self.postgres.run(
                "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, url],
                database=name,
            )

    def _load_demo(self):
        self.odoo.run_script(DEMO, ROOT / "scripts" / "load_demo.py", "demo.log")


def our_addons():
    """Names of our addons, sorted."""
    return sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))


def manifest(addon):
    """The manifest of one of our addons as a dict."""
    import ast

    return ast.literal_eval((ADDONS / addon / "__manifest__.py").read_text())


def _external_dependencies():
    ours = set(our_addons())
    return sorted({name for addon in ours for name in manifest(addon).get("depends", [])} - ours | DEMO_MODULES)


def code_stamp():
    """A digest of all files of our addons that a database is built from (tests and translations left out)."""
    digest = hashlib.sha256()
    for path in _tracked_files():
        if "/tests/" in path or path.endswith((".md", ".pot", ".pyc")):
            continue
        digest.update(path.encode())
        digest.update((ROOT / path).read_bytes())
    return digest.hexdigest()


def _tracked_files():
    """Files under addons/ that git knows or would add; without git, all of them."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "addons"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        names = listed.stdout.splitlines()
    else:
        names = [str(p.relative_to(ROOT)) for p in ADDONS.rglob("*") if "__pycache__" not in p.parts]
    return sorted(name for name in set(names) if (ROOT / name).is_file())


def _digest(*parts):
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
