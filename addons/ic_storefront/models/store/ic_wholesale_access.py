from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import email_normalize


class IcWholesaleAccess(models.Model):
    """Who asked to see the wholesale catalog of a store, and who may."""

    _name = 'ic.wholesale.access'
    _description = "Wholesale Access"
    _order = 'state_rank, create_date desc, id desc'
    _rec_name = 'name'

    name = fields.Char(required=True)
    business = fields.Char(help="The firm that the person buys for.")
    email = fields.Char(string="E-mail", required=True)
    email_normalized = fields.Char(compute='_compute_email_normalized', store=True, index='btree_not_null')
    phone = fields.Char()
    message = fields.Text(help="What the person wrote.")
    company_id = fields.Many2one(
        'res.company', string="Store", required=True, index=True, default=lambda self: self.env.company, readonly=True
    )
    partner_id = fields.Many2one(
        'res.partner',
        string="Contact",
        index='btree_not_null',
        ondelete='restrict',
        check_company=True,
        help="Whoever signs in for this contact sees the catalog. Where it is a firm, so do all of its people.",
    )
    lead_id = fields.Many2one(
        'crm.lead', string="Opportunity", readonly=True, ondelete='set null', index='btree_not_null'
    )
    state = fields.Selection(
        [
            ('requested', "Requested"),
            ('approved', "Approved"),
            ('declined', "Declined"),
            ('ended', "Ended"),
        ],
        required=True,
        default='requested',
        readonly=True,
        index=True,
        copy=False,
    )
    state_rank = fields.Integer(compute='_compute_state_rank', store=True)
    decided_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)

    _one_request = models.UniqueIndex(
        "(company_id, email_normalized) WHERE state = 'requested'", "This address has a request waiting already."
    )
    _one_approval = models.UniqueIndex(
        "(company_id, partner_id) WHERE state = 'approved'", "This contact may see the wholesale catalog already."
    )

    # === COMPUTE === #

    @api.depends('email')
    def _compute_email_normalized(self):
        for access in self:
            access.email_normalized = email_normalize(access.email or '') or (access.email or '').strip().lower()

    @api.depends('state')
    def _compute_state_rank(self):
        ranks = {'requested': 0, 'approved': 1}
        for access in self:
            access.state_rank = ranks.get(access.state, 2)

    # === ACTIONS === #

    def action_approve(self):
        """Let the people in: each gets a contact, an account of the website, and an e-mail with the address."""
        self._ic_check_staff()
        for access in self:
            if access.state == 'approved':
                continue
            access.partner_id = access.partner_id or access._ic_find_partner()
            access._ic_decide('approved')
            access._ic_invite()
        return True

    def action_decline(self):
        """Do not let the people in. They are not told: a word from you is kinder."""
        self._ic_check_staff()
        self.filtered(lambda access: access.state == 'requested')._ic_decide('declined')
        return True

    def action_end(self):
        """Shut the catalog to people who were let in; it takes effect with their next click."""
        self._ic_check_staff()
        self.filtered(lambda access: access.state == 'approved')._ic_decide('ended')
        return True

    def action_view_lead(self):
        """Open the opportunity that came with the request."""
        return self.lead_id.get_formview_action()

    # === BUSINESS METHODS === #

    def _ic_check_staff(self):
        self.check_access('write')
        if not self.env.user.has_group('ic_inventory_luxury.group_record_sales'):
            raise AccessError(self.env._("Only who records sales decides who may see the wholesale catalog."))

    def _ic_decide(self, state):
        self.write({'state': state, 'decided_by_id': self.env.user.id, 'decided_on': fields.Datetime.now()})

    def _ic_find_partner(self):
        """Return the contact with the e-mail address of the request, a new one where there is none."""
        self.ensure_one()
        partners = self.env['res.partner'].with_company(self.company_id)
        known = partners.search(
            [
                ('email_normalized', '=', self.email_normalized),
                ('company_id', 'in', (False, self.company_id.id)),
            ],
            order='id',
            limit=1,
        )
        return known or partners.create(
            {
                'name': self.name,
                'email': self.email,
                'phone': self.phone,
                'company_name': self.business,
                'company_id': False,
            }
        )

    def _ic_invite(self):
        """Give the contact an account of the website if it has none, and tell it where the catalog is."""
        self.ensure_one()
        if not self.partner_id.email:
            raise UserError(self.env._("%s has no e-mail address to send the invitation to.", self.partner_id.name))
        if not self.partner_id.sudo().with_context(active_test=False).user_ids:
            wizard = self.env['portal.wizard'].sudo().create({'partner_ids': [(6, 0, self.partner_id.ids)]})
            wizard.user_ids.action_grant_access()
        template = self.env.ref('ic_storefront.mail_template_wholesale_open', raise_if_not_found=False)
        if template:
            template.sudo().send_mail(self.id, email_layout_xmlid='mail.mail_notification_light')

    @api.model
    def _ic_lets_in(self, store, partner):
        """Tell whether a contact, or the firm it belongs to, was approved by the store."""
        family = partner.sudo() | partner.sudo().commercial_partner_id
        domain = [('company_id', '=', store.id), ('partner_id', 'in', family.ids), ('state', '=', 'approved')]
        return bool(self.sudo().search_count(domain, limit=1))

    @api.model
    def _ic_request(self, store, values, partner):
        """Take the request of a visitor: one waits per store and address, with an inquiry for the sellers.

        :param res.company store: the store
        :param dict values: checked texts name, business, email, phone, message
        :param partner: the contact who is signed in, if any
        :return: the request that waits
        """
        access = self.sudo().with_company(store)
        address = email_normalize(values['email'])
        waiting = access.search(
            [('company_id', '=', store.id), ('email_normalized', '=', address), ('state', '=', 'requested')], limit=1
        )
        if waiting:
            return waiting
        waiting = access.create({**values, 'company_id': store.id, 'partner_id': partner.id})
        origin = {
            'source': 'wholesale',
            'audience': 'wholesale',
            'name': self.env._("Asks for access"),
            'record': waiting,
            'company': store,
        }
        message = '\n'.join(text for text in (values['business'], values['message']) if text)
        none = self.env['product.template']
        waiting.lead_id = self.env['crm.lead']._ic_inquire(none, {**values, 'message': message}, origin)
        return waiting
