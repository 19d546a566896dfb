from odoo import fields, models

# What says to which pipeline and store a deal belongs.
PLACES = {'ic_pipeline_id', 'company_id', 'stage_id'}


class CrmLead(models.Model):
    _inherit = 'crm.lead'

    # Odoo reads the activities of a document without asking whether they may be seen. Here some may not.
    activity_ids = fields.One2many(bypass_search_access=False)

    def write(self, vals):
        """Override of `crm` to keep pipeline and store of the tasks with those of the opportunity."""
        before = {lead: (lead.ic_pipeline_id, lead.company_id) for lead in self.sudo()} if PLACES & set(vals) else {}
        result = super().write(vals)
        moved = [lead.id for lead, place in before.items() if (lead.ic_pipeline_id, lead.company_id) != place]
        if moved:
            self.browse(moved)._ic_tasks_follow()
        return result

    def _ic_tasks_follow(self):
        """Have the tasks follow to the pipeline and the store; who does not see them there keeps none of them."""
        tasks = self.sudo().with_context(active_test=False).activity_ids
        leads = {lead.id: lead for lead in self.sudo()}
        moved = tasks.filtered(lambda task: task.ic_pipeline_id != leads[task.res_id].ic_pipeline_id)
        strayed = tasks.filtered(lambda task: task.ic_company_id != leads[task.res_id].company_id)
        for task in moved.filtered(lambda task: task.active and task.user_id):
            leads[task.res_id]._ic_hand_over(task)
        for name, stale in (('ic_pipeline_id', moved), ('ic_company_id', strayed)):
            if stale:
                self.env.add_to_compute(tasks._fields[name], stale)

    def _ic_hand_over(self, task):
        """Free the task of somebody who does not see the new pipeline, and say so on the opportunity."""
        self.ensure_one()
        if not self.ic_pipeline_id or task.user_id in task._ic_assignees(self.ic_pipeline_id, None):
            return
        self._message_log(
            body=self.env._(
                "%(user)s does not see the pipeline %(pipeline)s: “%(task)s” is now nobody's and waits to be taken.",
                user=task.user_id.name,
                pipeline=self.ic_pipeline_id.name,
                task=task.display_name,
            )
        )
        task.user_id = False
