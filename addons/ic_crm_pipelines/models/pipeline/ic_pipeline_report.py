from odoo import fields, models
from odoo.tools import SQL


class IcPipelineReport(models.Model):
    """Conversion and time in stage: one line per stay of a deal in a stage."""

    _name = 'ic.pipeline.report'
    _description = "Conversion and Time in Stage"
    _auto = False
    _order = 'entered_on desc, id desc'
    _rec_name = 'lead_id'

    lead_id = fields.Many2one('crm.lead', string="Deal", readonly=True)
    company_id = fields.Many2one('res.company', string="Store", readonly=True)
    pipeline_id = fields.Many2one('ic.pipeline', readonly=True)
    stage_id = fields.Many2one('crm.stage', readonly=True)
    user_id = fields.Many2one('res.users', string="Salesperson", readonly=True)
    entered_on = fields.Datetime(string="Entered", readonly=True)
    left_on = fields.Datetime(string="Left", readonly=True)
    outcome = fields.Selection([('pending', "Open"), ('won', "Won"), ('lost', "Lost")], readonly=True)
    lost_reason_id = fields.Many2one('crm.lost.reason', readonly=True)
    days = fields.Float(string="Days in Stage", readonly=True, aggregator='avg', digits=(16, 1))
    moved_on = fields.Float(
        string="Went On (%)",
        readonly=True,
        aggregator='avg',
        digits=(16, 1),
        help="Of the deals that left the stage: how many went on to another stage or were won, and were not lost here.",
    )
    won_rate = fields.Float(
        string="Won in the End (%)",
        readonly=True,
        aggregator='avg',
        digits=(16, 1),
        help="Of the closed deals that were ever in the stage: how many were won.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT stay.id, stay.lead_id, stay.company_id, stay.pipeline_id, stay.stage_id, stay.entered_on,
                   stay.left_on, lead.user_id, lead.lost_reason_id, COALESCE(lead.won_status, 'pending') AS outcome,
                   EXTRACT(EPOCH FROM COALESCE(stay.left_on, NOW() AT TIME ZONE 'UTC') - stay.entered_on) / 86400
                       AS days,
                   CASE WHEN stay.left_on IS NULL THEN NULL
                        WHEN lead.won_status = 'won' THEN 100.0
                        WHEN EXISTS (SELECT 1 FROM ic_stage_log later
                                      WHERE later.lead_id = stay.lead_id AND later.id > stay.id) THEN 100.0
                        ELSE 0.0 END AS moved_on,
                   CASE lead.won_status WHEN 'won' THEN 100.0 WHEN 'lost' THEN 0.0 END AS won_rate
              FROM ic_stage_log stay
              JOIN crm_lead lead ON lead.id = stay.lead_id
            """
        )
