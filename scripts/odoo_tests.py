"""`make odoo-tests`: Odoo's own tests of what we build on, without our addons and with them, and what differs.

Each module's tests run twice with pytest, on a fresh copy of the database of Odoo's own modules and on one of the
suite. A test that fails with the suite only is a new failure, unless odoo_tests_expected.toml names it with a reason:
these are tests that expect an oversale to work. New failures get a second run by themselves; those that pass then are
reported apart, for they depend on the order or on the clock. `ARGS="stock"` picks modules, `--tours` adds the tests
that need a browser to the point of sale's (without, they are left out for they take half an hour).
"""

import contextlib
import os
import subprocess
import tomllib
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from toolbox import database, server
from toolbox.console import Problem

EXPECTED = Path(__file__).with_name("odoo_tests_expected.toml")
MODULES = ("stock", "sale_stock", "website_sale_stock", "point_of_sale", "crm", "calendar")
# Half of the tests that need a browser are tours of the till; a shop's tests need it throughout.
TOURS_ON_DEMAND = {"point_of_sale"}
SIDES = {"odoo": database.BASE, "suite": database.SUITE}
BAD = ("failed", "error")
# Odoo's own test runner builds the bundles before tests in a browser; else each of them would build them anew. And its
# tours wait for the cartoon of a won deal, which we switch off on installing: a setting, here as Odoo has it.
READY = """
env["ir.qweb"]._pregenerate_assets_bundles()
env["ir.config_parameter"].set_param("base_setup.show_effect", "True")
env.cr.commit()
"""


def run(config, odoo, databases, arguments):
    """Run both sides and print the difference. Returns 0 when there is no new failure."""
    tours = "--tours" in arguments
    modules = [name for name in arguments if not name.startswith("-")] or list(MODULES)
    unknown = set(modules) - set(MODULES)
    if unknown:
        raise Problem(f"No tests are set up for {', '.join(sorted(unknown))}; there are {', '.join(MODULES)}.")
    new = False
    with _prepared(odoo, databases):
        for module in modules:
            bench = _Bench(config, odoo, databases, module, tours=tours or module not in TOURS_ON_DEMAND)
            before, after = bench.outcomes("odoo"), bench.outcomes("suite")
            suspects = difference(before, after, {})["new"]
            again = bench.outcomes("suite", only=suspects) if suspects else {}
            found = difference(before, after, expected(module), again)
            print(report(module, before, after, found), flush=True)
            new = new or bool(found["new"] or found["lost"])
    return int(new)


@contextlib.contextmanager
def _prepared(odoo, databases):
    """Keep, while the block runs, a copy of each side's database with the bundles that browsers ask for."""
    try:
        for side, source in SIDES.items():
            databases.copy(source, _ready(side))
            subprocess.run(odoo.shell_command(_ready(side)), input=READY, text=True, check=True)
        yield
    finally:
        for side in SIDES:
            databases.drop(_ready(side))


def _ready(side):
    return f"ic_odoo_tests_{side}_ready"


def expected(module):
    """Return a dict of test -> reason: the failures of a module that are as they should be."""
    return tomllib.loads(EXPECTED.read_text()).get(module, {})


def difference(before, after, excused, again=None):
    """Compare two dicts of test -> outcome.

    :param dict excused: test -> reason why it may fail with the suite
    :param dict again: outcomes of a second run of those that failed with the suite only
    :return: dict of lists of tests: `new` failures, `excused` ones, `unsteady` ones (passed the second time), `idle`
        (excused, but they pass), `lost` (ran before, not any more), `mended` (fail in stock Odoo only)
    """
    again = again or {}
    worse = [test for test, state in after.items() if state in BAD and before.get(test) not in BAD]
    return {
        "new": [test for test in worse if test not in excused and again.get(test) != "passed"],
        "excused": [test for test in worse if test in excused],
        "unsteady": [test for test in worse if test not in excused and again.get(test) == "passed"],
        "idle": [test for test in excused if after.get(test) == "passed"],
        "lost": [test for test, state in before.items() if state == "passed" and after.get(test) in (None, "skipped")],
        "mended": [test for test, state in before.items() if state in BAD and after.get(test) == "passed"],
    }


def read_junit(path):
    """Return a dict "file::Class::test" -> passed, failed, error or skipped, from pytest's XML report."""
    outcomes = {}
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        tags = {child.tag for child in case}
        state = "failed" if "failure" in tags else "error" if "error" in tags else None
        state = state or ("skipped" if "skipped" in tags else "passed")
        name = "::".join([*case.get("classname").rsplit(".", 2)[-2:], case.get("name")])
        if outcomes.get(name) not in BAD:  # a subtest and its test share a name: the worse of them counts
            outcomes[name] = state
    return outcomes


def report(module, before, after, found):
    """Return what a person reads about one module."""
    lines = [f"\n{module}"]
    for label, outcomes in (("Odoo alone", before), ("with the suite", after)):
        counts = Counter(outcomes.values())
        lines.append(f"  {label:<15} " + ", ".join(f"{counts[state]} {state}" for state in sorted(counts)))
    words = {
        "new": "NEW FAILURE",
        "lost": "NOT RUN ANY MORE",
        "unsteady": "failed, passed by itself",
        "excused": "fails as expected",
        "idle": "expected to fail, passes",
        "mended": "fails in Odoo alone only",
    }
    reasons = expected(module)
    for key, label in words.items():
        for test in found[key]:
            reason = f": {reasons[test]}" if key in ("excused", "idle") else ""
            lines.append(f"  {label}: {test}{reason}")
    if not found["new"] and not found["lost"]:
        lines.append("  no new failure")
    return "\n".join(lines)


class _Bench:
    """One module's tests, to be run on either side."""

    def __init__(self, config, odoo, databases, module, *, tours):
        self.config, self.odoo, self.databases = config, odoo, databases
        self.module, self.tours = module, tours
        found = [Path(folder) / module / "tests" for folder in odoo.runtime.addons]
        self.folder = next((folder for folder in found if folder.is_dir()), None)
        if not self.folder:
            raise Problem(f"This Odoo comes without the tests of {module}; set ODOO_SRC to a checkout.")

    def outcomes(self, side, only=()):
        """Run the tests (or `only` those) on a fresh copy of a side's database; returns test -> outcome."""
        name = f"ic_odoo_tests_{side}"
        out = self.config.data_dir / "odoo-tests"
        out.mkdir(parents=True, exist_ok=True)
        result = out / f"{self.module}-{side}{'-again' if only else ''}.xml"
        result.unlink(missing_ok=True)
        self.databases.copy(_ready(side), name)
        try:
            self._pytest(name, result, [f"{self.folder}/{test.replace('::', '.py::', 1)}" for test in only])
        finally:
            self.databases.drop(name)
        if not result.exists():
            raise Problem(f"pytest ended without a result; see {result.with_suffix('.log')}")
        return read_junit(result)

    def _pytest(self, name, result, chosen):
        conf = self.odoo.write_config(name, port=server.free_port(), name=f"{name}-pytest")
        # No settings of ours: neither our pytest plugins' folder nor our root is Odoo's.
        command = [self.config.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull]
        command += [f"--rootdir={self.folder}", f"--odoo-config={conf}", "--tb=short", f"--junitxml={result}"]
        command += ["--odoo-http"] if self.tours else []
        with result.with_suffix(".log").open("wb") as log:
            subprocess.run(
                [str(part) for part in [*command, *(chosen or [self.folder])]],
                cwd=result.parent,
                env={**os.environ, "ODOO_RC": str(conf)},
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
