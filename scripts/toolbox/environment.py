"""The virtual environment: pinned requirements, the OCA addons, and the path to Odoo."""

import hashlib
import os
import shutil
import sys
import sysconfig

from . import debian
from .console import Problem, require_disk, run_logged
from .settings import ROOT

REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
OCA_REQUIREMENTS = "requirements-oca.txt"


def require_python():
    """:raises Problem: unless this Python is one the pinned requirements were chosen for."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise Problem(
            f"Python {sys.version_info[0]}.{sys.version_info[1]} runs this; Inventory Connect needs Python 3.11 "
            "(3.12 and 3.13 work too). Install it, or say which to use: make PYTHON=/path/to/python3.11 demo"
        )


# By these a shell tells PostgreSQL's programs and Odoo where some other server is. They win over what Odoo is told.
OF_OTHER_SERVERS = (
    "PGHOST",
    "PGHOSTADDR",
    "PGPORT",
    "PGUSER",
    "PGPASSWORD",
    "PGDATABASE",
    "PGSERVICE",
    "PGDATABASE_TEMPLATE",
    "PGHOST_REPLICA",
    "PGPORT_REPLICA",
    "PGPATH",
    "ODOO_RC",
)


def forget_other_servers():
    """Take out of the environment what would send Odoo to another server than ours (``IC_PG_URL`` names one)."""
    for name in OF_OTHER_SERVERS:
        os.environ.pop(name, None)


def ensure(settings):
    """Make or renew the virtual environment. Returns what was done, in a few words.

    The stamp is written last, so an interrupted installation is taken up again by the next call.
    """
    wanted = _fingerprint()
    stamp = settings.venv / "stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return "as pinned"
    require_disk(settings.data_dir, 5)
    log = settings.logs / "requirements.log"
    if not (settings.python.exists() and _has_pip(settings)):
        _create(settings, log)
    pip = [settings.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--prefer-binary"]
    hint = "Is there a network, and can pip reach its index? Run the same command again to go on."
    files = [part for name in REQUIREMENTS for part in ("-r", ROOT / name)]
    run_logged([*pip, *files], log, hint=hint)
    # OCA wheels ask for an installed package "odoo"; ours is found by path instead (see link_odoo).
    run_logged([*pip, "--no-deps", "-r", ROOT / OCA_REQUIREMENTS], log, hint=hint)
    stamp.write_text(wanted)
    return "installed"


def _fingerprint():
    digest = hashlib.sha256(sys.version.encode())
    for name in (*REQUIREMENTS, OCA_REQUIREMENTS):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _has_pip(settings):
    return any((settings.venv / "lib").glob("python3*/site-packages/pip/__main__.py"))


def _create(settings, log):
    shutil.rmtree(settings.venv, ignore_errors=True)
    try:
        run_logged([sys.executable, "-m", "venv", settings.venv], log)
    except Problem:
        # Debian splits ensurepip off into python3-venv; its pip wheel can be had without installing anything.
        if not debian.available():
            raise Problem("This Python cannot make virtual environments. Try: apt-get install python3-venv") from None
        run_logged([sys.executable, "-m", "venv", "--clear", "--without-pip", settings.venv], log)
        _bootstrap_pip(settings, log)


def _bootstrap_pip(settings, log):
    apt = debian.PrivateApt(settings.data_dir / "apt-pip", "stable", log)
    apt.update()
    unpacked = apt.unpack(apt.download(["python3-pip-whl"]), settings.data_dir / "pip-wheel")
    wheel = next(unpacked.rglob("pip-*.whl"))
    run_logged([settings.python, f"{wheel}/pip", "install", "--quiet", "--no-index", wheel], log)
    shutil.rmtree(unpacked, ignore_errors=True)


def link_odoo(settings, runtime):
    """Let the virtual environment import Odoo from where the runtime lives."""
    purelib = sysconfig.get_path(
        "purelib", vars={"base": str(settings.venv), "platbase": str(settings.venv)}, scheme="venv"
    )
    path = os.path.join(purelib, "odoo-runtime.pth")
    with open(path, "w") as out:
        out.write(runtime.path + "\n")
    return purelib


def reenter(settings):
    """Go on in the virtual environment's Python, with the same arguments (no return if not yet inside)."""
    if os.path.realpath(sys.prefix) != os.path.realpath(settings.venv):
        os.execv(settings.python, [str(settings.python), *sys.argv])
