"""People with single rights, lowest prices, and how a few prices came to be what they are."""

from datetime import timedelta

from odoo import fields

from . import staff
from .bullion import FOLLOW
from .records import ensure

# login: name, title, rights besides looking
PEOPLE = {
    'watchmaker': ("Hana Kovar", "Watchmaker", ('group_manage_inventory',)),
    'associate': ("Odile Marchand", "Sales Associate", ('group_record_sales',)),
    'bookkeeper': ("Priya Nair", "Bookkeeper", ('group_view_cost', 'group_view_payouts')),
}
# piece: what a new one costs at the maker's
MSRP = {'w01': 10650.0, 'w02': 9450.0, 'w03': 11350.0, 'h01': 12100.0}
# piece: (days ago, retail price as a share of today's, why), the oldest first
STORIES = {
    'w01': ((150, 1.07, "Opening price"), (96, 1.04, "Market softer than in spring"), (31, 1.0, "Autumn review")),
    'w02': ((170, 0.94, "Opening price"), (64, 1.0, "Maker raised the list")),
    'w03': ((140, 1.10, "Opening price"), (88, 1.05, "Autumn review"), (12, 1.0, "Client asked twice")),
    'h01': ((110, 0.96, "Opening price"), (25, 1.0, "Only one of its kind in town")),
}


def people(company):
    """Make employees who may do different things; gives a dict login -> res.users."""
    env = company.env
    made = {}
    for login, (name, title, rights) in PEOPLE.items():
        staff.ROLES[login] = tuple(f'ic_inventory_luxury.{group}' for group in ('group_employee', *rights))
        code = 'staff_service' if login == 'watchmaker' else f'staff_{login}'
        values = {
            'name': name,
            'function': title,
            'email': f'{name.split()[0].lower()}@ostranderpell.example',
            'parent_id': company.partner_id.id,
            'tz': 'America/New_York',
        }
        made[login] = staff.make_user(company, login, login, login, ensure(env, 'res.partner', code, values))
    return made


def set_up(company, stock, users):
    """Give every piece its lowest price and a few of them a past. What is there stays as it is."""
    for code, piece in stock.items():
        # What follows its metal has no lowest price: it would be in the way as soon as the metal falls.
        if code not in FOLLOW and not piece.ic_minimum_price and piece.list_price:
            usual = min(piece.list_price * 0.88, (piece.ic_wholesale_price or piece.list_price) * 0.97)
            lowest = max(usual, piece.standard_price * 1.04)
            piece.ic_minimum_price = min(round(lowest, -1 if lowest > 500 else 2), piece.list_price)
        if code in MSRP and not piece.ic_msrp:
            piece.ic_msrp = MSRP[code]
    for code, story in STORIES.items():
        if code in stock:
            _tell(stock[code], story, users.get('storeadmin') or company.env.user)


def _tell(piece, story, user):
    """Replace the first note of the retail price, made when the piece was loaded, by its story."""
    history = piece.env['ic.price.history'].sudo()
    rows = history.search([('product_tmpl_id', '=', piece.id), ('kind', '=', 'retail')])
    if len(rows) != 1:
        return
    rows.unlink()
    old = 0.0
    for days, share, reason in story:
        price = round(piece.list_price * share, -1) if share != 1.0 else piece.list_price
        row = history.with_user(user).sudo().with_context(ic_price_reason=reason)
        row = row._ic_note([(piece, 'retail', old, price)])
        row.date = fields.Datetime.now() - timedelta(days=days)
        old = price
