"""Two buyers, one piece: one conflict that waits for a decision, one to be made good, one that is settled."""

from datetime import timedelta

from odoo import Command, fields

from .records import known, remember, rows


def set_up(company, stock, customers, users):
    """Make the conflicts that are missing; gives all of them as ic.conflict records. The store decides each one."""
    company.ic_conflict_rule = 'ask'
    conflicts = company.env['ic.conflict']
    for row in rows('conflicts'):
        code = f"conflict_{row['piece']}"
        conflicts += known(company.env, code) or remember(
            _conflict(company, row, stock[row['piece']], customers[row['customer']], users[row['user']]), code
        )
    return conflicts


def _conflict(company, row, piece, customer, user):
    """Let a customer of the website pay for what somebody else has, and do about it what the row says."""
    now = fields.Datetime.now()
    asked, paid = now - timedelta(hours=int(row['asked_hours'])), now - timedelta(minutes=int(row['paid_minutes']))
    order = _late_order(company, piece, customer, user, asked)
    payment = _payment(company, order, paid)
    conflict = company.env['ic.conflict']._ic_open(
        row['kind'],
        piece.product_variant_id,
        1.0,
        document=order,
        paid=order.amount_total,
        currency=order.currency_id,
        note=row['note'],
    )
    if row['end']:
        _settle(conflict.with_user(user), payment)
    _date_back(conflict, paid)
    return conflict


def _late_order(company, piece, customer, user, asked):
    website = company.env['website'].search([('company_id', '=', company.id)], limit=1)
    line = {'product_id': piece.product_variant_id.id, 'tax_ids': [Command.clear()], 'price_unit': piece.list_price}
    order = company.env['sale.order'].create(
        {
            'partner_id': customer.id,
            'company_id': company.id,
            'website_id': website.id,
            'user_id': user.id,
            'date_order': asked,
            'order_line': [Command.create(line)],
        }
    )
    order.write({'state': 'sent', 'date_order': asked})
    return order


def _payment(company, order, paid):
    """Note the payment that came too late, where the store takes any. It is done: no job goes on with it.

    The order is told of it afterwards: a payment that starts would be refused, for the piece is gone.
    """
    provider = company.env['payment.provider'].search(
        [('code', '=', 'demo'), ('state', '!=', 'disabled'), ('company_id', '=', company.id)], limit=1
    )
    if not provider:
        return None
    payment = company.env['payment.transaction'].create(
        {
            'provider_id': provider.id,
            'payment_method_id': provider.payment_method_ids[:1].id,
            'amount': order.amount_total,
            'currency_id': order.currency_id.id,
            'partner_id': order.partner_id.id,
            'reference': f'{order.name}-late',
            'operation': 'online_direct',
            'state': 'done',
            'last_state_change': paid,
            'is_post_processed': True,
        }
    )
    payment.sale_order_ids = order
    return payment


def _settle(conflict, payment):
    """Refund, cancel, write and close, as the staff would."""
    if payment:
        refund = conflict.env['ic.conflict.refund'].sudo().create({'conflict_id': conflict.id, 'way': 'provider'})
        refund.action_prepare()
        payment.child_transaction_ids.is_post_processed = True
    conflict.sudo()._ic_cancel(True)
    template = conflict.env.ref('ic_inventory_luxury.mail_template_conflict_apology')
    conflict.sudo().with_context(ic_apology=True).message_post(
        body=template._render_field('body_html', conflict.ids)[conflict.id], subtype_xmlid='mail.mt_note'
    )
    conflict.sudo()._ic_close('settled', 'refunded', conflict.env._("Refunded the same afternoon; no hard feelings"))


def _date_back(conflict, found):
    """Put a conflict, and what was done about it, on its day."""
    conflict.env.flush_all()
    cr = conflict.env.cr
    cr.execute(
        """
        UPDATE ic_conflict SET found_on = %(found)s, decided_on = decided_on - (found_on - %(found)s),
               apologised_on = CASE WHEN apologised_on IS NOT NULL THEN %(found)s + interval '1 hour' END,
               cancelled_on = CASE WHEN cancelled_on IS NOT NULL THEN %(found)s + interval '2 hours' END,
               closed_on = CASE WHEN closed_on IS NOT NULL THEN %(found)s + interval '4 hours' END
         WHERE id = %(id)s""",
        {'found': found + timedelta(seconds=20), 'id': conflict.id},
    )
    cr.execute(
        "UPDATE ic_alert SET raised_on = %s WHERE res_model = 'ic.conflict' AND res_id = %s", (found, conflict.id)
    )
    conflict.env.invalidate_all()
