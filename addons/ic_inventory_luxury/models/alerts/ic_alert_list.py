from odoo import api, fields, models
from odoo.exceptions import UserError

BELL = 8


class IcAlert(models.Model):
    """What a person does with the alerts in his list: open, dismiss."""

    _inherit = 'ic.alert'

    is_dismissed = fields.Boolean(compute='_compute_is_dismissed', help="You have dismissed it. Others may not have.")

    @api.depends_context('uid')
    @api.depends('dismissed_user_ids')
    def _compute_is_dismissed(self):
        for alert in self:
            alert.is_dismissed = self.env.user in alert.sudo().dismissed_user_ids

    # === ACTIONS === #

    def action_open(self):
        """Open what the alert is about."""
        self.ensure_one()
        record = self._ic_record()
        if not record:
            raise UserError(self.env._("What this was about is not there any more. Dismiss it."))
        if record._name == 'product.template':
            view = self.env.ref('ic_inventory_luxury.product_piece_view_form').id
        else:
            view = False
        return {
            'type': 'ir.actions.act_window',
            'res_model': record._name,
            'res_id': record.id,
            'views': [(view, 'form')],
        }

    def action_dismiss(self):
        """Take the alerts off one's own list. Those of the others keep them."""
        self.check_access('read')
        self.sudo().write({'dismissed_user_ids': [fields.Command.link(self.env.uid)]})
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def action_undismiss(self):
        """Put the alerts back on one's own list."""
        self.check_access('read')
        self.sudo().write({'dismissed_user_ids': [fields.Command.unlink(self.env.uid)]})
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    @api.readonly
    @api.model
    def ic_bell(self):
        """Return what the bell in the top bar shows: how many alerts wait for this person, and the latest of them."""
        if not self.has_access('read'):
            return {'count': 0, 'lines': [], 'shown': False}
        mine = self._ic_mine()
        kinds = dict(self._fields['kind']._description_selection(self.env))
        return {
            'shown': True,
            'count': self.search_count(mine),
            'lines': [
                {
                    'id': alert.id,
                    'kind': alert.kind,
                    'label': kinds[alert.kind],
                    'title': alert.title,
                    'words': alert.words or '',
                    'raised_on': fields.Datetime.to_string(alert.raised_on),
                }
                for alert in self.search(mine, limit=BELL)
            ],
        }

    # === BUSINESS METHODS === #

    @api.model
    def _ic_mine(self):
        """Return the domain of what waits for this person."""
        uid = self.env.uid
        return [('state', '=', 'open'), ('user_ids', 'in', [uid]), ('dismissed_user_ids', 'not in', [uid])]

    def _ic_record(self):
        """Return the record the alert is about, empty if it is gone or the reader may not see it."""
        self.ensure_one()
        if self.res_model not in self.env:
            return self.env['ic.alert'].browse()
        record = self.env[self.res_model].browse(self.res_id).exists()
        return record if record and record.has_access('read') else record.browse()
