"""Reads a task from one line: "call Mrs Ito tomorrow 10:00 @marco"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .words import CLOCK, DATES, KINDS, NO_DATE

HANDLE = re.compile(r'(?:^|(?<=\s))@([\w.\-]+)')


@dataclass(frozen=True)
class Line:
    """What a line says. Everything that was not said is None."""

    title: str
    kind: str | None = None
    day: date | None = None
    no_date: bool = False
    clock: float | None = None
    person: str | None = None


def read(text, today, day_first=True):
    """Return the Line that `text` says.

    The words for the kind stay in the title ("Call Mrs Ito"), those for day, hour and person leave it.

    :param date today: the day of the person who writes
    :param bool day_first: whether 4/5 is the fourth of May
    """
    rest = f" {' '.join((text or '').split())} "
    kind = _kind(rest)
    person, rest = _person(rest)
    clock, rest = _clock(rest)
    day, no_date, rest = _day(rest, today, day_first)
    title = re.sub(r'\s+(?:on|at|by|until)\s*$', '', ' '.join(rest.split()), flags=re.I).strip(' ,;-')
    return Line(title[:1].upper() + title[1:], kind, day, no_date, clock, person)


def _kind(text):
    """Return the kind whose word comes first, the longer one when two begin at the same place."""
    found = [
        (match.start(), -len(match[0]), kind) for kind, pattern in KINDS.items() if (match := pattern.search(text))
    ]
    return min(found)[2] if found else None


def _person(text):
    match = HANDLE.search(text)
    return (match[1], _without(text, match)) if match else (None, text)


def _clock(text):
    """Return the hour as a number (10:30 is 10.5) and the text without it."""
    for pattern, hour_of in CLOCK:
        match = pattern.search(text)
        clock = match and hour_of(match)
        if clock is not None and 0 < clock < 24:
            return clock, _without(text, match)
    return None, text


def _day(text, today, day_first):
    match = NO_DATE.search(text)
    if match:
        return None, True, _without(text, match)
    for pattern, day_of in DATES:
        match = pattern.search(text)
        if not match:
            continue
        try:
            day = day_of(match, today, day_first)
        except (ValueError, OverflowError):
            continue
        if day:
            return day, False, _without(text, match)
    return None, False, text


def _without(text, match):
    return f'{text[: match.start()]} {text[match.end() :]}'


def week_end(today, first_weekday=0):
    """Return the last day of the week that `today` is in.

    :param int first_weekday: the day on which a week begins here, 0 for Monday
    """
    return today + timedelta(days=6 - (today.weekday() - first_weekday) % 7)
