from odoo import fields, models


class ResPartner(models.Model):
    _inherit = 'res.partner'

    ic_wish_ids = fields.One2many('ic.wish', 'partner_id', string="Wishes", groups='ic_inventory_luxury.group_employee')
    ic_wish_count = fields.Integer(
        string="Open Wishes", compute='_compute_ic_wish_count', groups='ic_inventory_luxury.group_employee'
    )

    def _compute_ic_wish_count(self):
        rows = self.env['ic.wish']._read_group(
            [('partner_id', 'in', self.ids), ('state', 'in', ('open', 'matched'))], ['partner_id'], ['__count']
        )
        counts = {partner.id: count for partner, count in rows}
        for partner in self:
            partner.ic_wish_count = counts.get(partner.id, 0)

    def action_ic_view_wishes(self):
        """Open the wishes of this customer."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_crm_pipelines.ic_wish_action')
        return dict(action, domain=[('partner_id', '=', self.id)], context={'default_partner_id': self.id})
