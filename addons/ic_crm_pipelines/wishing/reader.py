"""Read what somebody wishes for, in his own words, into fields - and say which words each field came from.

`read("steel Daytona white dial, full set, under 30k, 2019 or later", knowledge)`. A pure function: what can be read two
ways is left to the person, who sees the fields and corrects them.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from .money import read_price
from .names import read_names, read_sub_model
from .sizes import read_condition, read_millimetres, read_scope, read_worn_size, size_in_name
from .text import Text, code_of, codes_in
from .vocabulary import (
    CATEGORY_CODES,
    CATEGORY_WORDS,
    COLOR_CODES,
    COLOR_WORDS,
    DIAL_BEFORE,
    FILLER,
    GOLDS,
    LEATHERS,
    MARKS,
    MATERIAL_CODES,
    MATERIAL_WORDS,
    OF_ANOTHER,
    OF_SOMETHING,
    PLATED,
    TRAIT_CODES,
    TRAIT_WORDS,
    WRITTEN,
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
_OF = re.compile(OF_SOMETHING)
_OF_ANOTHER = re.compile(OF_ANOTHER)
_WRITTEN = re.compile(WRITTEN)
_MARKS = re.compile(MARKS)
_DIAL_BEFORE = re.compile(DIAL_BEFORE)
_PLATED = re.compile(PLATED)
_BEFORE_DIAL = re.compile(r'\s*-?\s*(?:dial|face|zifferblatt)\b')
_DIAL_INSIDE = re.compile(r'dial|zifferblatt|cadran|quadrante')
# "Green index dial", "silver grey dial": up to two words that name no other part and no metal.
_NEAR_DIAL = re.compile(r'((?:[\s-]+[a-z]+){1,2}?)[\s-]+(?:dial|face|zifferblatt)\b')
_PARTS = re.compile(r'(?:bezel|insert|strap|bracelet|band|hands?|lume|and|with|w|leather|rubber|glass|crystal|subdials?)\b')
# "Bracelet for Seiko 5": what fits a watch is none.
_PART = re.compile(
    r'(?<![^\W_])(?:dial|bracelet|straps?|bands?|bezel|insert|clasp|links?|crystal|buckle|hands|zifferblatt|armband'
    r'|band|cadran|cinturino|quadrante)\s+(?:only\s+)?(?:for|fur|pour|per|voor)\s+(?!sale\b|[$€£\d])'
)
# Up to 22 mm a strap is measured by the lugs that it fits: "Panerai rubber strap 22mm".
_STRAP = re.compile(r'(?<![^\W_])(?:straps?|bracelets?|bands?|armband|cinturino|nato)(?![^\W_])')
_LUGS = 22.0
# "Edelstahl Gelbgold"; white gold beside steel is only the bezel, and the trade calls the watch steel.
_BESIDE = re.compile(
    r'[\s/&+\\-]{0,3}(?:(?:and|et|und|e|ed|y|mit|con|with)\s)?\s*(?:\d{1,2}\s?(?:k|kt|ct|karat)\s)?\s*'
)
_WARM = {'gold', 'yellow_gold', 'rose_gold'}
# Not "24 months", "26 jewels", "36 links".
_BARE_SIZE = re.compile(r'\s*(\d{2})(?![\w/%-]|[.,]\d|\s?[$€£]|\s+(?:months?|mois|monate|mesi|jewels|rubis|links))')
# A number from 34 to 46 by itself is the size of a watch: "Superocean Heritage Chronograph 46".
_LONE_SIZE = re.compile(
    r'(?<![\w.,/$€£#-])(?<![a-z]\. )(3[4-9]|4[0-6])(?![\w/%.,-]|\s?[$€£]|\s+(?:months?|mois|monate|mesi|jewels|rubis|links|mm))'
)
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
    _read_bag_size(text, category)
    read_condition(text)
    _read_words(text, category)
    _drop_impossible(text, knowledge)
    read_sub_model(text)
    _drop_implied(text, knowledge)
    if category:
        text.found = [one for one in text.found if one.field != 'category' or one.value == category]
        if not text.values('category'):
            text.note('category', category, 0, 0, take=False)
    return _reading(text)


# The trade says these of bezels, writings and straps where no case or dial of the family is of them.
_OF_PARTS = {'ceramic', 'platinum', 'bronze', 'carbon', 'red', 'orange', 'yellow', 'pink', 'purple', 'burgundy'}


def _drop_impossible(text, knowledge):
    """A "Submariner Keramik" has a bezel of ceramic, and a "red Submariner" red letters: none is made of it."""
    for number in text.values('family'):
        made, dials = knowledge.made_in(number), knowledge.dials_of(number)
        known = {code for words in dials for code in codes_in(words, COLOR_WORDS, COLOR_CODES)}
        text.found = [
            one
            for one in text.found
            if one.value not in _OF_PARTS
            or not (one.field == 'materials' and made and one.value not in made)
            and not (one.field == 'colors' and known and one.value not in known)
        ]
        if 'GMT' in knowledge.family_by_id[number].name and len(text.values('colors')) > 1:
            text.found = [one for one in text.found if one.field != 'colors']  # of two colors is its bezel


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
        if word not in FILLER and word not in said and (len(word) > 2 or word.isdigit()) and not (dated and _YEAR.fullmatch(word))
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


def _read_bag_size(text, category):
    """The number behind the family of a bag is its size: Birkin 30. Of a watch it is the millimetres: Datejust 41."""
    if category not in ('handbag', 'watch'):
        return
    for one in [one for one in text.found if one.field == 'family']:
        match = _BARE_SIZE.match(text.folded, one.end)
        if not match or not text.is_free(*match.span(1)):
            continue
        if category == 'handbag' and not text.values('size'):
            text.note('size', match[1], *match.span(1))
        elif category == 'watch':
            _note_size(text, match)
    if category == 'watch' and text.values('family') and not text.values('nickname'):
        for match in text.matches(_LONE_SIZE):
            _note_size(text, match)


def _note_size(text, match):
    if not text.values('size_to') and not text.values('size_from') and size_in_name(match[1]):
        text.note('size_from', float(match[1]), *match.span(1), take=False)
        text.note('size_to', float(match[1]), *match.span(1))


def _read_words(text, category):
    """Note features, colors and materials."""
    for match in text.matches(TRAIT_WORDS):
        text.note('traits', code_of(match.group(), TRAIT_CODES), *match.span())
    for match in text.matches(COLOR_WORDS):
        code = code_of(match.group(), COLOR_CODES)
        if _is_of_dial(text, match):
            text.note('colors', code, *match.span())
    _read_materials(text, category)
    has_dial = bool(text.values('colors'))
    for match in text.matches(COLOR_WORDS):
        if category == 'watch' and (has_dial or _is_of_another_part(text, match)):
            text.take(*match.span())
            continue
        text.note('colors', code_of(match.group(), COLOR_CODES), *match.span())
    for match in text.matches(CATEGORY_WORDS):
        text.take(*match.span())


def _is_of_dial(text, match):
    near = _NEAR_DIAL.match(text.folded, match.end())
    if near and not (_PARTS.search(near[1]) or MATERIAL_WORDS.search(near[1])):
        return True
    if _BEFORE_DIAL.match(text.folded, match.end()) or _DIAL_INSIDE.search(match.group()):
        return True
    return bool(_DIAL_BEFORE.search(text.folded, 0, match.start()) and not _OF.match(text.folded, match.end()))


def _is_of_another_part(text, match):
    """Tell whether a color is that of a bezel, a strap or a writing."""
    after = _OF.match(text.folded, match.end()) or _WRITTEN.match(text.folded, match.end())
    return bool(after or _OF_ANOTHER.search(text.folded, 0, match.start()))


def _read_materials(text, category):
    """The strap of a watch and the hardware of a bag are not what it is made of."""
    for match in text.matches(_PLATED):
        text.take(*match.span())
    for match in text.matches(MATERIAL_WORDS):
        code = code_of(match.group(), MATERIAL_CODES)
        after = text.folded[match.end() :]
        if code in GOLDS and _BEFORE_DIAL.match(after):
            text.note('colors', 'gold', *match.span())
        elif category == 'watch' and _BEFORE_DIAL.match(after):
            continue
        elif category in ('watch', 'handbag') and (code in LEATHERS) == (category == 'watch'):
            continue
        elif category != 'watch' or not (_OF.match(after) or _MARKS.match(after)):
            text.note('materials', code, *match.span())
        else:
            text.take(*match.span())
    if category == 'watch':
        _settle_materials(text)


def _settle_materials(text):
    """Gold and steel are parts of a case of both; of gold the finest word counts."""
    found = sorted((one for one in text.found if one.field == 'materials'), key=lambda one: one.start)
    for one, other in pairwise(found):
        beside = _BESIDE.fullmatch(text.folded[one.end : other.start])
        if beside and 'steel' in (one.value, other.value) and {one.value, other.value} & _WARM:
            text.note('materials', 'two_tone', one.start, other.end, take=False)
    said = set(text.values('materials'))
    drop = {'steel', *GOLDS} if 'two_tone' in said else {'gold'} if said & (GOLDS - {'gold'}) else set()
    if said == {'steel', 'white_gold'}:
        drop = {'white_gold'}
    text.found = [one for one in text.found if one.field != 'materials' or one.value not in drop]
