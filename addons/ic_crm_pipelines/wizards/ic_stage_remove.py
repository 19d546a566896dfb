from odoo import fields, models
from odoo.exceptions import UserError


class IcStageRemove(models.TransientModel):
    """Deletes a stage after its cards went elsewhere: open and closed ones, also those the person does not see."""

    _name = 'ic.stage.remove'
    _description = "Delete a Stage"

    stage_id = fields.Many2one('crm.stage', required=True, ondelete='cascade')
    pipeline_id = fields.Many2one(related='stage_id.ic_pipeline_id')
    is_won = fields.Boolean(related='stage_id.is_won')
    card_count = fields.Integer(string="Deals in It", compute='_compute_card_count')
    target_id = fields.Many2one(
        'crm.stage',
        string="Move Them To",
        domain="[('ic_pipeline_id', '=', pipeline_id), ('id', '!=', stage_id), ('is_won', '=', is_won)]",
    )

    # === COMPUTE METHODS === #

    def _compute_card_count(self):
        for wizard in self:
            wizard.card_count = len(wizard.stage_id._ic_cards())

    # === ACTIONS === #

    def action_remove(self):
        """Move the cards, then delete the stage."""
        self.ensure_one()
        stage, target = self.stage_id, self.target_id
        stage.check_access('unlink')
        self._ic_check_last(stage)
        cards = stage._ic_cards()
        if cards:
            if not target or target == stage or target.ic_pipeline_id != stage.ic_pipeline_id:
                raise UserError(
                    self.env._("Move Them To: choose another stage of %s.", stage.ic_pipeline_id.name or stage.name)
                )
            if target.is_won != stage.is_won:
                raise UserError(self.env._("Won deals go to a stage for won deals, open ones to an open stage."))
            self._ic_move(cards, target)
        stage.unlink()
        return {'type': 'ir.actions.act_window_close'}

    def _ic_move(self, cards, target):
        """Move cards without making anything else of them: what is lost stays lost, on the day it was."""
        for active, moved in cards.grouped('active').items():
            if active:
                moved.write({'stage_id': target.id})
            else:
                closed = {lead: lead.date_closed for lead in moved}
                moved.write({'stage_id': target.id})
                for lead, day in closed.items():
                    lead.date_closed = day

    def _ic_check_last(self, stage):
        others = stage.ic_pipeline_id.stage_ids - stage
        if stage.ic_pipeline_id and not others.filtered(lambda other: other.is_won == stage.is_won):
            raise UserError(
                self.env._(
                    "%(stage)s is the last of its kind: a pipeline needs a stage to begin in and one to win in.",
                    stage=stage.name,
                )
            )
