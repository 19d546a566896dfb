"""Read what a dealer squeezed into a title: reference, year, card date, box and papers, condition, nickname, size.

Everything found here is a reading, not a fact from the file, and is reported as such. What could be two things is
left out and reported too: a wrong reference costs more than a missing one.
"""

import re
from datetime import date

from . import rolex, words
from .reading import Reading
from .values import MONTHS

_SUFFIX = '|'.join(sorted(rolex.SUFFIXES + ('M',), key=len, reverse=True))
_CANDIDATE = re.compile(
    r'(?<![\w,€$])(?<!\d\.)(?P<digits>\d{4,6})'
    rf'(?:[-/ ]?(?P<suffix>{_SUFFIX})(?![^\W_]))?(?P<glued>[^\W\d_]+)?'
    r'(?![\d€$%]|[.,]\d|\s?(?:€|eur\b|usd\b|m\b|ft\b|mm\b))',
    re.IGNORECASE,
)
_REF_BEFORE = re.compile(
    r'\bref(?:erence|erenz|erenza|érence)?(?:\s*(?:no|nr|number))?\s*[.:#°\-–]*\s*$', re.IGNORECASE
)
_NOT_REF_BEFORE = re.compile(
    r'\b(?:cal(?:iber|ibre|ibro)?|kal(?:iber)?|movement|werk|serial|seriennummer|s/?n|price|preis|prix|nr|no)\s*[.:#]*\s*$',
    re.IGNORECASE,
)
_GENERIC_REF = re.compile(r'\bref(?:erence|erenz|erenza|érence)?\s*[.:#]*\s*([A-Z0-9][A-Z0-9./-]{2,24})', re.IGNORECASE)
_MONTH_NAMES = '|'.join(sorted(MONTHS, key=len, reverse=True))
_CARD = re.compile(
    r'(?<![\d./-])(?:(?P<day>0?[1-9]|[12]\d|3[01])\s?[./-]\s?)?(?P<month>0?[1-9]|1[0-2])\s?[./-]\s?(?P<year>(?:19|20)\d\d|[012]\d)(?![\d]|[./-]\d|\s?mm)'
    rf'|\b(?P<name>{_MONTH_NAMES})\.?,?\s+(?P<name_year>(?:19|20)\d\d)\b',
    re.IGNORECASE,
)
_CARD_WORDS = re.compile(
    r'\b(?:card|papers?|papiere?|garan\w+|warranty|box|set|lc\s?\d*|dated|vom|aus|new|neu|unworn)\b', re.IGNORECASE
)
_YEAR = re.compile(
    r"(?<![\w.,/€$-])(?P<year>19[2-9]\d|20[0-2]\d)(?P<tail>['’`´]?s\b)?(?![\w€$%]|[.,]\d|\s?(?:€|eur\b|usd\b|m\b|ft\b|mm\b))",
    re.IGNORECASE,
)
_SERVICE_BEFORE = re.compile(
    r'\b(?:servi[cs]e[ds]?|revision\w*|revisione|revisionat\w|revidiert|r[eé]vis\w+|overhaul\w*|rsc|polished|valid|until|bis|fino|warranty|garantie|garanzia)\b'
    r'(?:\s+(?:rolex|by|in|from|rsc|am|im|vom|of|until|bis|al|paper\w*|card|center|centre|date|\(?new\)?))*\s*[:(]?\s*(?:\d{1,2}\s?[./-]\s?)?$',
    re.IGNORECASE,
)
_SERVICE_AFTER = re.compile(r'^\s*(?:rolex\s+)?(?:service[d]?|revision\w*|revidiert|overhaul)\b', re.IGNORECASE)
_RANGE_AFTER = re.compile(
    r"^(?:\s*(?:[-–/]|to|bis|or)\s*(?:19|20)\d\d|[-–/]\d\d(?!\s?mm))(?:'?s)?(?![\d%]|[.,]\d)", re.IGNORECASE
)
_ABOUT_BEFORE = re.compile(r'(?:\b(?:ca|circa|c|approx|about|um|vers|env|around)\.?|~)\s*$', re.IGNORECASE)
_SIZE = re.compile(r'(?<![\d.,])(\d{2}(?:[.,]\d)?)\s?mm\b', re.IGNORECASE)
_LETTER = re.compile(r'\b([A-Z])\d{0,3}[\s-]*(?:serial|series|serie|seriale)\b|\bserial\s+([A-Z])\b')


