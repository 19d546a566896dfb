from odoo import fields, models

EMPLOYEE = 'ic_inventory_luxury.group_employee'


class ResPartner(models.Model):
    """What the house knows of a client beside his purchases: notes, and contacts that may be the same person."""

    _inherit = 'res.partner'

    ic_note_ids = fields.One2many('ic.client.note', 'partner_id', string="Notes on the Client", groups=EMPLOYEE)
    ic_checkout_ids = fields.One2many('ic.checkout', 'partner_id', string="With the Client", groups=EMPLOYEE)
    ic_new_note = fields.Text(
        string="New Note",
        store=False,
        compute='_compute_ic_new_note',
        inverse='_inverse_ic_new_note',
        groups='ic_inventory_luxury.group_record_sales',
        help="Kept with your name and the time when you save.",
    )
    ic_twin_count = fields.Integer(
        string="Perhaps the Same", compute='_compute_ic_twin_count', groups='ic_inventory_luxury.group_record_sales'
    )

    # For the contacts that share an address: see ic.client.twin.
    _ic_email_key = models.Index("(email_normalized) WHERE email_normalized <> ''")
    _ic_phone_key = models.Index("(phone_sanitized) WHERE phone_sanitized <> ''")

    # === COMPUTE === #

    def _compute_ic_new_note(self):
        self.ic_new_note = False

    def _inverse_ic_new_note(self):
        notes = [
            {'partner_id': partner.id, 'company_id': (partner.company_id or self.env.company).id, 'body': words.strip()}
            for partner in self
            if (words := partner.ic_new_note or '').strip()
        ]
        self.env['ic.client.note'].create(notes)
        self.invalidate_recordset(['ic_new_note'], flush=False)

    def _compute_ic_twin_count(self):
        for partner in self:
            partner.ic_twin_count = self.env['ic.client.twin'].search_count(partner._ic_twin_domain())

    # === ACTIONS === #

    def action_ic_view_twins(self):
        """Open the contacts that may be the same person."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_crm_pipelines.ic_client_twin_action')
        return dict(action, domain=self._ic_twin_domain())

    def action_ic_open_opportunity(self):
        """Open an opportunity with this client: one click, as from a wish or an inquiry."""
        self.ensure_one()
        lead = self.env['crm.lead']._ic_open_from(self)
        return {'type': 'ir.actions.act_window', 'res_model': 'crm.lead', 'res_id': lead.id, 'view_mode': 'form'}

    # === BUSINESS METHODS === #

    def _ic_twin_domain(self):
        number = self._origin.id
        return ['|', ('partner_id', '=', number), ('twin_id', '=', number)]
