"""Which Odoo 19 runs the suite, in this order.

1. ``ODOO_SRC``, an existing checkout;
2. an Odoo 19 the Python at hand can import;
3. Debian's package, unpacked privately and completed (see :mod:`toolbox.completion`);
4. a shallow clone of Odoo's 19.0 branch.
"""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from . import completion, debian
from .console import Problem, require_disk, run_logged

UPSTREAM = "https://github.com/odoo/odoo.git"
# Odoo, and what its symbolic links inside the package point to.
PACKAGES = [
    "odoo-19",
    "fonts-dejavu-core",
    "fonts-font-awesome",
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "gsfonts",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
]


@dataclass(frozen=True)
class Runtime:
    """An Odoo that can be run. ``path`` goes on sys.path; ``addons`` are folders for --addons-path."""

    kind: str
    version: str
    path: str
    addons: tuple

    @property
    def label(self):
        return f"Odoo {self.version}, {self.kind}"


def find(settings):
    """Return the :class:`Runtime`, getting one if need be. :raises Problem: when none can be had."""
    if settings.odoo_src:
        return from_source(settings.odoo_src, "ODOO_SRC")
    return _importable() or _remembered(settings) or _obtain(settings)


def from_source(folder, kind):
    """A checkout of Odoo, as cloned. :raises Problem: if it is not version 19.0."""
    release = folder / "odoo" / "release.py"
    version = _version_of(release)
    if not version.startswith("19.0"):
        raise Problem(
            f"{folder} holds {'Odoo ' + version if version else 'no Odoo (odoo/release.py is missing)'}; "
            "Inventory Connect needs Odoo 19.0."
        )
    addons = tuple(str(p) for p in (folder / "addons", folder / "odoo" / "addons") if p.is_dir())
    return Runtime(kind, version, str(folder), addons)


def _version_of(release):
    """The version as odoo/release.py states it (``19.0`` or ``19.0-20260322``), or ``""``."""
    if not release.exists():
        return ""
    scope = {}
    # Odoo's release file is plain assignments made to be executed by packaging tools.
    exec(compile(release.read_text(), str(release), "exec"), scope)
    return str(scope.get("version", ""))


def _importable():
    """An Odoo 19 installed for the Python that runs us (not for our own virtual environment)."""
    code = "import importlib.util as u; s = u.find_spec('odoo.release'); print(s.origin if s else '')"
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    python = base if base.exists() else sys.executable
    out = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False).stdout.strip()
    if not out or not _version_of(Path(out)).startswith("19.0"):
        return None
    return from_source(Path(out).parents[1], "installed")


def _record(settings):
    return settings.data_dir / "odoo-runtime.json"


def _remembered(settings):
    record = _record(settings)
    if not record.exists():
        return None
    found = json.loads(record.read_text())
    if not Path(found["path"], "odoo", "release.py").exists():
        return None
    return Runtime(**{**found, "addons": tuple(found["addons"])})


def _obtain(settings):
    require_disk(settings.data_dir, 3)
    log = settings.logs / "odoo-runtime.log"
    failures = []
    runtime = None
    for source, usable in ((_from_debian, debian.available()), (_from_git, bool(shutil.which("git")))):
        if usable and not runtime:
            try:
                runtime = source(settings, log)
            except Problem as problem:
                failures.append(str(problem))
    if not runtime:
        raise Problem(
            "\n".join(failures)
            or "No Odoo 19 found, and neither apt (with Debian's keyring) nor git is here to fetch one. "
            "Install git, or set ODOO_SRC to an Odoo 19 checkout."
        )
    _record(settings).write_text(json.dumps(asdict(runtime), indent=1))
    return runtime


def _from_debian(settings, log):
    apt = debian.PrivateApt(settings.data_dir / "apt", "sid", log)
    apt.update()
    packaged = apt.version("odoo-19")
    if not packaged:
        raise Problem("Debian's mirror offers no odoo-19. Set ODOO_SRC to an Odoo 19 checkout.")
    target = settings.data_dir / "odoo-19"
    debs = apt.download(PACKAGES)
    building = apt.unpack(debs, target)
    completion.complete(building)
    building.rename(target)
    shutil.rmtree(apt.folder / "debs", ignore_errors=True)
    base = target / "usr" / "lib" / "python3" / "dist-packages"
    version = re.sub(r"[+~].*", "", packaged)
    return Runtime(f"Debian package {packaged}", version, str(base), (str(base / "odoo" / "addons"),))


def _from_git(settings, log):
    target = settings.data_dir / "odoo-src"
    building = settings.data_dir / "odoo-src.partial"
    shutil.rmtree(building, ignore_errors=True)
    run_logged(
        ["git", "clone", "--depth", "1", "--branch", "19.0", UPSTREAM, building],
        log,
        hint="Is there a network? An existing checkout can be used with ODOO_SRC.",
    )
    shutil.rmtree(target, ignore_errors=True)
    building.rename(target)
    return from_source(target, "clone of the 19.0 branch")
