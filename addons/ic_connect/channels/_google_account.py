"""Parts of `google_sheets.py`: a service account of Google, which proves itself by a signed statement (RFC 7523)."""

import base64
import json
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from ..errors import AuthError

AUDIENCE = 'https://oauth2.googleapis.com/token'
GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'


class Account:
    """The key file of a service account.

    :param str text: the whole JSON file, as Google gives it out
    """

    def __init__(self, text):
        self._text = text

    @property
    def email(self):
        """Return the address with which the spreadsheet has to be shared."""
        return self._facts()['client_email']

    def ask_token(self, http, scope):
        """Return {'access_token', 'expires_at' (ISO 8601)} for `scope`.

        :raises Rejected: when Google does not take the key
        """
        body = {'grant_type': GRANT, 'assertion': self.statement(scope)}
        now = datetime.now(UTC)
        answer = http.post('/token', data=body, repeatable=True).json()
        if not answer.get('access_token'):
            raise AuthError("Google gives no token")
        ends = now + timedelta(seconds=int(answer.get('expires_in') or 3600))
        return {'access_token': answer['access_token'], 'expires_at': ends.isoformat()}

    def statement(self, scope, now=None):
        """Return the signed statement (a JWT, RS256) that the token is asked with; it is good for an hour."""
        facts, now = self._facts(), int((now or datetime.now(UTC)).timestamp())
        head = {'alg': 'RS256', 'typ': 'JWT', 'kid': facts.get('private_key_id', '')}
        # The audience is Google's own address, whatever the file says: a statement is for Google alone.
        claims = {'iss': facts['client_email'], 'scope': scope, 'aud': AUDIENCE, 'iat': now, 'exp': now + 3600}
        signed = b'.'.join(_coded(json.dumps(one).encode()) for one in (head, claims))
        return (signed + b'.' + _coded(self._key().sign(signed, PKCS1v15(), SHA256()))).decode()

    def _facts(self):
        try:
            facts = json.loads(self._text)
        except ValueError:
            facts = None
        if not isinstance(facts, dict) or not facts.get('client_email') or not facts.get('private_key'):
            raise AuthError("The service account key must be the whole JSON file that Google gave out")
        return facts

    def _key(self):
        try:
            key = load_pem_private_key(self._facts()['private_key'].encode(), None)
        except (ValueError, TypeError, AttributeError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, RSAPrivateKey):
            raise AuthError("The private key in the service account key cannot be read: copy the whole file again")
        return key


def _coded(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=')
