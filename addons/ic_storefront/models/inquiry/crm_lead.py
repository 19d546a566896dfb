from contextlib import contextmanager

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import email_normalize, plaintext2html

from odoo.addons.phone_validation.tools import phone_validation

ORIGINS = [
    ('piece', "Piece Page"),
    ('share', "Share Link"),
    ('lookbook', "Lookbook"),
    ('retail', "Retail Catalog"),
    ('wholesale', "Wholesale Catalog"),
]
LIMITS = {'name': 120, 'email': 254, 'phone': 40, 'message': 4000}


class CrmLead(models.Model):
    """An inquiry from a public page: one open lead per person and piece, whatever comes in and however often."""

    _inherit = 'crm.lead'

    ic_origin = fields.Selection(ORIGINS, string="Came From", readonly=True, index='btree_not_null', copy=False)
    ic_origin_name = fields.Char(string="Page", readonly=True, copy=False, help="Which link, lookbook or catalog.")
    ic_audience = fields.Selection(
        [('retail', "Client"), ('wholesale', "Trade")],
        string="Asked As",
        readonly=True,
        copy=False,
        help="Which prices the page showed.",
    )
    ic_message_count = fields.Integer(
        string="Times Written", readonly=True, copy=False, aggregator='sum', help="How often the person has written."
    )
    ic_last_message_at = fields.Datetime(string="Last Message", readonly=True, copy=False)
    # Who asked and about what, as it came in: staff may correct the lead without making it another person's.
    ic_asker_email = fields.Char(string="Asked by E-mail", readonly=True, copy=False)
    ic_asker_phone = fields.Char(string="Asked by Phone", readonly=True, copy=False)
    ic_subject_key = fields.Char(string="Asked About", readonly=True, copy=False)
    ic_inquiry_open = fields.Boolean(string="Open Inquiry", compute='_compute_ic_inquiry_open', store=True, copy=False)

    # Two messages at the same moment find no lead of each other: that there is one only, the database says.
    _ic_one_per_email = models.UniqueIndex(
        '(company_id, ic_subject_key, ic_asker_email) WHERE ic_inquiry_open AND ic_asker_email IS NOT NULL',
        "This person has an open inquiry about the piece already. Go on with that one, or close it first.",
    )
    _ic_one_per_phone = models.UniqueIndex(
        '(company_id, ic_subject_key, ic_asker_phone) WHERE ic_inquiry_open AND ic_asker_phone IS NOT NULL',
        "This person has an open inquiry about the piece already. Go on with that one, or close it first.",
    )

    # === COMPUTE === #

    @api.depends('ic_subject_key', 'active', 'won_status')
    def _compute_ic_inquiry_open(self):
        for lead in self:
            lead.ic_inquiry_open = bool(lead.ic_subject_key and lead.active and lead.won_status == 'pending')

    # === BUSINESS METHODS === #

    @api.model
    def _ic_inquire(self, piece, values, origin):
        """Take an inquiry: a new lead, or one more message in the open lead of the same person about the same piece.

        The store is told by e-mail each time, the person is thanked the first time. The caller has checked limits and
        traps (`controllers/inquiry.py`); what was typed is checked here.

        :param piece: product.template, one or none
        :param dict values: what was typed: name, email, phone, message
        :param dict origin: where: `source` (a value of ic_origin), `audience` ('retail' or 'wholesale'), `name` (words
            for the page), `record` (the link or lookbook), `company` (default: the piece's, else the website's)
        :return: the lead
        :raises UserError: in words for the visitor; nothing is stored then
        """
        self = self.sudo()
        values = self._ic_clean_inquiry(values)
        problem = self._ic_inquiry_problem(values)
        if problem:
            raise UserError(problem['error'])
        piece = piece.sudo()
        company = origin.get('company') or piece.company_id or self.env['website'].get_current_website().company_id
        who = self._ic_asker(values, company)
        subject = self._ic_subject_of(piece, origin.get('record'))
        lead = self._ic_find_inquiry(company, subject, who)
        if lead:
            lead._ic_add_message(values)
            return lead
        prepared = {
            **self._ic_prepare_inquiry(piece, values, {**origin, 'company': company}),
            **who,
            'ic_subject_key': subject,
        }
        with self._ic_one_at_a_time():
            lead = self.create(prepared)
        lead._ic_notify_store()
        lead._ic_thank()
        return lead

    @contextmanager
    def _ic_one_at_a_time(self):
        """Do something that the database may refuse because the same person was faster elsewhere.

        :raises ConcurrencyError: then; Odoo tries the request again, which finds the lead that is there by now
        """
        try:
            with self.env.cr.savepoint():
                yield
        except UniqueViolation as error:
            raise ConcurrencyError("The same person asked at the same moment") from error

    @api.model
    def _ic_clean_inquiry(self, values):
        """Return what was typed as stripped text; anything else counts as not filled in."""
        typed = {key: values[key] if isinstance(values.get(key), str) else '' for key in LIMITS}
        # The database takes no such sign in a text; a robot that sends one is answered like a person.
        return {key: text.replace('\x00', '').strip() for key, text in typed.items()}

    @api.model
    def _ic_inquiry_problem(self, values):
        """Return what is wrong with an inquiry: None, or {'error': words for the visitor, 'field': name}."""
        labels = {
            'name': self.env._("Name"),
            'email': self.env._("E-mail"),
            'phone': self.env._("Phone"),
            'message': self.env._("Message"),
        }
        for key, limit in LIMITS.items():
            if len(values[key]) > limit:
                text = self.env._("%(field)s: at most %(limit)s characters, please.", field=labels[key], limit=limit)
                return {'error': text, 'field': key}
        if not values['name']:
            return {'error': self.env._("Please fill in: %s", labels['name']), 'field': 'name'}
        if not values['email'] and not values['phone']:
            return {'error': self.env._("Please leave an e-mail address or a phone number."), 'field': 'email'}
        if values['email'] and not email_normalize(values['email']):
            return {'error': self.env._("Please check your e-mail address."), 'field': 'email'}
        if values['phone'] and sum(letter.isdigit() for letter in values['phone']) < 6:
            return {'error': self.env._("Please check your phone number."), 'field': 'phone'}
        if not values['message']:
            return {'error': self.env._("Please fill in: %s", labels['message']), 'field': 'message'}
        return None

    @api.model
    def _ic_asker(self, values, company):
        """Return by what a person is known: dict of the normalised e-mail and phone number, False where not given."""
        country = company.country_id
        phone = values['phone'] and phone_validation.phone_format(
            values['phone'], country.code, country.phone_code, force_format='E164', raise_exception=False
        )
        digits = ''.join(letter for letter in phone or '' if letter.isdigit())
        return {'ic_asker_email': email_normalize(values['email'] or '') or False, 'ic_asker_phone': digits or False}

    @api.model
    def _ic_subject_of(self, piece, record):
        """Return the key of what is asked about: the piece, else the page."""
        asked = piece or record
        return f'{asked._name},{asked.id}' if asked else 'store'

    @api.model
    def _ic_find_inquiry(self, company, subject, who):
        """Return the open lead of a person: by e-mail where there is one, else by phone."""
        for name, value in who.items():
            lead = value and self.search(
                [
                    ('company_id', '=', company.id),
                    ('ic_subject_key', '=', subject),
                    ('ic_inquiry_open', '=', True),
                    (name, '=', value),
                ],
                limit=1,
            )
            if lead:
                return lead
        return self.browse()

    @api.model
    def _ic_prepare_inquiry(self, piece, values, origin):
        """Return the values of a new lead.

        The contact is not linked: who types the address of a client is not the client, and a linked lead would write
        what was typed into the client's contact.
        """
        website, company = self.env['website'].get_current_website(), origin['company']
        own = website if website.company_id == company else self.env['website']
        medium = self.env.ref('utm.utm_medium_website', raise_if_not_found=False)
        audience = origin.get('audience') or 'retail'
        subject = piece.name or origin.get('name') or company.name
        return {
            'name': self.env._("Inquiry: %s", subject),
            'type': 'opportunity',
            'contact_name': values['name'],
            'email_from': values['email'] or False,
            'phone': values['phone'] or False,
            'description': plaintext2html(values['message']),
            'lang_id': self.env['res.lang']._get_data(code=self.env.lang or 'en_US').id,
            'company_id': company.id,
            'team_id': own.crm_default_team_id.id,
            'user_id': own.crm_default_user_id.id,
            'medium_id': medium and medium.id,
            'expected_revenue': piece._ic_inquiry_value(audience) if piece else 0.0,
            'ic_piece_id': piece.id,
            'ic_origin': origin.get('source') or 'piece',
            'ic_origin_name': origin.get('name'),
            'ic_audience': audience,
            'ic_message_count': 1,
            'ic_last_message_at': fields.Datetime.now(),
        }


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    def _ic_inquiry_value(self, audience):
        """Return what a sale of the piece would bring, at the price its page shows; 0 when it is sold."""
        self.ensure_one()
        piece = self.sudo()
        if piece.ic_status == 'sold':
            return 0.0
        return (audience == 'wholesale' and piece._ic_price_for('wholesale')) or piece._ic_price_for()
