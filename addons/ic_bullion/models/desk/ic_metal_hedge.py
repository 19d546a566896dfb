from odoo import api, fields, models

from odoo.addons.ic_inventory_luxury.models.catalog.ic_fineness import METALS

from ...pricing.exact import decimal, exactly

VIEW_COST = 'ic_inventory_luxury.group_view_cost'


class IcMetalHedge(models.Model):
    """An entry in the book of hedges: metal sold (or bought) elsewhere, so that what lies here may fall or rise."""

    _name = 'ic.metal.hedge'
    _description = "Hedge"
    _inherit = ['mail.thread']
    _order = 'date desc, id desc'
    _check_company_auto = True

    name = fields.Char(string="Reference", required=True, help="The contract or the account statement.")
    company_id = fields.Many2one('res.company', required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related='company_id.currency_id')
    metal = fields.Selection(METALS, required=True, default='gold')
    side = fields.Selection(
        [('sold', "Sold Forward"), ('bought', "Bought Forward")],
        required=True,
        default='sold',
        help="Sold covers what lies in the house; bought covers what is promised to others.",
    )
    ounces = fields.Float(digits=(16, 6), required=True)
    price = fields.Monetary(string="Price per oz", required=True, aggregator=None)
    date = fields.Date(required=True, default=fields.Date.context_today)
    partner_id = fields.Many2one('res.partner', string="With", check_company=True, ondelete='restrict')
    closed_on = fields.Date(copy=False)
    closed_price = fields.Monetary(string="Closed at, per oz", copy=False, aggregator=None)
    state = fields.Selection([('open', "Open"), ('closed', "Closed")], compute='_compute_state', store=True, index=True)
    cover = fields.Float(
        string="Covers (oz)", digits=(16, 6), compute='_compute_cover', store=True, help="Zero once it is closed."
    )
    result = fields.Monetary(
        compute='_compute_result', help="What it has brought; of an open one, what it would bring at spot now."
    )
    note = fields.Text()

    _ounces_positive = models.Constraint('CHECK (ounces > 0)', "A hedge is of more than no ounces.")
    _price_positive = models.Constraint('CHECK (price > 0)', "A price is above zero.")
    _closed = models.Constraint(
        'CHECK (closed_on IS NULL OR (closed_on >= date AND COALESCE(closed_price, 0) > 0))',
        "A hedge is closed on or after its day, at a price.",
    )

    # === COMPUTE METHODS === #

    @api.depends('closed_on')
    def _compute_state(self):
        for hedge in self:
            hedge.state = 'closed' if hedge.closed_on else 'open'

    @api.depends('closed_on', 'side', 'ounces')
    def _compute_cover(self):
        for hedge in self:
            sign = -1 if hedge.side == 'bought' else 1
            hedge.cover = 0.0 if hedge.closed_on else sign * hedge.ounces

    @api.depends('closed_on', 'closed_price', 'price', 'ounces', 'side', 'metal', 'company_id')
    def _compute_result(self):
        for hedge in self:
            hedge.result = hedge._ic_result()

    # === BUSINESS METHODS === #

    def _ic_result(self):
        """Return what the hedge has brought, or would bring at the newest price; zero where there is none."""
        self.ensure_one()
        now = decimal(self.closed_price)
        if not self.closed_on:
            spot = self.company_id._ic_spot(self.metal) if self.company_id and self.metal else None
            if not spot:
                return 0.0
            now = spot.price
        with exactly():
            gain = (decimal(self.price) - now) * decimal(self.ounces)
        return self.currency_id.round(float(gain if self.side == 'sold' else -gain))
