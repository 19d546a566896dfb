from odoo import api, fields, models


class IcPosLeaseLine(models.Model):
    """One leased piece, or units of a product with a quantity."""

    _name = 'ic.pos.lease.line'
    _description = "Piece Leased to a Terminal"
    _order = 'lease_id, id'
    _check_company_auto = True

    lease_id = fields.Many2one('ic.pos.lease', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='lease_id.company_id', store=True, index=True)
    product_id = fields.Many2one(
        'product.product',
        string="Piece",
        required=True,
        index=True,
        ondelete='restrict',
        check_company=True,
        domain="[('product_tmpl_id.ic_category', '!=', False), ('company_id', '=', company_id)]",
    )
    image_128 = fields.Image(related='product_id.image_128')
    default_code = fields.Char(related='product_id.default_code', string="SKU")
    ic_serial = fields.Char(related='product_id.product_tmpl_id.ic_serial')
    ic_status = fields.Selection(related='product_id.product_tmpl_id.ic_status')
    quantity = fields.Float(digits='Product Unit', required=True, default=1.0)
    left = fields.Float(
        string="Still Leased", digits='Product Unit', compute='_compute_left', help="Units the terminal may still sell."
    )
    came_back = fields.Float(digits='Product Unit', readonly=True, copy=False, help="Units it had not sold in the end.")

    _quantity_positive = models.Constraint('CHECK (quantity > 0)', "Lease at least one unit.")
    _once = models.UniqueIndex('(lease_id, product_id)', "This piece is in the lease already.")

    # === COMPUTE METHODS === #

    @api.depends('lease_id.state', 'product_id', 'quantity')
    def _compute_left(self):
        """Only claims know what is left: a sale at the terminal uses them up."""
        for line in self:
            claims = self.env['ic.claim']
            if line.lease_id.state == 'running':
                claims = claims._ic_of(line.lease_id.config_id.sudo()._ic_lease_key())
            mine = claims.filtered(lambda claim, line=line: claim.product_id == line.product_id)
            line.left = sum(claim._ic_weight() for claim in mine)

    # === BUSINESS METHODS === #

    def _ic_note_result(self):
        """Keep what was not sold, for later, just before the lease ends."""
        for line in self:
            line.came_back = line.left


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    ic_lease_words = fields.Char(
        string="Leased To", compute='_compute_ic_lease_words', groups='base.group_user', help="Terminal that has it."
    )

    def _compute_ic_lease_words(self):
        lines = (
            self.env['ic.pos.lease.line']
            .sudo()
            .search([('product_id', 'in', self.product_variant_ids.ids), ('lease_id.state', '=', 'running')])
        )
        for piece in self:
            mine = lines.filtered(lambda line, piece=piece: line.product_id in piece.product_variant_ids and line.left)
            piece.ic_lease_words = ', '.join(
                self.env._(
                    "%(till)s until %(until)s",
                    till=line.lease_id.config_id.name,
                    until=line.lease_id._ic_until_words(),
                )
                for line in mine
            )

    def action_ic_lease(self):
        """Open a new lease with the selected pieces in it."""
        pieces = self.filtered('ic_category')
        lines = [fields.Command.create({'product_id': piece.product_variant_id.id}) for piece in pieces]
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Lease to a Terminal"),
            'res_model': 'ic.pos.lease',
            'view_mode': 'form',
            'context': {'default_line_ids': lines},
        }
