"""What the stories share: the machine's set-up as `make test` made it, and databases of their own."""

import contextlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from toolbox import database, environment, postgres, runtime, server, settings
from toolbox.console import Problem  # noqa: F401 - for those who start servers themselves


@contextlib.contextmanager
def ground():
    """Yield (odoo, databases) on the same data folder as the running tests."""
    config = settings.load()
    found = runtime.find(config)
    with postgres.running(config) as running:
        odoo = server.Odoo(config, found, running, environment.link_odoo(config, found))
        yield odoo, database.Databases(config, running, odoo)


def shell(odoo, name, script):
    """Run a Python text in an Odoo shell on database ``name``; returns its standard output.

    :raises AssertionError: with what it printed, if the script failed.
    """
    done = subprocess.run(odoo.shell_command(name), input=script, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout
