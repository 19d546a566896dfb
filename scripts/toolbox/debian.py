"""Packages from Debian without touching the system: a private apt state with signature checking.

Debian unstable carries Odoo 19 as a pure Python package. We give apt its own lists, cache and status (nothing
counts as installed), keep the machine's own mirror and proxy configuration, download, and unpack into a folder.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from .console import Problem, run_logged

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def available():
    """Whether this machine has apt, dpkg, Debian's keyring and a configured Debian mirror."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb") and KEYRING.exists() and _mirror())


def _mirror(etc=Path("/etc/apt")):
    """The Debian mirror this machine is configured for, or ``None``: first URI that serves a Debian suite."""
    texts = []
    for path in [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*"))]:
        if path.suffix in (".list", ".sources") and path.is_file():
            texts.append(path.read_text(errors="replace"))
    for text in texts:
        live = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
        for uri in re.findall(r"((?:https?|mirror\+\w+|mirror|file)://?\S+/debian/?)(?=\s|$)", live):
            return uri.rstrip("/")
    return None


class PrivateApt:
    """An apt state of our own under ``folder``, on Debian's suite ``suite``."""

    def __init__(self, folder, suite, log):
        self.folder = folder
        self.log = log
        mirror = _mirror()
        if not mirror:
            raise Problem("No Debian mirror is configured in /etc/apt. Set ODOO_SRC to an Odoo 19 checkout instead.")
        for sub in ("lists/partial", "cache/archives/partial", "state", "debs"):
            (folder / sub).mkdir(parents=True, exist_ok=True)
        (folder / "status").touch()
        (folder / "private.sources").write_text(
            f"Types: deb\nURIs: {mirror}\nSuites: {suite}\nComponents: main\nSigned-By: {KEYRING}\n"
        )
        lines = [
            f'Dir::State "{folder}/state";',
            f'Dir::State::lists "{folder}/lists";',
            f'Dir::State::status "{folder}/status";',
            f'Dir::Cache "{folder}/cache";',
            f'Dir::Etc::sourcelist "{folder}/private.sources";',
            'Dir::Etc::sourceparts "/dev/null";',
            'Acquire::Languages "none";',
            'Acquire::Retries "3";',
        ]
        if os.geteuid() == 0:
            # apt's download user may not be able to reach our folder; signatures are checked all the same.
            lines.append('APT::Sandbox::User "root";')
        (folder / "apt.conf").write_text("\n".join(lines) + "\n")
        self.env = {"APT_CONFIG": str(folder / "apt.conf"), "LC_ALL": "C"}

    def update(self):
        """Fetch the suite's signed package index."""
        run_logged(
            ["apt-get", "update", "--error-on=any"],
            self.log,
            env=self.env,
            hint="Is there a network, and can apt reach its mirror? (try: apt-get update)",
        )

    def version(self, package):
        """The version the suite offers, or ``""``."""
        out = subprocess.run(
            ["apt-cache", "show", "--no-all-versions", package],
            env={**os.environ, **self.env},
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        found = re.search(r"^Version: (.+)$", out, re.M)
        return found.group(1) if found else ""

    def download(self, packages):
        """Download and verify ``packages`` (list of names); returns the paths of their .deb files."""
        debs = self.folder / "debs"
        run_logged(
            ["apt-get", "download", *packages],
            self.log,
            env=self.env,
            cwd=debs,
            hint="The download broke off; run the same command again to go on.",
        )
        return [max(debs.glob(f"{name}_*.deb"), key=lambda path: path.stat().st_mtime) for name in packages]

    def unpack(self, debs, target):
        """Unpack .deb files into ``target``, all or nothing: the folder appears under its name when complete."""
        building = target.with_name(target.name + ".partial")
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        for deb in debs:
            run_logged(["dpkg-deb", "-x", deb, building], self.log, hint="Is the disk full?")
        shutil.rmtree(target, ignore_errors=True)
        return building
