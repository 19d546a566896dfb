import time

from odoo import api, models
from odoo.tools import consteq, hmac

# A person needs longer than this to write a message; a page that is older has been left open for a week.
MIN_SECONDS, MAX_SECONDS = 3, 7 * 86400
SCOPE = 'ic_storefront.inquiry'


class CrmLead(models.Model):
    """The stamp of an inquiry form: when it was shown, signed, so that a robot cannot make one up."""

    _inherit = 'crm.lead'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_stamp(self, action, at=None):
        """Return the stamp for a form that is sent to `action` (its address).

        :param at: when it was shown, in seconds; now by default
        """
        moment = int(time.time() if at is None else at)
        return f'{moment}.{self._ic_sign_stamp(action, moment)}'

    @api.model
    def _ic_stamp_problem(self, stamp, action):
        """Return what is wrong with the stamp of a form: False, 'false', 'fast' or 'old'."""
        moment, _dot, signature = (stamp if isinstance(stamp, str) else '').partition('.')
        if not (moment.isascii() and moment.isdigit() and len(moment) < 12 and signature.isascii()):
            return 'false'
        if not consteq(signature, self._ic_sign_stamp(action, int(moment))):
            return 'false'
        age = time.time() - int(moment)
        if age < MIN_SECONDS:
            return 'fast'
        return 'old' if age > MAX_SECONDS else False

    @api.model
    def _ic_sign_stamp(self, action, moment):
        return hmac(self.env(su=True), SCOPE, f'{action}|{moment}')[:40]
