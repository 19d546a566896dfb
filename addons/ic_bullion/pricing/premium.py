"""Which premium holds for a piece: of all rules of a store that fit, the most particular one.

A rule says for whom and for what it is (what it leaves open, it is for all) and what is asked over the metal: a
percentage of the metal, an amount per fine ounce, an amount per piece; they add up. Of those that fit

1. a rule for the buyer's tier goes before one for everybody,
2. then one for the mint, for the form, for a band of weights, for the metal, in this order,
3. then the one with the highest quantity it starts from,
4. then the narrower band, then the order in which the store has put them.

What a piece says of itself goes before every rule. No rule means no price: metal sold without a premium is a mistake.
"""

from dataclasses import dataclass
from decimal import Decimal

SELL, BUY = 'sell', 'buy'
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Premium:
    """What is asked over the metal (below zero: what is taken off, as when a house buys)."""

    percent: Decimal = ZERO
    per_ounce: Decimal = ZERO
    flat: Decimal = ZERO

    def words(self, currency=''):
        """Return '+4 %, +2.00 USD per ounce' and the like."""
        unit = f' {currency}' if currency else ''
        parts = [f'{self.percent.normalize():+f} %'] if self.percent else []
        parts += [f'{self.per_ounce:+.2f}{unit} per ounce'] if self.per_ounce else []
        parts += [f'{self.flat:+.2f}{unit} per piece'] if self.flat else []
        return ', '.join(parts) or 'the metal alone'


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. None, '' or 0 leaves a condition open; a band holds from its first weight to below its last."""

    id: int
    name: str
    premium: Premium
    side: str = SELL
    sequence: int = 10
    metal: str = ''
    form: str = ''
    mint: int = 0
    tier: str = ''
    weight_from: Decimal = ZERO
    weight_to: Decimal = ZERO
    quantity_from: Decimal = Decimal(1)

    @property
    def has_band(self):
        return bool(self.weight_from or self.weight_to)


@dataclass(frozen=True, slots=True)
class Item:
    """What is priced: the metal in one unit, how many units, for whom. `own` is the premium the piece states itself."""

    metal: str
    fine_ounces: Decimal
    form: str = ''
    mint: int = 0
    quantity: Decimal = Decimal(1)
    tier: str = ''
    side: str = SELL
    own: Premium | None = None


def misfit(rule, item):
    """Return why a rule does not hold for an item: the name of the first condition that fails; '' when it holds."""
    checks = (
        ('side', rule.side == item.side),
        ('metal', not rule.metal or rule.metal == item.metal),
        ('form', not rule.form or rule.form == item.form),
        ('mint', not rule.mint or rule.mint == item.mint),
        ('tier', not rule.tier or rule.tier == item.tier),
        ('weight', item.fine_ounces >= rule.weight_from and (not rule.weight_to or item.fine_ounces < rule.weight_to)),
        ('quantity', item.quantity >= rule.quantity_from),
    )
    return next((name for name, fits in checks if not fits), '')


def rank(rule):
    """Return the key by which of two rules that fit the more particular one is greater."""
    width = rule.weight_to - rule.weight_from if rule.weight_to else Decimal('Infinity')
    conditions = (rule.tier, rule.mint, rule.form, rule.has_band, rule.metal)
    return (*map(bool, conditions), rule.quantity_from, -width, -rule.sequence, -rule.id)


def choose(rules, item):
    """Return the Rule that holds for an item, None when none does."""
    return max((rule for rule in rules if not misfit(rule, item)), key=rank, default=None)
