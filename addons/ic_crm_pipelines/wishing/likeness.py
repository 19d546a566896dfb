"""What a piece is like: colors, materials, features and sub-model, compared with indulgence."""

import difflib
import re

from .shapes import Refused, says
from .vocabulary import CLOSE, EITHER_OR, EXOTIC, GOLDS

NEAR = 0.6  # from this likeness on it is a color somebody may take
# The dial that the catalog calls white may have turned cream: where both are said of watches they are two.
TURNED = {'beige', 'white'}
# Features that make another watch of it.
DEFINING = {'chronograph', 'gmt', 'moonphase', 'perpetual_calendar', 'annual_calendar', 'tourbillon', 'custom'}
# Sub-models that sellers leave away.
PLAIN_SUBS = {'date', 'no date', 'professional', 'perpetual'}
CALF = {'togo', 'epsom', 'clemence', 'swift', 'box_calf', 'barenia', 'calfskin', 'caviar'}


def likeness(one, other):
    """Return how much two colors are alike, 0 to 1."""
    return 1.0 if one == other else CLOSE.get(frozenset((one, other)), 0.0)


def accepted_colors(colors):
    """Return the colors of a wish that pieces of `colors` can meet."""
    return sorted(
        {*colors, *(code for pair in CLOSE for code in pair if any(likeness(code, own) >= NEAR for own in colors))}
    )


def judge_colors(wish, piece, reasons):
    if not wish['colors']:
        return 0
    if not piece['colors']:
        maybe = piece['maybe_colors']
        if maybe and not any(likeness(a, b) >= NEAR for a in wish['colors'] for b in maybe):
            raise Refused('color')
        reasons.append(('?', 'color', wish['colors'][0]))
        return 0 if wish['nickname'] and not maybe else 12  # the name has been asked about, and says the color
    best, ours, there = max((likeness(a, b), a, b) for a in wish['colors'] for b in piece['colors'])
    if best < NEAR or (piece['category'] == 'watch' and {ours, there} == TURNED):
        raise Refused('color')
    reasons.append(('+' if best == 1 else '~', 'color', there))
    return (1 - best) * 40


def accepted_materials(materials):
    """Return the materials of a wish that pieces of `materials` can meet."""
    found = set(materials)
    for code in materials:
        if code in GOLDS:
            found |= GOLDS if code == 'gold' else {'gold'}
        if code == 'two_tone':
            found.add('gold')  # who names the number calls it that
        if code in CALF:
            found |= {'calfskin'} if code != 'calfskin' else CALF
        if code in EXOTIC:
            found |= {'crocodile', 'alligator'} if code in ('crocodile', 'alligator') else set()
    return sorted(found)


def judge_materials(wish, piece, reasons):
    if not wish['materials']:
        return 0
    if not piece['materials']:
        reasons.append(('?', 'material', wish['materials'][0]))
        return 10
    same = set(wish['materials']) & set(piece['materials'])
    near = set(wish['materials']) & set(accepted_materials(piece['materials']))
    if 'two_tone' in piece['materials'] and not (same or wish['references']):
        near.discard('gold')
    if not near:
        raise Refused('material')
    reasons.append(('+', 'material', sorted(same or near)[0]))
    return 0 if same else 4


def judge_traits(wish, piece, reasons):
    cost = 0
    for code in wish['traits']:
        if code in piece['traits']:
            reasons.append(('+', 'trait', code))
            continue
        other = next((group for group in EITHER_OR if code in group), set())
        if other & set(piece['traits']):
            cost += 22
        else:
            cost += 30 if code in DEFINING else 5
        reasons.append(('?', 'trait', code))
    if 'custom' in set(piece['traits']) - set(wish['traits']) and not wish['references']:
        cost += 25  # who names a model means the maker's own
    cost += (
        15 * len(DEFINING & set(piece['traits']) - set(wish['traits']))
        if wish['family'] and not wish['references']
        else 0
    )
    return cost


def judge_unwanted(wish, piece, reasons):
    there = {*piece['traits'], *piece['materials'], *piece['colors']}
    for code in wish['unwanted']:
        if code in there or (code == 'gold' and there & {*GOLDS, 'two_tone'}):
            raise Refused('unwanted')
    return 0


def judge_sub_model(wish, piece, reasons):
    cost = _sub_model_cost(wish, piece, reasons)
    return 0 if wish['references'] else cost  # a reference says which sub-model it is


def _sub_model_cost(wish, piece, reasons):
    wanted, there = _name_of(wish), _name_of(piece)
    if not wanted and 'no_date' not in wish['traits']:
        return 0
    ours = 'no date' if 'no_date' in wish['traits'] else wanted
    theirs = 'no date' if 'no_date' in piece['traits'] else there
    if ours in ('date', 'no date') and theirs in ('date', 'no date') and ours != theirs:
        raise Refused('sub_model')
    if ours != 'no date' and ours.split() and all(says(piece, word) for word in ours.split()):
        reasons.append(('+', 'sub_model', wish['sub_model']))
        return 0
    if not theirs:
        reasons.append(('?', 'sub_model', wish['sub_model'] or ours))
        return 4 if ours in PLAIN_SUBS else 24
    share = difflib.SequenceMatcher(None, ours, theirs).ratio()
    if _numerals(ours) != _numerals(theirs) and 'mark' in ours:
        reasons.append(('~', 'sub_model', piece['sub_model'] or theirs))
        return 34  # a Mark XVI is no Mark XVIII, however alike they are written
    if ours in theirs or theirs in ours or share > 0.8:
        reasons.append(('+' if share > 0.8 else '~', 'sub_model', piece['sub_model'] or theirs))
        return 0 if share > 0.8 else 2
    reasons.append(('~', 'sub_model', piece['sub_model']))
    return 14 if ours in PLAIN_SUBS else 34


def _name_of(facts):
    """Return the sub-model; one that is only a number says the size, which is judged by itself."""
    key = _key(facts['sub_model'])
    return '' if facts['category'] == 'watch' and re.fullmatch(r'\d\d', key) else key


def _numerals(key):
    return re.findall(r'\b[ivx]+\b', key)


def _key(text):
    return ' '.join(re.findall(r'[a-z0-9]+', (text or '').casefold()))
