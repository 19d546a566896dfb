"""Reading the answers of the family of rate services (Metals-API, MetalpriceAPI): many rates against one base.

Their figure for XAU is ounces of gold per one unit of the base, so the price is one over it. Both are always asked for
the base USD, the one base every plan has, and for the wanted currency as one of the rates: its price then follows from
rates of the same moment. What answers in another base than was asked is refused.
"""

from decimal import Decimal

from ..errors import AuthError, NotFound, RateLimited, Rejected, Unreachable
from ..redaction import redact
from ..types import Money, Price, PriceAnswer
from ._reading import CODES, Doubt, check_band, day_of, end_of, grams, inverse, moment, number, per_ounce, refused, tidy

BASE = 'USD'
# A month's requests are used up: asking every few minutes would not help, and the first of the month comes some time.
QUOTA_PAUSE = 6 * 3600.0
# Both figures of an answer that gives the price in both directions are the same price; rounding stays below this.
AGREEMENT = Decimal('0.001')
_ERRORS = {101: AuthError, 102: AuthError, 104: RateLimited, 106: NotFound}


def symbols(metals, currency):
    """Return what to ask for: the codes of the metals, and the currency where it is not the base; '' for nothing."""
    codes = [CODES[metal] for metal in metals if metal in CODES]
    return ','.join(codes + [currency] * (currency != BASE)) if codes else ''


def opened(answer, name, key):
    """Return the parsed body of an Answer, after making sure that it is no failure: those come with status 200, too.

    :raises ServiceError:
    """
    body = answer.json()
    if not isinstance(body, dict):
        raise Unreachable(f"the answer of {name} is not what its documentation shows")
    if body.get('success') is True:
        return body
    problem = body.get('error')
    problem = problem if isinstance(problem, dict) else {'info': problem or body.get('message')}
    code = str(problem.get('code') or problem.get('statusCode') or '')
    words = problem.get('info') or problem.get('message') or problem.get('type') or "no explanation"
    text = f"{name} refuses{f' ({code})' if code else ''}: {redact(str(words), [key])[:300]}"
    kind = _ERRORS.get(int(code) if code.isdigit() else None, Rejected)
    raise kind(text, code=code or None, retry_after=QUOTA_PAUSE if kind is RateLimited else None)


def latest(body, metals, currency, name):
    """Return the PriceAnswer of an answer of the latest rates.

    :raises Rejected: when the answer as a whole cannot be trusted
    """
    rates = _rates(body, name)
    try:
        observed_at, unit = moment(body.get('timestamp')), grams(body.get('unit'))
    except Doubt as doubt:
        raise Rejected(f"{name}: {doubt}") from None
    return _answer([(rates, observed_at)], metals, currency, unit, name)


def history(body, metals, currency, name):
    """Return the PriceAnswer of an answer of rates by day.

    :raises Rejected: when the answer as a whole cannot be trusted
    """
    days = _rates(body, name)
    try:
        unit = grams(body.get('unit'))
        rows = [(_of_day(days[text], name, text), end_of(day_of(text))) for text in sorted(days)]
    except Doubt as doubt:
        raise Rejected(f"{name}: {doubt}") from None
    return _answer(rows, metals, currency, unit, name)


def joined(answers):
    """Return several PriceAnswers as one."""
    return PriceAnswer(
        tuple(one for answer in answers for one in answer.prices),
        tuple(one for answer in answers for one in answer.refused),
    )


def _rates(body, name):
    if body.get('base') != BASE:
        raise Rejected(f"{name} was asked for prices in {BASE} and answers in {body.get('base') or 'nothing'}")
    if not isinstance(body.get('rates'), dict):
        raise Unreachable(f"the answer of {name} has no rates")
    return body['rates']


def _of_day(rates, name, text):
    if not isinstance(rates, dict):
        raise Unreachable(f"the answer of {name} has no rates for {text}")
    return rates


def _answer(rows, metals, currency, unit, name):
    prices, bad = [], []
    for rates, observed_at in rows:
        for metal in (metal for metal in metals if metal in CODES):
            try:
                dollars = _dollars(rates, metal, unit)
                amount, fx = _turned(rates, dollars, currency, name)
            except Doubt as doubt:
                bad.append(refused(name, metal, rates.get(CODES[metal]), doubt))
                continue
            prices.append(Price(metal, Money(amount, currency), observed_at, source=name, fx=fx))
    return PriceAnswer(tuple(prices), tuple(bad))


def _dollars(rates, metal, unit):
    """Return the price of an ounce in the base, from the rate and, where it is given, the price itself."""
    code = CODES[metal]
    if code not in rates:
        raise Doubt("the answer leaves it out")
    price, stated = inverse(number(rates[code])), rates.get(BASE + code)
    if stated is not None:
        direct = number(stated)
        if abs(direct - price) > AGREEMENT * price:
            raise Doubt(f"the rate means {price:.2f} {BASE}, the answer also says {direct:f} {BASE}")
        price = direct
    price = per_ounce(price, unit)
    check_band(metal, price)
    return tidy(price)


def _turned(rates, dollars, currency, name):
    """Return (price in the currency, how that came about in words)."""
    if currency == BASE:
        return dollars, ''
    if currency not in rates:
        raise Doubt(f"the answer has no rate for {currency}")
    try:
        rate = number(rates[currency])
    except Doubt as doubt:
        raise Doubt(f"the rate of {currency} is {rates[currency]}: {doubt}") from None
    return tidy(dollars * rate), f"1 {BASE} = {rate:f} {currency}, {name}'s own rate of the same moment"
