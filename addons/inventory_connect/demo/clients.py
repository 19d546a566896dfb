"""The client book: who is what to the house, what was noted about whom, and a few people who stand there twice."""

from datetime import timedelta

from odoo import Command, fields

from .records import ensure, known, remember, rows

# Tags and their number in the palette of the suite.
TAGS = {'vip': ("VIP", 3), 'sport': ("Sports watches", 8), 'exotic': ("Exotic skins", 10), 'gifts': ("Gifts", 9)}
TAGS.update(trade=("Trade", 7), vintage=("Vintage", 2))
# Who has which.
TAGGED = {
    'c01': ('vintage',),
    'c02': ('vip', 'sport'),
    'c03': ('sport',),
    'c04': ('vip', 'exotic'),
    'c08': ('gifts',),
    't01': ('trade',),
    't02': ('trade',),
}
# People who wrote themselves in a second time: code, name, and by what they are known.
TWINS = (
    ('c02', "R. Almeida", {'email': "Rosalind@customer.example"}),
    ('c03', "Henrik Kessler (boat show)", {'phone': "(203) 555-0163", 'email': "hk@kessler-marine.example"}),
    ('c07', "Tanabe Yuki", {'email': "yuki@customer.example", 'phone': "+1 415 555 0167"}),
)


def set_up(company, customers, users):
    """Make kinds, tags, notes and duplicates that are missing."""
    env = company.env
    tags = {
        code: ensure(env, 'res.partner.category', f'tag_{code}', {'name': name, 'color': color})
        for code, (name, color) in TAGS.items()
    }
    for code, partner in customers.items():
        if not partner.ic_client_kind:
            partner.ic_client_kind = 'wholesale' if code.startswith('t') else 'retail'
            partner.category_id = [Command.link(tags[tag].id) for tag in TAGGED.get(code, ())]
    for number, row in enumerate(rows('client_notes')):
        _note(company, f'client_note_{number}', row, customers[row['customer']], users[row['by']])
    for number, (code, name, values) in enumerate(TWINS):
        country = customers[code].country_id.id
        ensure(env, 'res.partner', f'client_twin_{number}', {'name': name, 'country_id': country, **values})


def _note(company, code, row, partner, user):
    if known(company.env, code):
        return
    values = {'partner_id': partner.id, 'company_id': company.id, 'user_id': user.id, 'kind': row['kind']}
    values.update(noted_on=fields.Datetime.now() - timedelta(days=int(row['days_ago'])), pinned=bool(row['pinned']))
    remember(company.env['ic.client.note'].create({**values, 'body': row['note']}), code)
