from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from odoo.addons.website_crm.controllers.website_form import WebsiteForm

# Inquiries per address, and per person: within so many seconds.
PER_VISITOR, WINDOW = 5, 600
PER_PERSON, DAY = 12, 86400


class InquiryDesk:
    """What every public page does with its inquiry form. A controller inherits it beside `Controller`."""

    def _ic_answer_inquiry(self, piece, post, origin, action, back):
        """Take an inquiry and answer it: as JSON for the form that stays on its page, else as a page.

        The route has `csrf=False`: an inquiry does nothing in the name of the one who is logged in, and the stamp that
        is signed with the form stands in for the token, so that a page with a form needs no cookie.

        :param piece: product.template, one or none
        :param dict post: what was sent
        :param dict origin: see `crm.lead._ic_inquire`
        :param str action: the address the form is sent to, as its stamp was signed for
        :param str back: the address of the page with the form
        """
        answer = self._ic_take_inquiry(piece, post, origin, action)
        if 'application/json' in request.httprequest.headers.get('Accept', ''):
            if answer.get('error'):
                answer['stamp'] = request.env['crm.lead']._ic_stamp(action)
            return request.make_json_response(answer)
        values = {'answer': answer, 'post': post, 'action': action, 'back': back, 'subject': piece.sudo().name}
        response = request.render('ic_storefront.inquiry_page', values)
        response.headers['Cache-Control'] = 'private, no-store'
        response.headers['X-Robots-Tag'] = 'noindex, nofollow'
        return response

    def _ic_take_inquiry(self, piece, post, origin, action):
        """Take an inquiry, unless it is a robot's or one too many.

        :return: {'ok': True}, or {'error': words for the visitor, 'field': name of the field or None}
        """
        leads = request.env['crm.lead'].sudo()
        values = leads._ic_clean_inquiry(post)
        problem = leads._ic_inquiry_problem(values) or self._ic_stamp_error(post.get('stamp'), action)
        if problem:
            return problem
        if post.get('website'):
            # People do not see this field: what is in it was written by a robot, which hears thanks.
            return {'ok': True}
        company = origin.get('company') or piece.sudo().company_id or request.website.company_id
        if self._ic_too_many(company, leads._ic_asker(values, company)):
            return {'error': request.env._("You have sent several messages already. Please call us."), 'field': None}
        leads._ic_inquire(piece, values, {**origin, 'company': company})
        return {'ok': True}

    def _ic_stamp_error(self, stamp, action):
        problem = request.env['crm.lead']._ic_stamp_problem(stamp, action)
        if not problem:
            return None
        words = {
            'fast': request.env._("That was quick. Please press Send once more."),
            'old': request.env._("This page was open for a long time. Please press Send once more."),
            'false': request.env._("This form is not valid any more. Please press Send once more."),
        }
        return {'error': words[problem], 'field': None}

    def _ic_too_many(self, company, asker):
        throttle = request.env['ic.throttle'].sudo()
        if not throttle._ic_allows(company, 'inquiry', throttle._ic_visitor(), PER_VISITOR, WINDOW):
            return True
        names = [value for value in asker.values() if value]
        return not all(throttle._ic_allows(company, 'asker', name, PER_PERSON, DAY) for name in names)


class Inquiry(InquiryDesk, Controller):
    @route(
        '/shop/piece/<model("product.template"):piece>/inquire',
        type='http',
        auth='public',
        methods=['POST'],
        website=True,
        csrf=False,
        sitemap=False,
    )
    def ic_inquire(self, piece, **post):
        """Take an inquiry from the page of a published piece."""
        if not (piece.is_published and piece.ic_category and piece.can_access_from_current_website()):
            if 'application/json' not in request.httprequest.headers.get('Accept', ''):
                raise NotFound()
            text = request.env._("This piece is not in our shop any more.")
            return request.make_json_response({'error': text, 'field': None})
        origin = {'source': 'piece', 'audience': 'retail', 'company': request.website.sudo().company_id}
        return self._ic_answer_inquiry(piece, post, origin, f'/shop/piece/{piece.id}/inquire', piece.website_url)


class ContactForm(WebsiteForm):
    def insert_record(self, request, model_sudo, values, custom, meta=None):
        """Override of `website_crm` to tell the store about a message from the contact page by e-mail as well."""
        lead_id = super().insert_record(request, model_sudo, values, custom, meta=meta)
        if model_sudo.model == 'crm.lead' and lead_id:
            request.env['crm.lead'].sudo().browse(lead_id)._ic_notify_store()
        return lead_id
