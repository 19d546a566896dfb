"""Files in a bucket of an object store that speaks S3: Amazon, Cloudflare R2, MinIO, Ceph, Garage and the like.

Four verbs are enough for us (put, get, delete, look), so there is no vendor's library behind it. Requests are signed
with Signature Version 4 over the hash of the content: a store that got other bytes than we sent refuses them.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from .errors import AuthError, NotFound, ServiceError
from .http import Http

MAX_BYTES = 64 * 1024 * 1024
EMPTY = hashlib.sha256(b'').hexdigest()
PROBE = 'inventory-connect-check'


class PublicBucket(ServiceError):
    """Anybody who knows an address may read the bucket."""


def signature_headers(method, url, body_hash, *, key, secret, region, now=None, query='', extra=None):
    """Return the headers that sign a request to S3 (AWS Signature Version 4, one chunk).

    :param str url: without query
    :param str body_hash: SHA-256 of the body, in hex
    :param str query: canonical query, parts sorted and quoted
    :param dict extra: further headers to send and to sign
    """
    moment = (now or datetime.now(UTC)).strftime('%Y%m%dT%H%M%SZ')
    parts = urlsplit(url)
    headers = {
        **{name.lower(): value for name, value in (extra or {}).items()},
        'host': parts.netloc,
        'x-amz-content-sha256': body_hash,
        'x-amz-date': moment,
    }
    names = ';'.join(sorted(headers))
    lines = ''.join(f'{name}:{headers[name].strip()}\n' for name in sorted(headers))
    canonical = '\n'.join((method, parts.path, query, lines, names, body_hash))
    scope = f'{moment[:8]}/{region}/s3/aws4_request'
    text = '\n'.join(('AWS4-HMAC-SHA256', moment, scope, hashlib.sha256(canonical.encode()).hexdigest()))
    signing = f'AWS4{secret}'.encode()
    for part in scope.split('/'):
        signing = hmac.digest(signing, part.encode(), 'sha256')
    signature = hmac.digest(signing, text.encode(), 'sha256').hex()
    del headers['host']  # the client writes it itself, the same
    headers['authorization'] = (
        f'AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={names}, Signature={signature}'
    )
    return headers


class ObjectStore:
    """One bucket.

    :param str endpoint: address of the service, for example ``https://<account>.r2.cloudflarestorage.com``
    :param str region: what the service calls its region; most that are not Amazon take any
    :param float patience: seconds until a store that does not connect counts as away
    """

    def __init__(self, endpoint, bucket, key, secret, region='us-east-1', patience=3):
        self.endpoint, self.bucket, self.region = endpoint.rstrip('/'), bucket, region
        self._key, self._secret = key, secret
        # The server's own configuration names the host, so it may stand in the house.
        host = urlsplit(self.endpoint).hostname or ''
        self._http = Http(
            self.endpoint,
            headers={'Accept': '*/*', 'Accept-Encoding': 'identity'},
            secrets=(secret,),
            timeout=(patience, 15),
            deadline=60,
            tries=2,
            patience=1,
            max_bytes=MAX_BYTES,
            private_hosts=(host,),
        )

    def put(self, name, data, mimetype='application/octet-stream'):
        """Keep `data` (bytes) under `name`. It is there as a whole or not at all.

        :raises ServiceError: a class of `errors.py`; nothing is kept then
        """
        self._call('PUT', name, data, headers={'content-type': mimetype})

    def get(self, name):
        """Return the bytes under `name`. :raises NotFound: there are none"""
        return self._call('GET', name).body

    def delete(self, names):
        """Delete what is under `names`, 1000 at most. What is not there is no error."""
        names = list(names)
        if not names:
            return
        keys = ''.join(f'<Object><Key>{escape(name)}</Key></Object>' for name in names)
        body = f'<Delete><Quiet>true</Quiet>{keys}</Delete>'.encode()
        check = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        answer = self._call(
            'POST', '', body, query='delete=', headers={'content-md5': check, 'content-type': 'application/xml'}
        )
        if '<Error>' in answer.text:
            raise ServiceError(f"the store did not delete everything: {answer.text[:300]}")

    def check(self):
        """Write, read and delete a small file, and see that strangers are kept out.

        :raises PublicBucket: everybody may read it
        :raises ServiceError: a class of `errors.py`, when one of the steps is refused or there is no answer
        """
        self.put(PROBE, b'ok', 'text/plain')
        if self.get(PROBE) != b'ok':
            raise ServiceError("the store gave back other bytes than it was given")
        public = self._read_by_strangers(PROBE)
        self.delete([PROBE])
        if public:
            raise PublicBucket("everybody who knows an address may read this bucket")

    def _read_by_strangers(self, name):
        try:
            self._http.get(self._path(name))
        except (AuthError, NotFound):
            return False
        except ServiceError:
            return False  # refused in another way: refused all the same
        return True

    def _path(self, name):
        return f'/{quote(self.bucket)}' + (f'/{quote(name)}' if name else '')

    def _call(self, method, name, body=b'', query='', headers=None):
        path = self._path(name)
        signed = signature_headers(
            method,
            self.endpoint + path,
            hashlib.sha256(body).hexdigest() if body else EMPTY,
            key=self._key,
            secret=self._secret,
            region=self.region,
            query=query,
            extra=headers,
        )
        return self._http.request(
            method, f'{path}?{query}' if query else path, data=body or None, headers=signed, repeatable=True
        )
