"""What is compared: the facts of a wish and of a piece as dicts, and what comes of it."""

import difflib
from dataclasses import dataclass, field

WISH = {
    'category': '',
    'brand': 0,
    'family': 0,
    'references': (),
    'nickname': '',
    'sub_model': '',
    'colors': (),
    'materials': (),
    'traits': (),
    'unwanted': (),
    'words': (),
    'price_max': 0.0,
    'year_from': 0,
    'year_to': 0,
    'size_from': 0.0,
    'size_to': 0.0,
    'size': '',
    'size_system': '',
    'condition': 0,
    'box': False,
    'papers': False,
}
PIECE = {
    'category': '',
    'brand': 0,
    'families': (),
    'references': (),
    'maybe_references': (),  # one of these, by its nickname
    'called': '',  # the nickname that it is sold by
    'names': (),  # all nicknames of its reference
    'known': False,  # the catalog knows the reference, so that what it does not say is not so
    'sub_model': '',
    'colors': (),
    'maybe_colors': (),  # one of these, by the catalog
    'materials': (),
    'traits': (),
    'words': (),
    'price': 0.0,
    'year': 0,
    'year_about': False,
    'size_mm': 0.0,
    'sizes': {},  # system -> size
    'condition': 0,
    'box': None,
    'papers': None,
}


@dataclass
class Outcome:
    """`score` 0 means refused, then `refused` names why. `reasons`: list of (sign, code, what); signs + ~ ?"""

    score: int = 0
    refused: str = ''
    reasons: list = field(default_factory=list)
    terms_at: int = 0  # how many of the reasons are named before price and years


class Refused(Exception):
    """The piece does not meet the wish; the text is the code of what contradicts."""


def says(piece, word):
    """Tell whether the words of the piece have `word`, or one that is nearly spelled like it."""
    words = piece['words']
    if word in words:
        return True
    return len(word) > 4 and bool(difflib.get_close_matches(word, words, n=1, cutoff=0.84))