def read_title(title, model='', brand='', today=None):
    """Read `title` of a watch.

    :param str model: what the row says elsewhere, for example "Rolex Oysterdate Precision"
    :param str brand: as resolved or written; the grammar of references is known for Rolex only
    :return: Reading with any of reference, year, year_approx, card_date (date), box, papers, tags, service_papers,
        condition, nickname, case_size (mm), serial_letter
    """
    reading = Reading()
    text = re.sub(r'[‘’´`“”"]', "'", title or '')
    cards = list(_read_cards(text, reading, today or date.today()))
    taken = [span for span, _value in cards]
    if 'rolex' in f'{brand} {model}'.casefold():
        _read_rolex_reference(text, model, taken, reading)
    else:
        _read_generic_reference(text, reading)
    _read_year(text, taken, reading, today or date.today())
    _read_scope(text, reading)
    _read_condition(text, reading)
    _read_rest(title or '', text, model, reading)
    return reading


def _read_cards(text, reading, today):
    """Find month/year dates; the date of a service is not the date of the card."""
    found = []
    for match in _CARD.finditer(text):
        service = _SERVICE_BEFORE.search(text[: match.start()]) or _SERVICE_AFTER.search(text[match.end() :])
        if match['name']:
            month, year, day = MONTHS[match['name'].casefold()], int(match['name_year']), None
        else:
            month, year, day = int(match['month']), int(match['year']), match['day']
            if year < 100:  # "06/24" is a card only near words about cards; "1/2" and "18/20" are not dates
                if not day and not ('/' in match.group() and len(match['month']) == 2 and _CARD_WORDS.search(text)):
                    continue
                year += 2000 if 2000 + year <= today.year + 1 else 1900
        if not 1950 <= year <= today.year + 1:
            continue
        try:
            value = date(year, month, int(day or 1))
        except ValueError:
            continue
        found.append((match.span(), None if service else value))
    dates = {value for _span, value in found if value}
    if len(dates) == 1:
        reading.values['card_date'] = dates.pop()
    elif dates:
        reading.doubts.append(('card_date', ', '.join(sorted(f'{value:%m/%Y}' for value in dates))))
    return found


def _overlaps(span, taken):
    return any(span[0] < end and start < span[1] for start, end in taken)


def _read_rolex_reference(text, model, taken, reading):
    found, loose = {}, set()
    for match in _CANDIDATE.finditer(text):
        if _overlaps(match.span('digits'), taken) or _NOT_REF_BEFORE.search(text[: match.start()]):
            continue
        named = bool(_REF_BEFORE.search(text[: match.start()]))
        reference = _candidate(match, text, named)
        if not reference:
            continue
        score = _score(match['digits'], reference, model, named)
        if score is None:
            loose.add(reference)
        else:
            found[reference] = max(score, found.get(reference, 0))
    best = [ref for ref, score in found.items() if score == max(found.values())]
    whole = [ref for ref in best if not any(other != ref and other.startswith(ref) for other in best)]
    if len(whole) == 1:
        reading.values['reference'] = whole[0]
    elif whole or loose:
        reading.doubts.append(('reference', ', '.join(sorted(whole or loose))))


def _candidate(match, text, named):
    """Return the reference that `match` could be, or None when it is a year or part of a word."""
    digits, suffix, glued = match['digits'], (match['suffix'] or '').upper(), match['glued'] or ''
    if len(suffix) == 1 and ' ' in text[match.end('digits') : match.start('suffix')]:
        suffix = ''  # "16600 A serial", "16200 B & P"
    if glued and (len(digits) < 5 or (len(glued) < 3 and not suffix)):
        return None
    if len(digits) == 4 and 1915 <= int(digits) <= 2030 and not named:
        return None
    return digits + suffix


