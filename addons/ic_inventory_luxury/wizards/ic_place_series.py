from odoo import api, fields, models
from odoo.exceptions import UserError

MOST = 200


class IcPlaceSeries(models.TransientModel):
    """Make many places of one kind at once: ten bins in a safe."""

    _name = 'ic.place.series'
    _description = "Create Several Places"

    parent_id = fields.Many2one(
        'stock.location',
        string="Inside",
        required=True,
        domain="[('usage', 'in', ('internal', 'view')), ('company_id', 'in', allowed_company_ids)]",
    )
    count = fields.Integer(string="How Many", default=10, required=True)
    kind = fields.Selection(selection='_selection_kind', string="Kind of Place", default='bin', required=True)
    prefix = fields.Char(string="Name", default="Bin", required=True)
    start = fields.Integer(string="First Number", default=1, required=True)
    preview = fields.Char(string="That Makes", compute='_compute_preview')

    @api.model
    def _selection_kind(self):
        return self.env['stock.location']._fields['ic_kind']._description_selection(self.env)

    # === COMPUTES === #

    @api.depends('count', 'prefix', 'start')
    def _compute_preview(self):
        for wizard in self:
            names = wizard._names()
            wizard.preview = ' … '.join(names[:1] + names[1:][-1:]) if names else ''

    # === ACTIONS === #

    def action_create(self):
        """Create the places and show them. A name that is taken already stops all."""
        self.ensure_one()
        names = self._names()
        if not names:
            raise UserError(self.env._("Choose how many places, from 1 to %s.", MOST))
        taken = set(self.parent_id.child_ids.mapped('name')) & set(names)
        if taken:
            raise UserError(
                self.env._(
                    "%(place)s has %(names)s already. Choose another name or another first number.",
                    place=self.parent_id.ic_path,
                    names=', '.join(sorted(taken)),
                )
            )
        self.env['stock.location'].create(
            [
                {
                    'name': name,
                    'location_id': self.parent_id.id,
                    'usage': 'internal',
                    'ic_kind': self.kind,
                    'company_id': self.parent_id.company_id.id or self.env.company.id,
                }
                for name in names
            ]
        )
        return self.parent_id.action_ic_places_inside()

    # === BUSINESS METHODS === #

    def _names(self):
        if not 0 < self.count <= MOST or self.start < 0:
            return []
        width = len(str(self.start + self.count - 1))
        prefix = (self.prefix or '').strip()
        return [f'{prefix} {number:0{width}d}'.strip() for number in range(self.start, self.start + self.count)]
