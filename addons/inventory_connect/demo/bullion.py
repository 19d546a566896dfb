"""What metal costs at the demo store: a price list kept by hand, a season of daily prices, premiums, a price held.

Bars and coins bought for their metal follow it; the two that collectors pay for have a fixed price.
"""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from math import sin

from odoo import fields

from odoo.addons.ic_connect.prices._limits import judge
from odoo.addons.ic_connect.types import Money, Price

from .records import ensure, known, remember

DAYS = 120
# Nobody keeps the list of the demo store after it is loaded, and it is looked at for weeks: its prices stay good for a
# year. A real store leaves a day.
GOOD_FOR_HOURS = 24 * 365
FOLLOW = ('b01', 'b03', 'b04', 'b05', 'b06', 'b08', 'b09', 'b10')
SOURCE = "Ostrander & Pell price list"
# Metal: what an ounce costs about now, how much it has risen in the season, how far it swings.
METALS = {
    'gold': (4188, 0.11, 0.016),
    'silver': (51.4, 0.16, 0.031),
    'platinum': (1745, 0.05, 0.026),
    'palladium': (1530, 0.03, 0.038),
}
# Name, what it is for, what it asks.
RULES = (
    ("Gold coins", {'metal': 'gold', 'form': 'coin'}, {'percent': 5.0}),
    ("Gold bars", {'metal': 'gold', 'form': 'bar'}, {'percent': 3.5}),
    ("Gold bars from 10 oz", {'metal': 'gold', 'form': 'bar', 'weight_from': 10.0}, {'percent': 1.8}),
    ("Gold in tubes of twenty", {'metal': 'gold', 'form': 'coin', 'quantity_from': 20.0}, {'percent': 4.0}),
    ("Small gold", {'metal': 'gold', 'weight_to': 0.3}, {'percent': 8.0, 'flat': 15.0}),
    ("Silver", {'metal': 'silver'}, {'percent': 6.0, 'per_ounce': 2.5}),
    ("Everything else", {}, {'percent': 6.5}),
    ("The trade", {'tier': 'wholesale'}, {'percent': 2.5}),
    ("We buy gold", {'metal': 'gold', 'side': 'buy'}, {'percent': -2.0}),
    ("We buy silver", {'metal': 'silver', 'side': 'buy'}, {'percent': -7.0}),
    ("The trade, silver", {'tier': 'wholesale', 'metal': 'silver'}, {'percent': 4.5}),
)


def set_up(company, stock):
    """Make the source, its prices up to today, the premiums, and one price that waits for a decision.

    :param dict stock: code -> piece
    """
    if not known(company.env, 'metal_source'):
        company.ic_spot_max_hours = GOOD_FOR_HOURS
    env = company.env
    source = _source(company)
    _prices(source)
    for number, (name, conditions, terms) in enumerate(RULES):
        values = {'name': name, 'company_id': company.id, 'sequence': 10 + number} | conditions | terms
        ensure(env, 'ic.premium.rule', f'premium_{number}', values)
    mint = env['ic.mint'].search([('name', 'ilike', 'PAMP')], limit=1)
    if mint:
        values = {'name': "PAMP in its card", 'mint_id': mint.id, 'form': 'bar', 'percent': 4.2, 'sequence': 30}
        ensure(env, 'ic.premium.rule', 'premium_mint', values | {'company_id': company.id})
    _held(source)
    pieces = company.env['product.template'].union(*(stock[code] for code in FOLLOW if code in stock))
    pieces.filtered(lambda piece: piece.ic_price_mode != 'spot_plus').ic_price_mode = 'spot_plus'


def _source(company):
    values = {
        'name': SOURCE,
        'code': 'manual_csv',
        'company_id': company.id,
        'currency_id': company.currency_id.id,
        'user_id': False,
        'text': "metal,price,currency,unit,time\n" + '\n'.join(_line(metal, company) for metal in METALS),
        'state': 'paused',
        'last_answer_on': fields.Datetime.now(),
        'last_words': "Read by hand every morning.",
    }
    return ensure(company.env, 'ic.metal.source', 'metal_source', values)


def _line(metal, company):
    now = fields.Datetime.now()
    return f'{metal},{_cost(metal, now.date(), now.date()):f},{company.currency_id.name},oz,{now:%Y-%m-%dT%H:%M:%SZ}'


def _cost(metal, day, today):
    """Return what an ounce cost on a day: made up, the same each time it is asked."""
    now, rise, swing = METALS[metal]
    back = (today - day).days
    wave = sin(back / 9) * 0.6 + sin(back / 3.7 + len(metal)) * 0.4
    amount = now * (1 - rise * back / DAYS) * (1 + swing * wave * min(back / 10, 1))
    return Decimal(str(round(amount, 2)))


def _prices(source):
    """Add one price for each day of trade that has none yet, and one for now."""
    today = fields.Date.today()
    ticks = source.env['ic.metal.price'].sudo()
    newest = ticks._ic_latest('gold', source.currency_id, source.company_id)
    if newest and newest.observed_at.date() == today:
        return
    days = [today - timedelta(days=back) for back in range(DAYS, 0, -1)]
    closes = [datetime.combine(day, time(21), UTC) for day in days if day.weekday() < 5]
    closes = [close for close in closes if not newest or close.replace(tzinfo=None) > newest.observed_at]
    now = fields.Datetime.now().replace(tzinfo=UTC, microsecond=0)
    past = [_price(source, metal, close, today) for close in closes for metal in METALS]
    ticks._ic_record(past, SOURCE, source.company_id, connection=source, kind='day')
    latest = [_price(source, metal, now, today) for metal in METALS]
    ticks._ic_record(latest, SOURCE, source.company_id, connection=source)


def _price(source, metal, at, today):
    money = Money(_cost(metal, at.date(), today), source.currency_id.name)
    return Price(metal, money, at, source=SOURCE)


def _held(source):
    """Somebody typed a price of silver by the tenth: it waits."""
    env = source.env
    last = env['ic.metal.price']._ic_latest('silver', source.currency_id, source.company_id)
    if known(env, 'metal_review') or not last:
        return
    price = Price('silver', Money('5.14', source.currency_id.name), fields.Datetime.now().replace(tzinfo=UTC), SOURCE)
    verdict = judge(price, None, price.observed_at, beside=last._ic_price())
    review = env['ic.metal.review'].sudo()._ic_hold(source, price, verdict, last._ic_price())
    remember(review, 'metal_review')
