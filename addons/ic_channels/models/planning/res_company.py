from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_plan_lookback = fields.Integer(
        string="Days to Look Back",
        default=90,
        required=True,
        help="What was sold within so many days says how fast something sells.",
    )
    ic_plan_cover = fields.Integer(
        string="Days to Cover", default=30, required=True, help="How long a new delivery should last."
    )
    ic_plan_lead = fields.Integer(
        string="Lead Time",
        default=14,
        required=True,
        help="Days from the order until the goods are here, where no vendor says otherwise.",
    )

    _ic_plan_lookback_sensible = models.Constraint(
        'CHECK (ic_plan_lookback BETWEEN 1 AND 730)', "Look back over at least one day and at most two years."
    )
    _ic_plan_cover_sensible = models.Constraint(
        'CHECK (ic_plan_cover BETWEEN 1 AND 730)', "A delivery covers at least one day and at most two years."
    )
    _ic_plan_lead_sensible = models.Constraint(
        'CHECK (ic_plan_lead BETWEEN 0 AND 730)', "The lead time lies between 0 days and two years."
    )
