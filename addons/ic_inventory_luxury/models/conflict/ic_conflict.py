from odoo import api, fields, models
from odoo.exceptions import UserError

# What a conflict is about is written once, when it is found. Nobody rewrites it, whatever his rights.
FACTS = {'company_id', 'product_id', 'product_tmpl_id', 'quantity', 'kind', 'owner', 'found_on', 'paid', 'currency_id'}


class IcConflict(models.Model):
    """A promise that could not be honoured: two sides, one piece.

    It is opened by code only (`_ic_open`) and keeps the facts of both sides as they were at that moment
    (`ic.conflict.side`). People decide, prepare what makes it good, and close it; they never edit the facts.
    """

    _name = 'ic.conflict'
    _description = "Conflict"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'found_on desc, id desc'
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, copy=False, index=True, default="/")
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    product_id = fields.Many2one(
        'product.product', required=True, readonly=True, index=True, ondelete='restrict', check_company=True
    )
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='restrict',
        check_company=True,
    )  # fmt: skip
    piece_name = fields.Char(related='product_tmpl_id.name', string="Piece Title")
    image_128 = fields.Image(related='product_tmpl_id.image_128')
    default_code = fields.Char(related='product_tmpl_id.default_code', string="SKU")
    ic_status = fields.Selection(related='product_tmpl_id.ic_status', string="Piece Is")
    quantity = fields.Float(digits='Product Unit', readonly=True, required=True, help="Units that are missing.")
    kind = fields.Selection(
        [
            ('paid_late', "Paid too late"),
            ('offline_sale', "Sold offline at the till"),
            ('channel_sale', "Sold on a channel"),
            ('stock_lost', "Missing in stock"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    state = fields.Selection(
        [('open', "Open"), ('settled', "Settled"), ('dismissed', "Dismissed")],
        default='open',
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        group_expand=True,
    )
    owner = fields.Char(
        readonly=True,
        required=True,
        index=True,
        copy=False,
        help="Key of the document that was left without the piece.",
    )
    found_on = fields.Datetime(string="Found", required=True, readonly=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one(
        'res.users', string="Responsible", tracking=True, index='btree_not_null', help="Who has to act."
    )
    side_ids = fields.One2many('ic.conflict.side', 'conflict_id', string="Both Sides", readonly=True)
    currency_id = fields.Many2one('res.currency', required=True, readonly=True)
    paid = fields.Monetary(readonly=True, help="What the side without the piece has paid for it.")
    note = fields.Text(string="Notes")

    _quantity_positive = models.Constraint('CHECK (quantity > 0)', "A conflict is about more than nothing.")

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mail` to number conflicts."""
        for vals in vals_list:
            if vals.get('name', '/') == '/':
                vals['name'] = self.env['ir.sequence'].sudo().next_by_code('ic.conflict') or '/'
        return super().create(vals_list)

    def write(self, vals):
        """Override of `mail` to keep the facts as they were found."""
        changed = FACTS & vals.keys()
        if changed:
            labels = ', '.join(self._fields[name]._description_string(self.env) for name in sorted(changed))
            raise UserError(self.env._("A conflict keeps what was found; nobody rewrites it (%s).", labels))
        return super().write(vals)
