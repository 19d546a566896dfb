from odoo import api, fields, models
from odoo.exceptions import UserError

AFTER = ('available', 'hold', 'awaiting_photos', 'service', 'polish')


class IcCheckinWizard(models.TransientModel):
    """Take pieces back into the house: where to, in which condition, at what cost, and what they are now."""

    _name = 'ic.checkin.wizard'
    _description = "Check In"

    trip_ids = fields.Many2many('ic.checkout', string="Pieces", required=True)
    trip_count = fields.Integer(compute='_compute_trips')
    company_id = fields.Many2one('res.company', compute='_compute_trips')
    is_service = fields.Boolean(compute='_compute_trips')
    home_words = fields.Char(string="That Is", compute='_compute_trips')
    location_id = fields.Many2one(
        'stock.location',
        string="Put It In",
        domain="[('usage', '=', 'internal'), ('company_id', '=', company_id), ('ic_is_away', '=', False)]",
        help="Leave empty to put each piece where it came from.",
    )
    status = fields.Selection(
        selection='_selection_after', string="Afterwards", help="Leave empty for the status it had before."
    )
    condition_in = fields.Selection(
        [('same', "As it went out"), ('better', "Better: the work is done"), ('damaged', "Damaged or incomplete")],
        string="Condition",
        default='same',
        required=True,
    )
    note_in = fields.Text(string="Notes")
    currency_id = fields.Many2one(related='company_id.currency_id')
    cost = fields.Monetary(string="Actual Cost", groups='ic_inventory_luxury.group_view_cost')

    @api.model
    def _selection_after(self):
        return [pair for pair in self.env['product.template']._selection_ic_status() if pair[0] in AFTER]

    @api.depends('trip_ids')
    def _compute_trips(self):
        for wizard in self:
            trips = wizard.trip_ids
            wizard.trip_count = len(trips)
            wizard.company_id = trips.company_id[:1] or self.env.company
            wizard.is_service = any(trip.kind == 'service' for trip in trips)
            wizard.home_words = ', '.join({trip.location_from_id.sudo().ic_path or '' for trip in trips} - {''})

    # === ACTIONS === #

    def action_check_in(self):
        self.ensure_one()
        self.env['ic.checkout'].check_access('write')
        trips = self.trip_ids
        if len(trips.company_id) > 1:
            raise UserError(self.env._("Check in the pieces of one company at a time."))
        if self.condition_in == 'damaged' and not (self.note_in or '').strip():
            raise UserError(self.env._("Notes: write down what is damaged or missing."))
        if self.location_id.sudo().ic_is_away:
            raise UserError(self.env._("Put It In: %s is out of the house.", self.location_id.display_name))
        values = {'condition_in': self.condition_in, 'note_in': self.note_in}
        if self.env.user.has_group('ic_inventory_luxury.group_view_cost') and self.cost and self.is_service:
            values['cost'] = self.cost / len(trips)
        trips._ic_bring_back(self.location_id, self.status, values)
        return {'type': 'ir.actions.act_window_close'}
