from markupsafe import Markup

from odoo import fields, models
from odoo.tools import formataddr, plaintext2html

# Thanks sent to one address in a day. The address is typed by a stranger: nobody is to be flooded by our mails.
THANKS_PER_DAY = 5
DAY = 86400


class CrmLead(models.Model):
    """What is written after an inquiry came in: to the store, to the person, and into the lead."""

    _inherit = 'crm.lead'

    # === BUSINESS METHODS === #

    def _ic_add_message(self, values):
        """Put one more message of the person into the lead, and tell the store."""
        self.ensure_one()
        self.write(
            {
                'ic_message_count': self.ic_message_count + 1,
                'ic_last_message_at': fields.Datetime.now(),
            }
        )
        self._ic_learn(values)
        words = plaintext2html(values['message'])
        reach = ' · '.join(filter(None, (values['email'], values['phone'])))
        self.message_post(
            body=Markup('<p><strong>%s</strong> (%s)</p>%s') % (values['name'], reach, words),
            author_id=False,
            email_from=formataddr((values['name'], values['email'] or 'nobody@localhost')),
            message_type='email',
            subtype_xmlid='mail.mt_comment',
        )
        self.with_context(ic_words=words)._ic_notify_store()

    def _ic_learn(self, values):
        """Fill in how to reach the person where the lead does not know it yet; what it knows stays."""
        self.ensure_one()
        known = self._ic_asker(values, self.company_id)
        missing = {name: value for name, value in known.items() if value and not self[name]}
        for name in list(missing):
            if self._ic_find_inquiry(self.company_id, self.ic_subject_key, {name: missing[name]}):
                del missing[name]
        if values['email'] and not self.email_from:
            missing['email_from'] = values['email']
        if values['phone'] and not self.phone:
            missing['phone'] = values['phone']
        if missing:
            with self._ic_one_at_a_time():
                self.write(missing)

    def _ic_thank(self):
        """Put a confirmation for the person into the queue, in his language. It repeats nothing that was typed."""
        self.ensure_one()
        template = self.env.ref('ic_storefront.mail_template_inquiry_thanks', raise_if_not_found=False)
        if not template or not self.ic_asker_email:
            return
        if (
            self.env['ic.throttle']
            .sudo()
            ._ic_allows(self.company_id, 'thanks', self.ic_asker_email, THANKS_PER_DAY, DAY)
        ):
            template.sudo().send_mail(self.id)

    def _ic_mail_name(self):
        """Return how to greet the person: his name, unless it is no name (an address, a sentence with a link)."""
        self.ensure_one()
        name = ' '.join((self.contact_name or '').split())
        strange = any(sign in name for sign in ('/', '@', ':', '<', '>')) or '.' in name.rstrip('.')[:-1].replace(
            '. ', ''
        )
        return '' if strange or len(name) > 60 else name

    def _ic_mail_url(self):
        """Return the address at which a member of the store opens the lead, after logging in."""
        self.ensure_one()
        return f'{self.get_base_url()}/mail/view?model=crm.lead&res_id={self.id}'

    def _ic_origin_words(self):
        """Return in words from which page the inquiry came."""
        self.ensure_one()
        page = dict(self._fields['ic_origin']._description_selection(self.env)).get(self.ic_origin, '')
        return f'{page}: {self.ic_origin_name}' if self.ic_origin_name else page
