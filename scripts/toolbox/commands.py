"""The commands behind the Makefile's targets, each a sequence of steps."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import threading

from . import environment, runtime, settings
from .console import Problem, Steps

LOGINS = (
    ("Dealer", "dealer", "/odoo"),
    ("Store admin", "storeadmin", "/odoo"),
    ("Employee", "employee", "/odoo"),
    ("Customer", "customer", "/my"),
    ("Gallery cashier", "cashier", "/odoo"),
    ("Super admin", "admin", "/odoo"),
)


def run(name, arguments):
    """Dispatch a command; returns its exit code."""
    config = settings.load()
    if name == "clean":
        return _clean(config)
    if name in ("lint", "format"):
        return _lint(config, name)
    handlers = {
        "setup": _setup,
        "demo": _demo,
        "shell": _shell,
        "test": _test,
        "races": _story("races"),
        "torture": _story("torture"),
        "odoo-tests": _odoo_tests,
        "bench": _bench,
        "db-reset": _db_reset,
    }
    environment.forget_other_servers()
    return handlers[name](config, arguments)


# -- the ground everything stands on -------------------------------------------------------------------------------
@contextlib.contextmanager
def _alone(config):
    """Only one process at a time sets up a data folder; a second one waits."""
    config.data_dir.mkdir(parents=True, exist_ok=True)
    with (config.data_dir / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up of this checkout is running; waiting for it ...", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _prepare(config, steps):
    """Environment and runtime, then go on inside the environment. Returns (runtime, purelib)."""
    inside = os.environ.pop("IC_PREPARED", None)
    if inside and os.path.realpath(sys.prefix) == os.path.realpath(config.venv):
        steps.number += 2
        found = runtime.find(config)
        return found, environment.link_odoo(config, found)
    with _alone(config):
        with steps.step("Python environment") as done:
            done(environment.ensure(config))
        with steps.step("Odoo 19") as done:
            found = runtime.find(config)
            environment.link_odoo(config, found)
            done(found.label)
    os.environ["IC_PREPARED"] = "1"
    sys.stdout.flush()
    environment.reenter(config)
    os.environ.pop("IC_PREPARED")
    return found, environment.link_odoo(config, found)


@contextlib.contextmanager
def _ground(config, steps):
    """Yield (odoo, databases) with PostgreSQL running."""
    found, purelib = _prepare(config, steps)
    from . import postgres, server
    from .database import Databases

    with contextlib.ExitStack() as stack:
        with steps.step("PostgreSQL") as done:
            with _alone(config):
                running = stack.enter_context(postgres.running(config))
            done(running.label)
        odoo = server.Odoo(config, found, running, purelib)
        yield odoo, Databases(config, running, odoo)


def _templates(config, databases, steps):
    with _alone(config):
        with steps.step("Odoo's modules") as done:
            done("built" if databases.ensure_base() else "as built before")
        with steps.step("Our addons") as done:
            done("installed" if databases.ensure_suite() else "as built before")


# -- the commands --------------------------------------------------------------------------------------------------
def _setup(config, _arguments):
    steps = Steps(5)
    with _ground(config, steps) as (_odoo, databases):
        _templates(config, databases, steps)
    return 0


def _demo(config, _arguments):
    from . import server
    from .simulators import VARIABLE, Simulators

    server.require_port(config.port)
    settings.secret_key(config)
    own = not os.environ.get(VARIABLE)
    steps = Steps(9 if own else 7)
    with _ground(config, steps) as (odoo, databases), contextlib.ExitStack() as stack:
        simulators = Simulators(config)
        _ensure_demo(config, databases, steps, templates=True)
        server.require_port(config.port)
        base = f"http://127.0.0.1:{config.port}"
        databases.set_address("ic_demo", base)
        if own:
            with steps.step("Simulated services") as done:
                stack.enter_context(simulators.running())
                done(f"from port {min(int(url.rpartition(':')[2]) for url in simulators.addresses.values())}")
        log = config.logs / "server.log"
        with steps.step("Server") as done:
            process = stack.enter_context(odoo.serving("ic_demo", config.port, log))
            done("job runner included")
        if own:
            with steps.step("Channels") as done:
                done(_connect(base, simulators))
        _announce(config, log, simulators if own else None)
        try:
            code = process.wait()
        except KeyboardInterrupt:
            print("\nStopping ...", flush=True)
            return 0
        raise Problem(f"The server ended by itself with code {code}. Its log: {log}")


def _connect(base, simulators):
    """Connect the demo's channels once; what happens there then goes on beside us. Returns what was done, in words."""
    from .demo_channels import Channels

    try:
        words, before = "as connected before", simulators.marked("connected")
        if simulators.marked("lived") and before == base:
            return words
        channels = Channels(base, simulators.addresses)
        if not before:
            words = f"connected; {channels.connect()} listings are being published"
        elif before != base:
            channels.readdress()
        simulators.mark("connected", base)
        if simulators.marked("lived"):
            return words
    except Exception as problem:  # noqa: BLE001 - the store is worth looking at without its channels
        return f"not connected: {type(problem).__name__} {problem}"
    threading.Thread(target=_live, args=(channels, simulators, base), daemon=True).start()
    return words


