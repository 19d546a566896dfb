from odoo import fields, models

EMPLOYEE = 'ic_inventory_luxury.group_employee'
SALES = 'sales_team.group_sale_salesman'


class ResPartner(models.Model):
    """What a client was shown, and what he asked: on his page in the client book."""

    _inherit = 'res.partner'

    ic_lookbook_count = fields.Integer(string="Lookbooks", compute='_compute_ic_lookbook_count', groups=EMPLOYEE)
    ic_inquiry_count = fields.Integer(string="Inquiries", compute='_compute_ic_inquiry_count', groups=SALES)

    ic_lookbook_ids = fields.One2many('ic.lookbook', 'partner_id', string="Lookbooks Made", groups=EMPLOYEE)
    ic_inquiry_ids = fields.One2many(
        'crm.lead',
        'partner_id',
        string="What Was Asked",
        domain=[('ic_origin', '!=', False)],
        context={'active_test': False},
        groups=SALES,
    )

    # === COMPUTE === #

    def _compute_ic_lookbook_count(self):
        rows = self.env['ic.lookbook']._read_group(
            [('partner_id', 'in', self._origin.ids)], ['partner_id'], ['__count']
        )
        counts = dict(rows)
        for partner in self:
            partner.ic_lookbook_count = counts.get(partner._origin, 0)

    def _compute_ic_inquiry_count(self):
        rows = (
            self.env['crm.lead']
            .with_context(active_test=False)
            ._read_group(
                [('partner_id', 'in', self._origin.ids), ('ic_origin', '!=', False)], ['partner_id'], ['__count']
            )
        )
        counts = dict(rows)
        for partner in self:
            partner.ic_inquiry_count = counts.get(partner._origin, 0)

    # === ACTIONS === #

    def action_ic_client_lookbooks(self):
        """Open the lookbooks made for this client; a new one is for him."""
        return self._ic_client_action('ic_storefront.ic_lookbook_action')

    def action_ic_client_inquiries(self):
        """Open what this client asked, closed inquiries too."""
        self.ensure_one()
        action = self._ic_client_action('ic_storefront.ic_inquiry_action')
        domain = [('partner_id', '=', self.id), ('ic_origin', '!=', False)]
        return dict(action, domain=domain, context={'active_test': False, 'create': False})


class IcWholesaleAccess(models.Model):
    """A contact that is approved for the wholesale catalog is a wholesale client."""

    _inherit = 'ic.wholesale.access'

    def action_approve(self):
        """Extend to note on the contact that he buys to sell on."""
        result = super().action_approve()
        self.partner_id.filtered(lambda partner: not partner.ic_client_kind).ic_client_kind = 'wholesale'
        return result


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = 'base.partner.merge.automatic.wizard'

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Override of `base` to keep one approval of each store, and every piece on a wish list: the database takes
        neither twice, and the merge would fail, or drop the lists."""
        access = self.env['ic.wholesale.access'].sudo()
        approved = access.search([('partner_id', 'in', (src_partners | dst_partner).ids), ('state', '=', 'approved')])
        for _company, rows in approved.grouped('company_id').items():
            (rows - rows.sorted(lambda row: row.partner_id != dst_partner)[0])._ic_decide('ended')
        if 'product.wishlist' in self.env:
            wanted = self.env['product.wishlist'].sudo().with_context(active_test=False)
            there = wanted.search([('partner_id', '=', dst_partner.id)]).product_id
            for item in wanted.search([('partner_id', 'in', src_partners.ids)], order='id'):
                if item.product_id in there:
                    item.unlink()
                else:
                    there |= item.product_id
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
