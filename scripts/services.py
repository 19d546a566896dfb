"""Write docs/services/README.md: which service can do what, read from the services themselves.

Run by ``make services``. Plain Python, nothing to install: the files are read, not imported.
"""

import ast
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = 'docs/services/README.md'
WIDE = 8  # services beside one another in a table

INTRO = """# Services

What each outside service can do here. This page is written by `make services` from the service files: a verb that a
file defines is one it can do, and there is no other list. How to connect one, what surprises and what it was proven
against stands on its own page.
"""

KINDS = {
    'channels': "Sales channels",
    'messaging': "Messages",
    'marketing': "Marketing",
    'accounting': "Accounting",
    'payments': "Payments",
    'prices': "Metal prices",
    'catalogs': "Reference data",
}
# Facts of a kind that are worth a row, in the words of a person.
FACTS = {
    'compares': "refuses a stock change made on outdated grounds, in one step",
    'counts_its_sales': "takes what it sells off its own count",
    'people_count_there': "people change the count there, meaning it",
    'keeps_sold': "keeps a sold piece visible, not for sale",
    'batch': "stock changes per call",
}


def _class(path, base=None):
    """Return the (first) class of a file, or the one that derives from `base`."""
    tree = ast.parse(path.read_text(encoding='utf-8'))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return next(
        (node for node in classes if base is None or base in [ast.unparse(one).split('.')[-1] for one in node.bases]),
        None,
    )


def _values(node, constants=()):
    """Return {name: value} of what a class says of itself in literals or in names of the module."""
    found = {}
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            try:
                found[line.targets[0].id] = ast.literal_eval(line.value)
            except ValueError:
                found[line.targets[0].id] = constants.get(ast.unparse(line.value)) if constants else None
    return found


def _constants(folder, code):
    """Return {name: value} of the plain constants of a service's files."""
    found = {}
    for path in sorted(folder.glob(f'_{code}*.py')) + [folder / f'{code}.py']:
        for node in ast.parse(path.read_text(encoding='utf-8')).body:
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and isinstance(node.value, ast.Constant)
            ):
                found[node.targets[0].id] = node.value.value
    return found


def services(root, kind):
    """Return (verbs of the kind, facts of its base, [service]); a service is a dict of code, name, verbs, facts."""
    folder = root / 'addons/ic_connect' / kind
    base = _class(folder / 'base.py')
    ground = _values(base)
    found = []
    for path in sorted(folder.glob('[a-z]*.py')):
        node = path.name != 'base.py' and _class(path, base.name)
        if node:
            verbs = {line.name for line in node.body if isinstance(line, ast.FunctionDef)}
            facts = _values(node, _constants(folder, path.stem))
            found.append({'code': path.stem, 'name': facts.get('name') or path.stem, 'verbs': verbs, 'facts': facts})
    return ground['verbs'], ground, sorted(found, key=lambda one: one['name'].lower())


def proofs(root, code):
    """Return (what the recorded answers come from, whether there is a simulator), in words."""
    files = sorted((root / 'tests/connect/recorded' / code).glob('*.json'))
    sources = sorted({json.loads(path.read_text(encoding='utf-8'))['source'] for path in files})
    return ', '.join(sources), 'yes' if (root / 'tests/simulators' / f'{code}.py').is_file() else ''


def _table(head, rows):
    lines = ['| ' + ' | '.join(head) + ' |', '|' + '---|' * len(head)]
    return '\n'.join(lines + ['| ' + ' | '.join(row) + ' |' for row in rows])


def _said(value):
    """Return a fact in a word: yes, nothing for no, or its figure."""
    if value is None:
        return '?'
    return ('yes' if value else '') if isinstance(value, bool) else str(value)


def _link(root, service):
    there = (root / 'docs/services' / f'{service["code"]}.md').is_file()
    return f'[{service["name"]}]({service["code"]}.md)' if there else service['name']


def section(root, kind):
    """Return the part of the page about one kind; '' when it has no service."""
    verbs, ground, found = services(root, kind)
    parts = [f'## {KINDS.get(kind, kind.capitalize())}']
    for start in range(0, len(found), WIDE):
        some = found[start : start + WIDE]
        rows = [[verb.replace('_', ' '), *('yes' if verb in one['verbs'] else '' for one in some)] for verb in verbs]
        rows += [
            [words, *(_said(one['facts'].get(name, ground[name])) for one in some)]
            for name, words in FACTS.items()
            if name in ground
        ]
        proven = [proofs(root, one['code']) for one in some]
        rows.append(["recorded answers come from", *(sources for sources, _simulator in proven)])
        rows.append(
            ["met a live account", *('yes' if 'recorded' in sources else 'no' for sources, _simulator in proven)]
        )
        if any(simulator for _sources, simulator in proven):
            rows.append(["has a simulator", *(simulator for _sources, simulator in proven)])
        parts.append(_table(['', *(_link(root, one) for one in some)], rows))
    return '\n\n'.join(parts) if found else ''


def page(root=ROOT):
    """Return the whole page."""
    kinds = sorted(path.parent.name for path in (root / 'addons/ic_connect').glob('*/base.py'))
    known = [kind for kind in KINDS if kind in kinds] + [kind for kind in kinds if kind not in KINDS]
    return '\n\n'.join(filter(None, [INTRO.strip(), *(section(root, kind) for kind in known)])) + '\n'


if __name__ == '__main__':
    target = ROOT / PAGE
    target.write_text(page(), encoding='utf-8')
    print(f"wrote {PAGE}")
    sys.exit(0)
