"""What a piece is: brand, family, reference, nickname - or, where a wish names no family, the other words."""

from functools import lru_cache

from odoo.addons.ic_inventory_luxury.models.catalog.ic_brand import normalize_brand

from .buckets import reference_keys
from .shapes import Refused, says


def identity(wish, piece, reasons):
    """Return the points for brand, family, reference and nickname, from 100 for the very reference down."""
    if wish['category'] and piece['category'] and wish['category'] != piece['category']:
        raise Refused('category')
    if wish['brand'] and wish['brand'] != piece['brand']:
        raise Refused('brand')
    if wish['references']:
        return _reference(wish, piece, reasons)
    if wish['family'] and wish['family'] not in piece['families']:
        raise Refused('family')
    if wish['nickname']:
        return _nickname(wish, piece, reasons)
    if wish['family']:
        reasons.append(('+', 'family', ''))
        return 94 - _missing_words(wish, piece, reasons, 4, 10)
    return _by_words(wish, piece, reasons)


def _reference(wish, piece, reasons):
    if not piece['references']:
        # What it is called may leave no doubt about its number; Pepsi is what many are called.
        maybe = [_alike(wanted, one) > 90 for wanted in wish['references'] for one in piece['maybe_references']]
        if maybe and all(maybe):
            reasons.append(('?', 'reference_unknown', ''))
            return 90
        raise Refused('reference_unknown')
    best = 0
    for wanted in wish['references']:
        for there in piece['references']:
            points = _alike(wanted, there)
            if points > best:
                best, found = points, there
    if not best or (best == LESS and piece['known']):
        raise Refused('reference')  # of a number that the catalog has, what is not said is not so
    if wish['nickname'] and piece['called'] and _other_name(wish, piece):
        raise Refused('nickname')
    if wish['nickname'] and best < 95 and piece['known'] and piece['names'] and not _has_name(wish, piece):
        raise Refused('nickname')  # another suffix, which is called by another name
    reasons.append(('+' if best > 95 else '~', 'reference', found))
    return best


LESS = 72  # less exact than asked for


@lru_cache(maxsize=20000)
def _alike(wanted, there):
    """Return the points for a reference that is there: the same, a variant of it, or less exact than asked for.

    >>> _alike('126610LV', '126610lv'), _alike('126610', '126610LV'), _alike('126610LV', '126610')
    (100, 94, 72)
    """
    ours, theirs = reference_keys(wanted), reference_keys(there)
    if not ours or not theirs:
        return 0
    if ours[0] == theirs[0] or set(_plain(ours)) & set(_plain(theirs)):
        return 100
    if ours[0] in theirs:
        return 94
    if theirs[0] in ours:
        return LESS
    return 0


def _plain(keys):
    """Return the spellings of the whole number among `keys`."""
    return [key for key in keys if len(key) >= len(keys[0]) - 2 and key.lstrip('MQIWPA0') == keys[0].lstrip('MQIWPA0')]


def _has_name(wish, piece):
    name = normalize_brand(wish['nickname'])
    return any(name == normalize_brand(one) for one in piece['names']) or name in ''.join(piece['words'])


def _other_name(wish, piece):
    """Tell whether the piece is sold by another nickname, and by the one asked for at best in the same breath."""
    name = normalize_brand(wish['nickname'])
    return normalize_brand(piece['called']) != name and name not in ''.join(piece['words'])


def _nickname(wish, piece, reasons):
    if _has_name(wish, piece) and not (piece['called'] and _other_name(wish, piece)):
        reasons.append(('+', 'nickname', wish['nickname']))
        return 98
    if piece['called'] or piece['known']:
        raise Refused('nickname')
    reasons.append(('?', 'nickname', wish['nickname']))
    return 80


def _missing_words(wish, piece, reasons, each, most):
    """Return what the words of the wish cost that nothing of the piece answers."""
    missing = [word for word in wish['words'] if not says(piece, word)]
    if missing:
        reasons.append(('?', 'words', ' '.join(missing[:4])))
    return min(most, each * len(missing))


# Watches up to this size (mm) are sold as ladies' where nothing else is said.
LADIES = 33


def judge_ladies(wish, piece, _reasons):
    """A lady's watch is none of 36 mm, unless the wish asks for that size; it costs nothing."""
    asks = 'ladies' in wish['traits'] and not (wish['size_from'] or wish['size_to'])
    if asks and piece['category'] == 'watch' and (piece['size_mm'] or 0) > LADIES and not _said_for_ladies(piece):
        raise Refused('ladies')
    return 0


def _is_for_ladies(piece):
    return _said_for_ladies(piece) or piece['category'] != 'watch' or 0 < (piece['size_mm'] or 0) <= LADIES


def _said_for_ladies(piece):
    return 'ladies' in piece['traits'] or 'lady' in piece['words']


def _by_words(wish, piece, reasons):
    """A wish without a family: by the other words, all of which must be there in the end."""
    words = [word for word in wish['words'] if len(word) > 2 or word.isdigit()][:5]
    said = [word for word in words if says(piece, word)]
    share = len(said) / len(words) if words else 1.0
    if wish['brand']:
        if words and share < 0.6:
            raise Refused('words')
        if 'ladies' in wish['traits'] and not _is_for_ladies(piece):
            raise Refused('ladies')  # "Rolex Lady" is nothing to go by beside a watch of 41 mm
        reasons.append(('+', 'brand', ''))
        if said:
            reasons.append(('+', 'words', ' '.join(said)))
        return 78 if not words else 62 + 28 * share
    if not wish['category'] and not any(len(word) > 3 and not word.isdigit() for word in said):
        raise Refused('says_too_little')
    if share < 1.0:
        raise Refused('words')
    if not words and not (wish['colors'] or wish['materials'] or wish['size']):
        raise Refused('says_too_little')
    reasons.append(('+', 'category', wish['category']) if wish['category'] else ('+', 'words', ' '.join(said)))
    return 72 + 3 * min(len(said), 4)
