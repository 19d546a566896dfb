"""What the parts of one page ask for again and again is worked out once."""

import functools

from odoo.http import request


def once(method):
    """Remember what a method of one piece returned, for the rest of a request that only looks.

    Only for what nobody changes by looking: pictures, makers, words. Never for a price, a state or a claim: the payment
    page takes a claim although it is only opened.
    """

    @functools.wraps(method)
    def remembered(self, *args, **options):
        if options or not request or request.httprequest.method != 'GET':
            return method(self, *args, **options)
        self.ensure_one()
        known = getattr(request, 'ic_once', None)
        if known is None:
            known = request.ic_once = {}
        key = (method, self.id, args, self.env.uid, self.env.su, self.env.lang)
        if key not in known:
            known[key] = method(self, *args)
        return known[key]

    return remembered
