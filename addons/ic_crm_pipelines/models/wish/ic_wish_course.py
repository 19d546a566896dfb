import hashlib
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from .ic_wish import COMPARED, LIVE


def digest(token):
    """Return what is kept of a token: whoever reads the database cannot withdraw a wish."""
    return hashlib.sha256(token.encode()).hexdigest()


class IcWish(models.Model):
    """How a wish begins with a consent, and how it ends: fulfilled, lapsed, withdrawn."""

    _inherit = 'ic.wish'

    consent = fields.Selection(
        [
            ('site', "On the Site"),
            ('person', "In Person"),
            ('phone', "By Phone"),
            ('mail', "By E-mail or Message"),
        ],
        string="Consent Given",
        tracking=True,
        help="How the customer agreed that his wish and his address are kept. Without it, write only what he expects.",
    )
    consent_on = fields.Datetime(readonly=True, copy=False)
    consent_text = fields.Text(string="Consented To", readonly=True, copy=False, help="The words as he saw them.")
    consent_page = fields.Char(string="Consented At", readonly=True, copy=False, help="The page he was on.")
    token_digest = fields.Char(readonly=True, copy=False, index='btree_not_null', groups='base.group_system')
    ended_on = fields.Datetime(string="Ended", readonly=True, copy=False)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to date the consent and to look at the stock at once."""
        for vals in vals_list:
            if vals.get('consent'):
                vals.setdefault('consent_on', fields.Datetime.now())
            if vals.get('company_id') and 'expires_on' not in vals:
                vals['expires_on'] = self._ic_default_expiry(self.env['res.company'].browse(vals['company_id']))
        wishes = super().create(vals_list)
        wishes._ic_look('wish')
        return wishes

    def write(self, vals):
        """Override of `base` to date a consent, and to look again when something else is wished for."""
        if vals.get('consent') and 'consent_on' not in vals:
            vals = dict(vals, consent_on=fields.Datetime.now())
        before = {wish: wish._ic_compared() for wish in self}
        result = super().write(vals)
        changed = self.filtered(lambda wish: wish.state in LIVE and wish._ic_compared() != before[wish])
        if changed:
            changed._ic_look('wish')
        return result

    def _ic_compared(self):
        self.ensure_one()
        return [self[name] for name in COMPARED]

    # === ACTIONS === #

    def action_fulfil(self):
        """The customer has what he wished for."""
        self._ic_end('fulfilled')

    def action_withdraw(self):
        """The customer does not want to be told any more."""
        self._ic_end('withdrawn')

    def action_reopen(self):
        """Open the wish again, for as long as a new one would be kept."""
        for wish in self:
            if wish.state == 'withdrawn' and wish.source == 'website':
                raise UserError(
                    self.env._("%s was withdrawn by the customer on the site. Take down a new wish.", wish.name)
                )
            wish.write(
                {
                    'state': 'matched' if wish.match_ids else 'open',
                    'ended_on': False,
                    'expires_on': self._ic_default_expiry(wish.company_id),
                }
            )
        self._ic_look('wish')

    def action_create_customer(self):
        """Make a contact of a stranger, or take the one that has this e-mail address."""
        for wish in self.filtered(lambda wish: not wish.partner_id):
            wish.partner_id = wish._ic_customer()
        return True

    # === BUSINESS METHODS === #

    def _ic_customer(self):
        """Return the contact whose wish it is; of a stranger a new one, unless the address is known."""
        self.ensure_one()
        if self.partner_id:
            return self.partner_id
        partner = self._ic_known_partner(self.email, self.company_id)
        return partner or self.env['res.partner'].create(
            {
                'name': self.contact_name or self.email or self.phone,
                'email': self.email,
                'phone': self.phone,
                'company_id': self.company_id.id,
            }
        )

    @api.model
    def _ic_known_partner(self, email, company):
        """Return the one contact of the store with this address, empty if there is none or several."""
        normalized = email_normalize(email or '')
        if not normalized:
            return self.env['res.partner']
        found = self.env['res.partner'].search(
            [('email_normalized', '=', normalized), ('company_id', 'in', (company.id, False))], limit=2
        )
        return found if len(found) == 1 else found.browse()

    def _ic_end(self, state):
        """End wishes, and what was to do for them."""
        ending = self.filtered(lambda wish: wish.state in LIVE)
        ending.write({'state': state, 'ended_on': fields.Datetime.now()})
        ending.match_ids.filtered(lambda match: match.state == 'new')._ic_lapse()
        return ending

    def _ic_confirm(self):
        """Send the confirmation with the link to withdraw. The token is known to the mail alone."""
        template = self.env.ref('ic_crm_pipelines.mail_template_wish')
        for wish in self.filtered('email'):
            token = secrets.token_urlsafe(32)
            wish.sudo().token_digest = digest(token)
            base = wish.company_id.website_id.get_base_url() if wish.company_id.website_id else wish.get_base_url()
            template.sudo().with_context(ic_withdraw_url=f'{base}/wish/withdraw/{token}').send_mail(
                wish.id, force_send=False, email_values={'email_to': wish.email}
            )

    @api.model
    def _ic_by_token(self, token):
        """Return the wish that `token` was sent for."""
        if not token or len(token) > 100:
            return self.browse()
        return self.sudo().search([('token_digest', '=', digest(token))], limit=1)

    # === CRON === #

    @api.model
    def _cron_lapse(self):
        """End wishes that nobody has renewed, and bring the ceilings up to the rates of the day."""
        today = fields.Date.context_today(self)
        live = self.search([('state', 'in', LIVE), ('expires_on', '<', today)])
        live._ic_end('lapsed')
        foreign = self.search([('state', 'in', LIVE), ('price_max', '>', 0)])
        foreign = foreign.filtered(lambda wish: wish.currency_id != wish.company_currency_id)
        self.env.add_to_compute(self._fields['ceiling'], foreign)
        foreign._recompute_recordset(['ceiling'])
