from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import tokens

KINDS = [('retail', "Retail"), ('in_hand', "In-hand")]


class IcShareLink(models.Model):
    """An address that shows one piece to whoever has it, without a login.

    A piece has two at most at a time: one that begins with the Retail photos, one that begins with the In-hand photos.
    The database holds the digest of the secret, by which the page is found, and the secret sealed under a key that is
    not in the database (`ic.secret`), so that staff can copy the address again. See docs/decisions/0013.
    """

    _name = 'ic.share.link'
    _description = "Share Link"
    _order = 'id desc'
    _rec_names_search = ['product_tmpl_id']

    product_tmpl_id = fields.Many2one(
        'product.template',
        string="Piece",
        required=True,
        readonly=True,
        index=True,
        ondelete='cascade',
        domain=[('ic_category', '!=', False)],
    )
    company_id = fields.Many2one(related='product_tmpl_id.company_id', store=True, index=True, precompute=True)
    kind = fields.Selection(KINDS, required=True, readonly=True, help="Which photos the page shows first.")
    audience = fields.Selection(
        [('retail', "Client"), ('wholesale', "Trade")],
        string="For",
        required=True,
        default='retail',
        help="A client sees the retail price and is asked to call. The trade sees the wholesale price and is asked to "
        "write. A Retail link is always for clients.",
    )
    enabled = fields.Boolean(string="On", default=True, help="Switched off, the address leads nowhere until it is on.")
    expires_on = fields.Datetime(string="Until", help="From then on the page says that the link has expired.")
    revoked_on = fields.Datetime(string="Revoked", readonly=True, copy=False)
    revoked_id = fields.Many2one('res.users', string="Revoked By", readonly=True, copy=False)
    user_id = fields.Many2one(
        'res.users', string="Made By", required=True, readonly=True, default=lambda self: self.env.user, index=True
    )
    # Nobody reads these by any API: the address comes by `url`.
    digest = fields.Char(required=True, readonly=True, copy=False, groups='base.group_system')
    sealed = fields.Char(readonly=True, copy=False, groups='base.group_system')
    url = fields.Char(string="Address", compute='_compute_url', compute_sudo=True)
    state = fields.Selection(
        [('on', "On"), ('off', "Off"), ('expired', "Expired"), ('revoked', "Revoked")], compute='_compute_state'
    )
    visit_ids = fields.One2many('ic.share.visit', 'link_id', string="Looks", readonly=True)
    view_count = fields.Integer(string="Views", compute='_compute_views', help="By people, the house left aside.")
    visitor_count = fields.Integer(
        string="Visitors", compute='_compute_views', help="Devices per day: who comes back tomorrow counts again."
    )
    robot_count = fields.Integer(
        string="Robots", compute='_compute_views', help="Looks by programs, such as the preview that a messenger makes."
    )
    first_seen = fields.Datetime(compute='_compute_views')
    last_seen = fields.Datetime(compute='_compute_views')

    _digest_once = models.UniqueIndex('(digest)', "This address exists already.")
    _one_per_kind = models.UniqueIndex(
        '(product_tmpl_id, kind) WHERE revoked_on IS NULL',
        "The piece has a link of this kind already. Reload the page to see it.",
    )
    _retail_is_retail = models.Constraint(
        "CHECK (kind = 'in_hand' OR audience = 'retail')", "A Retail link is for clients: it never shows another price."
    )

    # === COMPUTE === #

    @api.depends('product_tmpl_id', 'kind')
    def _compute_display_name(self):
        kinds = dict(self._fields['kind']._description_selection(self.env))
        for link in self:
            link.display_name = f'{link.product_tmpl_id.name or ""} · {kinds.get(link.kind, "")}'

    @api.depends('sealed', 'revoked_on')
    def _compute_url(self):
        for link in self:
            link.url = link._ic_url() if not link.revoked_on else False

    @api.depends('enabled', 'expires_on', 'revoked_on')
    def _compute_state(self):
        now = fields.Datetime.now()
        for link in self:
            if link.revoked_on:
                link.state = 'revoked'
            elif not link.enabled:
                link.state = 'off'
            else:
                link.state = 'expired' if link.expires_on and link.expires_on <= now else 'on'

    @api.depends('visit_ids.views', 'visit_ids.visitors')
    def _compute_views(self):
        found = self.env['ic.share.visit']._ic_totals(self)
        for link in self:
            seen = found.get(link.id, {})
            link.view_count, link.visitor_count = seen.get('views', 0), seen.get('visitors', 0)
            link.robot_count = seen.get('robots', 0)
            link.first_seen, link.last_seen = seen.get('first', False), seen.get('last', False)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Make links, each with a secret of its own; whatever the caller says about a secret is passed over.

        Where the context holds a dict `ic_share_told`, it is filled with the secrets by id of the link: the only time
        that they can be told where the installation has no key to seal them.
        """
        prepared, secrets = [], [tokens.new_token() for _vals in vals_list]
        for vals, token in zip(vals_list, secrets):
            vals = {**vals, 'digest': tokens.digest(token), 'sealed': self._ic_seal(token), 'revoked_on': False}
            prepared.append({**self._ic_audience_default(vals), **vals, 'user_id': self.env.user.id})
        # The secret is no field of the one who makes the link; whether he may make it is asked when it is there.
        links = super(IcShareLink, self.sudo()).create(prepared).sudo(self.env.su)
        links.check_access('create')
        told = self.env.context.get('ic_share_told')
        if isinstance(told, dict):
            told.update(zip(links.ids, secrets))
        return links

    def write(self, vals):
        """Change when and for whom a link is good; what it is a link to, and its secret, never change."""
        fixed = vals.keys() & {'product_tmpl_id', 'kind', 'digest', 'sealed', 'user_id', 'revoked_on', 'revoked_id'}
        if fixed and not self.env.context.get('ic_share_inside'):
            raise UserError(
                self.env._("A link keeps its piece, its photos and its address. Make a new one instead: Regenerate.")
            )
        return super().write(vals)

    # === ACTIONS === #

    def action_revoke(self):
        """Close the links for good, their pictures too. From this moment their addresses lead nowhere."""
        self.check_access('write')
        live = self.filtered(lambda link: not link.revoked_on)
        live.with_context(ic_share_inside=True).write(
            {'revoked_on': fields.Datetime.now(), 'revoked_id': self.env.user.id}
        )
        live.sudo().with_context(ic_share_inside=True).write({'sealed': False})
        return True

    def action_regenerate(self):
        """Replace the address of each link by a new one; the old ones are closed at once."""
        made = self.browse()
        for link in self:
            if link.revoked_on:
                raise UserError(self.env._("This link is revoked. Its piece shows the one that is good now."))
            kept = {
                'product_tmpl_id': link.product_tmpl_id.id,
                'kind': link.kind,
                'audience': link.audience,
                'expires_on': link.expires_on if link.state != 'expired' else False,
            }
            link.action_revoke()
            self.env.flush_all()
            made += self.create(kept)
        return made._ic_show() if len(made) == 1 and self.env.context.get('ic_share_show') else True

    def action_toggle(self):
        """Switch the links on or off."""
        for link in self:
            link.enabled = not link.enabled
        return True

    def action_open(self):
        """Open the page as a stranger sees it. The looks of the house are not counted."""
        self.ensure_one()
        if not self.url:
            raise UserError(
                self.env._("The address of this link cannot be shown again. Regenerate it to get a new one.")
            )
        return {'type': 'ir.actions.act_url', 'url': self.url, 'target': 'new'}

    # === BUSINESS METHODS === #

    def _ic_show(self):
        """Return the form of the link."""
        return {
            'type': 'ir.actions.act_window',
            'res_model': self._name,
            'res_id': self.id,
            'view_mode': 'form',
            'views': [(False, 'form')],
        }

    @api.model
    def _ic_audience_default(self, vals):
        """Return for whom a link is if nobody said: a Retail link for clients, an In-hand link as the store has it."""
        piece = self.env['product.template'].browse(vals.get('product_tmpl_id') or [])
        company = piece.company_id or self.env.company
        return {'audience': company.sudo().ic_share_in_hand_for if vals.get('kind') == 'in_hand' else 'retail'}

    @api.model
    def _ic_seal(self, token):
        """Return the secret as it is stored beside its digest; False where the installation has no key to seal it."""
        secrets = self.env['ic.secret']
        return secrets._seal(token) if secrets._keys() else False

    def _ic_url(self, token=None):
        """Return the address, '' when the secret is not known any more.

        :param str token: the secret, where the caller has just made it
        """
        self.ensure_one()
        sealed = self.sudo().sealed
        if not token and sealed:
            try:
                token = self.env['ic.secret']._unseal(sealed)
            except UserError:  # sealed under a key that is gone: the page works, its address cannot be told again
                token = ''
        return f'{self._ic_base()}/share/{token}' if token else ''

    def _ic_base(self):
        """Return the address of the host on which the store's pages are."""
        website = self.company_id.sudo()._ic_store_website() if self.company_id else self.env['website']
        return website.get_base_url() if website else self.get_base_url()
