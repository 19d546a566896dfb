"""One cell, one value: money, years, dates, yes/no, measures. A value that can be read two ways is not read."""

import calendar
import re
from datetime import date
from decimal import Decimal, InvalidOperation

SYMBOLS = {
    '€': 'EUR',
    '£': 'GBP',
    '¥': 'JPY',
    'us$': 'USD',
    'a$': 'AUD',
    'au$': 'AUD',
    'c$': 'CAD',
    'ca$': 'CAD',
    'hk$': 'HKD',
    's$': 'SGD',
    'nz$': 'NZD',
    'chf': 'CHF',
    'sfr': 'CHF',
    'fr.': 'CHF',
    '$': 'USD',
    'eur': 'EUR',
    'euro': 'EUR',
    'euros': 'EUR',
    'usd': 'USD',
    'gbp': 'GBP',
    'jpy': 'JPY',
    'aud': 'AUD',
    'cad': 'CAD',
    'hkd': 'HKD',
    'sgd': 'SGD',
    'aed': 'AED',
    'zł': 'PLN',
    'pln': 'PLN',
    'sek': 'SEK',
    'nok': 'NOK',
    'dkk': 'DKK',
    'czk': 'CZK',
    'kč': 'CZK',
    'huf': 'HUF',
    'ron': 'RON',
    'cny': 'CNY',
    'rmb': 'CNY',
    'sar': 'SAR',
    'inr': 'INR',
    '₹': 'INR',
}
UNKNOWN_YEARS = (
    'unknown',
    'unbekannt',
    'inconnu',
    'n/a',
    '-',
    'sconosciuto',
    'xxxx',
    'random',
    'random year',
    'various',
)
_NUMBER = re.compile(r"\d[\d.,'’\s\u2009\u202f]*")
TRUE_WORDS = {
    'yes',
    'y',
    'true',
    '1',
    'x',
    'ja',
    'oui',
    'si',
    'sì',
    'sí',
    'vero',
    'wahr',
    'vrai',
    'ok',
    'incl',
    'included',
    '✓',
    '✔',
    'original',
    'with',
    'mit',
    'avec',
    'con',
}
FALSE_WORDS = {
    'no',
    'n',
    'false',
    '0',
    '-',
    'nein',
    'non',
    'falso',
    'falsch',
    'faux',
    'none',
    'without',
    'ohne',
    'sans',
    'senza',
    'sin',
    'missing',
    'nee',
}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            'january jan januar janvier gennaio enero',
            'february feb februar fevrier février febbraio febrero',
            'march mar märz maerz mars marzo',
            'april apr avril aprile abril',
            'may mai maggio mayo',
            'june jun juni juin giugno junio',
            'july jul juli juillet luglio julio',
            'august aug aout août agosto',
            'september sep sept septembre settembre septiembre',
            'october oct okt oktober octobre ottobre octubre',
            'november nov novembre noviembre',
            'december dec dez dezember decembre décembre dicembre diciembre',
        ),
        1,
    )
    for name in names.split()
}


class ValueProblem(Exception):
    """The cell cannot be read as what its column says. `code` names the reason."""

    def __init__(self, code, extra=''):
        super().__init__(code)
        self.code = code
        self.extra = extra  # shown beside the reason, for example the words that are understood


def parse_currency(text):
    """Return the ISO code that `text` means, or None. A bare "$" is read as US dollars, "¥" as yen."""
    word = (text or '').strip().casefold()
    if re.fullmatch(r'[a-z]{3}', word) and word not in SYMBOLS:
        return word.upper()
    return SYMBOLS.get(word)


def parse_number(text):
    """Return the Decimal that `text` (digits with separators, perhaps a sign) means.

    The last separator is the decimal one unless three digits follow it and nothing contradicts: "1.234" and "1,234"
    are thousands, "1.234,5" and "1,234.5" are decimal, "12.34" is decimal.

    :raise ValueProblem: not_a_number
    """
    text = (text or '').strip()
    negative = text.startswith(('-', '−')) or (text.startswith('(') and text.endswith(')'))
    body = re.sub(r"[\s'’\u2009\u202f()+−-]", '', text)
    body = re.sub(r'[.,]$', '', body)
    if not re.fullmatch(r'\d[\d.,]*|[.,]\d+', body):
        raise ValueProblem('not_a_number')
    last = max(body.rfind('.'), body.rfind(','))
    if last >= 0:
        mark, other = body[last], ',' if body[last] == '.' else '.'
        tail = len(body) - last - 1
        if body.count(mark) > 1:  # 1.234.567
            if other in body[body.find(mark) :] or not re.fullmatch(r'\d{1,3}([.,]\d{3})+', body):
                raise ValueProblem('not_a_number')
            body = body.replace(mark, '')
        elif tail == 3 and other not in body and not body.startswith(('0', mark)):
            body = body.replace(mark, '')
        else:
            body = body.replace(other, '').replace(mark, '.')
    try:
        number = Decimal(body)
    except InvalidOperation as error:
        raise ValueProblem('not_a_number') from error
    return -number if negative else number


