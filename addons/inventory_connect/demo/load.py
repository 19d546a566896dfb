"""Loads the demo store into a database. Safe to call again: what is there stays as it is."""

import logging
import time

from odoo import SUPERUSER_ID

from . import (
    alerts,
    bullion,
    clients,
    conflicts,
    consignment,
    counting,
    deals,
    desk,
    fair,
    holds,
    imports,
    lookbooks,
    orders,
    photos,
    pieces,
    planning,
    prices,
    shares,
    staff,
    store,
    storefront,
    tasks,
    website,
    wishes,
    workshop,
)

_logger = logging.getLogger(__name__)


def load(env):
    """Make the demo store in the main company of the database of `env`. The caller commits.

    :param env: an environment; its user does not matter, everything runs as superuser in the main company
    :return: dict of what there is now, by kind (number of records)
    """
    started = time.monotonic()
    company = env['res.company'].sudo().search([], order='id', limit=1)
    env = env(
        user=SUPERUSER_ID,
        context={
            'lang': 'en_US',
            'allowed_company_ids': company.ids,
            'tracking_disable': True,
            'mail_create_nosubscribe': True,
            'mail_notrack': True,
            'no_reset_password': True,
            'queue_job__no_delay': True,
        },
    )
    company = company.with_env(env)
    store.set_up(company)
    places = store.locations(company)
    users = staff.set_up(company)
    # From here on the store admin does the work, with all rights: it is his name that ledger and claims show.
    env = env(user=users['storeadmin'].id, su=True)
    company, places = company.with_env(env), {code: place.with_env(env) for code, place in places.items()}
    users = {code: user.with_env(env) for code, user in users.items()}
    stock = pieces.set_up(company, places, users)
    photos.set_up(company, pieces.specs(), stock)
    customers = staff.customers(company)
    consignment.set_up(company, stock)
    workshop.set_up(company, stock, customers, users)
    sales = orders.set_up(company, stock, customers, users)
    holds.set_up(company, stock, customers, users)
    consignment.pay(stock)
    counting.set_up(company, places, users)
    imports.set_up(company)
    prices.people(company)
    prices.set_up(company, stock, users)
    bullion.set_up(company, stock)
    website.set_up(company)
    storefront.set_up(company)
    shares.set_up(company, stock, users)
    conflicts.set_up(company, stock, customers, users)
    terminal = store.terminal(company)
    fair.set_up(company, stock)
    planning.set_up(company, customers)
    alerts.set_up(company, stock, users)
    wishes.set_up(company, customers, users)
    deals.set_up(company, stock, customers, users)
    lookbooks.set_up(company, stock, customers, users)
    clients.set_up(company, customers, users)
    desk.set_up(company, stock, customers)
    tasks.set_up(company, customers, users)
    _logger.info("Demo store ready in %.1f s", time.monotonic() - started)
    return {
        'pieces': len(stock),
        'users': len(users),
        'customers': len(customers),
        'orders': len(sales),
        'terminals': len(terminal),
    }
