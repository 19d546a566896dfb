from odoo import fields, models

GROUP = 'ic_inventory_luxury.group_view_payouts'


class ResPartner(models.Model):
    """A consignor: a contact whose pieces are in the house."""

    _inherit = 'res.partner'

    ic_consigned_count = fields.Integer(string="Consigned Pieces", compute='_compute_ic_consigned_count', groups=GROUP)
    ic_payout_count = fields.Integer(string="Payouts", compute='_compute_ic_payout_count', groups=GROUP)

    # === COMPUTE === #

    def _compute_ic_consigned_count(self):
        rows = self.env['product.template']._read_group(
            [('ic_consignor_id', 'in', self.ids), ('ic_is_consigned', '=', True)], ['ic_consignor_id'], ['__count']
        )
        found = {partner.id: count for partner, count in rows}
        for partner in self:
            partner.ic_consigned_count = found.get(partner.id, 0)

    def _compute_ic_payout_count(self):
        rows = self.env['ic.consignment.payout']._read_group(
            [('consignor_id', 'in', self.ids)], ['consignor_id'], ['__count']
        )
        found = {partner.id: count for partner, count in rows}
        for partner in self:
            partner.ic_payout_count = found.get(partner.id, 0)

    # === ACTIONS === #

    def action_ic_consigned_pieces(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        return dict(
            action,
            domain=[('ic_consignor_id', '=', self.id), ('ic_is_consigned', '=', True)],
            context={},
            display_name=self.env._("Consigned by %s", self.display_name),
        )

    def action_ic_payouts(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_consignment_payout_action')
        return dict(action, domain=[('consignor_id', '=', self.id)], context={})

    def action_ic_consignment_statement(self):
        """Print what this consignor has here, what was sold and what is owed."""
        self.ensure_one()
        payouts = self.env['ic.consignment.payout'].search([('consignor_id', '=', self.id)])
        return payouts._statement_action(self)
