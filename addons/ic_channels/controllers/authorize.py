from odoo import http
from odoo.exceptions import UserError
from odoo.http import request


class Authorize(http.Controller):
    """Where a vendor sends a person back who granted access."""

    @http.route('/ic/channel/authorized', type='http', auth='user', methods=['GET'])
    def ic_channel_authorized(self, state='', code='', **_facts):
        """Keep what was granted and go back to the channel, also when it failed: the reason is told there."""
        try:
            channel = request.env['ic.channel']._ic_of_state(state)
        except UserError as problem:
            return request.make_response(str(problem), status=400, headers=[('Content-Type', 'text/plain')])
        try:
            if not code:
                raise UserError(request.env._("The vendor granted nothing."))
            channel._ic_authorized(code)
        except UserError as problem:
            channel.message_post(body=request.env._("Connecting failed: %s", problem))
        return request.redirect(f'/odoo/action-ic_channels.ic_channel_action/{channel.id}')
