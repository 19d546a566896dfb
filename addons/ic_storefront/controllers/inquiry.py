import time
from collections import defaultdict, deque

from odoo.http import Controller, request, route
from odoo.tools import email_normalize, plaintext2html

from odoo.addons.website_crm.controllers.website_form import WebsiteForm

LIMITS = {'name': 120, 'email': 254, 'phone': 40, 'message': 4000}
MAX_PER_VISITOR, WINDOW = 5, 600  # inquiries, seconds

# Recent inquiries per address, kept in this process only: enough against a robot that hammers the form.
_recent = defaultdict(deque)


class Inquiry(Controller):
    @route('/shop/piece/<model("product.template"):piece>/inquire', type='jsonrpc', auth='public', website=True)
    def ic_inquire(self, piece, name='', email='', phone='', message='', website='', **kwargs):
        """Take an inquiry about a published piece: a lead for the store, and an e-mail.

        :param str website: a trap; people do not see this field, so what is in it was written by a robot
        :return: {'ok': True}, or {'error': words for the visitor, 'field': name of the field or None}
        """
        values = {'name': name, 'email': email, 'phone': phone, 'message': message}
        values = {key: value.strip() if isinstance(value, str) else '' for key, value in values.items()}
        error = self._ic_check_inquiry(piece, values)
        if error:
            return error
        if website:
            return {'ok': True}
        if self._ic_too_many():
            return {'error': request.env._("You have sent several messages already. Please call us."), 'field': None}
        lead = request.env['crm.lead'].sudo().create(self._ic_prepare_lead_values(piece.sudo(), values))
        lead._ic_notify_store()
        return {'ok': True}

    def _ic_check_inquiry(self, piece, values):
        if not (piece.is_published and piece.ic_category and piece.can_access_from_current_website()):
            return {'error': request.env._("This piece is not in our shop any more."), 'field': None}
        labels = {
            'name': request.env._("Name"),
            'email': request.env._("E-mail"),
            'phone': request.env._("Phone"),
            'message': request.env._("Message"),
        }
        for key in ('name', 'email', 'message'):
            if not values[key]:
                return {'error': request.env._("Please fill in: %s", labels[key]), 'field': key}
        for key, limit in LIMITS.items():
            if len(values[key]) > limit:
                return {
                    'error': request.env._(
                        "%(field)s: at most %(limit)s characters, please.", field=labels[key], limit=limit
                    ),
                    'field': key,
                }
        if not email_normalize(values['email']):
            return {'error': request.env._("Please check your e-mail address."), 'field': 'email'}
        return None

    def _ic_too_many(self):
        now, times = time.monotonic(), _recent[request.httprequest.remote_addr]
        while times and times[0] < now - WINDOW:
            times.popleft()
        if len(times) >= MAX_PER_VISITOR:
            return True
        times.append(now)
        return False

    def _ic_prepare_lead_values(self, piece, values):
        website = request.website.sudo()
        medium = request.env.ref('utm.utm_medium_website', raise_if_not_found=False)
        return {
            'name': request.env._("Inquiry: %s", piece.name),
            'type': 'opportunity',
            'contact_name': values['name'],
            'email_from': values['email'],
            'phone': values['phone'],
            'description': plaintext2html(values['message']),
            'ic_piece_id': piece.id,
            'company_id': website.company_id.id,
            'team_id': website.crm_default_team_id.id,
            'user_id': website.crm_default_user_id.id,
            'medium_id': medium and medium.id,
            'expected_revenue': piece.list_price if piece._ic_web_state() != 'sold' else 0.0,
        }


class ContactForm(WebsiteForm):
    def insert_record(self, request, model_sudo, values, custom, meta=None):
        """Override of `website_crm` to tell the store about a message from the contact page by e-mail as well."""
        lead_id = super().insert_record(request, model_sudo, values, custom, meta=meta)
        if model_sudo.model == 'crm.lead' and lead_id:
            request.env['crm.lead'].sudo().browse(lead_id)._ic_notify_store()
        return lead_id
