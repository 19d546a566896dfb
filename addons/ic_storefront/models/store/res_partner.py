from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ResPartner(models.Model):
    """Which contacts may see the wholesale catalog of the store one works in."""

    _inherit = 'res.partner'

    ic_wholesale_open = fields.Boolean(
        string="Sees Wholesale",
        compute='_compute_ic_wholesale_open',
        search='_search_ic_wholesale_open',
        groups='ic_inventory_luxury.group_employee,ic_inventory_luxury.group_record_sales',
        help="May see the wholesale catalog of this store after signing in.",
    )

    # === COMPUTE === #

    @api.depends_context('company')
    def _compute_ic_wholesale_open(self):
        approved = self.env['ic.wholesale.access'].search(
            [
                ('company_id', '=', self.env.company.id),
                ('state', '=', 'approved'),
                ('partner_id', 'in', (self | self.commercial_partner_id).ids),
            ]
        )
        for partner in self:
            partner.ic_wholesale_open = bool((partner | partner.commercial_partner_id) & approved.partner_id)

    @api.model
    def _search_ic_wholesale_open(self, operator, value):
        if operator != 'in':
            return NotImplemented
        approved = self.env['ic.wholesale.access'].search(
            [('company_id', '=', self.env.company.id), ('state', '=', 'approved')]
        )
        found = Domain('id', 'child_of', approved.partner_id.ids)
        return found if True in value else ~found

    # === ACTIONS === #

    def action_ic_wholesale_open(self):
        """Let the contact see the wholesale catalog of this store, with an account and an e-mail."""
        self.ensure_one()
        if not self.email:
            raise UserError(self.env._("%s has no e-mail address to send the invitation to.", self.display_name))
        access = self.env['ic.wholesale.access']
        waiting = access.search(
            [('company_id', '=', self.env.company.id), ('partner_id', '=', self.id), ('state', '!=', 'approved')],
            limit=1,
        )
        values = {'name': self.name, 'email': self.email, 'phone': self.phone, 'partner_id': self.id}
        return (waiting or access.create({**values, 'business': self.commercial_company_name})).action_approve()

    def action_ic_wholesale_end(self):
        """Shut the wholesale catalog of this store to the contact."""
        family = self | self.commercial_partner_id
        domain = [
            ('company_id', '=', self.env.company.id),
            ('partner_id', 'in', family.ids),
            ('state', '=', 'approved'),
        ]
        return self.env['ic.wholesale.access'].search(domain).action_end()
