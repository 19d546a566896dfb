from odoo import fields, models


class ProductTemplate(models.Model):
    """A piece shows the conflicts about it, and can be offered to who was left without another one."""

    _inherit = 'product.template'

    ic_conflict_count = fields.Integer(
        string="Conflicts", compute='_compute_ic_conflict_count', groups='base.group_user'
    )
    ic_conflict_open_count = fields.Integer(
        string="Open Conflicts", compute='_compute_ic_conflict_count', groups='base.group_user'
    )

    def _compute_ic_conflict_count(self):
        counts = (
            self.env['ic.conflict']
            .sudo()
            ._read_group([('product_tmpl_id', 'in', self.ids)], ['product_tmpl_id', 'state'], ['__count'])
        )
        found = {(piece.id, state): count for piece, state, count in counts}
        for piece in self:
            states = {state: count for (piece_id, state), count in found.items() if piece_id == piece._origin.id}
            piece.ic_conflict_count = sum(states.values())
            piece.ic_conflict_open_count = states.get('open', 0)

    # === ACTIONS === #

    def action_ic_conflicts(self):
        """Open the conflicts about this piece."""
        conflicts = self.env['ic.conflict'].search([('product_tmpl_id', 'in', self.ids)])
        return self.env['ic.conflict']._ic_show(conflicts)

    def action_ic_offer_instead(self):
        """Offer this piece to the customer of the conflict named in the context."""
        self.ensure_one()
        conflict = self.env['ic.conflict'].browse(self.env.context.get('ic_conflict_id') or ()).exists()
        conflict.ensure_one()
        return conflict._ic_offer(self)

    # === BUSINESS METHODS === #

    def _ic_offer_url(self):
        """Return the public address of this piece, empty where the public does not see it. The website extends it."""
        self.ensure_one()
        return ''
