"""Secrets that open a page to whoever has its address: made here, and looked up here, in one way only.

A token is never looked up as it came. Its digest is: a digest has no prefix in common with that of a similar token,
so the time the index takes says nothing about how close a guess was, and a stolen table opens no page.
"""

import hashlib
import re
import secrets

BYTES = 24  # 192 bits
_FORM = re.compile(r'[A-Za-z0-9_-]{22,64}')


def new_token():
    """Return a new secret of 192 bits, in characters that need no quoting in an address."""
    return secrets.token_urlsafe(BYTES)


def is_token(text):
    """Tell whether `text` could be a token at all."""
    return isinstance(text, str) and bool(_FORM.fullmatch(text))


def digest(token):
    """Return under which name `token` is looked up: SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(one, other):
    """Tell whether two digests are equal, in a time that does not depend on where they differ."""
    return secrets.compare_digest(one or '', other or '')
