from odoo import api, fields, models
from odoo.exceptions import UserError

# Whoever holds this object may create a snapshot. No client can send it, so contents are never typed in.
_TAKEN = object()


class IcLocationSnapshot(models.Model):
    """What lay in a place at one moment, for stock-take, audit and insurance. Never changed once taken."""

    _name = 'ic.location.snapshot'
    _description = "Location Snapshot"
    _order = 'moment desc, id desc'

    name = fields.Char(string="Number", required=True, readonly=True)
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    location_id = fields.Many2one('stock.location', string="Place", required=True, readonly=True, index=True)
    place = fields.Char(string="Place at That Time", readonly=True)
    moment = fields.Datetime(required=True, readonly=True, index=True, help="The contents are those of this moment.")
    taken_on = fields.Datetime(readonly=True, required=True)
    user_id = fields.Many2one('res.users', string="Taken By", required=True, readonly=True)
    is_past = fields.Boolean(
        string="Computed for the Past", readonly=True, help="Worked out from the stock moves since then."
    )
    note = fields.Char(string="Reason", readonly=True)
    line_ids = fields.One2many('ic.location.snapshot.line', 'snapshot_id', string="Contents", readonly=True)
    piece_count = fields.Integer(string="Pieces", readonly=True)
    unit_count = fields.Float(string="Units", digits='Product Unit', readonly=True)
    currency_id = fields.Many2one('res.currency', readonly=True, required=True)
    value = fields.Monetary(
        readonly=True,
        groups='ic_inventory_luxury.group_view_cost',
        help="What the house's own pieces cost when the snapshot was taken; pieces of consignors count nothing.",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to let nobody invent a snapshot."""
        if self.env.context.get('ic_taken') is not _TAKEN:
            raise UserError(self.env._("A snapshot is taken of what is there, not typed in. Use Take Snapshot."))
        return super().create(vals_list)

    def write(self, vals):
        """Override of `base` to keep snapshots as they were taken."""
        if self:
            raise UserError(self.env._("%s cannot be changed: a snapshot stays as it was taken.", self[:1].name))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("%s cannot be deleted: a snapshot stays as it was taken.", self[:1].name))

    # === ACTIONS === #

    def action_pdf(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/ic/snapshot/{self.id}.pdf', 'target': 'new'}

    def action_csv(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/ic/snapshot/{self.id}.csv', 'target': 'self'}

    def action_compare(self):
        """Compare this snapshot with the one before it, or the two that are selected."""
        if len(self) > 2:
            raise UserError(self.env._("Choose two snapshots to compare."))
        later = self.sorted('moment')[-1:]
        earlier = (self - later) or self.search(
            [('location_id', '=', later.location_id.id), ('moment', '<', later.moment), ('id', '!=', later.id)], limit=1
        )
        wizard = self.env['ic.snapshot.compare'].create({'earlier_id': earlier.id, 'later_id': later.id})
        return wizard._open()


class IcLocationSnapshotLine(models.Model):
    """One serial, or the units of one product, in one place of a snapshot."""

    _name = 'ic.location.snapshot.line'
    _description = "Location Snapshot Line"
    _order = 'place, title, id'
    _rec_name = 'title'

    snapshot_id = fields.Many2one('ic.location.snapshot', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='snapshot_id.company_id', store=True, index=True)
    moment = fields.Datetime(related='snapshot_id.moment', store=True)
    product_id = fields.Many2one('product.product', readonly=True, index='btree_not_null', ondelete='set null')
    lot_id = fields.Many2one('stock.lot', readonly=True, index='btree_not_null', ondelete='set null')
    sku = fields.Char(string="SKU", readonly=True)
    title = fields.Char(string="Piece", readonly=True)
    serial = fields.Char(readonly=True)
    location_id = fields.Many2one('stock.location', readonly=True, ondelete='set null')
    place = fields.Char(readonly=True)
    quantity = fields.Float(digits='Product Unit', readonly=True)
    status = fields.Char(readonly=True)
    currency_id = fields.Many2one(related='snapshot_id.currency_id')
    value = fields.Monetary(readonly=True, groups='ic_inventory_luxury.group_view_cost')

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to add lines only with their snapshot."""
        if self.env.context.get('ic_taken') is not _TAKEN:
            raise UserError(self.env._("Nothing can be added to a snapshot."))
        return super().create(vals_list)

    def write(self, vals):
        """Override of `base` to keep snapshots as they were taken."""
        if self:
            raise UserError(self.env._("A snapshot stays as it was taken."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A snapshot stays as it was taken."))
