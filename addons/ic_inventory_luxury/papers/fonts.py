"""The typefaces of our paper: those that come with Odoo's web client, so that every machine prints alike."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FILES = {'Paper': 'Lato-Reg', 'Paper-Light': 'Lato-Lig', 'Paper-Bold': 'Lato-Bol', 'Paper-Italic': 'Lato-RegIta'}


@cache
def register():
    """Make the typefaces known to reportlab, once per process."""
    folder = Path(find_spec('odoo.addons.web').origin).parent / 'static' / 'fonts' / 'lato'
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, folder / f'{file}-webfont.ttf'))
