"""What the store wants to be told: a coin that runs low, references it never wants to be without, what is overdue."""

from datetime import timedelta

from odoo import fields

from .records import ensure, known, remember

# Code of a piece with a quantity -> told when so many are free. Two of them are that low.
LOW = {'b01': 40, 'b05': 4, 'b09': 20}
# Brand and reference, told at.
WATCHED = (('brand_rolex', "126610LN", 2), ('brand_patek_philippe', "5711/1A-010", 1))


def set_up(company, stock, users):
    """Set the numbers, watch the references, keep a message of a channel that changed nothing; then look."""
    env = company.env
    for code, low in LOW.items():
        if code in stock and not stock[code].ic_low_stock:
            stock[code].ic_low_stock = low
    for brand, reference, low in WATCHED:
        maker = env.ref(f'ic_inventory_luxury.{brand}', raise_if_not_found=False)
        if maker:
            values = {'company_id': company.id, 'brand_id': maker.id, 'reference': reference, 'low_stock': low}
            ensure(env, 'ic.stock.watch', f'watch_{brand}', values)
    _message(env, stock)
    for login in ('dealer', 'storeadmin'):
        if login in users and not known(env, f'alerts_{login}'):
            users[login].ic_alert_zero_stock = 'both'
            remember(users[login], f'alerts_{login}')
    env['ic.checkout']._cron_remind_overdue()
    env['ic.alert']._cron_look_at_everything()


def _message(env, stock):
    """Let a marketplace have told of an old price list: it is in the ledger, with the reason why it changed nothing."""
    if 'b01' in stock and not known(env, 'ledger_message'):
        entry = env['ic.stock.entry']._ic_note_ignored(
            stock['b01'].product_variant_id,
            'channel',
            "Older than what we know: the order it speaks of was taken in already",
            remote_id="CH-20481",
            remote_date=fields.Datetime.now() - timedelta(hours=3),
        )
        remember(entry, 'ledger_message')
