from odoo import fields, models

SIZE_CHARTS = [
    ('nike', "Nike / Jordan"),
    ('adidas', "adidas / Yeezy"),
    ('yeezy_slide', "Yeezy Slide / Foam RNNR"),
    ('new_balance', "New Balance"),
    ('asics', "ASICS"),
    ('vans', "Vans"),
    ('converse', "Converse"),
    ('puma', "Puma"),
]


class IcBrand(models.Model):
    _inherit = 'ic.brand'

    ic_size_chart = fields.Selection(
        SIZE_CHARTS,
        string="Sneaker Size Table",
        help="Which table converts the sizes of this maker's sneakers. Makers differ: without a table only the size "
        "that was entered is shown.",
    )
