"""How well a piece meets a wish: 0 to 100, with the reason. Pure functions of the facts of both.

What is asked for exactly - reference, size, price, year, condition, box and papers, what must not be - refuses a piece
that contradicts it. Color, sub-model and features are compared with indulgence. What is not known of the piece costs a
little and is named as a question.
"""

from .identity import identity, judge_ladies
from .likeness import judge_colors, judge_materials, judge_sub_model, judge_traits, judge_unwanted
from .shapes import Outcome, Refused

# From this score on a piece is worth somebody's time.
ENOUGH = 60
SLACK = 0.6  # millimetres


def score(wish, piece):
    """Return the Outcome for the facts of a wish and of a piece, dicts like WISH and PIECE."""
    return judge_terms(judge_kind(wish, piece), wish, piece)


def judge_kind(wish, piece):
    """Return the Outcome so far: all but price and years, by which wishes of one kind differ."""
    outcome = Outcome()
    try:
        points = identity(wish, piece, outcome.reasons)
        outcome.terms_at = len(outcome.reasons)
        for judge in _OF_KIND:
            points -= judge(wish, piece, outcome.reasons)
    except Refused as refused:
        return Outcome(refused=str(refused))
    outcome.score = points
    return outcome


def judge_terms(so_far, terms, piece):
    """Return the Outcome, from that of the kind and from the price and the years of a wish; `so_far` stays as it is."""
    if so_far.refused:
        return so_far
    own, at = [], so_far.terms_at
    try:
        points = so_far.score - _price(terms, piece, own) - _years(terms, piece, own)
    except Refused as refused:
        return Outcome(refused=str(refused))
    points = max(0, min(100, round(points)))
    reasons = [*so_far.reasons[:at], *own, *so_far.reasons[at:]]
    return Outcome(points, '' if points >= ENOUGH else 'too_little', reasons)


def _size(wish, piece, reasons):
    if wish['size_from'] or wish['size_to']:
        size = piece['size_mm']
        if not size:
            return 5 if wish['references'] else 8
        low, high = (wish['size_from'] or 0) - SLACK, (wish['size_to'] or 999) + SLACK
        if not low <= size <= high:
            raise Refused('size')
        reasons.append(('+', 'size', f'{size:g} mm'))
    if not wish['size']:
        return 0
    if not piece['sizes']:
        reasons.append(('?', 'size', wish['size']))
        return 15
    wanted = wish['size'].casefold()
    systems = [wish['size_system']] if wish['size_system'] in piece['sizes'] else list(piece['sizes'])
    if not any(wanted == str(piece['sizes'][system]).casefold() for system in systems):
        raise Refused('size')
    reasons.append(('+', 'size', wish['size']))
    return 0


def _price(wish, piece, reasons):
    if not wish['price_max']:
        return 0
    if not piece['price']:
        reasons.append(('?', 'price', ''))
        return 5
    if piece['price'] > wish['price_max'] + 0.005:
        raise Refused('price')
    reasons.append(('+', 'price', ''))
    return 0


def _years(wish, piece, reasons):
    if not (wish['year_from'] or wish['year_to']):
        return 0
    year = piece['year']
    if not year:
        reasons.append(('?', 'year', ''))
        return 8
    about = 2 if piece['year_about'] else 0
    if year + about < (wish['year_from'] or 0) or year - about > (wish['year_to'] or 9999):
        raise Refused('year')
    reasons.append(('~' if about else '+', 'year', str(year)))
    return 4 if about else 0


def _condition(wish, piece, reasons):
    if not wish['condition']:
        return 0
    if not piece['condition']:
        reasons.append(('?', 'condition', ''))
        return 6
    if piece['condition'] < wish['condition']:
        raise Refused('condition')
    reasons.append(('+', 'condition', ''))
    return 0


def _scope(wish, piece, reasons):
    cost = 0
    for name in ('box', 'papers'):
        if not wish[name]:
            continue
        if piece[name] is False:
            raise Refused(name)
        reasons.append(('+' if piece[name] else '?', name, ''))
        cost += 0 if piece[name] else 5
    return cost


_OF_KIND = (
    judge_unwanted,
    _condition,
    _scope,
    _size,
    judge_ladies,
    judge_materials,
    judge_colors,
    judge_sub_model,
    judge_traits,
)
