from odoo import api, fields, models


class IcStageLog(models.Model):
    """How long a deal stood in a stage, and who moved it there: one line per stay, the current one without an end.

    Odoo's tracking knows the same, but not where it is switched off, and only as values in messages; conversion and
    time in stage are asked over thousands of deals.
    """

    _name = 'ic.stage.log'
    _description = "Stay in a Stage"
    _order = 'entered_on desc, id desc'
    _rec_name = 'stage_name'

    lead_id = fields.Many2one('crm.lead', string="Deal", required=True, index=True, ondelete='cascade', readonly=True)
    company_id = fields.Many2one('res.company', string="Store", required=True, index=True, readonly=True)
    pipeline_id = fields.Many2one('ic.pipeline', index='btree_not_null', ondelete='set null', readonly=True)
    stage_id = fields.Many2one('crm.stage', index='btree_not_null', ondelete='set null', readonly=True)
    stage_name = fields.Char(string="Stage Then", readonly=True, help="What the stage was called at that time.")
    user_id = fields.Many2one('res.users', string="Moved By", readonly=True)
    entered_on = fields.Datetime(string="Entered", required=True, readonly=True, default=fields.Datetime.now)
    left_on = fields.Datetime(string="Left", readonly=True)
    days = fields.Float(
        compute='_compute_days', digits=(16, 1), help="Days in the stage, so far where the deal is still there."
    )

    _one_open_stay = models.UniqueIndex("(lead_id) WHERE left_on IS NULL", "A deal stands in one stage at a time.")

    # === COMPUTE METHODS === #

    @api.depends('entered_on', 'left_on')
    def _compute_days(self):
        now = fields.Datetime.now()
        for stay in self:
            stay.days = ((stay.left_on or now) - stay.entered_on).total_seconds() / 86400 if stay.entered_on else 0.0


class CrmLead(models.Model):
    _inherit = 'crm.lead'

    ic_stay_ids = fields.One2many('ic.stage.log', 'lead_id', string="Course", readonly=True)

    # === BUSINESS METHODS === #

    def _ic_log_stays(self):
        """Bring the history of these deals up to date: end the stay that is over, begin the one that is not noted."""
        logs = self.env['ic.stage.log'].sudo()
        now = fields.Datetime.now()
        ended, begun = logs, []
        for lead in self.sudo():
            stay, standing = lead.ic_stay_ids.filtered(lambda stay: not stay.left_on), lead._ic_standing()
            if stay and (stay.stage_id, stay.pipeline_id) != standing:
                ended |= stay
                stay = logs
            if standing and not stay:
                begun.append(lead._ic_stay_values(now))
        ended.write({'left_on': now})
        ended.flush_recordset(['left_on'])
        logs.create(begun)

    def _ic_standing(self):
        """Return (stage, pipeline) where this deal stands, or None for one that is over, put away, or a lead yet."""
        self.ensure_one()
        if self.type != 'opportunity' or not self.active or not self.stage_id:
            return None
        # Only in such a stage: to know it, Odoo would guess the probability of the deal anew after every write.
        if self.stage_id.is_won and self.won_status == 'won':
            return None
        return self.stage_id, self.ic_pipeline_id

    def _ic_stay_values(self, now):
        self.ensure_one()
        return {
            'lead_id': self.id,
            'company_id': self.ic_pipeline_id.company_id.id or self.company_id.id or self.env.company.id,
            'pipeline_id': self.ic_pipeline_id.id,
            'stage_id': self.stage_id.id,
            'stage_name': self.stage_id.name,
            'user_id': self.env.uid,
            'entered_on': now,
        }
