from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .ic_service_shop import WORK

KINDS = [
    ('service', "Service Shop"),
    ('approval', "Client on Approval"),
    ('employee', "Employee"),
    ('photo', "Photographer"),
    ('show', "Show"),
    ('branch', "Branch"),
    ('other', "Somebody Else"),
]


class IcCheckout(models.Model):
    """One piece out of the house: at a service shop, with a client, a colleague, a photographer, at a show.

    A trip is open exactly as long as the piece lies in the place of the shop, or in the company's place for what is
    checked out; whoever moves the piece there or back by an ordinary transfer opens or closes the trip as well.
    """

    _name = 'ic.checkout'
    _description = "Check-out"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'date_out desc, id desc'
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, copy=False, index=True, default="/")
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='cascade',
        check_company=True,
    )  # fmt: skip
    piece_name = fields.Char(related='product_tmpl_id.name', string="Piece Title")
    image_128 = fields.Image(related='product_tmpl_id.image_128')
    default_code = fields.Char(related='product_tmpl_id.default_code', string="SKU")
    ic_status = fields.Selection(related='product_tmpl_id.ic_status', string="Piece Is")
    is_unique = fields.Boolean(readonly=True)
    quantity = fields.Float(default=1.0, readonly=True)
    state = fields.Selection(
        [('out', "Out"), ('back', "Back"), ('gone', "Did Not Come Back")],
        default='out',
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    kind = fields.Selection(KINDS, string="To", required=True, default='approval', readonly=True, index=True)
    work = fields.Selection(WORK, readonly=True)
    shop_id = fields.Many2one('ic.service.shop', readonly=True, index=True, check_company=True)
    shop_text = fields.Char(string="Shop as Typed", readonly=True)
    partner_id = fields.Many2one('res.partner', string="Person", check_company=True, index='btree_not_null')
    holder = fields.Char(string="Who Has It", compute='_compute_holder', store=True, index='trigram')
    purpose = fields.Char()
    note = fields.Text(string="Notes")
    user_id = fields.Many2one(
        'res.users',
        string="Responsible",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
        help="Is reminded when the piece is not back in time.",
    )
    date_out = fields.Datetime(string="Out Since", required=True, readonly=True, default=fields.Datetime.now)
    date_due = fields.Date(string="Due Back", index='btree_not_null', tracking=True)
    date_in = fields.Datetime(string="Back On", readonly=True)
    user_in_id = fields.Many2one('res.users', string="Taken Back By", readonly=True)
    condition_in = fields.Selection(
        [('same', "As it went out"), ('better', "Better: the work is done"), ('damaged', "Damaged or incomplete")],
        string="Condition",
        readonly=True,
    )
    note_in = fields.Text(string="Notes on Return", readonly=True)
    currency_id = fields.Many2one(related='company_id.currency_id')
    estimate = fields.Monetary(
        groups='ic_inventory_luxury.group_view_cost', help="What the shop is expected to charge."
    )
    cost = fields.Monetary(
        string="Actual Cost", groups='ic_inventory_luxury.group_view_cost', help="What the shop has charged."
    )
    location_from_id = fields.Many2one('stock.location', string="Left From", readonly=True, check_company=True)
    location_id = fields.Many2one('stock.location', string="Place", readonly=True, required=True, check_company=True)
    picking_id = fields.Many2one('stock.picking', string="Transfer Out", readonly=True, copy=False)
    picking_in_id = fields.Many2one('stock.picking', string="Transfer Back", readonly=True, copy=False)
    reminded_on = fields.Date(readonly=True, copy=False)
    days_out = fields.Integer(string="Days", compute='_compute_days')
    is_overdue = fields.Boolean(string="Overdue", compute='_compute_days', search='_search_is_overdue')

    _one_trip = models.UniqueIndex(
        "(product_tmpl_id) WHERE state = 'out' AND is_unique",
        "This piece is out of the house already. Check it in first.",
    )
    _quantity_positive = models.Constraint('CHECK (quantity > 0)', "The quantity has to be more than nothing.")
    _open_trips = models.Index("(company_id, date_due) WHERE state = 'out'")

    # === COMPUTE === #

    @api.depends('shop_id.name', 'shop_text', 'partner_id.name')
    def _compute_holder(self):
        for trip in self:
            trip.holder = trip.shop_id.name or trip.shop_text or trip.partner_id.name or False

    @api.depends('date_out', 'date_in', 'date_due', 'state')
    def _compute_days(self):
        today = fields.Date.context_today(self)
        for trip in self:
            start = fields.Datetime.context_timestamp(trip, trip.date_out).date() if trip.date_out else today
            end = fields.Datetime.context_timestamp(trip, trip.date_in).date() if trip.date_in else today
            trip.days_out = (end - start).days
            trip.is_overdue = bool(trip.state == 'out' and trip.date_due and trip.date_due < today)

    def _search_is_overdue(self, operator, value):
        if operator != 'in':
            return NotImplemented
        overdue = Domain('state', '=', 'out') & Domain('date_due', '<', fields.Date.context_today(self))
        return overdue if True in value else ~overdue

    @api.depends('name', 'product_tmpl_id', 'holder')
    def _compute_display_name(self):
        for trip in self:
            trip.display_name = ' · '.join(
                part for part in (trip.name, trip.product_tmpl_id.name, trip.holder) if part and part != '/'
            )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mail` to number the trips; those that go out together share one number."""
        for vals in vals_list:
            if vals.get('name', '/') == '/':
                vals['name'] = self._ic_next_number()
        return super().create(vals_list)

    def write(self, vals):
        """Override of `mail` to remind again when the day due back was put off."""
        if 'date_due' in vals:
            vals = dict(vals, reminded_on=False)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        if self.filtered(lambda trip: trip.state == 'out'):
            raise UserError(self.env._("A piece that is out cannot be struck off the list. Check it in first."))

    @api.model
    def _ic_next_number(self):
        return self.env['ir.sequence'].sudo().next_by_code('ic.checkout') or self.env._("Out")

    # === ACTIONS === #

    def action_check_in(self):
        """Ask how and where to the pieces came back."""
        still_out = self.filtered(lambda trip: trip.state == 'out')
        if not still_out:
            raise UserError(self.env._("Nothing to check in: what you chose is back already."))
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_checkin_wizard_action')
        return dict(action, context={'default_trip_ids': still_out.ids})

    def action_open_piece(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'product.template',
            'res_id': self.product_tmpl_id.id,
            'views': [(self.env.ref('ic_inventory_luxury.product_piece_view_form').id, 'form')],
        }

    def action_together(self):
        """Show what went out with the same number."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_checkout_action')
        return dict(action, domain=[('name', '=', self.name), ('company_id', '=', self.company_id.id)], context={})

    # === CRON === #

    @api.model
    def _cron_remind_overdue(self):
        """Give the responsible person one activity for each piece that is not back on its day."""
        waiting = [('state', '=', 'out'), ('date_due', '!=', False), ('reminded_on', '=', False)]
        for company in self.search(waiting).company_id:
            trips = self.with_company(company).search(
                [('company_id', '=', company.id), ('is_overdue', 'in', [True]), ('reminded_on', '=', False)]
            )
            for trip in trips:
                trip.activity_schedule(
                    'mail.mail_activity_data_todo',
                    date_deadline=fields.Date.context_today(trip),
                    user_id=trip.user_id.id,
                    summary=self.env._("Overdue: %s", trip.product_tmpl_id.name),
                    note=self.env._(
                        "Was due back on %(date)s from %(holder)s.", date=trip.date_due, holder=trip.holder or "?"
                    ),
                )
                trip.reminded_on = fields.Date.context_today(trip)
