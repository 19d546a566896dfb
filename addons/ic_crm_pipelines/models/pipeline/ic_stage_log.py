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
        open_stays = {
            stay.lead_id: stay for stay in logs.search([('lead_id', 'in', self.ids), ('left_on', '=', False)])
        }
        ended, begun = logs.browse(), []
        for lead in self.sudo():
            stay, stage = open_stays.get(lead), lead.stage_id
            standing = lead.type == 'opportunity' and lead.active and lead.won_status == 'pending' and stage
            if stay and (not standing or stay.stage_id != stage or stay.pipeline_id != lead.ic_pipeline_id):
                ended |= stay
                stay = None
            if standing and not stay:
                begun.append(lead._ic_stay_values(now))
        ended.write({'left_on': now})
        ended.flush_recordset(['left_on'])
        logs.create(begun)

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
