from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect.errors import AuthError, RateLimited, ServiceError

# A token that ends within this time is renewed before it is used.
EARLY = timedelta(minutes=5)
# A token that is refused although it is not older is no good, and nor is the next one.
FRESH = timedelta(minutes=2)
# First key of the advisory locks that keep two workers from renewing the same token: refresh tokens work once.
RENEWING = 0x1C70


class IcChannel(models.Model):
    """The one bridge between Odoo and a service: everything the service sees goes through `_client`."""

    _inherit = 'ic.channel'

    # === BUSINESS METHODS === #

    def _client(self):
        """Return the service, ready to be called; its token is renewed first where it is about to end.

        :raises UserError: when a required credential is missing
        """
        self.ensure_one()
        values = self._ic_credentials()
        missing = self.sudo().credential_ids.filtered(
            lambda row: row.is_required and not row.is_kept and not values.get(row.name)
        )
        if missing:
            raise UserError(
                self.env._(
                    "%(channel)s: enter %(fields)s first.", channel=self.name, fields=', '.join(missing.mapped('label'))
                )
            )
        if self._ic_token_ends(values):
            values = self._ic_renew(values)
        return self._service()(**values)

    def _ic_token_ends(self, values):
        """Tell whether the token has to be renewed before it is used."""
        service = self._service()
        if not service.supports('refresh_tokens') or 'expires_at' not in values:
            return False
        if not values.get('access_token'):
            return True
        if not values['expires_at']:
            return False  # a token without an end
        return datetime.fromisoformat(values['expires_at']) < datetime.now(UTC) + EARLY

    def _ic_renew(self, values, force=False):
        """Renew the tokens, one worker at a time, and keep them whatever becomes of the work they were needed for.

        Some vendors replace the refresh token with every use: the answer is stored by a transaction of its own before
        anything else happens. The lock it holds meanwhile is nobody else's.

        :return: all credentials, with the new ones
        """
        with self.env.registry.cursor() as lock:
            lock.execute('SELECT pg_advisory_xact_lock(%s, %s)', [RENEWING, self.id])
            # Waiting may have taken a while, and this transaction still sees what was before: a fresh one looks again.
            with self.env.registry.cursor() as cr:
                channel = self.with_env(self.env(cr=cr))
                now = channel._ic_credentials()
                if (force and now == values) or channel._ic_token_ends(now):
                    channel._ic_store_credentials(channel._service()(**now).refresh_tokens())
                    now = channel._ic_credentials()
        self.sudo().credential_ids.invalidate_recordset(['sealed', 'set_on'])
        return now

    @contextmanager
    def _ic_calling(self, clients=None):
        """Call the service: `with channel._ic_calling() as client`. Notes when it answered, and why it did not.

        A refused token is renewed and the error raised as one that may be tried again; one that cannot be renewed
        makes the channel need reconnecting.

        :param dict clients: keeps the client for the next call of the same piece of work: what it asked once about the
            shop it need not ask again
        :raises ServiceError:
        """
        self.ensure_one()
        clients = {} if clients is None else clients
        try:
            if self not in clients:
                clients[self] = self._client()
            yield clients[self]
        except AuthError as error:
            self._ic_refused(error)
            raise
        except ServiceError as error:
            self._ic_note_failure(error)
            raise
        self._ic_note_answer()

    def _ic_refused(self, error):
        """Renew a token that was refused before its time; where that cannot be done a person has to reconnect."""
        service, values = self._service(), self._ic_credentials()
        if service.supports('refresh_tokens') and values.get('access_token') and not self._ic_is_token_new():
            try:
                self._ic_renew(values, force=True)
            except ServiceError as problem:
                error = problem
            else:
                error.retry = True
                return
        self._ic_apart(lambda channel: channel._ic_break(str(error)))

    def _ic_is_token_new(self):
        """Tell whether the token is so new that refusing it is not about its age: another one would be refused, too."""
        token = self.sudo().credential_ids.filtered(lambda row: row.name == 'access_token')
        return bool(token.set_on) and token.set_on > fields.Datetime.now() - FRESH

    def _ic_note_answer(self):
        """Write down that the service answered, not oftener than once a minute."""
        now = fields.Datetime.now()
        if not self.last_call_on or self.last_call_on < now - timedelta(minutes=1) or self.failures:
            self._ic_pulse(last_call_on=now, last_error=False, failures=0)

    def _ic_note_failure(self, error):
        if isinstance(error, RateLimited):
            return  # the service is well, and says when to come back
        self._ic_pulse(last_error=str(error)[:500], last_error_on=fields.Datetime.now(), failures=self.failures + 1)

    def _ic_apart(self, do):
        """Write to the channel by a transaction of its own: it must survive the failure it tells of."""
        with self.env.registry.cursor() as cr:
            cr.execute('SELECT id FROM ic_channel WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED', [self.id])
            if cr.fetchone():
                do(self.with_env(self.env(cr=cr)).sudo())

    def _ic_break(self, why):
        """Note that the service does not know us any more; nothing is tried until a person reconnects."""
        if self.state == 'connected':
            self.state = 'broken'
            self._ic_pulse(last_error=why[:500], last_error_on=fields.Datetime.now())
            self.message_post(body=self.env._("The service refuses our credentials: %s", why))
            if self.user_id:
                self.activity_schedule(
                    'mail.mail_activity_data_todo', summary=self.env._("Reconnect"), user_id=self.user_id.id
                )
