"""The typefaces of the shop, on paper: the same families, one weight each, as files that reportlab can embed."""

from functools import cache
from pathlib import Path

from PIL import ImageFont, features
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent.parent / 'static' / 'fonts' / 'print'
FILES = {
    'Display': 'CormorantGaramond-Medium',
    'Display-Italic': 'CormorantGaramond-MediumItalic',
    'Text': 'Jost-Light',
    'Text-Strong': 'Jost-Regular',
    'Cyrillic': 'NotoSans-Cyrillic',
    'Hebrew': 'NotoSans-Hebrew',
    'Arabic': 'NotoSans-Arabic',
}
# Where a letter is looked for that the wanted face does not have, in this order.
OTHERS = ('Cyrillic', 'Hebrew', 'Arabic', 'Text')


@cache
def register():
    """Make the typefaces known to reportlab, once per process; gives dict name -> set of the letters it has."""
    letters = {}
    for name, file in FILES.items():
        font = TTFont(name, FOLDER / f'{file}.ttf')
        pdfmetrics.registerFont(font)
        letters[name] = frozenset(font.face.charToGlyph)
    return letters


def face_for(letter, wanted):
    """Return the name of the face that has `letter`: the wanted one, else another, else the wanted one."""
    letters = register()
    code = ord(letter)
    if code in letters[wanted] or letter.isspace():
        return wanted
    return next((name for name in OTHERS if code in letters[name]), wanted)


def is_right_to_left(text):
    """Tell whether `text` is written from right to left: by its first letter that says so."""
    for letter in text:
        if '\u0590' <= letter <= '\u08ff' or '\ufb1d' <= letter <= '\ufefc':
            return True
        if letter.isalpha():
            return False
    return False


@cache
def can_shape():
    """Tell whether this machine joins Arabic letters and orders lines from right to left (raqm with fribidi)."""
    return features.check('raqm') and features.check('fribidi')


@cache
def pillow_font(name, pixels):
    """Return the face `name` for drawing with Pillow, `pixels` high."""
    return ImageFont.truetype(FOLDER / f'{FILES[name]}.ttf', pixels, layout_engine=ImageFont.Layout.RAQM)
