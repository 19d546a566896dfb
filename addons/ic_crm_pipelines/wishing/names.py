"""Which maker, family, reference and nickname a text names, by the tables of `Knowledge`."""

import difflib
import re
from collections import Counter
from itertools import pairwise

from odoo.addons.ic_inventory_luxury.importing import words
from odoo.addons.ic_inventory_luxury.models.catalog.ic_brand import normalize_brand

from .codes import read_codes, read_references
from .sizes import size_in_name
from .trade import is_another_maker
from .vocabulary import CATEGORY_WORDS, FILLER

_MOST = 6
_FUZZY = 0.84


def read_names(text, knowledge, brand=None):
    """Note brand, references, family, sub_model and nickname of `text`."""
    spans = text.words()
    if brand is None:
        brand = _read_brand(text, spans, knowledge)
        if brand == 0:
            read_codes(text, knowledge, None, None, [])  # a maker we do not know makes no model that we do
            return
    references = read_references(text, knowledge, brand)
    if references:
        brand = brand or _only(one.brand for one in references)
    family = _read_family(text, spans, knowledge, brand)
    family = _corrected(text, family, references, knowledge)
    brand = brand or (family and family.brand)
    read_codes(text, knowledge, brand, family, references)
    nick = _read_nickname(text, knowledge, brand, family)
    if family is None and (references or nick):
        family = _family_of(references or nick, knowledge)
    if brand is None and (references or nick):
        brand = _only(one.brand for one in references or nick)
    if brand and not text.values('brand'):
        text.note('brand', brand, *_origin(text), take=False)
    if family and not text.values('family'):
        text.note('family', family.id, *_origin(text), take=False)


def _corrected(text, family, references, knowledge):
    """A number knows better than the seller which of a line it is: a "GMT-Master 16713" is a GMT-Master II."""
    numbers = [one for one in references if one.name.upper() in text.values('reference')]
    right = _family_of(numbers, knowledge) if family and numbers else None
    if not right or right == family or not right.name.startswith(f'{family.name} '):
        return family
    for one in text.found:
        if one.field == 'family':
            one.value = right.id
    return right


def _of_best_known(nick):
    """Of the references that a nickname names, those of the brand that most of them are of: "GMT Pepsi" is a Rolex."""
    brand = Counter(one.brand for one in nick).most_common(1)[0][0]
    return [one for one in nick if one.brand == brand]


def _only(values):
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _origin(text):
    """Return the span of the words that a conclusion was drawn from: the first reference, nickname or family."""
    for name in ('reference', 'nickname', 'family'):
        for one in text.found:
            if one.field == name:
                return one.start, one.end
    return 0, 0


def _runs(spans, most=_MOST):
    """Yield (start, end, key, number of words) of runs of neighbouring words, longest first at each place."""
    for place in range(len(spans)):
        for count in range(min(most, len(spans) - place), 0, -1):
            run = spans[place : place + count]
            if all(after[0] - before[1] <= 3 for before, after in pairwise(run)):
                yield run[0][0], run[-1][1], normalize_brand(''.join(one[2] for one in run)), count


# "Cartier style" is by somebody else.
_LIKE = re.compile(r'[\s-]*(?:style|inspired|homage|look|type)(?![^\W_])')


def _read_brand(text, spans, knowledge):
    """Note the brand that is named first; 0 for a maker that the catalog does not have."""
    best, other = None, next((one[0] for one in _runs(spans, 2) if is_another_maker(one[2])), None)
    for start, end, key, count in _runs(spans, 4):
        number = knowledge.brands.get(key)
        if not number or (len(key) < 3 and not (count == 1 and text.raw[start:end].isupper())):
            continue  # "G&S" is no Grand Seiko
        if count == 1 and key in FILLER:
            continue
        if _LIKE.match(text.folded, end):
            other = start if other is None else min(start, other)
            continue
        # "Tudor Submariner by Rolex": the first; of "Seiko" in "Grand Seiko" the longer one.
        if best is None or (start < best[1] and end > best[1]):
            best = start, end, number
    if other is not None and (best is None or other < best[0]):
        return 0
    if best is None:
        best = _near_brand(text, spans, knowledge)
    if best is None:
        return None
    text.note('brand', best[2], best[0], best[1])
    return best[2]


