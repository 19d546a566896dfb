"""What a piece looks like: colors, materials and features, and to which part of it they belong.

Of a watch the color is that of the dial and the metal that of the case, whatever else has one.
"""

import re
from itertools import pairwise

from .text import code_of, codes_in
from .vocabulary import (
    CATEGORY_WORDS,
    COLOR_CODES,
    COLOR_WORDS,
    GOLDS,
    LEATHERS,
    MATERIAL_CODES,
    MATERIAL_WORDS,
    TRAIT_CODES,
    TRAIT_WORDS,
)

# Words behind a color or a metal that say it is of another part.
_OF = re.compile(
    r'\s*-?\s*(?:bezel|insert|luenette|lunette|ghiera|strap|band\b|armband|stitch\w*|lume|hand|hands|strap|box'
    r'|leather strap|papers|sub-?dials?|numerals?|ceramic bezel|rubber|kautschuk|bracelet|card|light|print\w*'
    r'|script|letter\w*|label|numbers?|markers?|hour markers|sticker\w*|stamp\w*|tag|crystal|glass)\b'
)
# Behind a metal also: "gold index". Behind a color: "red date", "black ceramic"; but a "black index" is a black dial.
_MARKS = re.compile(r'\s*-?\s*(?:index\w*|indices|indici)\b')
_WRITTEN = re.compile(
    r'\s*-?\s*(?:date\b(?! \d)|datum|line|lines|writing|scritta|schrift|bull|cross|triangle|feet|pushers?|ceramic'
    r'|keramik\w*|ceramica|ceramique)\b'
)
# Words before a color that say so: "lunette verte", "bracciale nero", "chromalight blue".
_OF_ANOTHER = re.compile(
    r'(?<![^\W_])(?:lunette|lunetta|ghiera|luenette|chromalight|luminova|lume|cinturino|cuir|pelle|leder|lederband'
    r'|kautschukband|aiguilles?|indici|index|boite|scatola|disco)\s+(?:in |en |aus )?$'
)
# A bezel of white gold is on a watch that the trade calls steel: "white gold bezel", "lunetta in oro bianco".
_BEZEL = re.compile(r'\s*-?\s*(?:fluted )?(?:bezel|luenette|lunette|lunetta|ghiera)\b')
_BEZEL_OF = re.compile(r'(?<![^\W_])(?:bezel|luenette|lunette|lunetta|ghiera)\s+(?:in |en |aus |of )?$')
_DIAL_BEFORE = re.compile(
    r'(?<![^\W_])(?:(?:cadran|quadrante|esfera)\s*[:=-]?|(?:dial|zifferblatt|zb|face)\s*[:=])\s*$'
)
_BEFORE_DIAL = re.compile(r'\s*-?\s*(?:dial|face|zifferblatt)\b')
_DIAL_INSIDE = re.compile(r'dial|zifferblatt|cadran|quadrante')
# "Green index dial", "silver grey dial", "silver/grey dial": up to two words that name no other part and no metal.
_NEAR_DIAL = re.compile(r'((?:[\s/-]+[a-z]+){1,2}?)[\s-]+(?:dial|face|zifferblatt)\b')
_PARTS = re.compile(
    r'(?:bezel|insert|strap|bracelet|band|hands?|lume|and|with|w|leather|rubber|glass|crystal|subdials?)\b'
)
# What is only covered with gold is not gold.
_PLATED = re.compile(
    r'(?<![^\W_])(?:(?:\d{2}k(?:t|arat)?\s+)?(?:(?:yellow |white |rose |pink )?gold|or|oro)[\s-]*'
    r'(?:tone[ds]?|plated?|filled|cap(?:ped)?|electroplated|shell)'
    r'|plaque or|placcato oro|laminato(?: in)? oro|oro laminato|vergoldet\w*|goldplated|goldfilled)'
    r'(?![^\W_])(?!\s+dial)'
)
# "Edelstahl Gelbgold"; white gold beside steel is only the bezel, and the trade calls the watch steel.
_BESIDE = re.compile(
    r'[\s/&+\\-]{0,3}(?:(?:and|et|und|e|ed|y|mit|con|with)\s)?\s*(?:\d{1,2}\s?(?:k|kt|ct|karat)\s)?\s*'
)
_WARM = {'gold', 'yellow_gold', 'rose_gold'}
# The trade says these of bezels, writings and straps where no case or dial of the family is of them.
_OF_PARTS = {'ceramic', 'platinum', 'bronze', 'carbon', 'red', 'orange', 'yellow', 'pink', 'purple', 'burgundy'}


def read_looks(text, category, knowledge):
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
    _drop_impossible(text, knowledge)


def _is_of_dial(text, match):
    """Tell whether a color is said of the dial: "green index dial", "cadran bleu"."""
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
    white_bezel = _take_bezels(text) if category == 'watch' else None
    for match in text.matches(MATERIAL_WORDS):
        code = code_of(match.group(), MATERIAL_CODES)
        after = text.folded[match.end() :]
        of_dial = _BEFORE_DIAL.match(after)
        if code in GOLDS and of_dial:
            text.note('colors', 'gold', *match.span())
        elif (category == 'watch' and of_dial) or (
            category in ('watch', 'handbag') and (code in LEATHERS) == (category == 'watch')
        ):
            continue
        elif category != 'watch' or not (_OF.match(after) or _MARKS.match(after)):
            text.note('materials', code, *match.span())
        else:
            text.take(*match.span())
    if white_bezel and not text.values('materials'):
        text.note('materials', 'steel', *white_bezel)
    if category == 'watch':
        _settle_materials(text)


def _take_bezels(text):
    """Take the metals that are those of bezels. Returns the span of white gold, if it is one of them."""
    found = None
    for match in text.matches(MATERIAL_WORDS):
        after = text.folded[match.end() :]
        if _BEFORE_DIAL.match(after):
            continue
        if _BEZEL.match(after) or _BEZEL_OF.search(text.folded, 0, match.start()):
            text.take(*match.span())
            found = match.span() if code_of(match.group(), MATERIAL_CODES) == 'white_gold' else found
    return found


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


def _drop_impossible(text, knowledge):
    """A "Submariner Keramik" has a bezel of ceramic, and a "red Submariner" red letters: none is made of it."""
    for number in text.values('family'):
        if 'GMT' in knowledge.family_by_id[number].name and len(text.values('colors')) > 1:
            text.found = [one for one in text.found if one.field != 'colors']  # of two colors is its bezel
        made, dials = knowledge.made_in(number), knowledge.dials_of(number)
        known = {code for words in dials for code in codes_in(words, COLOR_WORDS, COLOR_CODES)}
        there = {'materials': made, 'colors': known}
        text.found = [
            one
            for one in text.found
            if one.value not in _OF_PARTS or not there.get(one.field) or one.value in there[one.field]
        ]
