"""Sealing secrets before they are stored: Fernet (AES and HMAC) under a key that is not in the database.

Whoever copies the database, or a backup of it, gets sealed texts only. The key comes from the installation: several may
be given, separated by commas; the first seals, all open, so a key can be replaced without losing what it sealed.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealError(Exception):
    """A secret cannot be sealed or opened. The message never holds the secret or a key."""


class NoKey(SealError):
    """No usable key was given."""


class BrokenSeal(SealError):
    """What was sealed cannot be opened with these keys: another key sealed it, or it was altered."""


def new_key():
    """Return a new random key as text."""
    return Fernet.generate_key().decode()


def seal(text, keys):
    """Return `text` sealed, as text that is safe to store.

    :param str keys: one Fernet key, or several separated by commas, the newest first
    :raises NoKey:
    """
    return _fernet(keys).encrypt(text.encode()).decode()


def unseal(token, keys):
    """Return what `seal` was given.

    :raises NoKey:
    :raises BrokenSeal:
    """
    fernet = _fernet(keys)
    try:
        return fernet.decrypt(token.encode()).decode()
    except InvalidToken:
        raise BrokenSeal("sealed with another key, or altered") from None


def _fernet(keys):
    found = [one.strip() for one in (keys or '').split(',') if one.strip()]
    if not found:
        raise NoKey("no key is given")
    try:
        return MultiFernet([Fernet(one) for one in found])
    except ValueError:
        raise NoKey("a key is 32 random bytes in URL-safe base64, 44 characters") from None
