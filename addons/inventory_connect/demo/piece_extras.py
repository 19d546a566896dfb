"""What hangs on a piece: stones and reports of jewelry, market prices of sneakers."""

from datetime import timedelta

from odoo import Command, fields

from .records import rows

NUMBERS = {'count': int, 'carat': float}


def set_up(company, pieces):
    """Give the new `pieces` (dict code -> product.template) their stones, certificates and comps."""
    stones = _stones(company.env, pieces)
    _certificates(company.env, pieces, stones)
    _comps(company, {piece.ic_reference for piece in pieces.values()})


def _stones(env, pieces):
    """Make the stones; gives a dict code -> list of ic.stone in the order of the file."""
    result = {}
    for row in rows('stones'):
        if row['code'] not in pieces:
            continue
        values = {name: NUMBERS.get(name, str)(text) for name, text in row.items() if name != 'code' and text}
        values['is_center'] = values.get('is_center') == '1'
        names = values.pop('treatments', None)
        if names:
            treatments = env['ic.stone.treatment'].search([('name', 'in', names.split(';'))])
            values['treatment_ids'] = [Command.set(treatments.ids)]
        values.update(product_tmpl_id=pieces[row['code']].id, sequence=10 * (1 + len(result.get(row['code'], []))))
        result.setdefault(row['code'], []).append(env['ic.stone'].create(values))
    return result


def _certificates(env, pieces, stones):
    for row in rows('certificates'):
        if row['code'] not in pieces:
            continue
        values = {name: text for name, text in row.items() if name not in ('code', 'stone') and text}
        values['product_tmpl_id'] = pieces[row['code']].id
        if row['stone']:
            values['stone_id'] = stones[row['code']][int(row['stone']) - 1].id
        env['ic.certificate'].create(values)


def _comps(company, references):
    """Enter what the same style codes sold for elsewhere lately."""
    today = fields.Date.context_today(company)
    company.env['ic.market.comp'].create(
        [
            {
                'style_code': row['style_code'],
                'size': row['size'] or False,
                'source': row['source'],
                'price': float(row['price']),
                'condition': row['condition'],
                'date': today - timedelta(days=int(row['days_ago'])),
                'company_id': company.id,
            }
            for row in rows('comps')
            if row['style_code'] in references
        ]
    )
