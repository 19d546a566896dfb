from odoo import fields, models


class ResCompany(models.Model):
    """Where the photos of a store live."""

    _inherit = 'res.company'

    ic_photo_store = fields.Selection(
        [('disk', "This server"), ('bucket', "Object store")],
        string="Photos Live In",
        required=True,
        default='disk',
        groups='ic_inventory_luxury.group_store_admin',
        help="Where new photos go. Changed on the screen Photo Storage, which also moves the photos that are there.",
    )
