"""Pieces that belong to clients of the house: two consignors, one piece in the case, one sold, one paid out."""

from datetime import timedelta

from odoo import fields

from .records import ensure

CONSIGNORS = {
    'consignor_vance': {
        'name': "Eleanor Vance",
        'street': "1040 Fifth Avenue, Apt. 9B",
        'city': "New York",
        'zip': "10028",
        'email': "eleanor.vance@vance.example",
        'phone': "+1 212 555 0168",
        'comment': "Private collection, introduced by the family's lawyer.",
    },
    'consignor_halden': {
        'name': "Halden Estate",
        'is_company': True,
        'street': "22 Harbor Road",
        'city': "Greenwich",
        'zip': "06830",
        'email': "office@haldenestate.example",
        'phone': "+1 203 555 0117",
        'comment': "Executors of the Halden estate; paid by wire.",
    },
}
# piece: consignor, terms, days ago the agreement was made, days it runs on
AGREEMENTS = {
    'h01': ('consignor_vance', {'percent': 75.0}, 40, 90),
    'h05': ('consignor_vance', {'percent': 70.0}, 60, 60),
    'w20': ('consignor_halden', {'fixed': 3400.0}, 75, None),
}
PAID = 'w20'


def set_up(company, stock):
    """Put the pieces on consignment that are not yet; must run before they are sold."""
    env, today = company.env, fields.Date.today()
    people = {
        code: ensure(
            env,
            'res.partner',
            code,
            {
                **values,
                'country_id': env.ref('base.us').id,
                'state_id': env.ref('base.state_us_27' if values['city'] == "New York" else 'base.state_us_7').id,
            },
        )
        for code, values in CONSIGNORS.items()
    }
    for piece, (consignor, terms, ago, ahead) in AGREEMENTS.items():
        if not stock[piece].ic_is_consigned and stock[piece].ic_status != 'sold':
            stock[piece]._ic_consign(
                people[consignor],
                **terms,
                date=today - timedelta(days=ago),
                end=ahead and today + timedelta(days=ahead),
            )
            stock[piece].standard_price = 0.0  # the house has not bought it


def pay(stock):
    """Pay one of the payouts, as a dealer would from the list."""
    due = (
        stock[PAID]
        .env['ic.consignment.payout']
        .search([('product_tmpl_id', '=', stock[PAID].id), ('state', '=', 'due')])
    )
    if due:
        action = due.action_register_payment()
        due.env['account.payment.register'].with_context(**action['context']).create({})._create_payments()
