from odoo.http import Controller, request, route

from ..models.notice.piece_notice import CONSENT


class Notice(Controller):
    @route('/shop/notice', type='http', auth='public', methods=['POST'], website=True, sitemap=False)
    def ic_notice(self, back='/shop', hide='', **_others):
        """Remember for this visit that the visitor has read the notice and wants to see such works, or no longer.

        :param str back: where he was; only an address of this site is followed
        """
        if hide:
            request.session.pop(CONSENT, None)
        else:
            request.session[CONSENT] = True
        return request.redirect(back or '/shop', code=303, local=True)
