from odoo import models
from odoo.http import request

# Odoo looks at the addresses of `ir.qweb.URL_ATTRS`, and at what these would load from elsewhere.
LOADS = frozenset({'img', 'iframe', 'script'})


class IrQweb(models.AbstractModel):
    _inherit = 'ir.qweb'

    def _post_processing_att(self, tag, atts):
        """Override of `website` for elements without an address, where it has nothing to do: most of each page.

        What may hide contents of other hosts behind the cookie bar is looked at as ever.
        """
        if self._ic_has_address(tag, atts) or not self._ic_shows_all():
            return super()._post_processing_att(tag, atts)
        atts.pop('__is_static_node', None)
        return atts

    def _ic_has_address(self, tag, atts):
        """Tell whether an element has an address that Odoo may have to change."""
        if tag in self.URL_ATTRS or tag in LOADS:
            return True
        return bool(atts.get('href')) or 'background-image' in str(atts.get('style', ''))

    @staticmethod
    def _ic_shows_all():
        """Tell whether the page is one of a website that asks nobody before it shows contents of other hosts."""
        website = getattr(request, 'website', None) if request else None
        return bool(website) and not (website.cookies_bar and website.block_third_party_domains)
