from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmStage(models.Model):
    """A stage belongs to one pipeline; one without a pipeline, as Odoo makes them, is a stage of all of them."""

    _inherit = 'crm.stage'

    ic_pipeline_id = fields.Many2one(
        'ic.pipeline', string="Pipeline", index='btree_not_null', ondelete='restrict', copy=False
    )
    ic_lead_count = fields.Integer(string="Deals", compute='_compute_ic_lead_count', help="Open deals in this stage.")

    # === COMPUTE METHODS === #

    def _compute_ic_lead_count(self):
        counts = dict(
            self.env['crm.lead']._read_group(
                [('stage_id', 'in', self.ids), ('won_status', '=', 'pending')], ['stage_id'], ['__count']
            )
        )
        for stage in self:
            stage.ic_lead_count = counts.get(stage._origin, 0)

    # === CRUD METHODS === #

    @api.model
    def default_get(self, fields_list):
        """Override of `crm` to add a column of the board to its own pipeline, before the one in which deals are won."""
        values = super().default_get(fields_list)
        pipeline = self.env['ic.pipeline'].browse(self.env.context.get('ic_pipeline_id'))
        if pipeline and 'ic_pipeline_id' in fields_list and not values.get('ic_pipeline_id'):
            values['ic_pipeline_id'] = pipeline.id
            last = max(pipeline.stage_ids.filtered(lambda stage: not stage.is_won).mapped('sequence'), default=0)
            values['sequence'] = last + 1
        return values

    def write(self, vals):
        """Override of `crm`: a stage with cards stays where they are."""
        if 'ic_pipeline_id' in vals:
            moved = self.filtered(lambda stage: stage.ic_pipeline_id.id not in (False, vals['ic_pipeline_id']))
            moved._ic_check_no_cards()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_cards(self):
        self._ic_check_no_cards()

    # === ACTIONS === #

    def action_ic_remove(self):
        """Ask where the cards go, then delete the stage."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Delete %s", self.name),
            'res_model': 'ic.stage.remove',
            'views': [(False, 'form')],
            'target': 'new',
            'context': {'default_stage_id': self.id},
        }

    # === BUSINESS METHODS === #

    def _ic_cards(self):
        """Return all cards that are or ended in these stages, also those the person does not see."""
        return self.env['crm.lead'].sudo().with_context(active_test=False).search([('stage_id', 'in', self.ids)])

    def _ic_check_no_cards(self):
        for stage, cards in self._ic_cards().grouped('stage_id').items():
            raise UserError(
                self.env._(
                    "%(stage)s holds %(count)s deals, open or closed. Delete it in the settings of the pipeline: there "
                    "you are asked where they go.",
                    stage=stage.name,
                    count=len(cards),
                )
            )
