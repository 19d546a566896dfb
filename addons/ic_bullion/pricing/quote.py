"""The price of a piece that follows its metal.

    price = spot x fine ounces x (1 + percent / 100) + per ounce x fine ounces + per piece

It is computed exactly and rounded once, at the end, per unit: to the step of the currency (a cent) or of the store,
half a step away from zero. A line is the rounded price of the unit times the quantity. The spot is the price of the
metal, not its bid or ask: the house's own margin is in the premium, also when it buys.
"""

from dataclasses import dataclass
from decimal import Decimal

from .exact import exactly, shown, to_step
from .premium import ZERO, Premium, Rule, choose
from .spot import Spot

CENT = Decimal('0.01')


@dataclass(frozen=True, slots=True)
class Quote:
    """A price and how it came about; `price` is None when there is none, and `reason` says why.

    `metal_value` and `premium` are of one unit and not rounded.
    """

    price: Decimal | None
    currency: str = ''
    reason: str = ''
    metal_value: Decimal = ZERO
    premium: Decimal = ZERO
    rule: Rule | None = None
    terms: Premium | None = None
    spot: Spot | None = None
    words: str = ''


def metal_value(spot_price, fine_ounces):
    """Return what the metal in one unit is worth, exactly."""
    with exactly():
        return spot_price * fine_ounces


def unit_price(spot_price, fine_ounces, terms, step=CENT):
    """Return the price of one unit, rounded to `step`."""
    with exactly():
        metal = spot_price * fine_ounces
        exact = metal + metal * terms.percent / 100 + terms.per_ounce * fine_ounces + terms.flat
        return to_step(exact, step)


def quote(item, spot, rules, step=CENT):
    """Return the Quote of one unit of an item.

    :param Item item:
    :param Spot | None spot: of the metal of the item, in the currency of the price
    :param rules: iterable of Rule, of one store
    :param Decimal step: what prices are multiples of
    """
    if spot is None:
        return Quote(None, reason=f"there is no price of {item.metal}")
    if spot.metal != item.metal:
        raise ValueError(f"a piece of {item.metal} has no price by {spot.metal}")
    if spot.is_stale:
        reason = f"the price of {item.metal} is {spot.hours.normalize():f} hours old"
        return Quote(None, spot.currency, reason=reason, spot=spot)
    if item.fine_ounces <= 0:
        return Quote(None, spot.currency, reason="the fine weight is not known", spot=spot)
    rule = None if item.own is not None else choose(rules, item)
    terms = item.own if item.own is not None else rule and rule.premium
    if terms is None:
        return Quote(None, spot.currency, reason="no premium rule is for this piece", spot=spot)
    price = unit_price(spot.price, item.fine_ounces, terms, step)
    value = metal_value(spot.price, item.fine_ounces)
    facts = {'metal_value': value, 'rule': rule, 'terms': terms, 'spot': spot}
    if price <= 0:
        return Quote(None, spot.currency, reason="premium and metal come to nothing", **facts)
    with exactly():
        premium = value * terms.percent / 100 + terms.per_ounce * item.fine_ounces + terms.flat
    return Quote(price, spot.currency, premium=premium, words=_words(item, spot, rule, terms), **facts)


def line_total(price, quantity):
    """Return the price of a line: the rounded price of the unit times the quantity."""
    with exactly():
        return price * quantity


def _words(item, spot, rule, terms):
    """Return how the price came about, in a sentence."""
    fine = f'{item.fine_ounces.normalize():f}'
    by = f'rule "{rule.name}"' if rule else "the piece's own premium"
    return f"{fine} oz fine x {shown(spot.price)} {spot.currency}, {terms.words(spot.currency)} ({by})"
