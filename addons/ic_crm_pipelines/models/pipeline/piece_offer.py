from odoo import api, fields, models

STATES = [('free', "Free"), ('promised', "Promised"), ('away', "Not in the House"), ('sold', "Sold")]


class ProductTemplate(models.Model):
    """Whether a piece can be offered at this moment, as whoever negotiates wants to see it beside its name."""

    _inherit = 'product.template'

    ic_offer_state = fields.Selection(
        STATES,
        string="Right Now",
        compute='_compute_ic_offer_state',
        help="Free: nobody has a claim on it. Promised: an order, a hold, a checkout or a till has it.",
    )

    # === COMPUTE METHODS === #

    @api.depends('ic_status')
    def _compute_ic_offer_state(self):
        claims = self.env['ic.claim'].sudo()
        free = claims._ic_free(self.product_variant_ids)
        promised = dict(
            claims._read_group(
                [('product_tmpl_id', 'in', self.ids), ('state', 'in', ('held', 'committed'))],
                ['product_tmpl_id'],
                ['__count'],
            )
        )
        for piece in self:
            units = sum(free.get(product, 0.0) for product in piece.product_variant_ids)
            if piece.ic_status == 'sold':
                piece.ic_offer_state = 'sold'
            elif units > 0:
                piece.ic_offer_state = 'free'
            else:
                piece.ic_offer_state = 'promised' if promised.get(piece._origin) else 'away'
