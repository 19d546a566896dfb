"""`make test` and `make bench`: where the tests run and against what."""

import os
import shutil
import subprocess

from . import server
from .console import Problem, run_logged
from .settings import ROOT

TEST_DB = "ic_test"
PLAIN = ("tests/connect", "tests/quality")
# The stories first: they are few and long, and would otherwise keep one lane busy when the others are done.
ON_DATABASE = ("tests/suite", "addons")


def run(config, odoo, databases, steps, arguments):
    """Run all tests; extra ``arguments`` go to pytest. Returns 0 only if every part passed."""
    from .database import SUITE

    with steps.step("Chromium and a test database") as done:
        done(_ensure_chromium(config))
        databases.copy(SUITE, TEST_DB)
    conf = odoo.write_config(TEST_DB, port=server.free_port(), name="pytest")
    environment = {
        **os.environ,
        "ODOO_RC": str(conf),
        "PYTHONPATH": str(ROOT / "scripts"),
        "PYTHONWARNINGS": "ignore::DeprecationWarning",
        # What hypothesis remembers between runs belongs to this machine, not into the project.
        "HYPOTHESIS_STORAGE_DIRECTORY": str(config.data_dir / "hypothesis"),
        "IC_SHARED": os.environ.get("IC_SHARED", str(ROOT.parent / "shared")),
    }
    pytest = [config.python, "-m", "pytest", "-q", "-rf", "-p", "no:cacheprovider"]
    print("\nServices and project files", flush=True)
    plain = _pytest([*pytest, "-p", "no:odoo", *_present(PLAIN), *arguments], environment)
    print("\nAddons and stories, on PostgreSQL and in Chromium", flush=True)
    on_database = [*pytest, *_lanes(arguments), f"--odoo-config={conf}", "--odoo-http", "--odoo-log-level=critical"]
    full = _pytest([*on_database, *_present(ON_DATABASE), *arguments], environment)
    return plain or full


def _lanes(arguments):
    """Return pytest's arguments to run whole files side by side, each lane on a database of its own.

    As many lanes as there are cores, four at most; one where tests are picked by ``arguments``; IC_TEST_LANES says
    otherwise.
    """
    number = int(os.environ.get("IC_TEST_LANES") or (1 if arguments else min(os.cpu_count() or 1, 4)))
    if number < 2:
        return []
    return ["-p", "toolbox.lanes", "-n", str(number), "--dist", "loadfile", "--no-loadscope-reorder"]


def _pytest(command, environment):
    """pytest's exit code, where 'nothing selected' counts as passed (a narrowed run may leave a part empty)."""
    code = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode
    return 0 if code == 5 else code


def _present(paths):
    return [path for path in paths if (ROOT / path).exists()]


def _ensure_chromium(config):
    """Tours run in a real Chromium. As root a missing one is installed; otherwise the person is told."""
    if any(shutil.which(name) for name in ("google-chrome", "chromium", "chromium-browser")):
        return "present"
    if os.geteuid() or not shutil.which("apt-get"):
        raise Problem("The browser tests need Chromium: sudo apt-get install chromium")
    log = config.logs / "chromium.log"
    run_logged(["apt-get", "update"], log, hint="Is there a network?")
    run_logged(
        ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
        log,
        env={"DEBIAN_FRONTEND": "noninteractive"},
        hint="Install Chromium by hand: apt-get install chromium",
    )
    return "Chromium installed"


def bench(config, odoo, databases, arguments):
    """Run the scripts in bench/ (or those whose name contains an argument), each on its own database copy.

    A script that speaks of IC_BENCH_STOCK gets there the name of a second copy, of Odoo's own modules without ours.
    """
    from .database import BASE, SUITE

    scripts = [
        path
        for path in sorted((ROOT / "bench").glob("bench_*.py"))
        if not arguments or any(word in path.stem for word in arguments)
    ]
    if not scripts:
        raise Problem(f"No benchmark is called {' or '.join(arguments) or 'anything'}; see the files in bench/.")
    for path in scripts:
        name, stock = f"ic_{path.stem}", f"ic_{path.stem}_stock"
        needs_stock = "IC_BENCH_STOCK" in path.read_text()
        databases.copy(SUITE, name)
        try:
            if needs_stock:
                databases.copy(BASE, stock)
            with path.open("rb") as source:
                subprocess.run(
                    odoo.shell_command(name),
                    stdin=source,
                    check=True,
                    env={**os.environ, "IC_ROOT": str(ROOT), "IC_BENCH_STOCK": stock},
                )
        finally:
            databases.drop(name)
            if needs_stock:
                databases.drop(stock)
    return 0
