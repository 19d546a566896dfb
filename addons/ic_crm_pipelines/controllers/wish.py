import time
from collections import defaultdict, deque

from odoo import fields
from odoo.http import Controller, request, route
from odoo.tools import email_normalize
from odoo.tools.misc import hash_sign, verify_hash_signed

LIMITS = {'text': 1000, 'name': 120, 'email': 254, 'phone': 40, 'brand': 60, 'model': 80, 'reference': 60, 'size': 20}
MAX_PER_VISITOR, WINDOW = 5, 600  # wishes, seconds
# Wishes that one address may have open from the site, whichever machine they are sent from.
MAX_PER_ADDRESS = 20
CONDITIONS = ('new', 'unworn', 'excellent', 'very_good', 'good', 'fair')

# Recent wishes per visitor, kept in this process only: enough against a robot that hammers the form.
_recent = defaultdict(deque)


class Wish(Controller):
    """A customer leaves a wish: he writes what he looks for, sees how it is understood, corrects it, and agrees.

    Works without JavaScript. Against robots: a field nobody sees, a stamp that only the first page gives out, a limit
    per visitor and one per address. An answer never tells whether an address is known.
    """

    @route('/wish', type='http', auth='public', website=True, methods=['GET', 'POST'], sitemap=True)
    def ic_wish(self, **post):
        """Show the form; answer the first step with what was understood."""
        if request.httprequest.method == 'GET':
            return self._ic_page('ic_crm_pipelines.wish_page', sent={'text': (post.get('text') or '')[:1000]})
        text = self._ic_clean(post, 'text')
        if not text:
            return self._ic_page(
                'ic_crm_pipelines.wish_page', sent={}, problem=request.env._("Tell us what you are looking for.")
            )
        values = request.env['ic.wish'].sudo()._ic_read_values(text, self._ic_company())
        return self._ic_second_step(self._ic_shown(text, values))

    @route('/wish/send', type='http', auth='public', website=True, methods=['POST'], sitemap=False)
    def ic_wish_send(self, website='', stamp='', **post):
        """Note the wish as the customer has corrected it.

        :param str website: a trap; people do not see this field, so what is in it was written by a robot
        :param str stamp: what the first step gave out
        """
        sent = {key: self._ic_clean(post, key) for key in LIMITS}
        sent.update(
            {key: post.get(key) or '' for key in ('price_max', 'currency', 'year_from', 'year_to', 'condition')}
        )
        sent.update({key: bool(post.get(key)) for key in ('full_set', 'consent')})
        for kind in ('color', 'material', 'trait', 'unwanted'):
            sent[f'{kind}_ids'] = self._ic_ids(request.httprequest.form.getlist(f'{kind}_ids'))
        problem = self._ic_problem(sent)
        if problem:
            return self._ic_second_step(sent, problem)
        if website or not self._ic_is_stamped(stamp):
            return self._ic_page('ic_crm_pipelines.wish_thanks')
        if self._ic_too_many(sent['email']):
            return self._ic_second_step(
                sent, request.env._("You have left several wishes already. Please write or call us.")
            )
        wish = request.env['ic.wish'].sudo().create(self._ic_values(sent))
        wish._ic_confirm()
        return self._ic_page('ic_crm_pipelines.wish_thanks', wish=wish)

    @route('/wish/withdraw/<string:token>', type='http', auth='public', website=True, sitemap=False)
    def ic_wish_withdraw(self, token, **post):
        """Ask before withdrawing: programs that look at mails follow links, they do not press buttons."""
        wish = request.env['ic.wish']._ic_by_token(token)
        if not wish:
            raise request.not_found()
        if request.httprequest.method == 'POST':
            wish._ic_end('withdrawn')
        return self._ic_page('ic_crm_pipelines.wish_withdraw', wish=wish, token=token)

    # === the two steps === #

    def _ic_is_stamped(self, stamp):
        """Tell whether the first step gave out this stamp, within the last hours."""
        try:
            return bool(verify_hash_signed(request.env(su=True), 'ic_wish', stamp or ''))
        except (ValueError, IndexError, TypeError):
            return False  # no stamp of ours at all

    def _ic_page(self, template, **values):
        response = request.render(template, values)
        response.headers['Cache-Control'] = 'private, no-store'
        return response

    def _ic_second_step(self, sent, problem=''):
        words = request.env['ic.wish.word'].sudo()
        return self._ic_page(
            'ic_crm_pipelines.wish_check',
            sent=sent,
            problem=problem,
            chips={
                kind: words.browse(sent.get(f'{kind}_ids') or []).exists()
                for kind in ('color', 'material', 'trait', 'unwanted')
            },
            consent_text=self._ic_company().ic_wish_consent,
            currencies=request.env['res.currency'].sudo().search([('active', '=', True)]).mapped('name'),
            stamp=hash_sign(request.env(su=True), 'ic_wish', int(time.time()), expiration_hours=4),
        )

    def _ic_shown(self, text, values):
        """Return what was read of a text as the second step shows it."""
        Wish = request.env['ic.wish'].sudo()
        read = Wish.new(values)
        return {
            'text': text,
            'brand': read.brand_id.name or '',
            'model': read.family_id.name or read.silhouette_id.name or '',
            'reference': read.reference or '',
            'size': read.size or (f'{read.size_from:g}–{read.size_to:g} mm' if read.size_from and read.size_to else ''),
            'price_max': f'{read.price_max:.0f}' if read.price_max else '',
            'currency': read.currency_id.name or '',
            'year_from': read.year_from or '',
            'year_to': read.year_to or '',
            'condition': read.condition or '',
            'full_set': read.box and read.papers,
            **{f'{kind}_ids': read[f'{kind}_ids'].ids for kind in ('color', 'material', 'trait', 'unwanted')},
            'name': '' if request.env.user._is_public() else request.env.user.name,
            'email': '' if request.env.user._is_public() else request.env.user.email or '',
        }

    def _ic_clean(self, post, key):
        value = post.get(key)
        return value.strip()[: LIMITS[key] + 1] if isinstance(value, str) else ''

    def _ic_ids(self, values):
        return [int(value) for value in values[:30] if value.isdecimal() and len(value) < 9]

    def _ic_company(self):
        return request.website.sudo().company_id

    def _ic_problem(self, sent):
        """Return in words what is missing or cannot be, '' when all is well."""
        for key, limit in LIMITS.items():
            if len(sent[key]) > limit:
                return request.env._(
                    "%(field)s: at most %(limit)s characters, please.", field=key.capitalize(), limit=limit
                )
        if not sent['name']:
            return request.env._("Please tell us your name.")
        if not sent['email'] or not email_normalize(sent['email']):
            return request.env._("Please check your e-mail address: the confirmation goes there.")
        if not sent['consent']:
            return request.env._("Without your consent we may not keep your wish.")
        for key, label in (
            ('price_max', request.env._("Price")),
            ('year_from', request.env._("Year")),
            ('year_to', request.env._("Year")),
        ):
            text = str(sent[key]).strip().replace(' ', '').replace(',', '')
            if text and not (text.isdecimal() and len(text) < 10):
                return request.env._("%s: a whole number, please.", label)
            sent[key] = int(text) if text else 0
        if sent['year_from'] and sent['year_to'] and sent['year_from'] > sent['year_to']:
            return request.env._("The first year must not be after the last.")
        if not (sent['text'] or sent['brand'] or sent['model'] or sent['reference']):
            return request.env._("Tell us what you are looking for.")
        return ''

    def _ic_too_many(self, email):
        now, times = time.monotonic(), _recent[request.httprequest.remote_addr]
        while times and times[0] < now - WINDOW:
            times.popleft()
        open_wishes = [('source', '=', 'website'), ('state', 'in', ('open', 'matched')), ('email', '=ilike', email)]
        if len(times) >= MAX_PER_VISITOR:
            return True
        if request.env['ic.wish'].sudo().search_count(open_wishes, limit=MAX_PER_ADDRESS) >= MAX_PER_ADDRESS:
            return True
        times.append(now)
        return False

    def _ic_values(self, sent):
        """Return the values of the wish: the text as read, over it what the customer has corrected."""
        company = self._ic_company()
        Wish = request.env['ic.wish'].sudo()
        values = Wish._ic_read_values(sent['text'], company) if sent['text'] else {}
        values.update(self._ic_names(sent, company))
        currency = request.env['res.currency'].sudo().search([('name', '=', sent['currency'])], limit=1)
        values.update(
            text=sent['text'] or False,
            price_max=sent['price_max'],
            currency_id=(currency or company.currency_id).id,
            year_from=sent['year_from'],
            year_to=sent['year_to'],
            condition=sent['condition'] if sent['condition'] in CONDITIONS else False,
            box=sent['full_set'] or bool(values.get('box') and not values.get('papers')),
            papers=sent['full_set'] or bool(values.get('papers') and not values.get('box')),
            company_id=company.id,
            source='website',
            contact_name=sent['name'],
            email=sent['email'],
            phone=sent['phone'] or False,
            partner_id=Wish._ic_known_partner(sent['email'], company).id,
            consent='site',
            consent_on=fields.Datetime.now(),
            consent_text=company.ic_wish_consent,
            consent_page=request.httprequest.url[:250],
        )
        for kind in ('color', 'material', 'trait', 'unwanted'):
            kept = request.env['ic.wish.word'].sudo().browse(sent[f'{kind}_ids']).exists()
            values[f'{kind}_ids'] = [(6, 0, kept.ids)]
        return values

    def _ic_names(self, sent, company):
        """Return brand, model and reference as the customer left them. What the catalog lacks is kept as words."""
        Wish = request.env['ic.wish'].sudo()
        text = ' '.join(filter(None, (sent['brand'], sent['model'], sent['reference'])))
        read = Wish._ic_read_values(text, company) if text else {}
        names = {name: read.get(name, False) for name in ('brand_id', 'family_id', 'silhouette_id')}
        names['reference'] = sent['reference'] or False
        if sent['size'] and 'mm' not in sent['size']:
            names['size'] = sent['size']
        elif not sent['size']:
            names.update(size=False, size_from=0, size_to=0)
        if read.get('words'):
            names['words'] = read['words']
        return names
