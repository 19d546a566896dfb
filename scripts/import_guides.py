"""Write docs/user/import-<category>.md from the table by which the importer reads lists.

`python scripts/import_guides.py` writes them; a test holds that they are up to date.
"""

import importlib
import sys
import types
from pathlib import Path

ROOT = Path(__file__).parents[1]
LABELS = {
    'watch': "watches",
    'handbag': "handbags",
    'sneaker': "sneakers",
    'apparel': "apparel",
    'accessory': "accessories",
    'jewelry': "fine jewelry",
    'bullion': "bullion",
    'artwork': "artworks",
}


def load_guide():
    """Return the module `importing.guide`; the addon around it needs Odoo, which is not needed here."""
    package = types.ModuleType('ic_pure')
    package.__path__ = [str(ROOT / 'addons/ic_inventory_luxury')]
    sys.modules['ic_pure'] = package
    return importlib.import_module('ic_pure.importing.guide')


def main():
    guide = load_guide()
    for category, label in LABELS.items():
        path = ROOT / f'docs/user/import-{category}.md'
        path.write_text(guide.markdown(category, label), encoding='utf-8')


if __name__ == '__main__':
    main()
