"""The words by which a line names a kind, a day and an hour. English and German, as the shops write them."""

import re
from datetime import date, timedelta

# Codes of kinds; models/task/mail_activity_line.py knows which activity type each one is.
KINDS = {
    code: re.compile(rf'\b(?:{words})\b', re.I)
    for code, words in (
        (
            'call_back',
            r'call(?:ing)?\s+(?:\S+\s+){0,3}?back|callback|ring\s+(?:\S+\s+){0,3}?back|return\s+call|rückruf',
        ),
        ('call', r'call|phone|ring|anrufen|anruf'),
        ('email', r'e-?mail|mail|write\s+to|schreiben'),
        ('meeting', r'meet(?:ing)?|appointment|viewing|video\s+call|termin'),
        ('in_person', r'in[\s-]person|visit|pick\s*up|drop\s+by|show\s+in\s+store|besuch(?:en)?'),
    )
}
NO_DATE = re.compile(r'(?<=\s)(?:no\s+date|someday|some\s+day|whenever|ohne\s+datum)(?=[\s,;.])', re.I)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            'jan january januar',
            'feb february februar',
            'mar march märz',
            'apr april',
            'may mai',
            'jun june juni',
            'jul july juli',
            'aug august',
            'sep sept september',
            'oct october okt oktober',
            'nov november',
            'dec december dez dezember',
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            'mon monday montag',
            'tue tues tuesday dienstag',
            'wed wednesday mittwoch',
            'thu thur thurs thursday donnerstag',
            'fri friday freitag',
            'sat saturday samstag',
            'sun sunday sonntag',
        )
    )
    for name in names.split()
}
UNITS = {'day': 1, 'days': 1, 'tag': 1, 'tagen': 1, 'week': 7, 'weeks': 7, 'woche': 7, 'wochen': 7}


def _any(words):
    return '|'.join(sorted(map(re.escape, words), key=len, reverse=True))


def _hour(match):
    """10, 10:30, 10.30 with am or pm."""
    hour, minutes, half = int(match[1]), int(match[2] or 0), (match[3] or '').lower().replace('.', '')
    if hour > 23 or minutes > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == 'pm' else 0)
    return hour + minutes / 60


CLOCK = (
    (re.compile(r'(?<=\s)(?:at\s+|um\s+|@\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)(?=[\s,;])', re.I), _hour),
    (re.compile(r'(?<=\s)(?:at\s+|um\s+|@\s+)?(\d{1,2}):(\d{2})()(?:\s*uhr|h)?(?=[\s,;])', re.I), _hour),
    (re.compile(r'(?<=\s)(?:at|um)\s+(\d{1,2})()()(?:\s*uhr|\s*h)?(?=[\s,;])', re.I), _hour),
    (re.compile(r'(?<=\s)(?:at\s+)?noon(?=[\s,;])', re.I), lambda match: 12.0),
)


def _coming(day, month, today):
    """Return the next day of this day and month: in December, 3 January is next year's."""
    found = date(today.year, month, day) if (month, day) != (2, 29) else _leap(today.year)
    if found >= today:
        return found
    return date(today.year + 1, month, day) if (month, day) != (2, 29) else _leap(today.year + 1)


def _leap(year):
    while year % 4 or (not year % 100 and year % 400):
        year += 1
    return date(year, 2, 29)


def _numbers(match, today, day_first):
    """4/5 or 4/5/2027, as the country of the writer reads it."""
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if day_first else (second, first)
    if month > 12:
        day, month = month, day
    if not match[3]:
        return _coming(day, month, today)
    year = int(match[3])
    return date(year + 2000 if year < 100 else year, month, day)


def _weekday(match, today, day_first):
    """The next such day; "next Monday" on a Monday is in a week, and never today."""
    days = (WEEKDAYS[match[2].lower()] - today.weekday()) % 7
    return today + timedelta(days=days or 7)


def _next_week(match, today, day_first):
    return today + timedelta(days=7 - today.weekday())


def _named(match, today, day, month):
    day, month = int(day), MONTHS[month.lower()]
    return date(int(match[3]), month, day) if match[3] else _coming(day, month, today)


def _in(match, today, day_first):
    count = 1 if match[1].lower() in ('a', 'one', 'einem', 'einer') else int(match[1])
    return today + timedelta(days=count * UNITS[match[2].lower()])


_BEFORE, _AFTER = r'(?<=\s)(?:on\s+|by\s+|until\s+|am\s+|bis\s+)?', r'(?=[\s,;]|\.\s)'


def _words(pattern):
    return re.compile(_BEFORE + pattern + _AFTER, re.I)


DATES = (
    (_words(r'(\d{4})-(\d{1,2})-(\d{1,2})'), lambda m, today, first: date(int(m[1]), int(m[2]), int(m[3]))),
    (_words(r'(?:the\s+)?day\s+after\s+tomorrow|übermorgen'), lambda m, today, first: today + timedelta(days=2)),
    (_words(r'tomorrow|tmrw|morgen'), lambda m, today, first: today + timedelta(days=1)),
    (_words(r'today|tonight|heute'), lambda m, today, first: today),
    (_words(r'next\s+week|nächste\s+woche'), _next_week),
    (_words(r'in\s+(\d{1,3}|a|one|einem|einer)\s+(' + _any(UNITS) + ')'), _in),
    (
        _words(r'(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(' + _any(MONTHS) + r')\.?(?:\s+(\d{4}))?'),
        lambda m, today, first: _named(m, today, m[1], m[2]),
    ),
    (
        _words(r'(' + _any(MONTHS) + r')\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?'),
        lambda m, today, first: _named(m, today, m[2], m[1]),
    ),
    (_words(r'(\d{1,2})\.(\d{1,2})\.(\d{2}(?:\d{2})?)?'), lambda m, today, first: _numbers(m, today, True)),
    (_words(r'(\d{1,2})/(\d{1,2})(?:/(\d{2}(?:\d{2})?))?'), _numbers),
    (_words(r'(next\s+|this\s+)?(' + _any(WEEKDAYS) + ')'), _weekday),
)
