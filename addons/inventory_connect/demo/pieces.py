"""The stock of the store: sixty pieces with photo, place, status and a history that looks lived in."""

from datetime import timedelta

from odoo import Command, fields

from .records import known, picture, remember, rows

FLOATS = ('standard_price', 'ic_wholesale_price', 'list_price', 'ic_watch_case_size')
INTEGERS = ('ic_year', 'ic_watch_link_count')
FLAGS = ('ic_year_approx',)
SCOPE_PREFIX = {'watch': 'ic_watch_has_', 'handbag': 'ic_bag_has_'}
NO_PHOTO = ('awaiting_photos',)
BY_EVENTS = {'incoming', 'sold', 'service', 'at_refinish'}  # orders.py sells, workshop.py sends out
PUBLISHED = ('available', 'hold', 'sold')
REASONS = {
    'hold': "Put aside for a client",
    'polish': "On our own bench",
    'send_refinish': "Waiting for the courier",
    'awaiting_photos': "Photo session planned",
    'available': "Inspected and photographed",
}


def set_up(company, places, users):
    """Make the pieces that are missing; gives a dict code -> product.template."""
    env = company.env
    specs = [
        dict(row, category=category)
        for file, category in (('watches', 'watch'), ('handbags', 'handbag'))
        for row in rows(file)
    ]
    found = {row['code']: known(env, f"piece_{row['code']}") for row in specs}
    missing = [row for row in specs if not found[row['code']]]
    if missing:
        brands = _brands(env, {row['brand'] for row in missing})
        created = env['product.template'].create([_values(company, row, brands) for row in missing])
        for row, piece in zip(missing, created, strict=True):
            found[row['code']] = remember(piece, f"piece_{row['code']}")
        _take_in(missing, found, places)
        _date_back(missing, found, users)
        _publish(missing, found)
    return found


def _brands(env, names):
    """Find each brand by name; a brand that the catalog lacks is an error of this file."""
    result = {}
    for name in names:
        brand, how = env['ic.brand']._ic_resolve(name)
        if how not in ('exact', 'alias'):
            raise ValueError(f"The brand {name} is not in the catalog")
        result[name] = brand.id
    return result


def _values(company, row, brands):
    skipped = {'code', 'brand', 'scope', 'status', 'place', 'category'}
    values = {name: _parse(name, text) for name, text in row.items() if name not in skipped and text != ''}
    values.update({SCOPE_PREFIX[row['category']] + part: True for part in row['scope'].split()})
    photo = row['status'] not in NO_PHOTO and picture(f"{row['code']}.jpg")
    return {
        **values,
        'ic_category': row['category'],
        'ic_brand_id': brands[row['brand']],
        'name': ' '.join(part for part in (row['brand'], row['ic_model'], row['ic_sub_model']) if part),
        'company_id': company.id,
        'image_1920': photo,
        'product_template_image_ids': _details(row),
    }


def _parse(name, text):
    if name in FLOATS:
        return float(text)
    if name in INTEGERS:
        return int(text)
    return text == '1' if name in FLAGS else text


def _details(row):
    detail = row['status'] not in NO_PHOTO and picture(f"{row['code']}_detail.jpg")
    return [Command.create({'name': "Detail", 'image_1920': detail})] if detail else []


def _take_in(missing, found, places):
    """Receive the pieces at their places, then choose their status. Sales and trips follow in their own files."""
    browse = next(iter(found.values())).browse
    for place in {row['place'] for row in missing if row['status'] != 'incoming'}:
        here = browse(
            [found[row['code']].id for row in missing if row['place'] == place and row['status'] != 'incoming']
        )
        here._ic_receive(places[place])
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
