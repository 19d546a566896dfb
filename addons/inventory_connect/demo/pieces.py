"""The stock of the store: pieces of all eight categories with place, status and a history that looks lived in."""

from datetime import timedelta

from odoo import fields

from . import piece_extras, piece_values
from .records import known, remember, rows

# category: file of its pieces
FILES = {
    'watch': 'watches',
    'handbag': 'handbags',
    'sneaker': 'sneakers',
    'apparel': 'apparel',
    'accessory': 'accessories',
    'jewelry': 'jewelry',
    'bullion': 'bullion',
    'artwork': 'artworks',
}
BY_EVENTS = {'incoming', 'sold', 'service', 'at_refinish'}  # orders.py sells, workshop.py sends out
PUBLISHED = ('available', 'hold', 'sold')
REASONS = {
    'hold': "Put aside for a client",
    'polish': "On our own bench",
    'send_refinish': "Waiting for the courier",
    'awaiting_photos': "Photo session planned",
    'available': "Inspected and photographed",
}


def specs():
    """Return the rows of all pieces as dicts, each with its category."""
    return [dict(row, category=category) for category, file in FILES.items() for row in rows(file)]


def set_up(company, places, users):
    """Make the pieces that are missing; gives a dict code -> product.template."""
    env = company.env
    wanted = specs()
    found = {row['code']: known(env, f"piece_{row['code']}") for row in wanted}
    missing = [row for row in wanted if not found[row['code']]]
    if missing:
        reader = piece_values.Reader(company, missing)
        created = env['product.template'].create([reader.values(row) for row in missing])
        for row, piece in zip(missing, created, strict=True):
            found[row['code']] = remember(piece, f"piece_{row['code']}")
        piece_extras.set_up(company, {row['code']: found[row['code']] for row in missing})
        _take_in(missing, found, places)
        _date_back(missing, found, users)
        _publish(missing, found)
    return found


def _take_in(missing, found, places):
    """Receive the pieces at their places, then choose their status. Sales and trips follow in their own files."""
    browse = next(iter(found.values())).browse
    here = [row for row in missing if row['status'] != 'incoming']
    for place, quantity in sorted({(row['place'], row.get('quantity') or '1') for row in here}):
        codes = [row['code'] for row in here if (row['place'], row.get('quantity') or '1') == (place, quantity)]
        browse([found[code].id for code in codes])._ic_receive(places[place], quantity=float(quantity))
    for status in {row['status'] for row in missing} - BY_EVENTS:
        chosen = browse([found[row['code']].id for row in missing if row['status'] == status])
        chosen.filtered(lambda piece: piece.ic_status != status)._ic_set_status(status, REASONS[status])


def _date_back(missing, found, users):
    """Spread the intake over the last months, and let staff have done it."""
    cr, now = next(iter(found.values())).env.cr, fields.Datetime.now()
    next(iter(found.values())).env.flush_all()
    by = [users[login].id for login in ('dealer', 'storeadmin', 'employee') if login in users]
    for number, row in enumerate(missing):
        piece = found[row['code']]
        days = 3 + (number * 37) % 118 if row['status'] != 'incoming' else 1 + number % 3
        taken = now - timedelta(days=days, hours=number % 7)
        for step, log in enumerate(piece.ic_status_log_ids.sorted('id')):
            cr.execute(
                'UPDATE ic_status_log SET date = %s, user_id = %s WHERE id = %s',
                (
                    min(now, taken + timedelta(days=min(step, days) * 0.9, minutes=17 * step)),
                    by[(number + step) % len(by)],
                    log.id,
                ),
            )
        cr.execute(
            """
            UPDATE product_template
               SET create_date = %s, ic_in_stock_since = CASE WHEN ic_in_stock_since IS NOT NULL THEN %s::date END
             WHERE id = %s
            """,
            (taken, taken + timedelta(hours=20), piece.id),
        )
    next(iter(found.values())).env.invalidate_all()


def _publish(missing, found):
    """Show what has a photo and is for sale (or was) in the shop, newest intake first."""
    pieces = [
        (row, found[row['code']]) for row in missing if row['status'] in PUBLISHED and found[row['code']].image_1920
    ]
    next(iter(found.values())).browse([piece.id for _row, piece in pieces]).write({'is_published': True})
    for _row, piece in pieces:
        if 'publish_date' in piece._fields:
            piece.publish_date = piece.create_date + timedelta(days=2)
