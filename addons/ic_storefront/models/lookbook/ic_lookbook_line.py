from odoo import api, fields, models
from odoo.exceptions import UserError

STANDINGS = [
    ('available', "Available"),
    ('yours', "Held for the Client"),
    ('reserved', "Reserved"),
    ('arriving', "Arriving"),
    ('preparing', "Being Prepared"),
    ('sold', "Sold"),
    ('gone', "Not for Sale"),
]


class IcLookbookLine(models.Model):
    """One piece of a lookbook: at which price, with which words."""

    _name = 'ic.lookbook.line'
    _description = "Piece in a Lookbook"
    _order = 'lookbook_id, sequence, id'
    _rec_name = 'product_tmpl_id'
    _check_company_auto = True

    lookbook_id = fields.Many2one('ic.lookbook', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='lookbook_id.company_id', store=True, index=True)
    currency_id = fields.Many2one(related='lookbook_id.currency_id')
    sequence = fields.Integer(default=10)
    product_tmpl_id = fields.Many2one(
        'product.template',
        string="Piece",
        required=True,
        index=True,
        ondelete='cascade',
        check_company=True,
        domain="[('ic_category', '!=', False), ('company_id', '=', company_id)]",
    )
    image_128 = fields.Image(related='product_tmpl_id.image_128')
    default_code = fields.Char(related='product_tmpl_id.default_code', string="SKU")
    house_price = fields.Monetary(
        compute='_compute_house_price', help="The price of the piece for this audience. Follows the piece."
    )
    price_override = fields.Monetary(
        string="Special Price", help="Shown instead; where it is lower, the price of the house is struck through."
    )
    price_warning = fields.Char(compute='_compute_price_warning')
    note = fields.Text(help="What you would say about this piece to this client.")
    standing = fields.Selection(STANDINGS, string="Now", compute='_compute_standing', compute_sudo=True)

    _price_positive = models.Constraint('CHECK (price_override >= 0)', "A special price cannot be negative.")
    _one_line = models.UniqueIndex('(lookbook_id, product_tmpl_id)', "This piece is in this lookbook already.")

    # === COMPUTE METHODS === #

    @api.depends('product_tmpl_id.list_price', 'product_tmpl_id.ic_wholesale_price', 'lookbook_id.audience')
    def _compute_house_price(self):
        for line in self:
            line.house_price = line._ic_house_price()

    @api.depends('price_override', 'product_tmpl_id')
    @api.depends_context('uid')
    def _compute_price_warning(self):
        for line in self:
            line.price_warning = line._ic_below_minimum() and line._ic_minimum_words()

    @api.depends('product_tmpl_id.ic_status', 'product_tmpl_id.active', 'lookbook_id.partner_id')
    def _compute_standing(self):
        for line in self:
            line.standing = line.product_tmpl_id and line._ic_standing()

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to hold the limits of a lookbook against others who add to it, and the lowest prices."""
        lines = super().create(vals_list)
        lines.lookbook_id._ic_touch()
        lines.lookbook_id._check_lines()
        lines._ic_check_minimum()
        return lines

    def write(self, vals):
        """Override of `base` to hold the lowest prices."""
        result = super().write(vals)
        if {'price_override', 'product_tmpl_id', 'lookbook_id'} & vals.keys():
            self._ic_check_minimum()
        if {'product_tmpl_id', 'lookbook_id'} & vals.keys():
            self.lookbook_id._ic_touch()
            self.lookbook_id._check_lines()
        return result

    # === ACTIONS === #

    def action_swap(self):
        """Put a free piece like this one in its place: same place in the order, own price, no words yet.

        :raise UserError: when there is no such piece
        """
        self.ensure_one()
        other = self._ic_suggestion()
        if not other:
            raise UserError(self.env._("There is no free piece like %s at the moment.", self.product_tmpl_id.name))
        old = self.product_tmpl_id
        self.create({'lookbook_id': self.lookbook_id.id, 'product_tmpl_id': other.id, 'sequence': self.sequence})
        lookbook = self.lookbook_id
        self.unlink()
        lookbook.message_post(body=self.env._("%(old)s made way for %(new)s.", old=old.name, new=other.name))
        return True

    def action_open_piece(self):
        self.ensure_one()
        return self.product_tmpl_id._ic_open_piece()

    # === BUSINESS METHODS === #

    def _ic_house_price(self):
        """Return what the house asks of this audience for the piece, 0.0 when it names no price."""
        self.ensure_one()
        piece = self.product_tmpl_id.sudo()
        return piece._ic_price_for(self.lookbook_id.audience) if piece else 0.0

    def _ic_price(self):
        """Return (price shown, price struck through or 0.0); a shown price of 0.0 is told on request."""
        self.ensure_one()
        if not self.lookbook_id.show_prices:
            return 0.0, 0.0
        house, special = self._ic_house_price(), self.price_override
        if not special:
            return house, 0.0
        return special, house if self.currency_id.compare_amounts(special, house) < 0 else 0.0

    def _ic_standing(self):
        """Return how the piece stands for the client of this lookbook, see `STANDINGS`."""
        self.ensure_one()
        piece, client = self.product_tmpl_id.sudo(), self.lookbook_id.sudo().partner_id
        if piece.ic_status == 'sold':
            return 'sold'
        if not piece.active or piece.ic_category not in piece.company_id._ic_active_categories():
            return 'gone'
        if client and piece._ic_held_for(client):
            return 'yours'
        if piece.ic_status == 'available':
            products = piece.product_variant_ids
            free = self.env['ic.claim']._ic_free_for(products, partner=client)
            return 'available' if any(free.get(product, 1) > 0 for product in products) else 'reserved'
        return {'hold': 'reserved', 'incoming': 'arriving'}.get(piece.ic_status, 'preparing')

    def _ic_standing_words(self):
        return dict(self._fields['standing']._description_selection(self.env)).get(self.standing, '')

    def _ic_suggestion(self):
        """Return a free piece (product.template) like this one that is not in the lookbook yet, or none."""
        self.ensure_one()
        found = self.env['ic.conflict'].sudo()._ic_find_alternatives(self.product_tmpl_id, self.company_id)
        here = self.lookbook_id.line_ids.product_tmpl_id
        return (found - here)[:1].sudo(False)

    def _ic_below_minimum(self):
        """Tell whether the special price is below the lowest one; those who may not see that one may ask."""
        self.ensure_one()
        lowest = self.product_tmpl_id.sudo().ic_minimum_price
        return bool(
            self.price_override and lowest and self.currency_id.compare_amounts(self.price_override, lowest) < 0
        )

    def _ic_minimum_words(self):
        """Return the warning in words that its reader may read: the figure is for those who see costs."""
        piece = self.product_tmpl_id
        if self.env.user.has_group('ic_inventory_luxury.group_view_cost'):
            return self.env._(
                "%(piece)s: below the minimum price of %(price)s.",
                piece=piece.name,
                price=self.currency_id.format(piece.ic_minimum_price),
            )
        return self.env._("%s: below the lowest price this house accepts.", piece.name)

    def _ic_check_minimum(self):
        """Refuse special prices below the lowest unless a store admin is at work, as a sale order does.

        :raise UserError: names the pieces, never the figure
        """
        user = self.env.user
        if self.env.su or user.has_group('ic_inventory_luxury.group_store_admin'):
            return
        below = self.filtered(
            lambda line: line.company_id.sudo().ic_below_minimum == 'admin' and line._ic_below_minimum()
        )
        if below:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%s: below the lowest price this house accepts. Ask a store admin to offer it.",
                        line.product_tmpl_id.display_name,
                    )
                    for line in below
                )
            )
