from odoo import fields, models

DECLARATION = (
    "I declare that the goods listed above are my own, that nobody else has a claim on them, that they were not "
    "obtained by a crime, and that what I have stated about myself is true. I sell them to the house at the price "
    "shown."
)


class ResCompany(models.Model):
    """How a store buys from people: how long a bid holds, what a seller shows and signs."""

    _inherit = 'res.company'

    ic_bid_minutes = fields.Integer(
        string="A Bid Holds For (minutes)", default=15, required=True, help="After that the bid is quoted again."
    )
    ic_buyback_needs_identity = fields.Boolean(
        string="Sellers Show a Document",
        default=True,
        help="No bid is accepted without an identity document that has not expired.",
    )
    ic_buyback_declaration = fields.Text(
        string="Seller's Declaration",
        default=DECLARATION,
        help="Printed on the purchase receipt above the seller's signature.",
    )

    _ic_bid_minutes_positive = models.Constraint(
        'CHECK (ic_bid_minutes BETWEEN 1 AND 1440)', "A bid holds for a minute at least and a day at most."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_bid_minutes = fields.Integer(related='company_id.ic_bid_minutes', readonly=False)
    ic_buyback_needs_identity = fields.Boolean(related='company_id.ic_buyback_needs_identity', readonly=False)
    ic_buyback_declaration = fields.Text(related='company_id.ic_buyback_declaration', readonly=False)
