"""A year of trade that is over: what came and what was sold where, so that planning has something to go by.

Pieces of former times are archived: they are in the ledger and in the plan, and in nobody's way. Every movement is a
real one of Odoo, sold with a real order; only its day is that of the story.
"""

import re
from datetime import timedelta

from odoo import Command, fields

from . import piece_values
from .pieces import specs
from .records import ensure, known, remember, rows

CHANNELS = {'b': 'backend', 'w': 'website', 'p': 'pos'}
MOVE = re.compile(r'(?P<sign>[-+*])(?P<units>\d+)@(?P<days>\d+)(?P<channel>[bwp]?)')
NEW = ('image_1920', 'ic_main_photo_hash', 'ic_grading_number')


def set_up(company, customers):
    """Live through the year, oldest day first, unless it is known; then take the picture of the plan."""
    if not known(company.env, 'planning_year'):
        year = _Year(company, customers)
        for days in sorted(year.days(), reverse=True):
            year.live(days)
        year.close()
        remember(company.partner_id, 'planning_year')
    company.env['ic.stock.plan']._ic_take(company)


class _Year:
    def __init__(self, company, customers):
        self.company, self.env, self.customers = company, company.env, customers
        self.place = self.env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1).lot_stock_id
        self.website = self.env['website'].search([('company_id', '=', company.id)], limit=1)
        self.taken, self.sold, self.back, self.orders = [], [], [], {}
        self.former, self.goods = self._former(), self._goods()

    # --- what there was ---

    def _make(self, wanted):
        """Create the pieces of `wanted`, each like a piece of the store; gives a dict code -> product.template."""
        like = {row['code']: row for row in specs()}
        merged = []
        for row in wanted:
            own = {name: text for name, text in row.items() if text and name in self.env['product.template']._fields}
            merged.append({**like[row['like']], **own, 'code': row['code'], 'status': 'available', 'scope': ''})
        reader = piece_values.Reader(self.company, merged)
        values = [{k: v for k, v in reader.values(row).items() if k not in NEW} for row in merged]
        pieces = self.env['product.template'].create(values)
        return {row['code']: piece for row, piece in zip(wanted, pieces, strict=True)}

    def _former(self):
        wanted = rows('history')
        pieces = self._make(wanted)
        for row in wanted:
            self.taken.append((int(row['in_days']), pieces[row['code']], 1.0))
            self.sold.append((int(row['out_days']), pieces[row['code']], 1.0, row['channel'], row['customer']))
        return pieces

    def _goods(self):
        wanted = rows('history_goods')
        pieces = self._make(wanted)
        vendor = ensure(self.env, 'res.partner', 'mint_house', {'name': "Hudson Bullion House", 'is_company': True})
        buyers = list(self.customers)
        for number, row in enumerate(wanted):
            piece = remember(pieces[row['code']], f"goods_{row['code']}")
            # They have no photos, and those of another year would be false: dealers are not shown them.
            piece.write({'name': row['name'], 'ic_wholesale_listed': False})
            piece.seller_ids = [
                Command.create({'partner_id': vendor.id, 'delay': int(row['lead_days']), 'price': piece.standard_price})
            ]
            for place, match in enumerate(MOVE.finditer(row['moves'])):
                days, units, buyer = int(match['days']), float(match['units']), buyers[(number + place) % len(buyers)]
                if match['sign'] == '+':
                    self.taken.append((days, piece, units))
                elif match['sign'] == '-':
                    self.sold.append((days, piece, units, CHANNELS[match['channel']], buyer))
                else:
                    self.back.append((days, piece))
        return pieces

    # --- living it ---

    def days(self):
        """Return the days, counted back from now, on which anything happened."""
        return {event[0] for events in (self.taken, self.sold, self.back) for event in events}

    def live(self, days):
        """Let happen what happened that day."""
        when = fields.Datetime.now() - timedelta(days=days, hours=days % 7)
        for _days, piece, units in (event for event in self.taken if event[0] == days):
            self._at(piece, when)._ic_put_in_stock(self.place, units)
            piece._ic_sync_status("Received")
            piece.ic_in_stock_since = piece.ic_in_stock_since or when.date()
        for _days, piece, units, channel, customer in (event for event in self.sold if event[0] == days):
            self._sell(piece, units, channel, self.customers[customer], when)
        for _days, piece in (event for event in self.back if event[0] == days):
            self._bring_back(piece, when)

    def _at(self, records, when, **more):
        """Return `records` with the ledger told the day of what follows."""
        return records.with_context(ic_ledger_remote={'date': when, **more})

    def _sell(self, piece, units, channel, customer, when):
        line = {
            'product_id': piece.product_variant_id.id,
            'product_uom_qty': units,
            'price_unit': piece.list_price,
            'tax_ids': [Command.clear()],
        }
        values = {'partner_id': customer.id, 'company_id': self.company.id, 'date_order': when}
        if channel == 'website':
            values['website_id'] = self.website.id
        order = self.env['sale.order'].create({**values, 'order_line': [Command.create(line)]})
        more = {'channel': 'pos'} if channel == 'pos' else {}
        order = self._at(order, when, **more)
        order.action_confirm()
        order.date_order = when
        for picking in order.picking_ids:
            picking.action_assign()
            picking.move_ids.picked = True
            picking._action_done()
        self.orders[piece] = order

    def _bring_back(self, piece, when):
        """Let one unit of the last sale come back."""
        picking = self.orders[piece].picking_ids.filtered(lambda picking: picking.state == 'done')[:1]
        context = {'active_id': picking.id, 'active_ids': picking.ids, 'active_model': 'stock.picking'}
        wizard = self.env['stock.return.picking'].with_context(**context).create({})
        wizard.product_return_moves.quantity = 1.0
        back = self._at(wizard, when)._create_return()
        back.move_ids.picked = True
        self._at(back, when)._action_done()

    def close(self):
        """Put the days of the story on movements and statuses; archive what is gone."""
        pieces = self.env['product.template'].union(*self.former.values(), *self.goods.values())
        self.env['product.template'].union(*self.goods.values())._ic_set_status('available', "Checked and counted")
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE stock_move move SET date = entry.date FROM ic_stock_entry entry
             WHERE entry.move_id = move.id AND move.product_id = ANY(%s)""",
            (pieces.product_variant_ids.ids,),
        )
        self.env.cr.execute(
            """
            UPDATE ic_status_log log SET date = (
                SELECT MAX(entry.date) FROM ic_stock_entry entry
                 WHERE entry.product_tmpl_id = log.product_tmpl_id
                   AND (log.to_status = 'sold' OR entry.kind NOT IN ('sale', 'return')))
             WHERE log.product_tmpl_id = ANY(%s)""",
            (pieces.ids,),
        )
        self.env.invalidate_all()
        self.env['product.template'].union(*self.former.values()).active = False
