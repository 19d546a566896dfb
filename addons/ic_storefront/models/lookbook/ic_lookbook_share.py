import base64
import hashlib
import hmac
from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import tokens


class IcLookbook(models.Model):
    """The address of a lookbook: made, sent, replaced, withdrawn.

    The database holds the digest of the secret, by which the page is found, and what the secret is made of together
    with a key that is not in the database (`ic.secret`). So the dealer can copy the address again and again, and a
    stolen table opens no page. Where the installation has no such key, the database's own secret stands in for it.
    """

    _inherit = 'ic.lookbook'

    token_digest = fields.Char(copy=False, readonly=True, index=True, groups='base.group_system')
    token_seed = fields.Char(copy=False, readonly=True, groups='base.group_system')
    url = fields.Char(string="Address", compute='_compute_url', compute_sudo=True)
    shared_on = fields.Datetime(string="Opened On", copy=False, readonly=True)
    mailed_on = fields.Datetime(string="Last Sent", copy=False, readonly=True)

    _token_once = models.UniqueIndex("(token_digest) WHERE token_digest IS NOT NULL", "This address exists already.")

    # === COMPUTE METHODS === #

    @api.depends('token_seed', 'token_digest', 'state')
    def _compute_url(self):
        for lookbook in self:
            token = lookbook._ic_token()
            lookbook.url = f'{lookbook._ic_base_url()}/lookbook/{token}' if token else False

    # === ACTIONS === #

    def action_share(self):
        """Open the page to whoever has its address; a lookbook that was withdrawn gets a new address."""
        self.check_access('write')
        for lookbook in self:
            lookbook._ic_check_ready()
            if lookbook.state == 'withdrawn' or not lookbook.sudo().token_digest:
                lookbook._ic_renew_token()
            if lookbook.state == 'expired':
                lookbook.expires_on = False
            lookbook.write({'state': 'shared', 'shared_on': fields.Datetime.now()})
        return True

    def action_new_address(self):
        """Replace the address. The old one, and every picture below it, is closed at once."""
        self.check_access('write')
        for lookbook in self:
            lookbook._ic_renew_token()
            lookbook.message_post(body=self.env._("New address; the old one is closed."))
        return True

    def action_withdraw(self):
        """Close the page, its PDF and its pictures at once."""
        self.write({'state': 'withdrawn'})
        return True

    def action_preview(self):
        """Show the page as the client will see it, without counting the look."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/lookbook/preview/{self.id}', 'target': 'new'}

    def action_pdf(self):
        """Open the PDF of the lookbook."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/lookbook/preview/{self.id}/pdf', 'target': 'new'}

    def action_send_email(self):
        """Put the e-mail with the address into the queue, opening the page if it is not open yet.

        :raise UserError: when there is no e-mail address; nothing is opened then
        """
        self.ensure_one()
        self.check_access('write')
        if not self.client_email:
            raise UserError(self.env._("E-mail: say where the lookbook should go."))
        if self.state != 'shared':
            self.action_share()
        template = self.env.ref('ic_storefront.mail_template_lookbook')
        template.with_context(lang=self.lang).sudo().send_mail(
            self.id, force_send=False, email_values={'message_type': 'user_notification'}
        )
        self.mailed_on = fields.Datetime.now()
        self.message_post(body=self.env._("Sent to %s.", self.client_email))
        return True

    def action_whatsapp(self):
        """Open WhatsApp with a word and the address, opening the page if it is not open yet.

        :raise UserError: when there is no phone number; nothing is opened then
        """
        self.ensure_one()
        number = self.env['res.partner']._ic_phone_key(self.client_phone, self.company_id)
        if not number:
            raise UserError(self.env._("Phone: give the client's number with its country code, such as +1 212 ..."))
        if self.state != 'shared':
            self.action_share()
        text = self.with_context(lang=self.lang)._ic_message()
        return {
            'type': 'ir.actions.act_url',
            'url': f'https://wa.me/{number.lstrip("+")}?text={quote(text)}',
            'target': 'new',
        }

    # === BUSINESS METHODS === #

    @api.model
    def _ic_by_token(self, token):
        """Return the lookbook, as superuser, that `token` is the secret of; none for any other text."""
        if not tokens.is_token(token):
            return self.sudo().browse()
        known = self.sudo().with_context(active_test=False)
        found = known.search([('token_digest', '=', tokens.digest(token))], limit=1)
        return found.with_company(found.company_id).with_context(
            lang=found.lang, allowed_company_ids=found.company_id.ids
        )

    def _ic_base_url(self):
        """Return where the page stands: on the website of its store, if it has one."""
        self.ensure_one()
        website = self.company_id._ic_store_website()
        return website.get_base_url() if website else self.get_base_url()

    def _ic_is_open(self):
        """Tell whether a stranger who has the address may see the page now; what no secret led to is not open."""
        return bool(self) and self.active and self.state == 'shared'

    def _ic_check_ready(self):
        """Refuse to open a page that is not ready for a client.

        :raise UserError: naming what is missing
        """
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("%s has no pieces yet. Add some before you share it.", self.name))
        if not self.client_name:
            raise UserError(self.env._("%s: say for whom it is. The page greets the client by name.", self.name))

    def _ic_renew_token(self):
        """Give the lookbook a new secret, which closes the old address."""
        self.ensure_one()
        seed = tokens.new_token()
        token = self._ic_derive(seed, self._ic_keys()[0])
        self.sudo().write({'token_seed': seed, 'token_digest': tokens.digest(token)})

    def _ic_token(self):
        """Return the secret of the lookbook; '' when it has none, or when the key it was made with is gone."""
        self.ensure_one()
        known = self.sudo()
        if not known.token_seed:
            return ''
        for key in self._ic_keys():
            token = self._ic_derive(known.token_seed, key)
            if tokens.same(tokens.digest(token), known.token_digest):
                return token
        return ''

    @api.model
    def _ic_keys(self):
        """Return the keys that secrets are made with, the newest first."""
        keys = [key.strip() for key in self.env['ic.secret']._keys().split(',') if key.strip()]
        return [*keys, self.env['ir.config_parameter'].sudo().get_param('database.secret')]

    @api.model
    def _ic_derive(self, seed, key):
        made = hmac.new(key.encode(), f'ic.lookbook,{seed}'.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made[: tokens.BYTES]).decode()

    def _ic_message(self):
        """Return the words that go with the address, in the language of the lookbook."""
        self.ensure_one()
        return self.env._(
            "Dear %(client)s, I have put a few pieces aside for you to look at: %(url)s\n%(dealer)s, %(house)s",
            client=self.client_name,
            url=self.url,
            dealer=self.user_id.name,
            house=self.company_id.name,
        )
