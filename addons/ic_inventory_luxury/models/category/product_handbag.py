from odoo import fields, models


class ProductTemplate(models.Model):
    """The fields of a handbag. Hardware colour and hardware material are different facts and stay apart."""

    _inherit = 'product.template'

    ic_category = fields.Selection(selection_add=[('handbag', "Handbag")], ondelete={'handbag': 'set null'})
    ic_bag_size = fields.Char(string="Bag Size", help="The maker's size, for example 25, 30 or Medium.")
    ic_bag_color = fields.Char(string="Color", help="The maker's color name, for example Gold or Etoupe.")
    ic_bag_leather = fields.Char(string="Leather", help="Leather or material, for example Togo, Epsom, Caviar, Canvas.")
    ic_bag_hardware_color = fields.Selection(
        [
            ('gold', "Gold"),
            ('silver', "Silver"),
            ('palladium', "Palladium"),
            ('rose_gold', "Rose Gold"),
            ('light_gold', "Light Gold"),
            ('ruthenium', "Ruthenium"),
            ('black', "Black"),
            ('permabrass', "Permabrass"),
            ('antique_gold', "Antique Gold"),
            ('other', "Other"),
        ],
        string="Hardware Color",
    )
    ic_bag_hardware_material = fields.Selection(
        [
            ('brass_plated', "Plated Brass"),
            ('palladium_plated', "Palladium-plated"),
            ('sterling', "Sterling Silver"),
            ('solid_gold', "Solid Gold"),
            ('diamond_set', "Diamond-set"),
            ('other', "Other"),
        ],
        string="Hardware Material",
    )
    ic_bag_date_stamp = fields.Char(
        string="Date Stamp", help="The year letter or date code. It is evidence of age, never proof of authenticity."
    )
    ic_bag_stamp_frame = fields.Selection(
        [('none', "No Frame"), ('circle', "Circle"), ('square', "Square")],
        string="Stamp Frame",
        help="The frame around the year letter: the same letter means another year without it.",
    )
    ic_bag_grade = fields.Selection(
        [
            ('new', "New"),
            ('unused', "Unused"),
            ('excellent', "Excellent"),
            ('very_good', "Very Good"),
            ('good', "Good"),
            ('fair', "Fair"),
            ('repair', "Needs Repair"),
        ],
        string="Grade",
        help="There is no single standard in the trade; from New (store fresh) down to Needs Repair.",
    )
    # Scope of delivery
    ic_bag_has_box = fields.Boolean(string="Box")
    ic_bag_has_dustbag = fields.Boolean(string="Dust Bag")
    ic_bag_has_lock = fields.Boolean(string="Lock")
    ic_bag_has_keys = fields.Boolean(string="Keys")
    ic_bag_has_strap = fields.Boolean(string="Strap")
    ic_bag_has_papers = fields.Boolean(string="Papers")
    ic_bag_has_rain_cover = fields.Boolean(string="Rain Cover")
    ic_bag_has_receipt = fields.Boolean(string="Receipt")
