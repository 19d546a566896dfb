"""Check the documentation: links lead somewhere, and docs/features.md names files and tests that exist.

Run by ``make docs`` and by the tests. Plain Python, nothing to install.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FEATURES = ROOT / "docs" / "features.md"
STATES = ("done", "part", "planned")


def pages(root=ROOT):
    """All Markdown pages of the project, as paths."""
    skipped = {".ic", ".git", "node_modules"}
    return [page for page in sorted(root.rglob("*.md")) if not skipped & set(page.relative_to(root).parts)]


def broken_links(page, root=ROOT):
    """Yield a complaint for each relative link or picture of ``page`` that leads nowhere."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        path = target.partition("#")[0]
        if path and not re.match(r"[a-z]+:", path) and not (page.parent / path).exists():
            yield f"{page.relative_to(root)}: the link {target} leads nowhere"


def feature_rows(text):
    """Rows of the feature table: dicts with id, state, where, tests (lists of str without backticks)."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 5 and re.fullmatch(r"[A-Z]\d\d", cells[0]):
            yield {
                "id": cells[0],
                "state": cells[2],
                "where": re.findall(r"`([^`]+)`", cells[3]),
                "tests": re.findall(r"`([^`]+)`", cells[4]),
            }


def broken_rows(text, root=ROOT):
    """Yield a complaint for each row that promises what is not there."""
    seen = set()
    for row in feature_rows(text):
        name = row["id"]
        if name in seen:
            yield f"features.md: {name} stands twice"
        seen.add(name)
        if row["state"] not in STATES:
            yield f"features.md: {name} has the state {row['state']!r}, not one of {', '.join(STATES)}"
        if row["state"] == "done" and not (row["where"] and row["tests"]):
            yield f"features.md: {name} is done but names no place or no test"
        for path in row["where"]:
            if not (root / path).exists():
                yield f"features.md: {name} lives in {path}, which does not exist"
        for test in row["tests"]:
            yield from _broken_test(name, test, root)


def _broken_test(name, test, root):
    path, _sign, function = test.partition("::")
    if not (root / path).exists():
        yield f"features.md: {name} is proved by {path}, which does not exist"
    elif function and not re.search(rf"def {re.escape(function)}\b", (root / path).read_text()):
        yield f"features.md: {name} is proved by {function}, which {path} does not have"


def complaints():
    """All complaints about the documentation, as a list of str."""
    found = [line for page in pages() for line in broken_links(page)]
    return found + list(broken_rows(FEATURES.read_text()))


if __name__ == "__main__":
    wrong = complaints()
    print("\n".join(wrong) if wrong else f"{len(pages())} pages: every link and every row of features.md holds.")
    sys.exit(bool(wrong))
