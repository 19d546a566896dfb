from odoo import api, fields, models
from odoo.exceptions import UserError

from .piece_place import HELD

OPEN = ('counting', 'paused', 'review')


class IcStockTake(models.Model):
    """Counting a place by scanning: what should be there is frozen at the start, every scan is one row, and the
    differences are posted as stock moves at the end, all or none.

    Counting changes no stock. Until it is posted a take can be cancelled and leaves nothing behind.
    """

    _name = 'ic.stock.take'
    _inherit = ['mail.thread']
    _description = "Stock-take"
    _order = 'id desc'
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default=lambda self: self.env._("New"))
    company_id = fields.Many2one(
        'res.company', required=True, readonly=True, index=True, default=lambda self: self.env.company
    )
    location_id = fields.Many2one(
        'stock.location',
        string="Place",
        required=True,
        index=True,
        ondelete='restrict',
        check_company=True,
        domain="[('usage', '=', 'internal'), ('company_id', '=', company_id)]",
        help="It is counted with everything inside it.",
    )
    place = fields.Char(related='location_id.ic_path', string="Counted Place")
    state = fields.Selection(
        [
            ('draft', "To Start"),
            ('counting', "Counting"),
            ('paused', "Paused"),
            ('review', "Review"),
            ('done', "Posted"),
            ('cancelled', "Cancelled"),
        ],
        default='draft',
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    user_id = fields.Many2one('res.users', string="Responsible", default=lambda self: self.env.user, tracking=True)
    note = fields.Text(string="Notes", help="For example who was present.")
    date_start = fields.Datetime(string="Started", readonly=True, copy=False)
    date_end = fields.Datetime(string="Counted", readonly=True, copy=False)
    date_posted = fields.Datetime(string="Posted On", readonly=True, copy=False)
    posted_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    line_ids = fields.One2many('ic.stock.take.line', 'take_id', string="Pieces", copy=False)
    difference_ids = fields.One2many(
        'ic.stock.take.line', 'take_id', string="Differences", domain=[('is_difference', '=', True)]
    )
    scan_ids = fields.One2many('ic.stock.take.scan', 'take_id', string="Scans", readonly=True, copy=False)
    move_ids = fields.One2many('stock.move', 'ic_stock_take_id', string="Stock Moves", readonly=True)
    expected_count = fields.Integer(string="Expected", compute='_compute_progress')
    found_count = fields.Integer(string="Counted So Far", compute='_compute_progress')
    progress = fields.Float(compute='_compute_progress')
    people = fields.Char(string="Counted By", compute='_compute_people')
    difference_count = fields.Integer(string="Number of Differences", compute='_compute_difference_count')
    move_count = fields.Integer(compute='_compute_move_count')
    currency_id = fields.Many2one(related='company_id.currency_id')
    missing_value = fields.Monetary(
        compute='_compute_missing_value',
        groups='ic_inventory_luxury.group_view_cost',
        help="What the missing pieces cost.",
    )

    # === COMPUTES === #

    @api.depends('scan_ids', 'line_ids.expected_qty')
    def _compute_progress(self):
        for take in self:
            figures = take._ic_progress()
            take.expected_count, take.found_count = figures['expected'], figures['found']
            take.progress = 100.0 * figures['found'] / figures['expected'] if figures['expected'] else 0.0

    @api.depends('scan_ids')
    def _compute_people(self):
        groups = self.env['ic.stock.take.scan']._read_group(
            [('take_id', 'in', self.ids), ('undone', '=', False)], ['take_id', 'user_id'], ['__count']
        )
        for take in self:
            take.people = ', '.join(f'{user.name} ({count})' for of, user, count in groups if of == take)

    @api.depends('line_ids.is_difference')
    def _compute_difference_count(self):
        for take in self:
            take.difference_count = len(take.line_ids.filtered('is_difference'))

    def _compute_move_count(self):
        for take in self:
            take.move_count = len(take.move_ids)

    @api.depends('line_ids.result', 'line_ids.value')
    def _compute_missing_value(self):
        for take in self:
            take.missing_value = sum(take.line_ids.filtered(lambda line: line.result == 'missing').mapped('value'))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to number the takes."""
        for vals in vals_list:
            company = vals.get('company_id') or self.env.company.id
            sequence = self.env['ir.sequence'].sudo().with_company(company)
            vals['name'] = sequence.next_by_code('ic.stock.take') or self.env._("Stock-take")
        return super().create(vals_list)

    def write(self, vals):
        """Override of `base` to keep the place once counting began: what is expected was frozen for it."""
        if {'location_id', 'company_id'} & vals.keys() and any(take.state != 'draft' for take in self):
            raise UserError(
                self.env._("The place cannot be changed once counting has begun. Cancel this and start anew.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_never_posted(self):
        if any(take.state not in ('draft', 'cancelled') for take in self):
            raise UserError(self.env._("A stock-take that was started stays on record. Cancel it instead."))

    # === ACTIONS === #

    def action_start(self):
        """Freeze what should be there and open the counting screen."""
        self.ensure_one()
        self._ic_lock()
        if self.state == 'draft':
            self._ic_freeze()
            self.write({'state': 'counting', 'date_start': fields.Datetime.now()})
        return self.action_count()

    def action_count(self):
        """Open the counting screen."""
        self.ensure_one()
        if self.state not in ('counting', 'paused'):
            raise UserError(self.env._("%s is not being counted.", self.name))
        return {
            'type': 'ir.actions.client',
            'tag': 'ic_stock_take_count',
            'name': self.name,
            'context': {'active_id': self.id},
        }

    def action_pause(self):
        return self._ic_change_state({'counting'}, 'paused')

    def action_continue(self):
        """Go on counting after a pause or after a look at the differences."""
        self._ic_change_state({'paused', 'review'}, 'counting')
        return self.action_count()

    def action_review(self):
        """End the counting and show what differs. Nothing is posted yet, and counting can go on."""
        self._ic_change_state({'counting', 'paused', 'review'}, 'review', date_end=fields.Datetime.now())
        self._ic_refresh_lines()
        return self._ic_open()

    def action_cancel(self):
        """Give up the count. Stock was never touched; the scans stay on record."""
        return self._ic_change_state({'draft', *OPEN}, 'cancelled')

    def action_moves(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Stock Moves of %s", self.name),
            'res_model': 'stock.move',
            'view_mode': 'list,form',
            'domain': [('ic_stock_take_id', '=', self.id)],
        }

    def action_report(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/ic/stock-take/{self.id}.pdf', 'target': 'new'}

    # === BUSINESS METHODS === #

    def _ic_open(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.name,
            'res_model': 'ic.stock.take',
            'res_id': self.id,
            'view_mode': 'form',
            'views': [(False, 'form')],
        }

    def _ic_lock(self):
        """Lock the take by writing to it: of two people who end it at once, the second is retried on fresh data."""
        self.check_access('write')
        self.flush_recordset(['state'])
        self.env.cr.execute('UPDATE ic_stock_take SET state = state WHERE id = ANY(%s)', [self.ids])
        self.invalidate_recordset(['state'])

    def _ic_change_state(self, allowed, state, **values):
        self._ic_lock()
        labels = dict(self._fields['state']._description_selection(self.env))
        for take in self:
            if take.state not in allowed:
                raise UserError(
                    self.env._(
                        "%(name)s is %(state)s, so this cannot be done.", name=take.name, state=labels[take.state]
                    )
                )
        self.write({'state': state, **values})
        return True

    def _ic_freeze(self):
        """Write down what the stock says is here now: a line per serial, one per product for counted stock."""
        self.ensure_one()
        quants = self._ic_quants_here()
        vals_list, counted = [], {}
        for quant in quants:
            if quant.lot_id and quant.product_id.tracking == 'serial':
                vals_list.append(
                    self._ic_line_values(quant.product_id, quant.lot_id, quant.location_id, quant.quantity)
                )
            else:
                counted[quant.product_id] = counted.get(quant.product_id, 0.0) + quant.quantity
        vals_list += [
            self._ic_line_values(
                product, None, quants.filtered(lambda q: q.product_id == product)[:1].location_id, units
            )
            for product, units in counted.items()
        ]
        self.env['ic.stock.take.line'].sudo().create(vals_list)

    def _ic_quants_here(self):
        """Return the quants of pieces in the place and everything inside it."""
        self.ensure_one()
        return (
            self.env['stock.quant']
            .sudo()
            .search(
                [
                    ('location_id', 'in', self.location_id.sudo()._ic_inside().ids),
                    ('location_id.usage', 'in', HELD),
                    ('quantity', '>', 0),
                    ('product_id.ic_category', '!=', False),
                ],
                order='location_id, product_id, id',
            )
        )

    def _ic_line_values(self, product, lot=None, location=None, expected=0.0):
        piece = product.product_tmpl_id
        return {
            'take_id': self.id,
            'kind': 'serial' if lot else 'quantity',
            'product_id': product.id,
            'lot_id': lot.id if lot else False,
            'location_id': location.id if location else False,
            'expected_qty': expected,
            'sku': piece.default_code,
            'serial': lot.name if lot else False,
            'title': piece.name,
        }


class StockMove(models.Model):
    _inherit = 'stock.move'

    ic_stock_take_id = fields.Many2one(
        'ic.stock.take', string="Stock-take", readonly=True, index='btree_not_null', ondelete='restrict'
    )


class StockLocation(models.Model):
    _inherit = 'stock.location'

    # === ACTIONS === #

    def action_ic_stock_take(self):
        """Open the stock-take that is under way here, or a new one."""
        self.ensure_one()
        takes = self.env['ic.stock.take']
        take = takes.search([('location_id', '=', self.id), ('state', 'in', OPEN)], limit=1)
        if not take:
            take = takes.create({'location_id': self.id, 'company_id': self.company_id.id or self.env.company.id})
        return take._ic_open()
