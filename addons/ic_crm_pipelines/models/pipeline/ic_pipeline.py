from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ('retail', "Retail Sale"),
    ('wholesale', "Wholesale Offer"),
    ('consignor', "Consignor Onboarding"),
    ('sourcing', "Sourcing Request"),
    ('repair', "Repair Intake"),
    ('other', "Other"),
]
SELLING = ('retail', 'wholesale', 'sourcing')
SELLERS, MANAGERS = 'sales_team.group_sale_salesman', 'sales_team.group_sale_manager'


class IcPipeline(models.Model):
    """A course that deals of one kind take, with stages of its own, and who sees its deals.

    Who runs the store (Odoo's sales manager) sees every pipeline and deal of his stores: a deal belongs to the house
    and outlives the person who works on it. Everybody else sees what `visibility` and the members say; the record rules
    in security/ic_pipeline_rules.xml say it to the database, and `_ic_visible_users` says it the other way round.
    """

    _name = 'ic.pipeline'
    _description = "Pipeline"
    _order = 'sequence, id'
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    company_id = fields.Many2one(
        'res.company', string="Store", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        KINDS, required=True, default='other', help="What its deals are about. New deals look for a pipeline by it."
    )
    visibility = fields.Selection(
        [('store', "Shared by the Store"), ('staff', "Staff, Each Their Own"), ('private', "Private")],
        required=True,
        default=lambda self: 'store' if self.env.user.has_group(MANAGERS) else 'private',
        help="Shared: everybody of the store who sells works on all its deals. Staff: everybody sees the pipeline, and "
        "in it their own deals and those nobody has taken. Private: its owner and members only. Store admins see all.",
    )
    user_id = fields.Many2one(
        'res.users',
        string="Owner",
        default=lambda self: self.env.user,
        index=True,
        check_company=True,
        domain=[('share', '=', False)],
    )
    member_ids = fields.Many2many(
        'res.users',
        'ic_pipeline_member_rel',
        'pipeline_id',
        'user_id',
        string="Members",
        check_company=True,
        # As a text: a list would have each new user looked for here before his groups are written, taken for a portal
        # user, and refused by the database where he reads his messages in Odoo.
        domain="[('share', '=', False)]",
        help="See all deals of the pipeline, whatever its visibility.",
    )
    team_id = fields.Many2one(
        'crm.team', string="Sales Team", check_company=True, help="The team of deals that are begun here."
    )
    makes_sale = fields.Boolean(
        string="Winning Sells",
        compute='_compute_makes_sale',
        store=True,
        readonly=False,
        help="A deal that is won turns into a sale order that claims its pieces.",
    )
    price_tier = fields.Selection(
        [('retail', "Retail Price"), ('wholesale', "Wholesale Price")],
        compute='_compute_price_tier',
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="The price of the pieces on the sale order of a deal that is won.",
    )
    stage_ids = fields.One2many('crm.stage', 'ic_pipeline_id', string="Stages")
    lead_ids = fields.One2many('crm.lead', 'ic_pipeline_id', string="Deals")
    currency_id = fields.Many2one(related='company_id.currency_id')
    open_count = fields.Integer(string="Open Deals", compute='_compute_open')
    open_value = fields.Monetary(compute='_compute_open', help="What the open deals you see are worth together.")
    due_count = fields.Integer(
        string="Due", compute='_compute_open', help="Open deals with a task due today or before."
    )

    # === COMPUTE METHODS === #

    @api.depends('kind')
    def _compute_makes_sale(self):
        for pipeline in self:
            pipeline.makes_sale = pipeline.kind in SELLING

    @api.depends('kind')
    def _compute_price_tier(self):
        for pipeline in self:
            pipeline.price_tier = 'wholesale' if pipeline.kind == 'wholesale' else 'retail'

    def _compute_open(self):
        domain = [('ic_pipeline_id', 'in', self.ids), ('won_status', '=', 'pending'), ('type', '=', 'opportunity')]
        leads = self.env['crm.lead']
        found = {
            pipeline.id: (count, value)
            for pipeline, count, value in leads._read_group(
                domain, ['ic_pipeline_id'], ['__count', 'expected_revenue:sum']
            )
        }
        due = leads._read_group(
            [*domain, ('activity_date_deadline', '<=', fields.Date.context_today(self))],
            ['ic_pipeline_id'],
            ['__count'],
        )
        due = {pipeline.id: count for pipeline, count in due}
        for pipeline in self:
            pipeline.open_count, pipeline.open_value = found.get(pipeline.id, (0, 0.0))
            pipeline.due_count = due.get(pipeline.id, 0)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `models` to give a pipeline without stages the three that none can do without."""
        pipelines = super().create(vals_list)
        for pipeline in pipelines:
            if not pipeline.stage_ids:
                pipeline._ic_make_stages([self.env._("New"), self.env._("In Progress")])
        return pipelines

    def write(self, vals):
        """Override of `models`: a pipeline is put away when its deals have gone elsewhere."""
        if vals.get('active') is False:
            self._ic_check_empty([('won_status', '=', 'pending'), ('active', '=', True)])
        if 'company_id' in vals and any(pipeline.company_id.id != vals['company_id'] for pipeline in self):
            self._ic_check_empty([])
        result = super().write(vals)
        if {'visibility', 'user_id', 'company_id'}.intersection(vals):
            # nobody hands on what he may not make: a private pipeline is shared by whoever runs the store
            self.check_access('write')
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_deals(self):
        self._ic_check_empty([])
        self.sudo().stage_ids.unlink()

    def copy_data(self, default=None):
        """Override of `models` to tell the copy apart."""
        return [
            dict(values, name=self.env._("%s (copy)", pipeline.name))
            for pipeline, values in zip(self, super().copy_data(default), strict=True)
        ]

    # === ACTIONS === #

    def action_open_board(self):
        """Open the board: the open deals of this pipeline by stage."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_crm_pipelines.crm_lead_action_board')
        return dict(
            action,
            display_name=self.name,
            domain=[('ic_pipeline_id', '=', self.id), ('type', '=', 'opportunity'), ('won_status', '=', 'pending')],
            context={
                'default_type': 'opportunity',
                'default_ic_pipeline_id': self.id,
                'default_company_id': self.company_id.id,
                'ic_pipeline_id': self.id,
            },
        )

    def action_open_closed(self):
        """Open the deals of this pipeline that were won or lost."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_crm_pipelines.crm_lead_action_closed')
        return dict(action, display_name=self.env._("%s: Closed", self.name), domain=self._ic_closed_domain())

    def _ic_closed_domain(self):
        return [('ic_pipeline_id', 'in', self.ids), ('won_status', '!=', 'pending'), ('active', 'in', (True, False))]

    # === BUSINESS METHODS === #

    def _ic_visible_users(self):
        """Return the people who see this pipeline: who may be given its deals and tasks."""
        self.ensure_one()
        domain = [
            ('share', '=', False),
            ('company_ids', 'in', self.sudo().company_id.ids),
            ('all_group_ids', 'in', self.env.ref(SELLERS).ids),
        ]
        return self._ic_let_in(self.env['res.users'].sudo().search(domain))

    def _ic_seen_by(self, users):
        """Return those of a few `users` who see this pipeline.

        Odoo remembers a person's groups from one request to the next; `_ic_visible_users` asks the database for all.
        """
        self.ensure_one()
        company = self.sudo().company_id
        return self._ic_let_in(
            users.sudo().filtered(
                lambda user: not user.share and company in user.company_ids and user.has_group(SELLERS)
            )
        )

    def _ic_let_in(self, sellers):
        """Return those of the sellers of the store whom the visibility of this pipeline lets in."""
        pipeline = self.sudo()
        if pipeline.visibility == 'private':
            managers = sellers.filtered(lambda user: user.has_group(MANAGERS))
            sellers &= pipeline.user_id | pipeline.member_ids | managers
        return sellers.with_env(self.env)

    def _ic_entry_stage(self, won=False):
        """Return the stage in which a deal begins here, or the one in which it is won."""
        self.ensure_one()
        stages = self.sudo().stage_ids.filtered(lambda stage: stage.is_won == won)
        return (stages.filtered(lambda stage: not stage.fold or won) or stages)[:1]

    def _ic_check_empty(self, domain):
        """Refuse what would leave deals without their pipeline."""
        leads = self.env['crm.lead'].sudo().with_context(active_test=False)
        for pipeline in self:
            count = leads.search_count([('ic_pipeline_id', '=', pipeline.id), *domain])
            if count:
                raise UserError(
                    self.env._(
                        "%(pipeline)s holds %(count)s deals. Move them to another pipeline first.",
                        pipeline=pipeline.name,
                        count=count,
                    )
                )
