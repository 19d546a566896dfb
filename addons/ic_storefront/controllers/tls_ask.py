from urllib.parse import urlsplit

from odoo.http import Controller, request, route


class TlsAsk(Controller):
    @route('/ic/tls/ask', type='http', auth='public', methods=['GET'], save_session=False, readonly=True, sitemap=False)
    def ask(self, domain='', **_others):
        """Answer the proxy's question whether it may get a certificate for a host name.

        200 only for the domain of one of our websites, 404 for all else and for everybody who asks through the proxy:
        the list of domains is nobody else's business.
        """
        through_proxy = 'HTTP_X_FORWARDED_FOR' in request.httprequest.environ
        allowed = not through_proxy and _host(domain) and _host(domain) in self._domains()
        return request.make_response('', status=200 if allowed else 404, headers=[('Cache-Control', 'no-store')])

    def _domains(self):
        websites = request.env['website'].sudo().search([('domain', '!=', False)])
        return {_host(website.domain) for website in websites} - {''}


def _host(address):
    """Return the host of a domain or an address as browsers send it: lower case, punycode, no final dot; '' if none."""
    address = address.strip()
    try:
        host = urlsplit(address if '//' in address else f'//{address}').hostname or ''
        return host.rstrip('.').encode('idna').decode().lower()
    except ValueError:  # UnicodeError is one, too
        return ''
