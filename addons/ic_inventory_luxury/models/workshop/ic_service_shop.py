from odoo import api, fields, models

WORK = [('service', "Service"), ('polish', "Polish"), ('refinish', "Refinishing")]


class IcServiceShop(models.Model):
    """A workshop outside the house that works on pieces: a watchmaker, a leather spa, the refinisher."""

    _name = 'ic.service.shop'
    _description = "Service Shop"
    _inherit = ['mail.thread']
    _order = 'sequence, name'
    _check_company_auto = True

    name = fields.Char(required=True)
    kind = fields.Selection(
        WORK, string="Kind of Work", default='service', required=True, help="What it usually does; asked each time."
    )
    category_ids = fields.Many2many('ic.category', string="Works On", help="Leave empty for everything.")
    partner_id = fields.Many2one('res.partner', string="Contact", check_company=True)
    phone = fields.Char(related='partner_id.phone')
    email = fields.Char(related='partner_id.email')
    typical_days = fields.Integer(
        string="Usual Days", help="How long a piece usually stays: proposes the day due back."
    )
    note = fields.Text(string="Notes", help="Opening hours, courier, whom to ask for.")
    location_id = fields.Many2one(
        'stock.location',
        string="Place in the Books",
        check_company=True,
        copy=False,
        domain="[('ic_kind', '=', 'shop'), ('company_id', '=', company_id)]",
        help="Where pieces are in stock while they are there. Made by itself.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one('res.company', required=True, index=True, default=lambda self: self.env.company)
    open_count = fields.Integer(string="Pieces There", compute='_compute_open_count')

    _name_unique = models.UniqueIndex('(company_id, LOWER(name))', "This shop is in the list already.")
    _location_unique = models.UniqueIndex(
        '(location_id) WHERE location_id IS NOT NULL', "Another shop has this place already."
    )
    _typical_days_positive = models.Constraint(
        'CHECK (COALESCE(typical_days, 0) >= 0)', "The usual days cannot be negative."
    )

    def _compute_open_count(self):
        counts = dict(
            self.env['ic.checkout']._read_group(
                [('shop_id', 'in', self.ids), ('state', '=', 'out')], ['shop_id'], ['__count']
            )
        )
        for shop in self:
            shop.open_count = counts.get(shop, 0)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to make the shop's place in the books."""
        shops = super().create(vals_list)
        for shop in shops.filtered(lambda shop: not shop.location_id):
            shop.sudo().location_id = self._ic_new_place(shop.company_id, shop.name)
        return shops

    def write(self, vals):
        """Override of `base` to let the place carry the name of the shop."""
        result = super().write(vals)
        if vals.get('name'):
            self.sudo().location_id.name = vals['name']
        return result

    # === ACTIONS === #

    def action_open_trips(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_checkout_action')
        return dict(action, domain=[('shop_id', '=', self.id)], display_name=self.name)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_new_place(self, company, name):
        """Make the place in the books for a shop called `name`."""
        return (
            self.env['stock.location']
            .sudo()
            .create(
                {
                    'name': name,
                    'usage': 'internal',
                    'ic_kind': 'shop',
                    'company_id': company.id,
                    'location_id': company._ic_outside().id,
                }
            )
        )

    @api.model
    def _ic_named(self, company, text):
        """Return the shop of `company` whose name is `text`, however it is spelled in case and space; or none."""
        name = ' '.join((text or '').split())
        return (
            self.sudo().search([('company_id', '=', company.id), ('name', '=ilike', name)], limit=1) if name else self
        )

    @api.model
    def _ic_refinisher(self, company):
        """Return the company's refinisher, the one whose name is in the statuses; made when there is none."""
        name = company.sudo().ic_refinisher_name or self.env._("Refinisher")
        known = self._ic_named(company, name) or self.sudo().search(
            [('company_id', '=', company.id), ('kind', '=', 'refinish')], limit=1
        )
        return known or self.sudo().create({'name': name, 'kind': 'refinish', 'company_id': company.id})

    @api.model
    def _ic_other_place(self, company):
        """Return the place for shops that are only typed, made on demand."""
        name = self.env._("Other Service Shops")
        places = self.env['stock.location'].sudo()
        return places.search(
            [
                ('location_id', '=', company._ic_outside().id),
                ('ic_kind', '=', 'shop'),
                (
                    'id',
                    'not in',
                    self.sudo()
                    .with_context(active_test=False)
                    .search([('company_id', '=', company.id)])
                    .location_id.ids,
                ),
            ],
            limit=1,
        ) or self._ic_new_place(company, name)

    def _ic_due(self):
        """Return the day a piece that goes there today is due back, or False."""
        days = self.typical_days
        return fields.Date.add(fields.Date.context_today(self), days=days) if days else False
