from odoo import api, fields, models
from odoo.tools import SQL, ormcache


class IcStockWatch(models.Model):
    """A reference, or a series of bullion, that the store never wants to be without.

    Pieces that are one of one are sold and gone; what can run low is the reference they are of.
    """

    _name = 'ic.stock.watch'
    _description = "Watched Reference"
    _order = 'brand_id, reference, series_id'
    _check_company_auto = True

    company_id = fields.Many2one('res.company', required=True, index=True, default=lambda self: self.env.company)
    brand_id = fields.Many2one('ic.brand', ondelete='cascade', check_company=True)
    reference = fields.Char(string="Reference Number")
    series_id = fields.Many2one('ic.bullion.series', ondelete='cascade', check_company=True)
    low_stock = fields.Integer(
        string="Tell Me at",
        default=0,
        help="Low stock is told when as many are free, or fewer. None left is told always.",
    )
    units = fields.Float(string="Free Now", compute='_compute_units', digits='Product Unit')

    _once = models.UniqueIndex(
        "(company_id, COALESCE(brand_id, 0), COALESCE(LOWER(TRIM(reference)), ''), COALESCE(series_id, 0))",
        "This is watched already.",
    )
    _something = models.Constraint(
        "CHECK (series_id IS NOT NULL OR (brand_id IS NOT NULL AND TRIM(reference) <> ''))",
        "Say what to watch: a brand with a reference, or a series of bullion.",
    )
    _low_stock_positive = models.Constraint('CHECK (low_stock >= 0)', "The number of pieces cannot be negative.")

    # === COMPUTE METHODS === #

    @api.depends('brand_id', 'reference', 'series_id')
    def _compute_display_name(self):
        for watch in self:
            parts = [watch.brand_id.name, watch.reference] if not watch.series_id else [watch.series_id.display_name]
            watch.display_name = ' '.join(part for part in parts if part)

    @api.depends('brand_id', 'reference', 'series_id', 'company_id')
    def _compute_units(self):
        for watch in self:
            watch.units = watch._ic_units()

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to look at once: what is low already is told now."""
        watches = super().create(vals_list)
        self.env.registry.clear_cache()  # _ic_companies
        watches._ic_look()
        return watches

    def write(self, vals):
        """Override of `base` to look again when it asks for something else."""
        result = super().write(vals)
        if 'company_id' in vals:
            self.env.registry.clear_cache()  # _ic_companies
        if vals.keys() & {'low_stock', 'brand_id', 'reference', 'series_id'}:
            self._ic_look()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_clear(self):
        for kind in ('low_stock', 'zero_stock'):
            self.env['ic.alert']._ic_clear(kind, self, reason=self.env._("Not watched any more"))

    # === ACTIONS === #

    def action_open_pieces(self):
        """Show the pieces that count."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        return dict(action, domain=[('id', 'in', self._ic_pieces().ids)], display_name=self.display_name, context={})

    # === BUSINESS METHODS === #

    @api.model
    @ormcache()
    def _ic_companies(self):
        """Return the ids of the companies that watch anything: every sale asks. An id too many does no harm."""
        return frozenset(company.id for (company,) in self.sudo()._read_group([], ['company_id']))

    def _ic_pieces(self):
        """Return the pieces of the store that are of this reference or series."""
        self.ensure_one()
        where = (
            SQL("ic_bullion_series_id = %s", self.series_id.id)
            if self.series_id
            else SQL(
                "ic_brand_id = %s AND LOWER(TRIM(ic_reference)) = LOWER(TRIM(%s))",
                self.brand_id.id,
                self.reference or '',
            )
        )
        self.env['product.template'].flush_model(['ic_bullion_series_id', 'ic_brand_id', 'ic_reference', 'company_id'])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM product_template
                 WHERE active AND ic_category IS NOT NULL AND company_id = %s AND %s""",
                self.company_id.id,
                where,
            )
        )
        return self.env['product.template'].browse([number for (number,) in rows])

    def _ic_units(self):
        """Return the units in our hands that are promised to nobody."""
        facts = self._ic_pieces()._ic_stock_facts() if self.company_id else {}
        return sum(max(fact['on_hand'] - fact['promised'], 0.0) for fact in facts.values())

    def _ic_look(self):
        """Tell what is low or gone, and end what was told when there is enough again."""
        for watch in self:
            self.env['ic.alert']._ic_tell_stock(watch, watch._ic_units(), watch.low_stock)
