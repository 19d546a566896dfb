"""The house as places of a kind each, one stock-take that found something, and one snapshot."""

from datetime import timedelta

from odoo import fields

from .records import known, remember

KINDS = {
    'Showroom': 'showroom',
    'Showroom case': 'showroom',
    'Vault': 'vault',
    'Vault A': 'safe',
    'Vault B': 'safe',
    'Workshop': 'workshop',
    'Off-site safe': 'off_site',
}
NOTES = {'Vault': "Two keys: Margaret Ostrander and the bank.", 'Off-site safe': "Harbor Depository, box 417."}
UNKNOWN = '889899317251'


def set_up(company, places, users):
    """Give the places their kinds and make the finished count and the snapshot that are missing."""
    for name, place in places.items():
        kind = next((KINDS[key] for key in sorted(KINDS, key=len, reverse=True) if name.startswith(key)), None)
        if name and kind and not place.ic_kind:
            place.write({'ic_kind': kind, 'ic_note': NOTES.get(name, place.ic_note)})
    take = known(company.env, 'stock_take') or remember(_take(company, places, users), 'stock_take')
    snapshot = known(company.env, 'snapshot') or remember(_snapshot(places['Vault'], users), 'snapshot')
    return take, snapshot


def _take(company, places, users):
    """Count the showroom: one watch is not there, one is from the vault, one box carries a code nobody knows."""
    env = company.env
    room = places['Showroom']
    take = env['ic.stock.take'].create(
        {
            'location_id': room.id,
            'company_id': company.id,
            'user_id': users['storeadmin'].id,
            'note': "Counted after closing. Case 3 was opened for a client the same afternoon.",
        }
    )
    take.action_start()
    expected = take.line_ids.filtered(lambda line: line.kind == 'serial').sorted('id')
    stranger = env['stock.quant'].search(
        [('location_id', 'child_of', places['Vault'].id), ('quantity', '>', 0), ('lot_id', '!=', False)], limit=1
    )
    codes = [line.sku for line in expected[:-1]] + [stranger.product_id.default_code, UNKNOWN]
    counted = [line.sku for line in take.line_ids.filtered(lambda line: line.kind == 'quantity')]
    ops = [{'uid': f'demo-{number}', 'type': 'scan', 'code': code} for number, code in enumerate(codes)]
    half = len(ops) // 2
    take.with_user(users['storeadmin']).ic_send(ops[:half])
    take.with_user(users['dealer']).ic_send(ops[half:])
    for line in take.line_ids.filtered(lambda line: line.kind == 'quantity'):
        take.with_user(users['dealer']).ic_send(
            [{'uid': f'demo-{line.sku}', 'type': 'scan', 'code': line.sku, 'quantity': line.expected_qty}]
        )
    take.action_review()
    different = take.line_ids.filtered('is_difference')
    different.filtered(lambda line: line.result == 'missing').decision = 'search'
    # It was carried back to the vault the same evening.
    different.filtered(lambda line: line.result == 'misplaced').decision = 'none'
    take.with_user(users['storeadmin']).action_post()
    _date_back(take, len(codes) + len(counted))
    return take


def _date_back(take, scans):
    """Let the count have happened eleven days ago in the evening."""
    start = (fields.Datetime.now() - timedelta(days=11)).replace(hour=22, minute=4, second=0)
    end = start + timedelta(seconds=9 * scans)
    take.write({'date_start': start, 'date_end': end, 'date_posted': end + timedelta(minutes=6)})
    take.env.flush_all()
    for number, scan in enumerate(take.scan_ids.sorted('id')):
        take.env.cr.execute(
            'UPDATE ic_stock_take_scan SET date = %s WHERE id = %s', (start + timedelta(seconds=9 * number), scan.id)
        )
    take.location_id._ic_inside().write({'last_inventory_date': start.date()})
    take.env.invalidate_all()


def _snapshot(vault, users):
    snapshot = vault.with_user(users['dealer'])._ic_take_snapshot(note="Yearly list for the insurer")
    return snapshot.with_env(vault.env)