def _live(channels, simulators, base):
    """Once all is published, let something happen there. A demo that is stopped before does it at its next start."""
    try:
        channels.wait_until_published()
        channels.live()
        simulators.mark("lived", base)
    except Exception as problem:  # noqa: BLE001 - nobody waits for it; the next start tries again
        with simulators.log.open("a") as log:
            log.write(f"The demo's channels: {problem}\n")


def _ensure_demo(config, databases, steps, templates):
    from .database import DEMO
    from .simulators import Simulators

    # A complete demo database needs no templates to be there, so that a warm start stays quick.
    if templates and not databases.stamp(DEMO):
        _templates(config, databases, steps)
    else:
        steps.number += 2
    with _alone(config), steps.step("Demo store") as done:
        told = databases.ensure_demo()
        if told == "built":
            Simulators(config).forget()  # what an earlier demo store sold and listed there
        done(told)


def _announce(config, log, simulators):
    base = f"http://127.0.0.1:{config.port}"
    print(f"\n  Inventory Connect is running: {base}\n")
    print(f"  Storefront   {base}/shop")
    print(f"  Backend      {base}/odoo\n")
    print(f"  {'Role':<17}{'Login':<13}{'Password':<13}Start at")
    for role, login, start in LOGINS:
        print(f"  {role:<17}{login:<13}{login:<13}{base}{start}")
    if simulators:
        print("\n  Sell a piece on a simulated channel and watch it leave everywhere:")
        for code, url in simulators.addresses.items():
            print(f"  {code:<17}{url}/")
    print(f"\n  Log: {log}\n  Ctrl-C stops everything.\n", flush=True)


def _shell(config, _arguments):
    from .simulators import Simulators

    steps = _Quiet(6)
    settings.secret_key(config)
    Simulators(config).point()
    with _ground(config, steps) as (odoo, databases):
        _ensure_demo(config, databases, Steps(6) if not databases.stamp("ic_demo") else steps, templates=True)
        return odoo.shell("ic_demo")


def _test(config, arguments):
    steps = Steps(6)
    with _ground(config, steps) as (odoo, databases):
        _templates(config, databases, steps)
        from . import testing

        return testing.run(config, odoo, databases, steps, arguments)


def _story(name):
    """The command that tells one of the long stories of tests/suite."""

    def run(config, arguments):
        steps = Steps(5)
        with _ground(config, steps) as (_odoo, databases):
            _templates(config, databases, steps)
            command = [str(config.python), "-m", f"tests.suite.{name}", *arguments]
            return subprocess.run(command, cwd=settings.ROOT, check=False).returncode

    return run


def _odoo_tests(config, arguments):
    steps = Steps(5)
    with _ground(config, steps) as (odoo, databases):
        _templates(config, databases, steps)
        import odoo_tests

        return odoo_tests.run(config, odoo, databases, arguments)


def _bench(config, arguments):
    steps = Steps(5)
    with _ground(config, steps) as (odoo, databases):
        _templates(config, databases, steps)
        from . import testing

        return testing.bench(config, odoo, databases, arguments)


def _db_reset(config, _arguments):
    from . import server
    from .simulators import Simulators

    server.require_port(config.port)
    steps = Steps(6)
    with _ground(config, steps) as (_odoo, databases):
        with _alone(config):
            databases.drop("ic_demo")
            Simulators(config).forget()
        _ensure_demo(config, databases, steps, templates=True)
    return 0


def _lint(config, name):
    _prepare(config, _Quiet(2))
    script = settings.ROOT / "scripts" / "lint.py"
    options = ["--fix"] if name == "format" else []
    return subprocess.run([config.python, script, *options], cwd=settings.ROOT, check=False).returncode


def _clean(config):
    pid = config.data_dir / "postgres" / "postmaster.pid"
    if pid.exists() and os.path.exists(f"/proc/{pid.read_text().split()[0]}"):
        raise Problem("The embedded PostgreSQL is running. Stop `make demo` first.")
    shutil.rmtree(config.data_dir, ignore_errors=True)
    print(f"Removed {config.data_dir}")
    return 0


class _Quiet(Steps):
    """Steps that are not shown, for commands whose output belongs to the caller."""

    @contextlib.contextmanager
    def step(self, title):
        self.number += 1
        yield lambda _text: None
