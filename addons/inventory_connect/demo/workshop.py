"""Who works on pieces outside the house, what is out, and what came back lately."""

from datetime import timedelta

from odoo import fields

from .records import ensure, known, remember, rows


def set_up(company, stock, customers, users):
    """Make the service shops and the trips that are missing; gives all trips as ic.checkout records."""
    shops = {row['code']: _shop(company, row) for row in rows('shops')}
    trips = company.env['ic.checkout']
    for row in rows('trips'):
        code = f"trip_{row['piece']}"
        trips += known(company.env, code) or remember(
            _trip(company, row, stock[row['piece']], shops, customers, users), code
        )
    return trips


def _shop(company, row):
    env = company.env
    contact = ensure(
        env,
        'res.partner',
        f"shop_contact_{row['code']}",
        {
            'name': row['name'],
            'is_company': True,
            'email': row['email'],
            'phone': row['phone'],
            'city': row['city'],
            'company_id': company.id,
        },
    )
    categories = env['ic.category'].search([('code', 'in', row['categories'].split())])
    return ensure(
        env,
        'ic.service.shop',
        f"shop_{row['code']}",
        {
            'name': row['name'],
            'kind': row['kind'],
            'partner_id': contact.id,
            'typical_days': int(row['days']),
            'category_ids': [(6, 0, categories.ids)],
            'note': row['note'],
            'company_id': company.id,
        },
    )


def _trip(company, row, piece, shops, customers, users):
    """Send a piece out as staff would, bring it back where the row says so, and put it on its days."""
    env, now = company.env, fields.Datetime.now()
    shop = shops.get(row['to'])
    values = {
        'kind': row['kind'],
        'work': row['work'] or False,
        'shop_id': shop.id if shop else False,
        'partner_id': False if shop else customers[row['to']].id,
        'purpose': row['purpose'],
        'note': row['note'],
        'user_id': users[row['by']].id,
        'date_due': fields.Date.context_today(piece) + timedelta(days=int(row['due_in'])),
        'estimate': float(row['estimate'] or 0),
    }
    place = shop.location_id if shop else company._ic_out_location()
    trip = env['ic.checkout']._ic_send_out(piece, place, values)
    if row['cost']:
        trip._ic_bring_back(values={'condition_in': 'better', 'note_in': row['back'], 'cost': float(row['cost'])})
    _date_back(trip, now - timedelta(days=int(row['out_days'])), now - timedelta(days=int(row['back_days'] or 0)))
    return trip


def _date_back(trip, left, came):
    """Put a trip and the changes of status it made on the days they belong to."""
    cr = trip.env.cr
    trip.env.flush_all()
    cr.execute('UPDATE ic_checkout SET date_out = %s WHERE id = %s', (left, trip.id))
    logs = trip.product_tmpl_id.ic_status_log_ids.filtered(lambda log: log.origin == trip.name).sorted('id')
    if trip.state == 'back':
        cr.execute('UPDATE ic_checkout SET date_in = %s, user_in_id = user_id WHERE id = %s', (came, trip.id))
    for log, day in zip(logs, (left, came)):
        cr.execute('UPDATE ic_status_log SET date = %s, user_id = %s WHERE id = %s', (day, trip.user_id.id, log.id))
    # What was written about the piece before must not lie after the day it left.
    cr.execute(
        """
        UPDATE ic_status_log SET date = %s - (interval '1 minute' * (%s - id))
         WHERE product_tmpl_id = %s AND id < %s AND date >= %s
        """,
        (left, max(logs.ids or [0]), trip.product_tmpl_id.id, min(logs.ids or [0]), left),
    )
    trip.env.invalidate_all()