def parse_price(text):
    """Return (Decimal amount, ISO currency or None) from "9500 €", "$11 750", "1.234,50 EUR", "USD 9,500", "9.500,-".

    :raise ValueProblem: not_a_number, negative, on_request
    """
    text = (text or '').strip()
    if re.fullmatch(r"(p\.?o\.?[ra]\.?|on request|auf anfrage|sur demande|price on (request|application))", text, re.I):
        raise ValueProblem('on_request')
    found = _NUMBER.search(text)
    if not found:
        raise ValueProblem('not_a_number')
    before, after = text[: found.start()], text[found.end() :]
    sign = '-' if re.search(r'[-−(]\s*\S{0,4}\s*$', before) else ''
    before = re.sub(r'[-−(+]', '', before).strip()
    after = re.sub(r'^\s*[-–—)]+', '', after).strip()
    currency = None
    for part in (before, after):
        if not part:
            continue
        code = parse_currency(part)
        if not code or (currency and code != currency):
            raise ValueProblem('not_a_number')
        currency = code
    amount = parse_number(sign + found.group().strip())
    if amount < 0:
        raise ValueProblem('negative')
    return amount, currency


def parse_integer(text):
    number = parse_number(text)
    if number != number.to_integral_value():
        raise ValueProblem('not_a_number')
    return int(number)


def parse_year(text, today=None):
    """Return (year, approximate) from "1998", "ca. 1998", "1998?", "1990s" (approximate 1990).

    :raise ValueProblem: not_a_year
    """
    text = (text or '').strip()
    if text.casefold() in UNKNOWN_YEARS:
        return None, False
    found = re.fullmatch(
        r"(?P<about>(ca\.?|circa|c\.|approx\.?|about|um|vers|env\.?|~)\s*)?(?P<year>(1[89]|20)\d\d)(?P<rest>\s*(\?|'?s|er|\.0+)?)",
        text,
        re.IGNORECASE,
    )
    if not found:
        try:  # a release date
            return parse_date(text).year, False
        except ValueProblem as problem:
            raise ValueProblem('not_a_year') from problem
    year = int(found['year'])
    if year > (today or date.today()).year + 1:
        raise ValueProblem('not_a_year')
    rest = (found['rest'] or '').strip()
    return year, bool(found['about'] or (rest and not rest.startswith('.')))


def parse_date(text, order='dmy'):
    """Return a date from ISO, "31/12/2021", "06/2024" (first of the month), "10-2021", "June 2024".

    :param str order: 'dmy' or 'mdy' for dates that could be either
    :raise ValueProblem: not_a_date
    """
    text = (text or '').strip()
    found = re.match(r'(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?$', text)
    if found:
        return _date(found[1], found[2], found[3] or 1)
    found = re.fullmatch(r'(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4}|\d{2})', text)
    if found:
        first, second = int(found[1]), int(found[2])
        if first > 12 or (order == 'dmy' and second <= 12):
            return _date(found[3], second, first)
        return _date(found[3], first, second)
    found = re.fullmatch(r'(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})', text)
    if found:
        return _date(found[2], found[1], 1)
    found = re.fullmatch(r'([^\W\d_]+)\.?,?\s+(\d{4})', text)
    if found and found[1].casefold() in MONTHS:
        return _date(found[2], MONTHS[found[1].casefold()], 1)
    raise ValueProblem('not_a_date')


def _date(year, month, day):
    year, month, day = int(year), int(month), int(day)
    year += (2000 if year < 60 else 1900) if year < 100 else 0
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        raise ValueProblem('not_a_date')
    return date(year, month, day)


def parse_bool(text):
    """:raise ValueProblem: not_yes_no"""
    word = (text or '').strip().casefold().rstrip('.!')
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueProblem('not_yes_no')


def parse_measure(text):
    """Return millimetres as a float from "40", "40mm", "40,5 mm", "4 cm".

    :raise ValueProblem: not_a_number
    """
    found = re.fullmatch(
        r'(?:ø|Ø)?\s*(\d{1,3}(?:[.,]\d+)?)\s*(mm|cm|millimet\w*)?\.?', (text or '').strip(), re.IGNORECASE
    )
    if not found:
        raise ValueProblem('not_a_number')
    size = float(found[1].replace(',', '.'))
    return size * 10 if (found[2] or '').casefold() == 'cm' else size
