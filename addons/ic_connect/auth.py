"""Authorisation headers, and proofs that an incoming message is genuine.

All comparisons take constant time. All checks are made over the raw bytes as they arrived: parsed and dumped again, a
JSON body is another body.
"""

import base64
import binascii
import hashlib
import hmac
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .errors import BadSignature

_REFUSED = "the signature does not match"  # one answer for every reason: a forger learns nothing from it


def bearer(token):
    """Return the header of a bearer token (RFC 6750)."""
    return {'Authorization': f'Bearer {token}'}


def basic(user, password):
    """Return the header of basic authentication (RFC 7617)."""
    return {'Authorization': 'Basic ' + base64.b64encode(f'{user}:{password}'.encode()).decode()}


def header(headers, *names):
    """Return the first of the named headers that is there, whatever its case; '' when none is."""
    lowered = {str(key).lower(): value for key, value in headers.items()}
    return next((lowered[name.lower()] for name in names if lowered.get(name.lower())), '')


def sign(key, message, *, algorithm='sha256', output='hex'):
    """Return the HMAC of `message` as text.

    :param bytes | str key: must not be empty
    :param bytes message:
    :param str output: 'hex' or 'base64'
    """
    key = key.encode() if isinstance(key, str) else key
    if not key:
        raise ValueError("an empty key signs nothing")
    digest = hmac.new(key, message, getattr(hashlib, algorithm)).digest()
    return digest.hex() if output == 'hex' else base64.b64encode(digest).decode()


def verify(given, key, message, *, algorithm='sha256', output='hex', prefix=''):
    """Check the HMAC a service sent.

    :param str given: the header as it came, for instance ``sha256=ab12...``
    :param str prefix: what stands before the signature
    :raises BadSignature: also when no key is configured; there is no way to switch the check off
    """
    if not key or not given:
        raise BadSignature(_REFUSED)
    wanted = prefix + sign(key, message, algorithm=algorithm, output=output)
    if output == 'hex':
        given, wanted = given.lower(), wanted.lower()
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise BadSignature(_REFUSED)


def verify_ed25519(given, public_key, message):
    """Check an Ed25519 signature; signature and public key come in base64.

    :raises BadSignature:
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(given, validate=True), message)
    except (InvalidSignature, ValueError, binascii.Error):
        raise BadSignature(_REFUSED) from None


def verify_fresh(timestamp, *, tolerance=300, now=None):
    """Check that a signed time stamp (Unix seconds) is near the present, against replays.

    :raises BadSignature:
    """
    text = str(timestamp)
    if not (text.isascii() and text.isdigit() and len(text) < 14):
        raise BadSignature("the time stamp cannot be read")
    if abs((time.time() if now is None else now) - int(text)) > tolerance:
        raise BadSignature("the time stamp is too old or in the future")


def _standard_key(secret):
    text = secret.removeprefix('whsec_')
    try:
        key = base64.b64decode(text + '=' * (-len(text) % 4), validate=True)
    except (ValueError, binascii.Error):
        raise ValueError("a Standard Webhooks secret is whsec_ and base64") from None
    if not key:
        raise ValueError("an empty key signs nothing")
    return key


def sign_standard(secret, message_id, timestamp, body):
    """Return the ``webhook-signature`` of Standard Webhooks 1.0 for one secret (``whsec_...``)."""
    message = b'.'.join((message_id.encode(), str(timestamp).encode(), body))
    return 'v1,' + sign(_standard_key(secret), message, output='base64')


def verify_standard(headers, body, *secrets, tolerance=300, now=None):
    """Check a Standard Webhooks 1.0 message, also under Svix's header names; several secrets allow rotation.

    :returns: the message id, which is the same in every repetition
    :raises BadSignature:
    """
    message_id = header(headers, 'webhook-id', 'svix-id')
    timestamp = header(headers, 'webhook-timestamp', 'svix-timestamp')
    given = header(headers, 'webhook-signature', 'svix-signature').split()
    secrets = [secret for secret in secrets if secret]
    if not (message_id and timestamp and given and secrets):
        raise BadSignature(_REFUSED)
    verify_fresh(timestamp, tolerance=tolerance, now=now)
    wanted = [sign_standard(secret, message_id, timestamp, body).encode() for secret in secrets]
    # Every pair is compared, so time does not tell which one matched.
    matches = sum(hmac.compare_digest(one.encode(), other) for one in given for other in wanted)
    if not matches:
        raise BadSignature(_REFUSED)
    return message_id
