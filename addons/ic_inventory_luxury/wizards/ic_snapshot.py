from collections import defaultdict

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class IcSnapshotWizard(models.TransientModel):
    """Ask which place and which moment a snapshot is taken of."""

    _name = 'ic.snapshot.wizard'
    _description = "Take Snapshot"

    company_id = fields.Many2one('res.company', default=lambda self: self.env.company)
    location_id = fields.Many2one(
        'stock.location',
        string="Place",
        required=True,
        default=lambda self: self._default_location_id(),
        domain="[('usage', '=', 'internal'), ('company_id', '=', company_id)]",
    )
    when = fields.Selection([('now', "Now"), ('past', "A moment in the past")], default='now', required=True)
    moment = fields.Datetime(help="Worked out from the stock moves since then.")
    note = fields.Char(string="Reason")

    @api.model
    def _default_location_id(self):
        warehouse = self.env['stock.warehouse'].sudo().search([('company_id', '=', self.env.company.id)], limit=1)
        return warehouse.lot_stock_id

    # === ACTIONS === #

    def action_take(self):
        """Take the snapshot and show it."""
        self.ensure_one()
        if self.when == 'past' and not self.moment:
            raise UserError(self.env._("Choose the moment in the past."))
        moment = self.moment if self.when == 'past' else None
        snapshot = self.location_id._ic_take_snapshot(moment, self.note)
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_location_snapshot_action')
        return {**action, 'res_id': snapshot.id, 'view_mode': 'form', 'views': [(False, 'form')]}


class IcSnapshotCompare(models.TransientModel):
    """What came and what left between two snapshots."""

    _name = 'ic.snapshot.compare'
    _description = "Compare Snapshots"

    earlier_id = fields.Many2one('ic.location.snapshot', string="From", required=True, ondelete='cascade')
    later_id = fields.Many2one('ic.location.snapshot', string="To", required=True, ondelete='cascade')
    line_ids = fields.One2many('ic.snapshot.compare.line', 'compare_id', compute='_compute_line_ids', store=True)
    came = fields.Integer(compute='_compute_figures')
    left = fields.Integer(compute='_compute_figures')
    moved = fields.Integer(compute='_compute_figures')
    stayed = fields.Integer(compute='_compute_figures')

    # === COMPUTES === #

    @api.depends('earlier_id', 'later_id')
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [Command.clear()] + [Command.create(vals) for vals in wizard._differences()]

    @api.depends('line_ids.change')
    def _compute_figures(self):
        for wizard in self:
            for name in ('came', 'left', 'moved'):
                wizard[name] = len(wizard.line_ids.filtered(lambda line: line.change == name))
            before, after = wizard._contents(wizard.earlier_id), wizard._contents(wizard.later_id)
            wizard.stayed = sum(key in after and after[key]['places'] == before[key]['places'] for key in before)

    # === BUSINESS METHODS === #

    def _open(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("What Changed"),
            'res_model': 'ic.snapshot.compare',
            'res_id': self.id,
            'view_mode': 'form',
            'views': [(False, 'form')],
            'target': 'current',
        }

    @api.model
    def _contents(self, snapshot):
        """Return dict (product, lot) -> its line, units in all and units by place."""
        contents = {}
        for line in snapshot.line_ids:
            # A product or serial deleted since is told apart by what was written down.
            key = (line.product_id.id or line.sku or line.title, line.lot_id.id or line.serial)
            entry = contents.setdefault(key, {'line': line, 'units': 0.0, 'places': defaultdict(float)})
            entry['units'] += line.quantity
            entry['places'][line.place] += line.quantity
        return contents

    def _differences(self):
        before, after = self._contents(self.earlier_id), self._contents(self.later_id)
        result = []
        for key in {**before, **after}:
            old, new = before.get(key), after.get(key)
            change = self._change(old, new)
            if change:
                line = (new or old)['line']
                result.append(
                    {
                        'change': change,
                        'product_id': line.product_id.id,
                        'sku': line.sku,
                        'title': line.title,
                        'serial': line.serial,
                        'before': old['units'] if old else 0.0,
                        'after': new['units'] if new else 0.0,
                        'place_before': ', '.join(sorted(filter(None, old['places']))) if old else '',
                        'place_after': ', '.join(sorted(filter(None, new['places']))) if new else '',
                    }
                )
        return sorted(result, key=lambda vals: (vals['change'], vals['title'] or ''))

    @api.model
    def _change(self, old, new):
        before, after = old['units'] if old else 0.0, new['units'] if new else 0.0
        if before != after:
            return 'came' if after > before else 'left'
        return 'moved' if old['places'] != new['places'] else None


class IcSnapshotCompareLine(models.TransientModel):
    _name = 'ic.snapshot.compare.line'
    _description = "Difference between Snapshots"

    compare_id = fields.Many2one('ic.snapshot.compare', required=True, ondelete='cascade')
    change = fields.Selection([('came', "Came"), ('left', "Left"), ('moved', "Moved")], required=True)
    product_id = fields.Many2one('product.product')
    sku = fields.Char(string="SKU")
    title = fields.Char(string="Piece")
    serial = fields.Char()
    before = fields.Float(digits='Product Unit')
    after = fields.Float(digits='Product Unit')
    place_before = fields.Char(string="Was In")
    place_after = fields.Char(string="Is In")
