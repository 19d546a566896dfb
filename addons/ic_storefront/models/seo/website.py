from odoo import models
from odoo.http import request
from odoo.tools.json import scriptsafe

from ..page.once import once


class Website(models.Model):
    _inherit = 'website'

    @once
    def _get_canonical_url(self):
        """Override of `website`: a list of one brand or artist is a page of its own, with its filter in the address."""
        url = super()._get_canonical_url()
        return url + getattr(request, 'ic_canonical_query', '')

    def _enumerate_pages(self, query_string=None, force=False):
        """Override of `website` to keep the list of installed programs out of the sitemap: it is no page of a store."""
        for page in super()._enumerate_pages(query_string=query_string, force=force):
            if page['loc'] != '/website/info':
                yield page

    def _ic_organization_markup(self):
        """Return who the store is, for search engines, as JSON that may stand in a script element."""
        company, base = self.sudo().company_id, self.get_base_url()
        # else its contact is read with everything that a client has
        company.partner_id.fetch(['type', *company._get_company_address_field_names()])
        address = {
            '@type': 'PostalAddress',
            'streetAddress': ', '.join(filter(None, (company.street, company.street2))),
            'addressLocality': company.city,
            'addressRegion': company.state_id.code,
            'postalCode': company.zip,
            'addressCountry': company.country_id.code,
        }
        address = {key: value for key, value in address.items() if value}
        data = {
            '@context': 'https://schema.org',
            '@type': 'Organization',
            'name': company.name,
            'url': base,
            'logo': f'{base}/logo.png?company={company.id}',
            'telephone': company.phone,
            'email': company.email,
            'address': address if len(address) > 1 else None,
        }
        return scriptsafe.dumps({key: value for key, value in data.items() if value}, indent=2)
