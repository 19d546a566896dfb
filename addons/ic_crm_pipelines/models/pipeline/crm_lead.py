from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# What may change the stage of a deal, or begin or end its stay there.
MOVES = frozenset(('stage_id', 'ic_pipeline_id', 'team_id', 'type', 'user_id', 'company_id', 'active', 'probability'))


class CrmLead(models.Model):
    """An opportunity is a card of one pipeline and stands in one of its stages."""

    _inherit = 'crm.lead'

    ic_pipeline_id = fields.Many2one(
        'ic.pipeline',
        string="Pipeline",
        compute='_compute_ic_pipeline_id',
        store=True,
        readonly=False,
        index='btree_not_null',
        ondelete='restrict',
        tracking=True,
        copy=True,
    )
    ic_pipeline_color = fields.Integer(string="Color of the Pipeline", related='ic_pipeline_id.color')
    ic_assignable_ids = fields.Many2many(
        'res.users', compute='_compute_ic_assignable_ids', help="Who sees the pipeline, and so may be given the deal."
    )

    # === COMPUTE METHODS === #

    @api.depends('type', 'company_id')
    def _compute_ic_pipeline_id(self):
        for lead in self:
            company = lead.company_id
            pipeline = lead.ic_pipeline_id
            if lead.type != 'opportunity':
                lead.ic_pipeline_id = pipeline
            elif not pipeline or (company and pipeline.sudo().company_id != company):
                lead.ic_pipeline_id = self.env['ic.pipeline']._ic_default(
                    company or self.env.company, lead._ic_pipeline_kind()
                )

    @api.depends('ic_pipeline_id')
    def _compute_ic_assignable_ids(self):
        nobody = self.env['res.users']
        for pipeline, leads in self.grouped('ic_pipeline_id').items():
            leads.ic_assignable_ids = pipeline._ic_visible_users() if pipeline else nobody

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `crm` to put a card into the pipeline of the stage it is made in, and to begin its history."""
        for vals in vals_list:
            self._ic_follow_stage(vals)
            pipeline = self.env['ic.pipeline'].browse(
                vals.get('ic_pipeline_id') or self.env.context.get('default_ic_pipeline_id')
            )
            if pipeline.sudo().team_id:
                vals.setdefault('team_id', pipeline.sudo().team_id.id)
            if pipeline:
                vals.setdefault('company_id', pipeline.sudo().company_id.id)
        leads = super().create(vals_list)
        leads._ic_settle()
        leads._ic_check_assignee()
        leads._ic_log_stays()
        return leads

    def write(self, vals):
        """Override of `crm` to keep stage and pipeline of a card together, and its history."""
        self._ic_follow_stage(vals)
        if vals.get('ic_pipeline_id') and 'stage_id' not in vals:
            self._ic_enter(self.env['ic.pipeline'].browse(vals['ic_pipeline_id']), vals)
        moves = MOVES.intersection(vals)
        before = {lead: lead._ic_standing() for lead in self.sudo()} if moves else {}
        result = super().write(vals)
        if moves:
            self._ic_settle(moved='stage_id' in vals or 'ic_pipeline_id' in vals)
            # A machine that hands out leads writes each of them by itself: most stay where they were.
            self.sudo().filtered(lambda lead: lead._ic_standing() != before[lead])._ic_log_stays()
        if 'user_id' in vals or 'ic_pipeline_id' in vals:
            self._ic_check_assignee()
        return result

    def _ic_follow_stage(self, vals):
        """Put a card that is moved to a stage of another pipeline into that pipeline."""
        if vals.get('stage_id') and 'ic_pipeline_id' not in vals:
            pipeline = self.env['crm.stage'].sudo().browse(vals['stage_id']).ic_pipeline_id
            if pipeline and (not self or self.ic_pipeline_id != pipeline):
                pipeline.with_env(self.env).check_access('read')
                vals['ic_pipeline_id'] = pipeline.id

    def _ic_settle(self, moved=False):
        """Let cards whose pipeline followed from something else, such as their store, begin in it."""
        if not moved:
            for pipeline, leads in self.sudo().grouped('ic_pipeline_id').items():
                if pipeline:
                    leads._ic_enter(pipeline, {})
        self._ic_check_pipeline()

    def _ic_enter(self, pipeline, vals):
        """Let cards that come from another pipeline begin in this one; what was won stays won."""
        strangers = self.filtered(lambda lead: lead.stage_id.sudo().ic_pipeline_id not in (pipeline.browse(), pipeline))
        for won, leads in strangers.grouped(lambda lead: lead.stage_id.is_won).items():
            stage = pipeline._ic_entry_stage(won=won)
            # Whoever goes with the card in the same deed goes at once: it is checked who may see the pipeline.
            along = {name: vals[name] for name in ('company_id', 'user_id') if name in vals}
            leads.write({'ic_pipeline_id': pipeline.id, 'stage_id': stage.id, **along})

    # === CHECKS === #

    def _ic_check_pipeline(self):
        """Refuse a card without a pipeline, in a stage of another one, or in a pipeline of another store.

        Asked when all is computed, not as a constraint: pipeline, stage and store follow from each other.
        """
        for lead in self.sudo().filtered(lambda lead: lead.type == 'opportunity'):
            pipeline, stage = lead.ic_pipeline_id, lead.stage_id.ic_pipeline_id
            if not pipeline:
                raise ValidationError(self.env._("Pipeline: choose one for the opportunity %s.", lead.name))
            if stage and stage != pipeline:
                raise ValidationError(
                    self.env._(
                        "%(stage)s is no stage of the pipeline %(pipeline)s.",
                        stage=lead.stage_id.name,
                        pipeline=pipeline.name,
                    )
                )
            if lead.company_id and lead.company_id != pipeline.company_id:
                raise ValidationError(
                    self.env._(
                        "The pipeline %(pipeline)s belongs to the store %(store)s.",
                        pipeline=pipeline.name,
                        store=pipeline.company_id.name,
                    )
                )

    def _ic_check_assignee(self):
        """Refuse to give a deal to somebody who does not see its pipeline.

        An inquiry from the site comes in whoever is entered there as the one to answer: with all rights nothing is
        asked. Not a constraint, as those always run with all rights.
        """
        given = self.filtered(lambda lead: lead.type == 'opportunity' and lead.user_id.active)
        for pipeline, leads in given.grouped('ic_pipeline_id').items() if not self.env.su else ():
            for user in leads.user_id - pipeline._ic_seen_by(leads.user_id):
                raise ValidationError(
                    self.env._(
                        "%(who)s does not see the pipeline %(pipeline)s, and so cannot be given a deal in it.",
                        who=user.name,
                        pipeline=pipeline.sudo().name,
                    )
                )

    # === STAGES === #

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        """Override of `crm` to show the columns of one pipeline on its board, and elsewhere only those with cards.

        Where no column has any, those of the pipeline are shown in which a deal that is made there begins.
        """
        pipeline_id = self.env.context.get('ic_pipeline_id')
        if pipeline_id:
            return stages.search([('ic_pipeline_id', '=', pipeline_id)], order=stages._order) | stages
        found = super()._read_group_stage_ids(stages, domain)
        shown = found.filtered(lambda stage: not stage.sudo().ic_pipeline_id or stage in stages)
        if shown:
            return shown
        pipeline = self.env['ic.pipeline']._ic_default(self.env.company)
        return stages.search([('ic_pipeline_id', '=', pipeline.id)], order=stages._order)

    def _stage_find(self, team_id=False, domain=None, order='sequence, id', limit=1):
        """Override of `crm` to look among the stages of the pipeline of these cards, and those of all pipelines."""
        pipelines = self.ic_pipeline_id or self.env['ic.pipeline'].browse(
            self.env.context.get('default_ic_pipeline_id', ())
        )
        if not self and not pipelines:
            pipelines = self.env['ic.pipeline']._ic_default(self.env.company)
        within = Domain('ic_pipeline_id', 'in', [False, *pipelines.ids])
        return super()._stage_find(team_id, list(Domain(domain or Domain.TRUE) & within), order, limit)

    def action_set_won(self):
        """Override of `crm` to win each card in the stages of its own pipeline."""
        for leads in self.grouped('ic_pipeline_id').values():
            super(CrmLead, leads).action_set_won()
        return True

    def _convert_opportunity_data(self, customer, team_id=False):
        """Override of `crm` to let a lead that becomes an opportunity begin in its pipeline."""
        values = super()._convert_opportunity_data(customer, team_id)
        pipeline = self.ic_pipeline_id or self.env['ic.pipeline']._ic_default(
            self.company_id or self.env.company, self._ic_pipeline_kind()
        )
        values['ic_pipeline_id'] = pipeline.id
        return values

    def _merge_get_fields(self):
        """Override of `crm` to keep the pipeline of the stage that is kept."""
        return [*super()._merge_get_fields(), 'ic_pipeline_id']

    # === BUSINESS METHODS === #

    def _ic_pipeline_kind(self):
        """Return the kind of pipeline a new deal belongs in. Addons that know where it came from extend it."""
        self.ensure_one()
        return 'wholesale' if 'ic_audience' in self._fields and self.ic_audience == 'wholesale' else 'retail'
