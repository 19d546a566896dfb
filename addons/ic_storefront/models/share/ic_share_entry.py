from odoo import api, models
from odoo.http import request

from ... import tokens

# Addresses that lead nowhere, asked for from one place: afterwards it is not looked at what is asked for.
GUESSES, WINDOW = 30, 600


class IcShareLink(models.Model):
    """The door: which link a secret opens, and how often somebody may try."""

    _inherit = 'ic.share.link'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_enter(self, token):
        """Return (link, problem) for the secret in an address.

        :return: the ic.share.link as superuser and None; or none and 'unknown', 'many' (too many guesses); or the link
            and 'expired'. Revoked and switched off answers as unknown: nobody learns that there was something.
        """
        nothing, throttle = self.sudo().browse(), self.env['ic.throttle'].sudo()
        company, who = request.website.sudo().company_id, throttle._ic_visitor()
        if not throttle._ic_allows(company, 'share', who, GUESSES, WINDOW, count=False):
            return nothing, 'many'
        link = self._ic_by_token(token)
        if not link:
            throttle._ic_allows(company, 'share', who, GUESSES, WINDOW)
            return nothing, 'unknown'
        # Who has the address of a link that is closed has not guessed it: it does not count against him.
        if link.state in ('revoked', 'off'):
            return nothing, 'unknown'
        return link, 'expired' if link.state == 'expired' else None

    @api.model
    def _ic_by_token(self, token):
        """Return the link, as superuser, that `token` is the secret of, closed or not; none for any other text.

        The index is asked for a digest, never for the secret, and the digest found is compared in constant time.
        """
        links = self.sudo()
        if not tokens.is_token(token):
            return links.browse()
        digest = tokens.digest(token)
        link = links.search([('digest', '=', digest)], limit=1)
        return link if tokens.same(link.digest, digest) else links.browse()
