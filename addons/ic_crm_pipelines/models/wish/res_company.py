from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_wish_days = fields.Integer(
        string="Days a Wish is Kept", default=180, help="A wish that nobody renews lapses after as many days."
    )
    ic_wish_consent = fields.Text(
        string="Consent to Wishes",
        translate=True,
        default=lambda self: self.env._(
            "I agree that you keep my wish and my contact details until I withdraw it or it lapses, and that you write "
            "or call me when a piece fits it. I can withdraw at any time with the link in the confirmation."
        ),
        help="What a customer agrees to when he leaves a wish on the site. It is kept with every wish as he saw it.",
    )

    _ic_wish_days_positive = models.Constraint(
        'CHECK (ic_wish_days IS NULL OR ic_wish_days BETWEEN 1 AND 3650)', "A wish is kept for 1 to 3650 days."
    )
