from odoo import models
from odoo.http import request

from ..locks import go_first

# A request that failed so often is let through before all others. Odoo gives up after five attempts.
ATTEMPTS = 2


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _authenticate(cls, endpoint):
        """Override of `base`, here because each attempt of a request begins with it, before anything is read.

        An order of hundreds of goods always finds one of them just taken by somebody with a smaller order, and starts
        anew, until Odoo gives up. At its third attempt it waits until nobody is at work on claims, and goes first.
        """
        request.ic_attempts = getattr(request, 'ic_attempts', 0) + 1
        if request.ic_attempts > ATTEMPTS and getattr(request, 'ic_locks_goods', False):
            go_first(request.env.cr)
        return super()._authenticate(endpoint)
