import hashlib
import os
import threading
import time

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect.errors import AuthError, Forbidden, NotFound, ServiceError
from odoo.addons.ic_connect.object_store import ObjectStore, PublicBucket

PREFIX = 's3://'
SETTINGS = ('S3_ENDPOINT', 'S3_BUCKET', 'S3_KEY', 'S3_SECRET')
# A store that is away is not asked again for so many seconds: a page of forty pictures must not wait forty times.
REST = 10

_clients = {}
_away = {}
_lock = threading.Lock()


class PhotoStoreError(UserError):
    """The object store did not do what it was asked, in words for a person."""

    def __init__(self, message, retry=False):
        super().__init__(message)
        self.retry = retry  # may the same work later, with nothing changed?


class IcPhotoStore(models.AbstractModel):
    """The bucket, as the environment of the server names it. Keys are read there each time and never stored.

    Objects are named by the database and the SHA-1 of their content, as Odoo names files on disk: what is in one never
    changes, the same photo is kept once, and several databases may share a bucket.
    """

    _name = 'ic.photo.store'
    _description = "Object Store of Photos"

    # === BUSINESS METHODS === #

    @api.model
    def _ic_settings(self):
        """Return the settings of the environment as dict; `missing` names those that are not set."""
        values = {name: os.environ.get(name, '').strip() for name in SETTINGS}
        return {
            **values,
            'S3_REGION': os.environ.get('S3_REGION', '').strip() or 'us-east-1',
            'missing': [name for name, value in values.items() if not value],
        }

    @api.model
    def _ic_name(self, checksum):
        """Return how content of a checksum is named in `ir.attachment.store_fname`."""
        folder = self.env['ir.config_parameter'].sudo().get_param('database.uuid')
        return f'{PREFIX}{folder}/{checksum[:2]}/{checksum}'

    @api.model
    def _ic_put(self, name, data, mimetype):
        """Keep `data` (bytes) under `name`. :raises PhotoStoreError: nothing is kept then"""
        self._ic_ask(lambda client: client.put(name.removeprefix(PREFIX), data, mimetype))

    @api.model
    def _ic_get(self, name):
        """Return the bytes under `name`, checked against their name.

        :raises PhotoStoreError: there is no answer, or other bytes than were stored
        """
        data = self._ic_ask(lambda client: client.get(name.removeprefix(PREFIX)))
        if hashlib.sha1(data, usedforsecurity=False).hexdigest() != name.rpartition('/')[2]:
            raise PhotoStoreError(self.env._("The object store holds a damaged file: %s.", name))
        return data

    @api.model
    def _ic_delete(self, names):
        """Delete objects of this database; those of another one are left alone (this one may be its copy)."""
        own = self._ic_name('').partition('//')[2].split('/')[0]
        names = [name.removeprefix(PREFIX) for name in names]
        self._ic_ask(lambda client: client.delete(name for name in names if name.startswith(f'{own}/')))

    @api.model
    def _ic_check(self):
        """Write, read and delete a small file. :raises PhotoStoreError: in words, with what to do about it"""
        _away.clear()
        self._ic_ask(lambda client: client.check())

    @api.model
    def _ic_ask(self, call):
        """Return what `call` returns for the client. :raises PhotoStoreError: in words"""
        client = self._ic_client()
        if time.monotonic() < _away.get(client, 0):
            raise PhotoStoreError(self._ic_away_text(client, self.env._("it did not answer a moment ago")), retry=True)
        try:
            return call(client)
        except ServiceError as error:
            if error.retry:
                _away[client] = time.monotonic() + REST
            raise PhotoStoreError(self._ic_words(client, error), retry=error.retry) from None

    @api.model
    def _ic_client(self):
        settings = self._ic_settings()
        if settings['missing']:
            raise PhotoStoreError(
                self.env._(
                    "The object store is not configured: %s not set in the environment of the server. The installation "
                    "guide says what goes there.",
                    ', '.join(settings['missing']),
                )
            )
        key = tuple(settings[name] for name in (*SETTINGS, 'S3_REGION'))
        with _lock:
            if key not in _clients:
                _clients.clear()
                _away.clear()
                endpoint, bucket, *credential, region = key
                _clients[key] = ObjectStore(endpoint, bucket, *credential, region=region)
            return _clients[key]

    # === BUSINESS METHODS: words === #

    @api.model
    def _ic_words(self, client, error):
        """Return in words what went wrong, and what to do about it."""
        if isinstance(error, PublicBucket):
            return self.env._(
                "Bucket %s is public: everybody who knows an address could read your originals, with the place where "
                "they were taken. Make it private, then test again.",
                client.bucket,
            )
        texts = {
            'InvalidAccessKeyId': self.env._("The object store does not know the key S3_KEY. Copy it again."),
            'SignatureDoesNotMatch': self.env._(
                "The secret S3_SECRET does not belong to the key S3_KEY. Copy it again."
            ),
            'NoSuchBucket': self.env._("There is no bucket %s. Make it, or correct S3_BUCKET.", client.bucket),
            'AccessDenied': self.env._(
                "The key may not read and write in bucket %s. Give it that right, for this bucket only.", client.bucket
            ),
            'RequestTimeTooSkewed': self.env._("The clock of this server is wrong, so the object store refuses it."),
            'NoSuchKey': self.env._("The object store does not hold this file any more."),
        }
        if text := texts.get(error.code):
            return text
        if isinstance(error, AuthError):
            return self.env._("The object store refuses the key S3_KEY with S3_SECRET.")
        if isinstance(error, Forbidden):
            return self.env._("S3_ENDPOINT is no address that can be called: %s.", client.endpoint)
        if isinstance(error, NotFound):
            return self.env._("%s answers, but not as an object store: correct S3_ENDPOINT.", client.endpoint)
        return self._ic_away_text(client, str(error))

    @api.model
    def _ic_away_text(self, client, reason):
        return self.env._(
            "The object store %(endpoint)s does not answer (%(reason)s). Nothing was changed; try again in a few "
            "minutes.",
            endpoint=client.endpoint,
            reason=reason,
        )
