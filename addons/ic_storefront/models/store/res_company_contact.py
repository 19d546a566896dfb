import re
from urllib.parse import quote, urlencode

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

MESSENGER = re.compile(r'[A-Za-z0-9.]{2,80}')
MESSENGER_HOSTS = re.compile(r'^(?:https?://)?(?:www\.)?(?:m\.me|messenger\.com/t|facebook\.com)/', re.I)
# Who sells to the public is called; dealers write on WhatsApp.
CHANNELS = {
    'retail': ('call', 'messenger', 'email'),
    'wholesale': ('whatsapp', 'call', 'email', 'messenger'),
}
ICONS = {'call': 'fa-phone', 'whatsapp': 'fa-whatsapp', 'messenger': 'fa-commenting-o', 'email': 'fa-envelope-o'}
SOCIAL = (
    ('instagram', "Instagram"),
    ('facebook', "Facebook"),
    ('tiktok', "TikTok"),
    ('youtube', "YouTube"),
    ('linkedin', "LinkedIn"),
    ('twitter', "X"),
    ('discord', "Discord"),
)


class ResCompany(models.Model):
    """How a store is reached: by telephone, WhatsApp, Messenger, e-mail; and where else it shows itself."""

    _inherit = 'res.company'

    ic_whatsapp = fields.Char(
        string="WhatsApp Number",
        help="With the country code, such as +1 212 555 0142. The button opens a chat that names the piece.",
    )
    ic_messenger = fields.Char(
        string="Messenger Page",
        help="The name of your Facebook page as its address has it, or a link to it.",
    )

    # === CONSTRAINTS === #

    @api.constrains('ic_whatsapp')
    def _check_ic_whatsapp(self):
        for company in self:
            if company.ic_whatsapp and not company._ic_number(company.ic_whatsapp):
                raise ValidationError(
                    self.env._("WhatsApp Number: “%s” is no telephone number with a country code.", company.ic_whatsapp)
                )

    @api.constrains('ic_messenger')
    def _check_ic_messenger(self):
        for company in self:
            if company.ic_messenger and not company._ic_messenger_page():
                raise ValidationError(
                    self.env._("Messenger Page: “%s” is no name of a Facebook page.", company.ic_messenger)
                )

    # === BUSINESS METHODS === #

    def _ic_contact_buttons(self, audience='retail', subject='', url=''):
        """Return the buttons by which somebody reaches the store, in the order of the audience.

        :param str audience: 'retail' or 'wholesale'
        :param str subject: what it is about, such as the name of a piece; goes into the message that is prepared
        :param str url: the full address of the page it is about
        :return: list of dicts {'code', 'label', 'url', 'icon'}; without the channels that the store has not filled in
        """
        self.ensure_one()
        labels = {
            'call': self.env._("Call"),
            'whatsapp': self.env._("WhatsApp"),
            'messenger': self.env._("Messenger"),
            'email': self.env._("E-mail"),
        }
        text = self.env._("I am interested in: %s", subject) if subject else ''
        text = '\n'.join(part for part in (text, url) if part)
        store = self.sudo()
        addresses = {code: getattr(store, f'_ic_{code}_url')(subject, text) for code in CHANNELS[audience]}
        return [
            {'code': code, 'label': labels[code], 'url': address, 'icon': ICONS[code]}
            for code, address in addresses.items()
            if address
        ]

    def _ic_call_url(self, subject, text):
        number = self._ic_number(self.phone) or re.sub(r'[^\d+]', '', self.phone or '')
        return number and f'tel:{number}'

    def _ic_whatsapp_url(self, subject, text):
        number = self._ic_number(self.ic_whatsapp)
        query = f'?{urlencode({"text": text}, quote_via=quote)}' if text else ''
        return number and f'https://wa.me/{number.lstrip("+")}{query}'

    def _ic_messenger_url(self, subject, text):
        page = self._ic_messenger_page()
        query = f'?{urlencode({"text": text}, quote_via=quote)}' if text else ''
        return page and f'https://m.me/{page}{query}'

    def _ic_email_url(self, subject, text):
        address = email_normalize(self.email or '')
        parts = {key: value for key, value in (('subject', subject), ('body', text)) if value}
        return address and f'mailto:{address}{"?" if parts else ""}{urlencode(parts, quote_via=quote)}'

    def _ic_number(self, number):
        """Return a telephone number as +12125550142, '' when it is none; a number of its own country needs no code."""
        found = number and self.partner_id._phone_format(number=number, country=self.country_id)
        return found if found and found.startswith('+') else ''

    def _ic_messenger_page(self):
        """Return the name of the Facebook page, also out of a link to it; '' when it is none."""
        page = MESSENGER_HOSTS.sub('', (self.ic_messenger or '').strip()).partition('?')[0].strip('/@')
        return page if MESSENGER.fullmatch(page) else ''

    def _ic_social_links(self):
        """Return the store's pages elsewhere as list of dicts {'code', 'label', 'url', 'icon'}; web addresses only."""
        store = self.sudo()
        links = [(code, label, (store[f'social_{code}'] or '').strip()) for code, label in SOCIAL]
        return [
            {'code': code, 'label': label, 'url': url, 'icon': f'fa-{code}'}
            for code, label, url in links
            if re.match(r'https?://[^\s<>"]+$', url)
        ]
