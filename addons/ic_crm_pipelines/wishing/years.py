"""From which year, and until which, a piece may be."""

import re

_YEAR = r'(?:19[2-9]\d|20[0-4]\d)'
_NO = r"(?<![\w.,/$€£-])"
_END = r"(?![\w$€£%]|[.,]\d|\s?mm\b)"
_RANGE = re.compile(
    rf"{_NO}(?:between |from |zwischen |von |entre |de |tra |dal |del )?(?P<one>{_YEAR})\s*(?:-|to|until|and|bis"
    rf"|und|et|a|al|e|y|/)\s*"
    rf"(?P<two>{_YEAR}|\d\d){_END}"
)
_FROM = re.compile(
    rf"{_NO}(?P<word>from|since|after|newer than|not older than|no older than|at least|minimum|min\.?|later than"
    rf"|post|ab|seit|nach|neuer als"
    rf"|nicht alter als|depuis|a partir de|a partir du|des|apres|plus recent que|dal|da|dopo(?: il)?|desde"
    rf"|a partir del|vanaf|na|>=?)\s*"
    rf"(?:baujahr |the year |year |ca\.? )?(?P<year>{_YEAR}){_END}"
)
_OR_LATER = re.compile(
    rf"{_NO}(?P<year>{_YEAR})(?:\s*(?:or|and|oder|und|ou|et|o|e|y|of)\s+(?:later|newer|younger|up|above|onwards?"
    rf"|neuer|spater|junger|plus recente?|apres"
    rf"|plus|piu recente|successiv[oa]|posterior|mas|nieuwer|more recent)\b|\s*\+|\s*(?:onwards?|upwards?|aufwarts"
    rf"|in poi|en adelante)\b)"
)
_UNTIL = re.compile(
    rf"{_NO}(?P<word>before|until|up to|non oltre(?: il)?|nicht nach|not later than|no later than|older than"
    rf"|earlier than|pre-?|vor|bis|alter als|avant|jusqu'?a|jusqu'?en|prima del"
    rf"|fino al|antes de|hasta|voor|tot)\s*(?:the year |baujahr )?(?P<year>{_YEAR}){_END}"
)
_OR_EARLIER = re.compile(
    rf"{_NO}(?P<year>{_YEAR})\s*(?:or|and|oder|und|ou|et|o|e)\s+(?:earlier|older|before|alter|fruher|avant"
    rf"|plus ancienne?|precedente|anterior)\b"
)
_DECADE = re.compile(
    r"(?<![\w.,/$€£-])(?:(?P<early>early|mid|late)[\s-]+)?(?:the\s+)?'?(?P<year>(?:19|20)?[0-9]0)(?:'?s|er(?:n"
    r"|s)?(?:\s+jahre)?)\b"
)
_ABOUT = re.compile(
    rf"{_NO}(?:(?P<about>ca\.?|circa|around|about|approx\.?|um|vers|env\.?"
    rf"|~)\s*)?(?P<year>{_YEAR}){_END}(?!\s*(?:service|serviced|revision))"
)
# A year that is not wanted is none that is.
_NOT_THIS = re.compile(
    rf"(?<![^\W_])(?:not|no|nicht|kein(?:er?)?|pas(?: de)?|non|niet|geen)\s+"
    rf"(?:a |an |from |von |aus |de |del )?{_YEAR}{_END}"
)
# Nor is the year in which a watchmaker had it.
_SERVICED = re.compile(
    rf"(?<![^\W_])(?:serviced?|overhauled|revision\w*|revidiert|revisionat\w*|revise)\s+(?:in |im |am |on )?"
    rf"(?:\d\d?[/.-])?{_YEAR}{_END}|{_NO}{_YEAR}\s+(?:serviced?|revision)(?![^\W_])"
)
_STRICT_FROM = (
    'after',
    'newer than',
    'later than',
    'nach',
    'neuer als',
    'apres',
    'plus recent que',
    'dopo',
    'post',
    'na',
)
_STRICT_UNTIL = ('before', 'older than', 'earlier than', 'pre', 'vor', 'alter als', 'avant', 'prima', 'antes', 'voor')


def read_years(text):
    """Note year_from and year_to of `text`, the first of each."""
    for none in (_NOT_THIS, _SERVICED):
        for match in text.matches(none):
            text.take(*match.span())
    for pattern, read in (
        (_RANGE, _range),
        (_OR_LATER, lambda match: (int(match['year']), None)),
        (_OR_EARLIER, lambda match: (None, int(match['year']))),
        (_FROM, lambda match: (int(match['year']) + match['word'].startswith(_STRICT_FROM), None)),
        (_UNTIL, lambda match: (None, int(match['year']) - match['word'].startswith(_STRICT_UNTIL))),
        (_DECADE, _decade),
        (_ABOUT, _about),
    ):
        for match in text.matches(pattern):
            first, last = read(match)
            known = {one.field for one in text.found}
            if known & {'year_from', 'year_to'} and (pattern is _ABOUT or pattern is _DECADE):
                continue
            if first and 'year_from' not in known:
                text.note('year_from', first, *match.span(), take=False)
            if last and 'year_to' not in known:
                text.note('year_to', last, *match.span(), take=False)
            text.take(*match.span())


def _range(match):
    first, last = int(match['one']), match['two']
    last = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return (first, last) if first <= last else (None, None)


def _decade(match):
    year = int(match['year'])
    if year < 100:
        year += 1900 if year >= 20 else 2000
    start, end = {'early': (0, 3), 'mid': (4, 6), 'late': (7, 9)}.get(match['early'], (0, 9))
    return year + start, year + end


def _about(match):
    year = int(match['year'])
    return (year - 2, year + 2) if match['about'] else (year, year)
