"""Who may import whom. Three rules keep the two kinds of code apart (see docs/develop.md).

1. `ic_connect` is plain Python: nothing in it imports `odoo`.
2. Every other addon is Odoo: none imports an HTTP client. They ask a service of `ic_connect`.
3. Addons above `ic_inventory_luxury` do not import each other; where two meet, the lower one offers a method to extend.
"""

import ast
import sys
from pathlib import Path

ADDONS = Path(__file__).resolve().parents[1] / 'addons'
HTTP_CLIENTS = ('requests', 'httpx', 'urllib3', 'aiohttp', 'urllib.request', 'http.client', 'pycurl', 'websocket')
SHARED = {'ic_connect', 'ic_inventory_luxury'}  # everybody may import these
FREE = {'ic_pos', 'ic_api', 'inventory_connect'}  # these may import the others


def imported(path):
    """Yield (line, dotted name) of everything a Python file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f'{node.module}.{alias.name}') for alias in node.names)


def broken_rule(addon, name, in_tests=False):
    """Return the sentence about the rule an import breaks, or ''.

    :param str addon: folder name of the importing addon
    :param str name: dotted name of what is imported
    :param bool in_tests: tests may speak HTTP to the server under test
    """
    parts = name.split('.')
    if addon == 'ic_connect':
        return "ic_connect is plain Python and may not import odoo" if parts[0] == 'odoo' else ''
    if not in_tests and any(name == client or name.startswith(client + '.') for client in HTTP_CLIENTS):
        return f"only ic_connect talks to the network, {addon} may not import {name}"
    other = parts[2] if parts[:2] == ['odoo', 'addons'] and len(parts) > 2 else parts[0]
    if other.startswith('ic_') and other != addon and other not in SHARED and addon not in FREE:
        return f"{addon} may not import {other}: extend a method with super() instead"
    return ''


def problems(addons=ADDONS):
    """Return one line per broken rule."""
    found = []
    for path in sorted(addons.glob('*/**/*.py')):
        inside = path.relative_to(addons)
        for line, name in imported(path):
            rule = broken_rule(inside.parts[0], name, in_tests='tests' in inside.parts[1:-1])
            if rule:
                found.append(f"addons/{inside}:{line}: {rule}")
    return found


if __name__ == '__main__':
    lines = problems()
    print('\n'.join(lines)) if lines else None
    sys.exit(1 if lines else 0)
