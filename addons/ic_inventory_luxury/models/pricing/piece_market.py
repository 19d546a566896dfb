from statistics import median

from odoo import api, fields, models

from ...sizing import sneakers
from .ic_market_comp import style_key


class ProductTemplate(models.Model):
    """The market around a piece: comps of its style code, and their median for its own size."""

    _inherit = 'product.template'

    ic_market_comp_ids = fields.Many2many(
        'ic.market.comp',
        string="Market Comps",
        compute='_compute_ic_market_comps',
        groups='ic_inventory_luxury.group_employee',
        help="Prices of the same style code in this size, or where no size is given.",
    )
    ic_market_comp_count = fields.Integer(
        string="Comps", compute='_compute_ic_market_comps', groups='ic_inventory_luxury.group_employee'
    )
    ic_market_median = fields.Monetary(
        string="Market Median",
        compute='_compute_ic_market_comps',
        aggregator=None,
        groups='ic_inventory_luxury.group_employee',
        help="The middle price of these comps, in the currency of the piece.",
    )

    # === COMPUTE === #

    @api.depends('ic_category', 'ic_reference', 'ic_sneaker_size', 'ic_sneaker_size_system', 'company_id')
    def _compute_ic_market_comps(self):
        keys = {piece: style_key(piece.ic_reference) for piece in self if piece.ic_category}
        comps = (
            self.env['ic.market.comp']
            .search([('style_key', 'in', [key for key in keys.values() if key])])
            .grouped('style_key')
        )
        for piece in self:
            found = comps.get(keys.get(piece), self.env['ic.market.comp']).filtered(piece._ic_comp_matches)
            prices = [
                comp.currency_id._convert(comp.price, piece.currency_id, comp.company_id, comp.date, round=False)
                for comp in found
            ]
            piece.ic_market_comp_ids = found
            piece.ic_market_comp_count = len(found)
            piece.ic_market_median = piece.currency_id.round(median(prices)) if prices else 0.0

    # === ACTIONS === #

    def action_ic_market_comps(self):
        """Open the market comps of this style code, in every size."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_market_comp_action')
        return dict(
            action,
            domain=[('style_key', '=', style_key(self.ic_reference))],
            context={'default_style_code': self.ic_reference, 'default_size': self.ic_sneaker_size},
        )

    # === BUSINESS METHODS === #

    def _ic_comp_matches(self, comp):
        """Whether `comp` says something about this piece: same company, same piece if it names one, same size."""
        if comp.company_id != self.company_id or comp.product_tmpl_id and comp.product_tmpl_id != self._origin:
            return False
        if not comp.size or self.ic_category != 'sneaker' or not self.ic_sneaker_size:
            return True
        mine = self._ic_sneaker_parsed()
        try:
            size, youth = sneakers.parse_size(comp.size, self._ic_comp_system(comp.size))
        except sneakers.SizeProblem:
            return False
        return bool(mine) and youth == mine[2] and (size,) == self._ic_sneaker_sizes()[self._ic_comp_system(comp.size)]

    @api.model
    def _ic_comp_system(self, text):
        """Return the system a comp's size is in: the one it names, else US men's as the marketplaces have it."""
        words = (text or '').casefold().split()
        names = {'eu': 'eu', 'uk': 'uk', 'cm': 'jp_cm', 'jp': 'jp_cm', 'w': 'w_us', 'wmns': 'w_us', "women's": 'w_us'}
        return next((names[word] for word in words if word in names), 'm_us')