def _near_brand(text, spans, knowledge):
    """Forgive a slip of the pen in the name of a brand: Patek Phillippe, Breitlng."""
    if not knowledge._long_brands:
        knowledge._long_brands = [key for key in knowledge.brands if len(key) > 5]
    for start, end, key, count in _runs(spans, 3):
        if len(key) < 6 or key in FILLER or (count == 1 and key in knowledge.families):
            continue
        if count > 1 and CATEGORY_WORDS.search(text.folded, start, end):
            continue  # "SBS watch" is no Swatch
        near = difflib.get_close_matches(key, knowledge._long_brands, n=1, cutoff=_FUZZY + 0.04)
        if near and near[0][0] == key[0]:
            return start, end, knowledge.brands[near[0]]
    return None


def _read_family(text, spans, knowledge, brand):
    """Note the family with the longest name. What a spelling says beyond the name of the family is its sub-model.

    The name of the brand may be part of it: Air Jordan 1 High, King Seiko.
    """
    best, best_rank = None, (False, 0)
    named = next(((one.start, one.end) for one in text.found if one.field == 'brand'), (0, 0))
    spans = [one for one in spans if text.is_free(*one[:2]) or (named[0] <= one[0] and one[1] <= named[1])]
    for start, end, key, _count in _runs(spans):
        if named[0] <= start and end <= named[1]:
            continue
        row = knowledge.find_family(key, brand)
        if not row or (len(key) < 3 and not text.raw[start:end].isupper() and not key.isdigit()):
            continue
        # "Daytona ... Chronograph" is a Daytona, though there is a family that is called by that plain word.
        rank = key not in PLAIN_FAMILIES, end - start
        if rank > best_rank:
            best, best_rank = (start, end, row), rank
    if best is None:
        return _near_family(text, knowledge, brand)
    start, end, (family, spelling) = best
    text.note('family', family.id, start, end)
    if brand is None and not text.values('brand'):
        text.note('brand', family.brand, start, end, take=False)
    _note_rest(text, family, spelling, start, end)
    return family


def _note_rest(text, family, spelling, start, end):
    """ "Submariner Date" is a Submariner, and its sub-model is Date; of "Datejust 36" the rest is a size."""
    rest = spelling[len(family.name) :].strip() if spelling.casefold().startswith(family.name.casefold()) else ''
    if _GENERATION.fullmatch(spelling.casefold()):
        rest = spelling  # a Mark XVIII is filed as a Pilot's Watch
    if family.category == 'handbag' and re.fullmatch(r'\d{2}', rest):
        text.note('size', rest, start, end, take=False)
        return
    number = size_in_name(rest or spelling) or (not rest and size_in_name(family.name))
    if number and family.category == 'watch':
        if not text.values('size_to') and not text.values('size_from'):
            text.note('size_from', number, start, end, take=False)
            text.note('size_to', number, start, end, take=False)
    elif rest:
        text.note('sub_model', rest, start, end, take=False)


# Families whose name also says what any watch may have.
PLAIN_FAMILIES = {'chronograph', 'chronometer', 'automatic', 'quartz', 'oyster', 'date', 'diver'}
PLAIN_FAMILIES |= {'oysterperpetual', 'oysterperpetualdate', 'oysterprecision'}  # on the dial of nearly every Rolex
_NAME_AFTER = re.compile(r'\s+((?:[A-Z][a-z]{3,}|[A-Z]{1,3}\d{2,3}|[A-Z]{3})(?:\s+[A-Z][a-z]{3,})?)(?![\w.-])')
# "Mark XVI" says which of a line of pilot's watches; "MK1" is a variant of a dial.
_GENERATION = re.compile(r'(?<![^\W_])mark\s+(?:x[ivx]{0,4}|iv|vi{0,3}|ix|i{2,3})(?![^\W_])')


def read_sub_model(text):
    """Note the name that follows the family with a capital letter: Speedmaster Broad Arrow, Santos Carree.

    Called when everything else has been read, so that it is no color, no condition and no other word we know.
    """
    generation = None if text.values('sub_model') else next(text.matches(_GENERATION), None)
    if generation:
        text.note('sub_model', generation.group().title(), *generation.span())
    for one in [one for one in text.found if one.field == 'family' and one.end]:
        match = _NAME_AFTER.match(text.raw, one.end)
        if not match or text.raw.isupper() or text.values('sub_model'):
            continue
        words = match[1].split()
        place, kept = match.start(1), []
        for word in words:
            start = text.raw.index(word, place)
            if (
                word.casefold() in FILLER
                or not text.is_free(start, start + len(word))
                or _is_said_before(text, word, start)
            ):
                break
            kept.append(word)
            place = start + len(word)
        if kept:
            text.note('sub_model', ' '.join(kept), match.start(1), place)


