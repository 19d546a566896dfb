from odoo import api, fields, models
from odoo.exceptions import UserError

# What people may choose for each result; the first is what is proposed.
CHOICES = {
    'pending': ('none',),
    'found': ('none',),
    'arrived': ('none',),
    'left': ('none',),
    'missing': ('loss', 'search'),
    'misplaced': ('move', 'none'),
    'unstocked': ('receive', 'none'),
    'sold': ('none',),
    'unknown': ('none',),
    'less': ('adjust', 'search'),
    'more': ('adjust', 'none'),
}
DIFFERENT = ('missing', 'misplaced', 'unstocked', 'sold', 'unknown', 'less', 'more')


class IcStockTakeLine(models.Model):
    """One serial, one product with a quantity, or one unknown code of a stock-take."""

    _name = 'ic.stock.take.line'
    _description = "Stock-take Line"
    _order = 'is_difference desc, result, title, id'
    _rec_name = 'title'

    take_id = fields.Many2one('ic.stock.take', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='take_id.company_id', store=True, index=True)
    take_state = fields.Selection(related='take_id.state')
    kind = fields.Selection([('serial', "Serial"), ('quantity', "Quantity"), ('code', "Code")], required=True)
    product_id = fields.Many2one('product.product', index='btree_not_null', ondelete='restrict')
    product_tmpl_id = fields.Many2one(related='product_id.product_tmpl_id', string="Piece")
    image_128 = fields.Image(related='product_id.product_tmpl_id.image_128', string="Photo")
    lot_id = fields.Many2one('stock.lot', index='btree_not_null', ondelete='restrict')
    # Kept as they were: a report of last year must not change when a piece is renamed.
    sku = fields.Char(string="SKU")
    serial = fields.Char()
    title = fields.Char()
    location_id = fields.Many2one(
        'stock.location', string="Expected In", ondelete='restrict', help="Where the stock said it was at the start."
    )
    found_location_id = fields.Many2one('stock.location', string="Found In", ondelete='restrict')
    expected_place = fields.Char(related='location_id.ic_path', string="Expected In (path)")
    expected_qty = fields.Float(string="Expected", digits='Product Unit')
    counted_qty = fields.Float(string="Counted", digits='Product Unit')
    difference_qty = fields.Float(
        string="To Post",
        digits='Product Unit',
        help="What the stock is off by, with everything that moved while counting taken into account.",
    )
    result = fields.Selection(
        [
            ('missing', "Missing"),
            ('misplaced', "Belongs Elsewhere"),
            ('less', "Too Few"),
            ('more', "Too Many"),
            ('unstocked', "Not in Stock"),
            ('sold', "Sold Already"),
            ('unknown', "Unknown Code"),
            ('found', "Found"),
            ('arrived', "Came in While Counting"),
            ('left', "Left While Counting"),
            ('pending', "Not Counted Yet"),
        ],
        default='pending',
        required=True,
        index=True,
    )
    is_difference = fields.Boolean(compute='_compute_is_difference', store=True)
    decision = fields.Selection(
        [
            ('loss', "Post as loss"),
            ('search', "Keep, to be searched"),
            ('move', "Move it here"),
            ('receive', "Take into stock here"),
            ('adjust', "Correct the quantity"),
            ('none', "Leave as it is"),
        ],
        string="What to Do",
        default='none',
        required=True,
    )
    note = fields.Char(readonly=True)
    settled = fields.Boolean(readonly=True, help="A piece that was to be searched and has turned up or was given up.")
    move_ids = fields.Many2many('stock.move', string="Stock Moves", readonly=True)
    currency_id = fields.Many2one(related='company_id.currency_id')
    value = fields.Monetary(
        compute='_compute_value', groups='ic_inventory_luxury.group_view_cost', help="Cost of what differs."
    )

    _lot_once = models.UniqueIndex('(take_id, lot_id) WHERE lot_id IS NOT NULL', "This serial is on the list already.")
    _product_once = models.UniqueIndex(
        "(take_id, product_id) WHERE kind = 'quantity'", "This product is on the list already."
    )
    _code_once = models.UniqueIndex("(take_id, title) WHERE kind = 'code'", "This code is on the list already.")

    # === COMPUTES === #

    @api.depends('result')
    def _compute_is_difference(self):
        for line in self:
            line.is_difference = line.result in DIFFERENT

    @api.depends('product_id', 'difference_qty', 'result', 'expected_qty')
    def _compute_value(self):
        for line in self:
            product = line.product_id.with_company(line.company_id).sudo()
            units = line.expected_qty if line.result == 'missing' else line.difference_qty
            line.value = product.standard_price * units

    # === CONSTRAINTS === #

    @api.constrains('decision', 'result')
    def _check_decision(self):
        for line in self:
            if line.decision not in CHOICES[line.result]:
                labels = dict(self._fields['decision']._description_selection(self.env))
                results = dict(self._fields['result']._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(piece)s: \"%(decision)s\" does not fit \"%(result)s\". Possible: %(possible)s.",
                        piece=line.title,
                        decision=labels[line.decision],
                        result=results[line.result],
                        possible=', '.join(labels[choice] for choice in CHOICES[line.result]),
                    )
                )

    # === CRUD === #

    def write(self, vals):
        """Override of `base` to let people decide only while the differences are reviewed."""
        self.check_access('write')
        if vals.keys() & {'decision'} and not self.env.su and any(line.take_state != 'review' for line in self):
            raise UserError(self.env._("Decisions are made while the differences are reviewed."))
        if vals.keys() - {'decision'} and not self.env.su:
            raise UserError(self.env._("The lines of a stock-take are written by counting. Only what to do is chosen."))
        return super().write(vals)

    # === ACTIONS === #

    def action_ic_decide(self):
        """Make the choice that the pressed button carries for all selected lines it fits."""
        decision = self.env.context.get('ic_decision')
        fitting = self.filtered(lambda line: decision in CHOICES[line.result])
        if not fitting:
            raise UserError(self.env._("This does not fit any of the selected lines."))
        fitting.write({'decision': decision})
        return True

    def action_ic_turned_up(self):
        """A piece that was kept to be searched was found after all."""
        self._ic_check_searched()
        self.sudo().write({'settled': True})
        return True

    def action_ic_give_up(self):
        """Post a piece that was searched in vain as a loss now."""
        self._ic_check_searched()
        for take in self.take_id:
            take._ic_post_lines(self.filtered(lambda line: line.take_id == take), given_up=True)
        self.sudo().write({'settled': True})
        return True

    def action_ic_piece(self):
        """Open the piece of the line."""
        self.ensure_one()
        return self.product_id.product_tmpl_id._ic_open_piece()

    # === BUSINESS METHODS === #

    def _ic_check_searched(self):
        self.check_access('write')
        if any(line.decision != 'search' or line.take_state != 'done' or line.settled for line in self):
            raise UserError(self.env._("Only pieces that are still searched after a posted stock-take can be settled."))
