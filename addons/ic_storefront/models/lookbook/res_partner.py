from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize


class IcCustomerKey(models.Model):
    """What a customer of a store is known by: an e-mail address or a phone number, written one way.

    Two people who save the same customer at the same moment both write the row of his address; the database lets only
    one of them go on, and the other begins anew and finds him.
    """

    _name = 'ic.customer.key'
    _description = "What a Customer Is Known By"
    _rec_name = 'key'

    company_id = fields.Many2one('res.company', required=True, index=True, ondelete='cascade')
    key = fields.Char(required=True, readonly=True)
    used_on = fields.Datetime(readonly=True)

    _once = models.UniqueIndex('(company_id, key)', "This address is known already.")


class ResPartner(models.Model):
    _inherit = 'res.partner'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_phone_key(self, number, company):
        """Return `number` as +15551234567, read in the country of `company`; False when it is none."""
        country = company.country_id or self.env.company.country_id
        return bool(number) and self._phone_format(number=number, country=country, force_format='E164')

    @api.model
    def _ic_save_customer(self, company, values):
        """Return the contact of `company` with this e-mail address or phone number, made if there is none.

        Of a contact that is there, only what is missing is filled in. Safe against others who do the same now.

        :param dict values: name, email, phone, lang
        :return: (res.partner, whether it is new)
        :raise UserError: when there is neither a valid address nor a number
        """
        email = email_normalize(values.get('email') or '')
        phone = self._ic_phone_key(values.get('phone'), company)
        if values.get('email') and not email:
            raise UserError(self.env._("E-mail: %s is no address.", values['email']))
        if not (email or phone):
            raise UserError(self.env._("Give an e-mail address or a phone number: a contact is known by it."))
        self._ic_hold_keys(company, [key for key in (email, phone) if key])
        known = self._ic_known_customer(company, email, phone)
        if known:
            missing = {name: values[name] for name in ('email', 'phone') if values.get(name) and not known[name]}
            if missing:
                known.write(missing)
            return known, False
        fresh = {name: value for name, value in values.items() if value}
        return self.create({**fresh, 'company_id': company.id}), True

    @api.model
    def _ic_known_customer(self, company, email, phone):
        """Return the contact of `company`, or shared by all, with this address, else with this number."""
        here = Domain('company_id', 'in', (False, company.id))
        for name, value in (('email_normalized', email), ('phone_sanitized', phone)):
            found = value and self.search(here & Domain(name, '=', value), limit=1, order='company_id, id')
            if found:
                return found
        return self.browse()

    @api.model
    def _ic_hold_keys(self, company, keys):
        """Keep others from making a contact with one of `keys` until the end of the transaction, by writing."""
        for key in sorted(keys):
            self.env.cr.execute(
                SQL(
                    """INSERT INTO ic_customer_key (company_id, key, used_on) VALUES (%(company)s, %(key)s, %(now)s)
                       ON CONFLICT (company_id, key) DO UPDATE SET used_on = EXCLUDED.used_on""",
                    company=company.id,
                    key=key,
                    now=fields.Datetime.now(),
                )
            )
