from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_round

from ..cost_flow import VIEW_COST
from ..locks import lock_pieces
from .ic_price_history import KINDS, SECRET_KINDS


def round_price(price, way):
    """Return `price` brought to the next figure of the kind `way`: '10', '50', '100' or 'x95' (next ...95)."""
    if price <= 0:
        return 0.0
    if way == 'x95':
        return max(float_round(price - 95, precision_rounding=100), 0) + 95.0
    return float_round(price, precision_rounding=float(way)) if way else price


class IcPriceChange(models.TransientModel):
    """Change one kind of price of many pieces at once: seen piece by piece before it is done, with a reason after."""

    _name = 'ic.price.change'
    _description = "Change Prices"

    company_id = fields.Many2one('res.company', required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related='company_id.currency_id')
    kind = fields.Selection(
        selection='_selection_kind', string="Price", required=True, default='retail', help="Which price to change."
    )
    percent = fields.Float(string="Change by (%)", help="-10 takes a tenth off, 5 puts a twentieth on.")
    rounding = fields.Selection(
        [
            ('1', "Whole units"),
            ('10', "To 10"),
            ('50', "To 50"),
            ('100', "To 100"),
            ('x95', "To a price ending in 95"),
        ],
        default='50',
        help="Empty: to the cent.",
    )
    reason = fields.Char(help="Stands beside every change in the price history.")
    line_ids = fields.One2many(
        'ic.price.change.line',
        'change_id',
        string="Preview",
        compute='_compute_line_ids',
        compute_sudo=False,  # stored values are computed as superuser otherwise: a secret price would come out
        store=True,
        readonly=False,
    )
    piece_ids = fields.Many2many('product.template', string="Pieces", required=True)
    skipped_count = fields.Integer(compute='_compute_skipped_count')

    # === COMPUTE === #

    @api.model
    def _selection_kind(self):
        sees = self.env.user.has_group(VIEW_COST)
        return [
            (kind, label)
            for kind, label in self.env['ic.price.history']._fields['kind']._description_selection(self.env)
            if kind != 'cost' and (sees or kind not in SECRET_KINDS)
        ]

    @api.depends('kind', 'percent', 'rounding', 'piece_ids')
    def _compute_line_ids(self):
        """Propose a price for every piece that has one; who changes a proposal by hand keeps it until he asks anew."""
        for change in self:
            name = KINDS.get(change.kind)
            # A price that follows something is not typed, and cannot be changed so.
            live = change.piece_ids._origin._ic_live_prices() if change.kind in ('retail', 'wholesale') else {}
            change.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        'piece_id': piece._origin.id,
                        'old_price': piece[name],
                        'new_price': round_price(piece[name] * (1 + change.percent / 100), change.rounding),
                    }
                )
                for piece in change.piece_ids
                if name and piece[name] and piece._origin not in live
            ]

    @api.depends('line_ids', 'piece_ids')
    def _compute_skipped_count(self):
        for change in self:
            change.skipped_count = len(change.piece_ids) - len(change.line_ids)

    # === CONSTRAINTS === #

    @api.constrains('kind')
    def _check_kind(self):
        """The selection hides secret prices; a request that names one all the same is refused."""
        for change in self:
            if change.kind not in dict(change._selection_kind()):
                raise ValidationError(self.env._("You may not change this kind of price."))

    # === CRUD === #

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get('active_model') == 'product.template' and 'piece_ids' in fields:
            pieces = self.env['product.template'].browse(self.env.context.get('active_ids', []))
            values['piece_ids'] = [Command.set(pieces.filtered('ic_category').ids)]
        return values

    # === ACTIONS === #

    def action_apply(self):
        """Write the new prices, all or none.

        :raise UserError: when there is nothing to change, no reason, or a price changed since the preview
        """
        self.ensure_one()
        if not (self.reason or '').strip():
            raise UserError(self.env._("Say why the prices change. The reason stays in the price history."))
        lines = self.line_ids.filtered(lambda line: line.new_price != line.old_price)
        if not lines:
            raise UserError(self.env._("No price would change."))
        name = KINDS[self.kind]
        lock_pieces(lines.piece_id)
        lines.piece_id.invalidate_recordset([name])
        moved = lines.filtered(lambda line: self.currency_id.compare_amounts(line.piece_id[name], line.old_price))
        if moved:
            raise UserError(
                self.env._(
                    "The price of %s was changed since you opened this preview. Open it again.",
                    moved[0].piece_id.display_name,
                )
            )
        for line in lines.with_context(ic_price_reason=self.reason.strip()):
            line.piece_id.write({name: line.new_price})
        return {'type': 'ir.actions.act_window_close'}


class IcPriceChangeLine(models.TransientModel):
    _name = 'ic.price.change.line'
    _description = "Change of One Price"

    change_id = fields.Many2one('ic.price.change', required=True, ondelete='cascade')
    company_id = fields.Many2one(related='change_id.company_id')
    piece_id = fields.Many2one('product.template', required=True, readonly=True)
    currency_id = fields.Many2one(related='change_id.currency_id')
    old_price = fields.Monetary(string="Now", readonly=True)
    new_price = fields.Monetary(string="New")
    warning = fields.Char(compute='_compute_warning', groups=VIEW_COST)

    _new_price_positive = models.Constraint("CHECK (COALESCE(new_price, 0) >= 0)", "A price cannot be negative.")

    @api.depends('new_price', 'change_id.kind')
    def _compute_warning(self):
        for line in self:
            line.warning = False
            if line.change_id.kind in ('retail', 'wholesale') and line.new_price < line.piece_id.ic_minimum_price:
                line.warning = self.env._("Below the minimum price")
            if line.new_price < line.piece_id.standard_price:
                line.warning = self.env._("Below cost")
