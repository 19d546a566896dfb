"""The documentation is true: links, the feature table, and the checker itself."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import matrix


def test_links_and_the_feature_table_hold():
    assert matrix.complaints() == []


def test_a_dead_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[a](page.md#part) [b](gone.md) ![c](pic.png) [d](https://example.com)")
    assert list(matrix.broken_links(page, tmp_path)) == [
        "page.md: the link gone.md leads nowhere",
        "page.md: the link pic.png leads nowhere",
    ]


def test_a_row_that_promises_too_much_is_found(tmp_path):
    (tmp_path / "test_it.py").write_text("def test_that(): ...\n")
    table = (
        "| A01 | Title | done | `gone.py` | `test_it.py::test_that` |\n"
        "| A02 | Title | done | `test_it.py` | `test_it.py::test_other` |\n"
        "| A02 | Title | perhaps |  |  |\n"
    )
    assert list(matrix.broken_rows(table, tmp_path)) == [
        "features.md: A01 lives in gone.py, which does not exist",
        "features.md: A02 is proved by test_other, which test_it.py does not have",
        "features.md: A02 stands twice",
        "features.md: A02 has the state 'perhaps', not one of done, part, planned",
    ]
