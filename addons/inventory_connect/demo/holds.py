"""What is put aside for clients: with and without a deposit, one that ends soon, one that lapsed."""

from datetime import timedelta

from odoo import fields

from .records import known, remember, rows


def set_up(company, stock, customers, users):
    """Make the holds that are missing; gives all of them as ic.reservation records."""
    holds = company.env['ic.reservation']
    for row in rows('holds'):
        code = f"hold_{row['piece']}"
        holds += known(company.env, code) or remember(
            _hold(company, row, stock[row['piece']], customers[row['customer']], users[row['by']]), code
        )
    _hold_quotation(company.env)
    return holds


def _hold(company, row, piece, customer, user):
    env, now = company.env, fields.Datetime.now()
    until = (now + timedelta(hours=int(row['ends_in_hours']))).replace(minute=0, second=0)
    journal = env['account.journal'].search([('company_id', '=', company.id), ('type', '=', 'bank')], limit=1)
    hold = env['ic.reservation'].create(
        {
            'company_id': company.id,
            'partner_id': customer.id,
            'user_id': user.id,
            'until': max(until, now + timedelta(hours=1)),
            'note': row['note'],
            'deposit_amount': float(row['deposit'] or 0) if journal else 0.0,
            'deposit_journal_id': journal.id,
            'line_ids': [fields.Command.create({'product_tmpl_id': piece.id})],
        }
    )
    hold.action_hold()
    if row['received'] and journal:
        hold.action_deposit_received()
    if row['extended']:
        hold._ic_extend(until, env._("Abroad until next week"))
        hold.extension_ids.sudo().user_id = user
    _date_back(hold, now - timedelta(days=int(row['held_days'])), until)
    return hold


def _date_back(hold, since, until):
    """Put a hold on its days; one whose end is over has lapsed, as it would have by itself."""
    hold.env.flush_all()
    cr, piece = hold.env.cr, hold.line_ids.product_tmpl_id
    cr.execute('UPDATE ic_reservation SET date_start = %s, until = %s WHERE id = %s', (since, until, hold.id))
    cr.execute('UPDATE ic_claim SET expires_at = %s WHERE owner = %s', (until, f'ic.reservation,{hold.id}'))
    cr.execute(
        'UPDATE product_template SET ic_hold_until = %s WHERE id = %s AND ic_hold_until IS NOT NULL', (until, piece.id)
    )
    log = piece.ic_status_log_ids.filtered(lambda log: log.origin == hold.name)[-1:]
    cr.execute(
        'UPDATE ic_status_log SET date = %s, user_id = %s WHERE id IN %s',
        (since, hold.user_id.id, tuple(log.ids or [0])),
    )
    hold.env.invalidate_all()
    if until <= fields.Datetime.now():
        hold._ic_tell_lapse()


def _hold_quotation(env):
    """The quotation for the viewing on Saturday keeps piece and price until then."""
    order = known(env, 'order_c02_w17')
    if order and order.state in ('draft', 'sent') and not order.ic_reservation_ids:
        order.validity_date = fields.Date.add(fields.Date.context_today(order), days=3)
        order.action_ic_hold_quote()
