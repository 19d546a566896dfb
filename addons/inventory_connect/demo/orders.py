"""What was sold, and what is being talked about."""

from datetime import timedelta

from odoo import Command, fields

from .records import known, remember, rows


def set_up(company, stock, customers, users):
    """Make the orders that are missing; gives all of them as sale.order records."""
    env = company.env
    orders = env['sale.order']
    for row in rows('orders'):
        code = f"order_{row['customer']}_{row['piece']}"
        orders += known(env, code) or remember(
            _order(company, row, stock[row['piece']], customers[row['customer']], users), code
        )
    return orders


def _order(company, row, piece, customer, users):
    env = company.env
    when = fields.Datetime.now() - timedelta(days=int(row['days_ago']))
    order = env['sale.order'].create(
        {
            'partner_id': customer.id,
            'company_id': company.id,
            'user_id': users['employee'].id,
            'date_order': when,
            'note': False,
            'client_order_ref': False,
            'order_line': [
                Command.create(
                    {
                        'product_id': piece.product_variant_id.id,
                        'product_uom_qty': 1,
                        'tax_ids': [Command.clear()],
                        'price_unit': float(row['price'] or piece.list_price),
                    }
                )
            ],
        }
    )
    order.message_post(body=row['note'])
    if row['state'] in ('confirmed', 'done'):
        order.action_confirm()
        order.date_order = when
    if row['state'] == 'done':
        _deliver(order)
    _date_back(piece, when)
    return order


def _deliver(order):
    """Hand the piece over with the serial that was reserved."""
    for picking in order.picking_ids:
        picking.action_assign()
        picking.move_ids.picked = True
        picking._action_done()


def _date_back(piece, when):
    """Put the status changes of the sale on the day of the sale."""
    piece.env.flush_all()
    logs = piece.ic_status_log_ids.filtered(lambda log: log.to_status == 'sold')
    if logs:
        piece.env.cr.execute('UPDATE ic_status_log SET date = %s WHERE id IN %s', (when, tuple(logs.ids)))
        logs.invalidate_recordset()
