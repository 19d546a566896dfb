import re

from odoo import api, fields, models


def style_key(text):
    """Return a style code as a comparison key: "dz5485 612" equals "DZ5485-612"."""
    return re.sub(r'[^A-Z0-9]', '', (text or '').upper())


class IcMarketComp(models.Model):
    """What the same thing sold for elsewhere: a price of the market, by style code and size."""

    _name = 'ic.market.comp'
    _description = "Market Comp"
    _order = 'date desc, id desc'
    _rec_name = 'style_code'
    _check_company_auto = True

    style_code = fields.Char(required=True, help="The maker's style or reference number.")
    style_key = fields.Char(compute='_compute_style_key', store=True, index=True)
    size = fields.Char(help="As the source writes it. Empty: the price is for all sizes.")
    source = fields.Char(required=True, help="Where the price was seen: StockX, GOAT, an auction ...")
    price = fields.Monetary(required=True, aggregator='avg')
    currency_id = fields.Many2one('res.currency', required=True, default=lambda self: self.env.company.currency_id)
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    condition = fields.Char(help="In the words of the source.")
    product_tmpl_id = fields.Many2one(
        'product.template',
        string="Only for Piece",
        index='btree_not_null',
        ondelete='cascade',
        check_company=True,
        domain="[('ic_category', '!=', False)]",
        help="Empty: the price counts for every piece with this style code.",
    )
    company_id = fields.Many2one('res.company', required=True, index=True, default=lambda self: self.env.company)

    _price_positive = models.Constraint("CHECK (price > 0)", "A market price must be above zero.")
    _unique_comp = models.UniqueIndex(
        "(company_id, style_key, COALESCE(size, ''), source, date, price, currency_id, COALESCE(condition, ''),"
        " COALESCE(product_tmpl_id, 0))",
        "This market price is there already.",
    )

    @api.depends('style_code')
    def _compute_style_key(self):
        for comp in self:
            comp.style_key = style_key(comp.style_code)