def _is_said_before(text, word, start):
    """ "Daytona Cosmograph Daytona" has no sub-model Daytona."""
    return bool(re.search(rf'(?<![^\W_]){re.escape(word.casefold())}(?![^\W_])', text.folded[:start]))


def _near_family(text, knowledge, brand):
    if brand is None:
        return None
    own = knowledge._own
    if brand not in own:
        own[brand] = [
            key for key, rows in knowledge.families.items() if len(key) > 5 and any(f.brand == brand for f, _s in rows)
        ]
    for start, end, key, _count in _runs(text.words(), 3):
        if len(key) < 6 or key in FILLER or not key[0].isalpha():
            continue
        near = difflib.get_close_matches(key, own[brand], n=1, cutoff=_FUZZY)
        if near and near[0].endswith('date') == key.endswith('date'):  # Pointer Day is no slip for Pointer Date
            family, spelling = knowledge.find_family(near[0], brand)
            text.note('family', family.id, start, end)
            _note_rest(text, family, spelling, start, end)
            return family
    return None


def _family_of(references, knowledge):
    """Return the family that most of `references` are of."""
    family, count = Counter(one.family for one in references).most_common(1)[0]
    return knowledge.family_by_id.get(family) if count * 2 > len(references) else None


def _read_nickname(text, knowledge, brand, family):
    """Note a nickname. Returns the references that are called so."""
    for name, pattern, line in words.NICKNAMES:
        match = pattern.search(text.raw)
        if match and text.is_free(*match.span()) and (not line or line in _known_line(text, family)):
            key = normalize_brand(name)
            if not (brand or family) and (key in _PLAIN_LOOKS or _names_something_else(text)):
                continue
            found = _called(knowledge, key, brand, family)
            if found and not (brand or family) and line and line in text.folded:
                found = _of_best_known(found)
            if found or family:
                text.note('nickname', name, *match.span())
                _note_color(text, name, *match.span())
                return found
    for start, end, key, _count in _runs(text.words(), 4):
        if len(key) < 3 or key in FILLER or key in EVERYDAY_NICKS:
            continue
        if key.endswith('dial') and not family:
            continue  # a cream dial is a nickname of an Explorer II, and of anything else what it looks like
        found = _called(knowledge, key, brand, family)
        if found and (brand or family):
            name = _name_in_full(found[0], key, knowledge)
            text.note('nickname', name, start, end)
            _note_color(text, name, start, end)
            return found
    return []


def _names_something_else(text):
    """Tell whether names that nobody knows stand where the maker should: "Jack Mason Stratotimer (Root Beer)"."""
    names = [text.raw[start:end] for start, end, word in text.words() if len(word) > 3 and word not in FILLER]
    return sum(name[0].isupper() for name in names) > 2


def _name_in_full(reference, key, knowledge):
    shorts = {normalize_brand(knowledge.short_of(name, reference.family)): name for name in reference.names}
    return next((name for name in reference.names if normalize_brand(name) == key), shorts.get(key))


# What a nickname says of the dial, where it is no color word itself.
_DIALS = {
    'panda': 'white',
    'polar': 'white',
    'wimbledon': 'grey',
    'hulk': 'green',
    'salmon': 'salmon',
    'tiffany': 'turquoise',
}


def _note_color(text, name, start, end):
    color = _DIALS.get(name.casefold())
    if color:
        text.note('colors', color, start, end, take=False)


def _known_line(text, family):
    """The text and its family in small letters; without a family every nickname is believed."""
    return f'{text.folded} {family.name.casefold()}' if family else ' '.join(one[2] for one in words.NICKNAMES)


# What a bezel or a dial looks like: beside other brands than these it says so of any model of theirs.
_LOOKS = {'pepsi', 'coke', 'batman', 'hulk', 'rootbeer', 'panda', 'kermit', 'sprite', 'tiffany', 'smurf', 'polar'}
_HOUSES = {'Rolex', 'Tudor'}
_PLAIN_LOOKS = {'panda', 'polar', 'tiffany', 'rainbow', 'celebration'}  # say nothing where nobody names a watch


def _called(knowledge, key, brand, family):
    if key in _LOOKS and brand and not family and knowledge.brand_names.get(brand) not in _HOUSES:
        return []
    return [
        one
        for one in knowledge.nicknames.get(key, ())
        if (not brand or one.brand == brand) and (not family or one.family == family.id)
    ]


# Nicknames that are also words of a description.
EVERYDAY_NICKS = {'black', 'blue', 'green', 'white', 'silver', 'gold', 'smooth', 'diver'}
