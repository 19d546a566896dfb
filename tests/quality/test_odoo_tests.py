"""What `make odoo-tests` calls a new failure."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import odoo_tests

JUNIT = """<testsuites><testsuite>
<testcase classname="test_a.TestA" name="test_fine"/>
<testcase classname="test_a.TestA" name="test_bad"><failure message="1 != 2"/></testcase>
<testcase classname="tests.test_a.TestA" name="test_left"><skipped message="no browser"/></testcase>
<testcase classname="test_a.TestA" name="test_broken"><error message="setUpClass"/></testcase>
<testcase classname="test_a.TestA" name="test_sub"><failure message="of a subtest"/></testcase>
<testcase classname="test_a.TestA" name="test_sub"/>
</testsuite></testsuites>"""


def test_reads_pytests_report(tmp_path):
    (tmp_path / "out.xml").write_text(JUNIT)
    assert odoo_tests.read_junit(tmp_path / "out.xml") == {
        "test_a::TestA::test_fine": "passed",
        "test_a::TestA::test_bad": "failed",
        "test_a::TestA::test_left": "skipped",
        "test_a::TestA::test_broken": "error",
        "test_a::TestA::test_sub": "failed",
    }


def test_tells_new_failures_from_the_rest():
    before = {"ok": "passed", "old": "failed", "sold": "passed", "shy": "passed", "gone": "passed", "late": "error"}
    after = {"ok": "failed", "old": "failed", "sold": "failed", "shy": "error", "late": "passed", "extra": "failed"}
    found = odoo_tests.difference(before, after, {"sold": "oversells", "late": "old news"}, {"shy": "passed"})
    assert found == {
        "new": ["ok", "extra"],
        "excused": ["sold"],
        "unsteady": ["shy"],
        "idle": ["late"],
        "lost": ["gone"],
        "mended": ["late"],
    }


def test_every_expected_failure_has_a_module_and_a_reason():
    import tomllib

    listed = tomllib.loads(odoo_tests.EXPECTED.read_text())
    assert set(listed) <= set(odoo_tests.MODULES)
    for tests in listed.values():
        for test, reason in tests.items():
            assert test.count("::") == 2 and len(reason) > 20, test


def test_the_report_names_what_broke():
    before, after = {"a::B::c": "passed"}, {"a::B::c": "failed"}
    text = odoo_tests.report("stock", before, after, odoo_tests.difference(before, after, {}))
    assert "NEW FAILURE: a::B::c" in text and "no new failure" not in text
