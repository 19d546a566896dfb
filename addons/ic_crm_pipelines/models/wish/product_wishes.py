from functools import partial

from odoo import SUPERUSER_ID, api, fields, models

from .ic_wish_piece import OFFERED

# Fields that are no fact of a piece: everything else of ours may be wished for.
BESIDE = (
    'ic_status',
    'ic_photo',
    'ic_claim',
    'ic_cost',
    'ic_market',
    'ic_import',
    'ic_search',
    'ic_consign',
    'ic_wish',
)


class ProductTemplate(models.Model):
    """A piece that comes in, becomes available, changes or gets cheaper is compared with the wishes soon after."""

    _inherit = 'product.template'

    ic_match_ids = fields.One2many(
        'ic.wish.match', 'product_tmpl_id', string="Wishes", groups='ic_inventory_luxury.group_employee'
    )
    ic_match_count = fields.Integer(
        string="Wanted By", compute='_compute_ic_match_count', groups='ic_inventory_luxury.group_employee'
    )

    def _compute_ic_match_count(self):
        rows = self.env['ic.wish.match']._read_group(
            [('product_tmpl_id', 'in', self.ids), ('state', 'in', ('new', 'contacted', 'opportunity'))],
            ['product_tmpl_id'],
            ['__count'],
        )
        counts = {piece.id: count for piece, count in rows}
        for piece in self:
            piece.ic_match_count = counts.get(piece._origin.id, 0)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to have new pieces compared with the wishes."""
        records = super().create(vals_list)
        records.filtered('ic_category')._ic_wish_touch('intake')
        return records

    def write(self, vals):
        """Override of `product` to have pieces compared again when they may be offered, a fact or the price changes."""
        offered = vals.get('ic_status') in OFFERED
        back = self.filtered(lambda one: one.ic_status not in OFFERED) if offered else self.browse()
        result = super().write(vals)
        back.filtered('ic_category')._ic_wish_touch('available')
        if 'list_price' in vals:
            self.filtered('ic_category')._ic_wish_touch('price')
        elif vals.keys() & {'name', 'active', 'company_id'} or any(
            name.startswith('ic_') and not name.startswith(BESIDE) for name in vals
        ):
            self.filtered('ic_category')._ic_wish_touch('change')
        return result

    # === ACTIONS === #

    def action_ic_view_matches(self):
        """Open the wishes that this piece was found for."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_crm_pipelines.ic_wish_match_action')
        return dict(action, domain=[('product_tmpl_id', '=', self.id)], context={}, display_name=self.display_name)

    # === BUSINESS METHODS === #

    def _ic_wish_touch(self, cause):
        """Have the pieces of `self` marked once, just before the transaction ends."""
        if not self.ids:
            return
        precommit = self.env.cr.precommit
        touched = precommit.data.setdefault('ic_wish_touched', {})
        if not touched:
            precommit.add(partial(_mark_touched, self.env(user=SUPERUSER_ID, su=True, context={})))
        for number in self.ids:
            touched.setdefault(number, cause)


def _mark_touched(env):
    touched = env.cr.precommit.data.pop('ic_wish_touched', {})
    by_cause = {}
    for number, cause in touched.items():
        by_cause.setdefault(cause, []).append(number)
    for cause, numbers in by_cause.items():
        pieces = env['product.template'].browse(numbers).exists()
        env['ic.wish.mark']._ic_mark(pieces=pieces, cause=cause)


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.model
    def _ic_announce(self, products, freed):
        """Extend to compare what may have become free with the wishes; a sale of a bar of many asks nobody."""
        res = super()._ic_announce(products, freed)
        pieces = freed.product_tmpl_id.filtered(lambda one: one.ic_category and one.ic_status in OFFERED)
        pieces._ic_wish_touch('available')
        return res
