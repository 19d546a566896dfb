"""How much somebody wants to spend."""

import re
from decimal import Decimal

from odoo.addons.ic_inventory_luxury.importing.values import ValueProblem, parse_currency, parse_number

_CURRENCY = (
    r'(?:us ?\$|hk\$|a\$|au\$|c\$|ca\$|s\$|nz\$|[$€£¥]|eur(?:os?)?\b|usd\b|gbp\b|chf\b|sfr\b|jpy\b|aud\b|cad\b|hkd\b'
    r'|sgd\b|aed\b|dollars?\b|bucks\b|pounds?\b|franken\b|francs?\b|yen\b)'
)
_WORDS = {'dollar': 'USD', 'bucks': 'USD', 'pound': 'GBP', 'franken': 'CHF', 'franc': 'CHF', 'yen': 'JPY'}
_NUMBER = r"\d{1,3}(?:[., '’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_K = r'(?:\s?(?:k|tsd\.?|tausend|mille|grand|mila|mil)\b)'
_BELOW = (
    r"(?:under|below|less than|up to|max(?:imum|imal)?\.?|no more than|not more than|not over|at most"
    r"|budget(?: (?:of|is|up to|max))?"
    r"|ceiling|within|<=?|unter|bis(?: zu| max\.?)?|hochstens|maximal|moins de|jusqu'?a|sous|pas plus de|maxi"
    r"|sotto(?: i)?|fino a"
    r"|massimo|meno di|hasta|menos de|maximo|onder|tot|limit)"
)
_AFTER = r"(?:max(?:imum|imal)?\b|or less|or under|or below|tops\b|budget\b|oder weniger|ou moins|o meno|o menos)"
_SPAN = rf'(?:(?P<low>{_NUMBER})(?P<lowk>{_K})?\s*(?P<lowc>{_CURRENCY})?\s*(?:-|to|and|bis|und|et|a|e|y)\s*)?'
_PRICE = re.compile(
    rf'(?<![\w.,])(?P<word>{_BELOW}\s*[:=]?\s*(?:about |around |ca\.? |circa )?)?(?:between |zwischen |entre |tra '
    rf'|from |von |de )?'
    rf'(?P<before>{_CURRENCY}\s*)?{_SPAN}(?P<before2>{_CURRENCY}\s*)?(?P<number>{_NUMBER})(?P<k>{_K})?,?-{{0,2}}'
    rf'(?:\s*(?P<after>{_CURRENCY}))?(?P<tail>\s*{_AFTER})?(?![\d])',
)
# Below this nobody buys here, and "under 40" is a size.
LEAST = 100
# "18k" and "14 k" are gold, unless somebody says that it is what he pays.
_KARATS = {'9', '10', '14', '18', '22', '24'}
_YEARS = re.compile(r'(?:19|20)\d\d')
# What the maker asks is not what is paid.
_OF_THE_MAKER = re.compile(r'(?<![^\W_])(?:msrp|rrp|uvp|srp|retail(?: price)?|list price|listino|neupreis)\s*[:=]?\s*$')
_YEAR_WORDS = re.compile(r"(?:up to|bis|jusqu'?a|fino a|hasta|tot|within)\s*$")


def read_price(text, currency=None):
    """Find the highest price that `text` names and note it as price_max, with its currency.

    :param Text text: what is read
    :param str currency: what is meant where none is named
    """
    for match in text.matches(_PRICE):
        match = _without_name(match, text)
        if not match or not (
            match['word'] or match['before'] or match['before2'] or match['after'] or match['k'] or match['tail']
        ):
            continue
        if re.match(r'\s?(?:mm|cm|m\b|atm|ft|ct\b|carat|%)', text.folded[match.end() :]):
            continue
        amount = _amount(match)
        if amount and amount < LEAST and (match['before'] or match['after']):
            text.take(*match.span())  # a price, though of nothing that anybody wishes for here
        if (
            amount is None
            or amount < LEAST
            or _is_something_else(match)
            or _OF_THE_MAKER.search(text.folded[: match.start()])
        ):
            continue
        code = _currency(match) or currency
        text.note('price_max', amount, *match.span())
        if code:
            text.note('currency', code, *match.span(), take=False)
        return


def _without_name(match, text):
    """Return the match of the price alone: in "Black Bay 54 - $3,100", "Ref. 2966 - $2,500" and "116518 - 18K" the
    first number is a name. A span names its currency before both, behind both or not at all."""
    if not match['low'] or match['lowk'] or match['lowc']:
        return match
    low, high = _number(match['low']), _amount(match)
    fineness = match['k'] and match['number'] in _KARATS and len(match['low']) > 2
    if fineness or match['before2'] or (len(match['low']) < 3 and not match['k']) or (low and high and low > high):
        match = _PRICE.match(text.folded, match.end('low') + 1) or _PRICE.search(text.folded, match.end('low'))
        return match if match and text.is_free(*match.span()) else None
    return match


def _number(words):
    try:
        return parse_number(words.replace(' ', ''))
    except ValueProblem:
        return None


def _amount(match):
    amount = _number(match['number'])
    if amount is not None and match['k']:
        if amount != amount.to_integral_value() or '.' not in match['number']:
            return amount * 1000
        return Decimal(match['number'].replace(',', '.')) * 1000 if amount < 1000 else amount
    return amount


def _is_something_else(match):
    """Tell whether the number is a fineness or a year and no price."""
    money = match['before'] or match['before2'] or match['after'] or match['lowc']
    if money:
        return False
    if match['k']:
        return match['number'] in _KARATS and not match['word'] and not match['tail'] and not match['low']
    return bool(_YEARS.fullmatch(match['number'])) and (not match['word'] or bool(_YEAR_WORDS.match(match['word'])))


def _currency(match):
    for group in ('before', 'before2', 'after', 'lowc'):
        word = (match[group] or '').strip().replace(' ', '')
        if word:
            return parse_currency(word) or _WORDS.get(word.rstrip('s')) or _WORDS.get(word)
    return None
