"""Read what somebody wishes for, in his own words, into fields - and say which words each field came from.

`read("steel Daytona white dial, full set, under 30k, 2019 or later", knowledge)`. A pure function: what can be read two
ways is left to the person, who sees the fields and corrects them.
"""

import re
from dataclasses import dataclass, field

from .looks import read_looks
from .money import read_price
from .names import read_names, read_sub_model
from .sizes import read_condition, read_millimetres, read_scope, read_size_of_name, read_worn_size
from .text import Text, code_of
from .vocabulary import (
    CATEGORY_CODES,
    CATEGORY_WORDS,
    COLOR_CODES,
    COLOR_WORDS,
    FILLER,
    MATERIAL_CODES,
    MATERIAL_WORDS,
    TRAIT_CODES,
    TRAIT_WORDS,
)
from .years import read_years

LIMIT = 2000
_TAG = re.compile(r'\[[^\]]{2,12}\]')
_NOT = re.compile(
    r"(?<![^\W_])(?:no|not|non|without|w/o|never|kein(?:e[nrs]?)?|nicht|ohne|pas de|pas d'|sans|senza|niente|sin"
    r"|geen|zonder|nothing in)"
    r"\s+(?P<what>[^,.;:!?()]{2,40})"
)
_NOT_STOP = re.compile(
    r"^(?:oltre|mas tarde|older|newer|later|earlier|more|less|over|under|date\b|box|papers?|full|need|reserve"
    r"|polish(?!ed)|original box|rush"
    r"|original papers|papier)|\b(?:but|aber|mais|ma|pero|and with|und mit|please|thanks|under|below|max|unter"
    r"|with|mit)\b"
)
# "Bracelet for Seiko 5": what fits a watch is none.
_PART = re.compile(
    r'(?<![^\W_])(?:dial|bracelet|straps?|bands?|bezel|insert|clasp|links?|crystal|buckle|hands|zifferblatt|armband'
    r'|band|cadran|cinturino|quadrante)\s+(?:only\s+)?(?:for|fur|pour|per|voor)\s+(?!sale\b|[$€£\d])'
)
# Up to 22 mm a strap is measured by the lugs that it fits: "Panerai rubber strap 22mm".
_STRAP = re.compile(r'(?<![^\W_])(?:straps?|bracelets?|bands?|armband|cinturino|nato)(?![^\W_])')
_LUGS = 22.0
_YEAR = re.compile(r'(?:19|20)?\d\d')
# One value each; the rest are lists.
SINGLE = {
    'brand',
    'family',
    'price_max',
    'currency',
    'year_from',
    'year_to',
    'size',
    'size_system',
    'size_from',
    'size_to',
    'condition',
    'box',
    'papers',
    'sub_model',
    'nickname',
    'category',
}


@dataclass
class Reading:
    """What a text says. `values`: field -> value or list; `found`: each with its words; `rest`: the other words."""

    values: dict = field(default_factory=dict)
    found: list = field(default_factory=list)
    rest: list = field(default_factory=list)

    def words_of(self, name):
        """Return the words that the field `name` was read from."""
        return ' … '.join(dict.fromkeys(one.words for one in self.found if one.field == name and one.words))


def read(raw, knowledge, currency=None, category=None, brand=None):
    """Return the Reading of `raw`.

    :param str raw: what somebody wrote
    :param Knowledge knowledge: the names that the store knows
    :param str currency: ISO code meant where an amount names none
    :param str category: the category, where it is known already
    :param int brand: the brand, where it is known already
    """
    text = Text((raw or '')[:LIMIT])
    for match in text.matches(_TAG):
        text.take(*match.span())
    _read_unwanted(text)
    read_price(text, currency)
    read_years(text)
    read_scope(text)
    read_millimetres(text)
    read_names(text, knowledge, brand)
    category = category or _category(text, knowledge)
    read_worn_size(text, category)
    read_size_of_name(text, category)
    read_condition(text)
    read_looks(text, category, knowledge)
    read_sub_model(text)
    _drop_implied(text, knowledge)
    if category:
        text.found = [one for one in text.found if one.field != 'category' or one.value == category]
        if not text.values('category'):
            text.note('category', category, 0, 0, take=False)
    return _reading(text)


def _drop_implied(text, knowledge):
    """Whoever says Daytona and chronograph says it twice."""
    families = [knowledge.family_by_id[number].name.casefold() for number in text.values('family')]
    if any(word in name for name in families for word in ('chronograph', 'cosmograph', 'chronomat')):
        text.found = [one for one in text.found if (one.field, one.value) != ('traits', 'chronograph')]


def _reading(text):
    reading = Reading(found=text.found)
    for one in text.found:
        if one.field in SINGLE:
            reading.values.setdefault(one.field, one.value)
        elif one.value not in reading.values.setdefault(one.field, []):
            reading.values[one.field].append(one.value)
    dated = {'year_from', 'year_to'} & reading.values.keys()
    # A name that is said twice tells nothing new, and a second year neither.
    said = {word for one in text.found if one.field in ('brand', 'family') for word in one.words.casefold().split()}
    reading.rest = [
        word
        for _start, _end, word in text.words()
        if word not in FILLER
        and word not in said
        and (len(word) > 2 or word.isdigit())
        and not (dated and _YEAR.fullmatch(word))
    ]
    return reading


def _read_unwanted(text):
    """Note what must not be: "no diamonds", "nicht in Gold"."""
    for match in text.matches(_NOT):
        what = match['what']
        stop = _NOT_STOP.search(what)
        if stop and stop.start() == 0:
            continue
        what = what[: stop.start()] if stop else what
        start, end = match.start('what'), match.start('what') + len(what)
        noted = False
        for pattern, codes in (
            (TRAIT_WORDS, TRAIT_CODES),
            (MATERIAL_WORDS, MATERIAL_CODES),
            (COLOR_WORDS, COLOR_CODES),
        ):
            for one in pattern.finditer(text.folded, start, end):
                code = code_of(one.group(), codes)
                if code and code != 'unpolished' and text.is_free(*one.span()):
                    text.note('unwanted', code, one.start(), one.end())
                    noted = True
        if noted:
            text.take(match.start(), start)


def _category(text, knowledge):
    """Return the category that family, words or brand leave no doubt about."""
    if _is_part(text):
        return 'accessory'
    for number in text.values('family'):
        return knowledge.family_by_id[number].category
    for match in text.matches(CATEGORY_WORDS):
        code = code_of(match.group(), CATEGORY_CODES)
        text.note('category', code, *match.span())
        return code
    for number in text.values('brand'):
        known = knowledge.brand_categories.get(number, set())
        if len(known) == 1:
            return next(iter(known))
        if 'watch' in known and (text.values('reference') or text.values('size_from')):
            return 'watch'
    return None


def _is_part(text):
    sizes = text.values('size_to')
    return bool(_PART.search(text.folded) or (sizes and sizes[0] <= _LUGS and _STRAP.search(text.folded)))
