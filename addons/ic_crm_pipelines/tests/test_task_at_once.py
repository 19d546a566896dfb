from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.tests.at_once import AtOnceCase


@tagged('post_install', '-at_install')
class TestTaskAtOnce(AtOnceCase):
    """Several people who do the same task at the same moment: one does it, the others are told."""

    def test_done_once(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            partner = env['res.partner'].create({'name': "At once"})
            kind = env.ref('mail.mail_activity_data_call')
            task_id = partner.activity_schedule(activity_type_id=kind.id, summary="Call", user_id=2).id
            before = len(partner.message_ids)
        answers = self.at_once(*[lambda env: self.complete(env, task_id)] * 3)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            task = env['mail.activity'].browse(task_id)
            partner = env['res.partner'].browse(partner.id)
            found = (task.active, task.ic_event_ids.mapped('kind'), len(partner.message_ids) - before)
            partner.unlink()
            task.exists().unlink()
        self.assertEqual(sorted(answers), [(False, "was done already"), (False, "was done already"), (True, False)])
        self.assertEqual(found, (False, ['done'], 1))

    def complete(self, env, task_id):
        answer = env['mail.activity'].with_user(2).browse(task_id).ic_complete()
        return answer['done'], answer['message'] and "was done already" in answer['message'] and "was done already"
