from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ProductTemplate(models.Model):
    """A piece: a product with a category of the luxury trade. This file holds what all categories share.

    A product without `ic_category` is an ordinary Odoo product and is left alone everywhere.
    """

    _inherit = 'product.template'

    # Each category adds its own value, in its own file.
    ic_category = fields.Selection([], string="Category", index='btree_not_null', tracking=True)
    ic_is_unique = fields.Boolean(
        string="One of One",
        default=True,
        help="There is exactly one of this piece and it carries a serial. Switch off for stock with a quantity.",
    )
    ic_auto_name = fields.Char(readonly=True, help="The title as last composed from brand, model and reference.")
    # Identity
    ic_brand_id = fields.Many2one(
        'ic.brand', string="Brand", index='btree_not_null', ondelete='restrict', tracking=True, check_company=True
    )
    ic_model = fields.Char(string="Model", index='trigram', help="For example Submariner or Birkin.")
    ic_sub_model = fields.Char(string="Sub-model", help="For example Date, No Date, Sellier, Mini.")
    ic_reference = fields.Char(
        string="Reference Number", index='trigram', help="The maker's own number for this model, for example 126610LN."
    )
    ic_nickname = fields.Char(string="Nickname", help="What collectors call it: Hulk, Pepsi, Himalaya ...")
    ic_serial = fields.Char(
        string="Serial Number",
        copy=False,
        index='trigram',
        tracking=True,
        groups='base.group_user',
        help="Unique per brand. It becomes the serial number of the piece in stock.",
    )
    ic_year = fields.Integer(string="Year", aggregator=None, help="Year of production. Leave empty when unknown.")
    ic_year_approx = fields.Boolean(string="Approximate", help="The year is an estimate (circa).")
    # Texts
    ic_retail_description = fields.Text(
        string="Retail Description", help="Public. Shown in the shop and sent to every channel."
    )
    ic_internal_notes = fields.Text(
        string="Internal Notes",
        groups='ic_inventory_luxury.group_employee',
        help="Private: sourcing, price reasoning, inspection. Never leaves the system.",
    )
    ic_territory = fields.Char(
        string="Territory",
        groups='base.group_user',
        help="Free text: where this piece may be sold, or where it comes from.",
    )
    # Prices (retail price = list_price, cost = standard_price)
    ic_wholesale_price = fields.Monetary(
        string="Wholesale Price",
        aggregator=None,
        groups='base.group_user',
        help="Price for dealers. Leave empty to not sell it wholesale.",
    )
    # Origin of an imported piece
    ic_import_key = fields.Char(string="Import Key", copy=False, readonly=True, groups='base.group_user')
    ic_import_hash = fields.Char(string="Import Fingerprint", copy=False, readonly=True, groups='base.group_user')
    ic_import_raw = fields.Json(
        string="Original Row", copy=False, readonly=True, prefetch=False, groups='ic_inventory_luxury.group_view_cost'
    )

    _ic_company_required = models.Constraint(
        "CHECK (ic_category IS NULL OR company_id IS NOT NULL)", "A piece belongs to one company."
    )
    _ic_list_price_positive = models.Constraint(
        "CHECK (ic_category IS NULL OR COALESCE(list_price, 0) >= 0)", "The retail price cannot be negative."
    )
    _ic_wholesale_price_positive = models.Constraint(
        "CHECK (COALESCE(ic_wholesale_price, 0) >= 0)", "The wholesale price cannot be negative."
    )
    # "Next year" moves, so the database holds the outer bounds and _check_ic_year the moving one.
    _ic_year_plausible = models.Constraint(
        "CHECK (COALESCE(ic_year, 0) = 0 OR ic_year BETWEEN 1800 AND 2100)",
        "The year must lie between 1800 and next year.",
    )
    _ic_serial_unique = models.UniqueIndex(
        "(company_id, ic_category, COALESCE(ic_brand_id, 0), UPPER(REPLACE(ic_serial, ' ', '')))"
        " WHERE ic_category IS NOT NULL AND ic_is_unique AND active AND COALESCE(ic_serial, '') <> ''",
        "Another piece of this brand carries this serial number already.",
    )
    _ic_import_key_unique = models.UniqueIndex(
        "(company_id, ic_import_key) WHERE ic_import_key IS NOT NULL", "A piece with this import key exists already."
    )

    # === CONSTRAINTS === #

    @api.constrains('ic_is_unique', 'tracking', 'is_storable', 'type', 'ic_category')
    def _check_ic_is_unique(self):
        """Odoo's own product form must not take away what the status of a piece rests on."""
        for piece in self.filtered('ic_category'):
            if not piece.is_storable:
                raise ValidationError(self.env._("%s is a piece: its stock has to be tracked.", piece.name))
            if (piece.tracking == 'serial') != piece.ic_is_unique:
                raise ValidationError(
                    self.env._(
                        "%s: a one-of-one piece is tracked by serial number, stock with a quantity is not.", piece.name
                    )
                )

    @api.constrains('ic_year')
    def _check_ic_year(self):
        last = fields.Date.today().year + 1
        for piece in self:
            if piece.ic_year and not 1800 <= piece.ic_year <= last:
                raise ValidationError(
                    self.env._(
                        "%(piece)s: the year %(year)s is not plausible. It must lie between 1800 and %(last)s.",
                        piece=piece.name,
                        year=piece.ic_year,
                        last=last,
                    )
                )

    # === CRUD === #

    @api.model
    def default_get(self, fields):
        """Override of `product` to open the intake form of a category with what every piece has."""
        values = super().default_get(fields)
        if values.get('ic_category'):
            values.update({name: value for name, value in self._ic_piece_defaults(values).items() if name in fields})
            if 'list_price' in fields and 'default_list_price' not in self.env.context:
                # Odoo proposes 1.00; a price nobody typed must not go to the shop.
                values['list_price'] = 0.0
        return values

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to give pieces what they all have: a company and tracking by serial."""
        return super().create(
            [{**vals, **self._ic_piece_defaults(vals)} if self._ic_category_of(vals) else vals for vals in vals_list]
        )

    def write(self, vals):
        """Override of `product` to keep the stock tracking in step and to make pieces of ordinary products."""
        if vals.get('ic_category'):
            vals = {**vals, 'is_storable': True, 'type': 'consu'}
            vals.setdefault('ic_is_unique', all(self.mapped('ic_is_unique')))
            homeless = self.filtered(lambda record: not record.company_id)
            if homeless and not vals.get('company_id'):
                super(ProductTemplate, homeless).write({'company_id': self.env.company.id})
        if 'ic_is_unique' in vals and self.filtered(
            lambda piece: vals['ic_is_unique'] != piece.ic_is_unique or not piece.ic_category
        ):
            self._ic_check_unmoved()
            vals = {**vals, 'tracking': 'serial' if vals['ic_is_unique'] else 'none'}
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_category_of(self, vals):
        """Return the category that a record created from `vals` will have, or False."""
        return vals.get('ic_category', self.env.context.get('default_ic_category')) or False

    @api.model
    def _ic_piece_defaults(self, vals):
        """Return what a piece created from `vals` needs beyond them: company, storable, tracking by serial."""
        unique = vals.get('ic_is_unique', self.env.context.get('default_ic_is_unique', True))
        return {
            'ic_category': self._ic_category_of(vals),
            'company_id': vals.get('company_id') or self.env.company.id,
            'type': 'consu',
            'is_storable': True,
            'tracking': 'serial' if unique else 'none',
            # Odoo's default of 1.00 would be a real price.
            'list_price': vals.get('list_price') or 0.0,
        }

    def _ic_check_unmoved(self):
        """Refuse to change how stock is tracked once there is stock."""
        moved = (
            self.env['stock.move']
            .sudo()
            .search(
                [('product_id', 'in', self.product_variant_ids.ids), ('state', 'not in', ('draft', 'cancel'))], limit=1
            )
        )
        if moved:
            raise UserError(
                self.env._(
                    "%s has been in stock already, so it cannot change between one of one and stock with a quantity. "
                    "Archive it and take it in again.",
                    moved.product_id.display_name,
                )
            )
