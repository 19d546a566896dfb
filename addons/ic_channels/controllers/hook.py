import logging

from odoo import SUPERUSER_ID, http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.ic_connect.errors import BadSignature, ServiceError

_logger = logging.getLogger(__name__)

MAX_BYTES = 1024 * 1024


class Hook(http.Controller):
    """Where services knock. What is not proven to come from the service gets the same answer as what is not there."""

    @http.route(
        '/ic/hook/<string:code>/<string:token>',
        type='http',
        auth='public',
        methods=['POST'],
        csrf=False,
        save_session=False,
        max_content_length=MAX_BYTES,
    )
    def ic_hook(self, code, token, **_facts):
        """Check a webhook, keep it, and answer at once; a job follows it."""
        body = request.httprequest.get_data(cache=True)
        env = request.env(user=SUPERUSER_ID, su=True)
        channel = env['ic.channel']._ic_by_token(code, token)
        if not channel or channel.state not in ('connected', 'paused', 'broken'):
            return request.make_response('', status=404)
        headers = dict(request.httprequest.headers.items())
        try:
            service = channel._service()(**channel._ic_credentials())
            service.verify_webhook(headers, body, channel._ic_hook_url())
            events = service.parse_webhook(headers, body)
        except UserError:
            # The key of the installation is missing or another one: nothing can be checked. Services send it again.
            _logger.error("A webhook for channel %s cannot be checked: its credentials cannot be opened", channel.id)
            return request.make_response('', status=503)
        except BadSignature:
            _logger.warning("A webhook for channel %s was refused: its signature does not match", channel.id)
            return request.make_response('', status=404)
        except (ServiceError, ValueError, KeyError, TypeError) as problem:
            # Signed, but not understood: kept out, and told in the log; polling and comparing catch what it meant.
            _logger.warning("A webhook for channel %s was not understood: %s", channel.id, type(problem).__name__)
            return request.make_response('', status=200)
        env['ic.channel.event']._ic_receive(channel, events, body)
        return request.make_response('', status=200)
