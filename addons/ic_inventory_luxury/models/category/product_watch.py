from odoo import api, fields, models

NEW_CONDITIONS = ('new', 'unworn')


class ProductTemplate(models.Model):
    """The fields of a watch. Vocabulary: the six condition steps and the scope of delivery the trade lists by."""

    _inherit = 'product.template'

    ic_category = fields.Selection(selection_add=[('watch', "Watch")], ondelete={'watch': 'set null'})
    ic_watch_dial = fields.Char(string="Dial", help="Colour and kind, for example Black or Mother of pearl, diamonds.")
    ic_watch_bezel = fields.Char(string="Bezel", help="For example Ceramic, Fluted, Diamond, Tachymeter.")
    ic_watch_bracelet = fields.Char(string="Bracelet", help="For example Oyster, Jubilee, Alligator strap.")
    ic_watch_link_count = fields.Integer(string="Links", aggregator=None, help="How many links the bracelet has.")
    ic_watch_case_size = fields.Float(
        string="Case Size", digits=(5, 1), aggregator=None, help="Diameter in millimetres, without the crown."
    )
    ic_watch_case_material = fields.Selection(
        [
            ('steel', "Steel"),
            ('yellow_gold', "Yellow Gold"),
            ('white_gold', "White Gold"),
            ('rose_gold', "Rose Gold"),
            ('two_tone', "Two-tone"),
            ('platinum', "Platinum"),
            ('titanium', "Titanium"),
            ('ceramic', "Ceramic"),
            ('carbon', "Carbon"),
            ('bronze', "Bronze"),
            ('tantalum', "Tantalum"),
            ('other', "Other"),
        ],
        string="Case Material",
    )
    ic_watch_case_material_text = fields.Char(
        string="Case Material (free text)", help="The material in words when the list has no name for it."
    )
    ic_watch_movement = fields.Selection(
        [
            ('automatic', "Automatic"),
            ('manual', "Manual Winding"),
            ('quartz', "Quartz"),
            ('solar', "Solar"),
            ('spring_drive', "Spring Drive"),
            ('smart', "Smartwatch"),
            ('other', "Other"),
        ],
        string="Movement",
    )
    ic_watch_condition = fields.Selection(
        [
            ('new', "New"),
            ('unworn', "Unworn"),
            ('very_good', "Very Good"),
            ('good', "Good"),
            ('fair', "Fair"),
            ('poor', "Poor"),
        ],
        string="Watch Condition",
        help="New: from the maker or an authorised dealer. Unworn: not new, never worn. Very good: little or no wear. "
        "Good: light wear. Fair: clear wear, works. Poor: heavy wear or may not work.",
    )
    ic_watch_newness = fields.Selection(
        [('new', "New"), ('pre_owned', "Pre-owned")],
        string="New or Pre-owned",
        compute='_compute_ic_watch_newness',
        store=True,
        help="Follows from the condition: new and unworn are new.",
    )
    # Scope of delivery
    ic_watch_has_box = fields.Boolean(string="Original Box")
    ic_watch_has_papers = fields.Boolean(
        string="Original Papers", help="The dated warranty card or certificate, not service papers."
    )
    ic_watch_has_tags = fields.Boolean(string="Hang Tags")
    ic_watch_has_service_papers = fields.Boolean(string="Service Papers")
    ic_watch_card_date = fields.Date(string="Card Date", help="Date on the warranty card.")
    ic_box_papers = fields.Selection(
        [
            ('full_set', "Full Set"),
            ('box_only', "Box Only"),
            ('papers_only', "Papers Only"),
            ('piece_only', "Watch Only"),
        ],
        string="Box and Papers",
        compute='_compute_ic_box_papers',
        store=True,
    )

    _ic_watch_link_count_positive = models.Constraint(
        "CHECK (COALESCE(ic_watch_link_count, 0) >= 0)", "The number of links cannot be negative."
    )
    _ic_watch_case_size_plausible = models.Constraint(
        "CHECK (COALESCE(ic_watch_case_size, 0) = 0 OR ic_watch_case_size BETWEEN 5 AND 100)",
        "The case size must lie between 5 and 100 mm.",
    )

    # === COMPUTE === #

    @api.depends('ic_category', 'ic_watch_condition')
    def _compute_ic_watch_newness(self):
        for piece in self:
            condition = piece.ic_category == 'watch' and piece.ic_watch_condition
            piece.ic_watch_newness = condition and ('new' if condition in NEW_CONDITIONS else 'pre_owned')

    @api.depends('ic_category', 'ic_watch_has_box', 'ic_watch_has_papers')
    def _compute_ic_box_papers(self):
        names = {
            (True, True): 'full_set',
            (True, False): 'box_only',
            (False, True): 'papers_only',
            (False, False): 'piece_only',
        }
        for piece in self:
            piece.ic_box_papers = (
                piece.ic_category == 'watch' and names[piece.ic_watch_has_box, piece.ic_watch_has_papers]
            )
