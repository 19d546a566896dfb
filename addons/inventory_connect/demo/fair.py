"""A stand at a fair: a terminal of its own, and what it may sell there without a connection."""

from datetime import timedelta

from odoo import Command, fields

from .records import ensure, known

PIECES = ('j02', 'j07', 'j09')


def set_up(company, stock):
    """Make the stand's terminal and its lease, once; gives the ic.pos.lease."""
    env, gallery = company.env, known(company.env, 'gallery')
    stand = known(env, 'fair_stand') or ensure(
        env,
        'pos.config',
        'fair_stand',
        {
            'name': "Fair Stand",
            'company_id': company.id,
            'limit_categories': True,
            'iface_available_categ_ids': [Command.set(gallery.iface_available_categ_ids.ids)],
            'payment_method_ids': [
                Command.set(gallery.payment_method_ids.filtered(lambda way: way.type == 'bank').ids)
            ],
        },
    )
    lease = known(env, 'fair_lease')
    if lease:
        return lease
    lease = ensure(
        env,
        'ic.pos.lease',
        'fair_lease',
        {
            'name': "Palm Beach, Jewelry and Antiques",
            'company_id': company.id,
            'config_id': stand.id,
            'until': (fields.Datetime.now() + timedelta(days=4)).replace(hour=22, minute=0, second=0),
            'line_ids': [Command.create({'product_id': stock[code].product_variant_id.id}) for code in PIECES],
        },
    )
    lease.action_ic_start()
    return lease
