"""Tests of the project's own files: they read and parse, and need neither Odoo's database nor a network."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in ('scripts', 'addons'):
    if str(ROOT / folder) not in sys.path:
        sys.path.insert(0, str(ROOT / folder))