def _score(digits, reference, model, named):
    """Return how sure a candidate is (higher is surer), or None when it is not sure enough to be taken."""
    fit = rolex.fits(digits, model)
    sure = (
        fit
        or (fit is False and not rolex.has_model(model))
        or (fit is None and (named or len(reference) > len(digits) + 1))
    )
    return named * 2 + (fit is True) if sure else None


def _read_generic_reference(text, reading):
    found = {match.strip('./-').upper() for match in _GENERIC_REF.findall(text) if re.search(r'\d', match)}
    if len(found) == 1:
        reading.values['reference'] = found.pop()
    elif found:
        reading.doubts.append(('reference', ', '.join(sorted(found))))


def _read_year(text, taken, reading, today):
    years, about, doubtful = {}, False, []
    for match in _YEAR.finditer(text):
        year = int(match['year'])
        before, after = text[: match.start()], text[match.end() :]
        if year > today.year + 1 or _overlaps(match.span(), taken) or _REF_BEFORE.search(before):
            continue
        if _SERVICE_BEFORE.search(before) or _SERVICE_AFTER.search(after):
            continue
        if _RANGE_AFTER.match(after) or (match['tail'] and year % 10 == 0):
            doubtful.append(match.group())
            continue
        years[year] = True
        about = about or bool(_ABOUT_BEFORE.search(before))
    if len(years) == 1 and not doubtful:
        reading.values.update(year=next(iter(years)), year_approx=about)
    elif years or doubtful:
        reading.doubts.append(('year', ', '.join([str(year) for year in years] + doubtful)))
    elif reading.values.get('card_date'):
        reading.values.update(year=reading.values['card_date'].year, year_approx=True)


def _read_scope(text, reading):
    if words.SERVICE_PAPERS.search(text):
        reading.values['service_papers'] = True
    if words.NEGATION.search(text):
        if words.FULL_SET.search(words.NEGATION.sub(' ', text)):
            reading.doubts.append(('scope', words.NEGATION.search(text).group()))
        return
    plain = words.SERVICE_PAPERS.sub(' ', text)
    if words.FULL_SET.search(plain):
        reading.values.update(box=True, papers=True)
        return
    if words.BOX.search(plain):
        reading.values['box'] = True
    if words.PAPERS.search(plain):
        reading.values['papers'] = True


def _read_condition(text, reading):
    if words.NOT_NEW.search(text):
        return
    rest, hits = text, []
    for code, pattern in words.CONDITION_TITLE:  # what one pattern explains is not offered to the next
        if pattern.search(rest):
            hits.append(code)
            rest = pattern.sub(' ', rest)
    if hits == ['unworn', 'new']:  # "new, unworn": the claim that holds in any case
        hits = ['unworn']
    if len(hits) == 1:
        reading.values['condition'] = hits[0]
    elif hits:
        reading.doubts.append(('condition', ', '.join(hits)))


def _read_rest(title, text, model, reading):
    where = f'{model} {title}'.casefold()
    nicknames = [
        name for name, pattern, line in words.NICKNAMES if pattern.search(title) and (not line or line in where)
    ]
    if len(nicknames) == 1:
        reading.values['nickname'] = nicknames[0]
    elif nicknames:
        reading.doubts.append(('nickname', ', '.join(nicknames)))
    sizes = {float(size.replace(',', '.')) for size in _SIZE.findall(text) if 20 <= float(size.replace(',', '.')) <= 60}
    if len(sizes) == 1:
        reading.values['case_size'] = sizes.pop()
    elif sizes:
        reading.doubts.append(('case_size', ', '.join(f'{size:g}' for size in sorted(sizes))))
    letter = _LETTER.search(title)
    if letter:
        reading.values['serial_letter'] = letter[1] or letter[2]
