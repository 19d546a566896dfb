import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, hash_sign, verify_hash_signed

from odoo.addons.ic_connect.errors import ServiceError

SCOPE = 'ic_channels.authorize'
PATIENCE = timedelta(minutes=10)  # a person has so long to say yes at the vendor


class IcChannel(models.Model):
    """Connecting, testing, pausing and disconnecting: the buttons of the connections page."""

    _inherit = 'ic.channel'

    authorize_nonce = fields.Char(copy=False, groups=fields.NO_ACCESS, help="Makes a grant good for one use.")

    # === ACTIONS === #

    def action_ic_connect(self):
        """Test the credentials, ask which places there are, subscribe to news, and open the connection."""
        self.check_access('write')
        for channel in self:
            try:
                with channel._ic_calling() as client:
                    values = channel._ic_learn(client)
            except ServiceError as error:
                raise UserError(channel._ic_advice(error)) from None
            now = fields.Datetime.now()
            since = {'connected_on': now, 'orders_from': channel.orders_from or now}
            channel.write({**values, **since, 'state': 'connected'})
            channel.activity_unlink(['mail.mail_activity_data_todo'])
            if channel.has_webhooks:
                channel._ic_hook_url()  # stored with this click: a job that fails half-way must find the same again
            channel._ic_subscribe_later()
            channel._ic_poll_later()
            channel.listing_ids._ic_mark('content')
        return self._ic_tell(self.env._("Connected"))

    def action_ic_test(self):
        """Make one harmless call and say who answered."""
        self.check_access('write')
        self.ensure_one()
        try:
            with self._ic_calling() as client:
                self.account = client.check()
        except ServiceError as error:
            raise UserError(self._ic_advice(error)) from None
        return self._ic_tell(self.env._("It works: %s", self.account))

    def action_ic_authorize(self):
        """Send the person to the vendor to grant access; the vendor sends him back."""
        self.check_access('write')
        self.ensure_one()
        nonce = self.sudo().authorize_nonce = secrets.token_urlsafe(16)
        state = hash_sign(self.sudo().env, SCOPE, [self.id, self.env.uid, nonce], expiration=PATIENCE)
        url = self._client_to_authorize().authorize_url(self._ic_return_url(), state)
        return {'type': 'ir.actions.act_url', 'url': url, 'target': 'self'}

    def action_ic_pause(self):
        """Exchange nothing until resumed; what changes meanwhile is sent then."""
        self.filtered(lambda channel: channel.state == 'connected').write({'state': 'paused'})

    def action_ic_resume(self):
        """Go on where it stopped: orders first, then what changed."""
        paused = self.filtered(lambda channel: channel.state == 'paused')
        paused.write({'state': 'connected'})
        for channel in paused:
            channel._ic_poll_later()
            channel._ic_follow_later()
            channel._ic_drain_later()

    def action_ic_disconnect(self):
        """Stop for good and forget the credentials. Listings, orders and their history stay.

        Subscriptions are taken back where the service still answers; if it does not, disconnecting works all the same.
        """
        self.check_access('write')
        for channel in self:
            if channel.state in ('connected', 'paused', 'broken') and channel.has_webhooks:
                channel._ic_unsubscribe()
            channel.sudo().credential_ids.filtered(lambda row: row.is_secret or row.is_kept).write(
                {'sealed': False, 'set_on': False}
            )
            channel.write({'state': 'disconnected', 'account': False})
            channel.sudo().write({'hook_hash': False, 'hook_sealed': False})
            self.env['ic.listing.mark'].sudo().search([('channel_id', '=', channel.id)]).unlink()

    def action_ic_go_live(self):
        """Leave shadow mode: from now on what the listings say is sent."""
        self.write({'shadow': False})
        self.listing_ids._ic_mark('content')

    # === BUSINESS METHODS === #

    def _ic_learn(self, client):
        """Return what the service says about the account, and keep the places it counts stock in."""
        self.ensure_one()
        values = {'account': client.check()}
        if client.supports('list_locations'):
            self._ic_keep_locations(client.list_locations())
        return values

    def _ic_keep_locations(self, locations):
        """Write down the places of the channel; the first open one gets the store's first warehouse if none has one."""
        known = {place.remote_id: place for place in self.sudo().location_ids}
        for one in locations:
            values = {'name': one.name, 'is_active': one.is_active}
            if one.remote_id in known:
                known[one.remote_id].write(values)
            else:
                known[one.remote_id] = self.sudo().location_ids.create(
                    {**values, 'channel_id': self.id, 'remote_id': one.remote_id}
                )
        places = self.sudo().location_ids.filtered('is_active')
        if places and not places.warehouse_id:
            places[0].warehouse_id = self._ic_warehouse()

    def _ic_warehouse(self):
        """Return the warehouse this channel's orders are delivered from."""
        self.ensure_one()
        return self.warehouse_id or self.env['stock.warehouse'].sudo().search(
            [('company_id', '=', self.company_id.id)], limit=1
        )

    def _client_to_authorize(self):
        """Return the service with what is typed so far: there is no token yet."""
        return self._service()(**self._ic_credentials())

    def _ic_return_url(self):
        return f'{self.get_base_url()}/ic/channel/authorized'

    @api.model
    def _ic_of_state(self, state):
        """Return the channel for whose authorisation `state` was signed: for the same person, in time, once."""
        try:
            signed = verify_hash_signed(self.sudo().env, SCOPE, state or '')
        except ValueError:
            signed = None
        channel = self.browse(signed[0] if signed else ()).exists()
        nonce = channel.sudo().authorize_nonce
        if not nonce or signed[1] != self.env.uid or not consteq(nonce, signed[2]):
            raise UserError(self.env._("This grant is not yours, or it took too long. Start again from the channel."))
        channel.sudo().authorize_nonce = False
        return channel

    def _ic_authorized(self, code):
        """Keep the tokens that the vendor gives for `code`, then connect."""
        self.ensure_one()
        self.check_access('write')
        try:
            tokens = self._client_to_authorize().obtain_tokens(self._ic_return_url(), code)
        except ServiceError as error:
            raise UserError(self._ic_advice(error)) from None
        self._ic_store_credentials(tokens)
        return self.action_ic_connect()

    def _ic_advice(self, error):
        """Return a failure of the service in words, with what to do about it."""
        advice = {
            'AuthError': self.env._("Check the credentials; enter them anew if they were changed at the vendor."),
            'NotFound': self.env._("Check the address or the name of the shop."),
            'RateLimited': self.env._("The service asks us to wait. It is tried again by itself."),
            'Unreachable': self.env._("The service cannot be reached just now. It is tried again by itself."),
            'Stale': self.env._("Somebody was faster. It is looked at again by itself."),
            'Rejected': self.env._("Change what the service names, then it is sent again."),
            'Forbidden': self.env._("The address is not one that may be called."),
            'Unsupported': self.env._("This service cannot do that."),
        }.get(type(error).__name__, '')
        return f'{error}\n{advice}'.strip()

    def _ic_tell(self, words):
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'message': words,
                'type': 'success',
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'},
            },
        }
