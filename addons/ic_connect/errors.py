"""What can go wrong with an outside service, in eight words.

Every service raises these and nothing else, so callers decide by class and by `.retry`, never by reading a message.
Messages are safe to store and to show: they carry no credential.
"""


class ServiceError(Exception):
    """Base of all failures of an outside service.

    :param str message: one sentence for a person; never holds a secret
    :param float | None retry_after: seconds the service asked us to wait, where it said so
    :param int | None status: HTTP status, where there was one
    :param str | None code: the service's own error code, where it gave one
    """

    retry = False  # does the same call stand a chance later, with nothing changed on our side?
    unsent = False  # is it certain that nothing left this machine, so that even an order may be sent again?

    def __init__(self, message, *, retry_after=None, status=None, code=None):
        super().__init__(message)
        self.retry_after = retry_after
        self.status = status
        self.code = code


class AuthError(ServiceError):
    """The credential is wrong, expired or lacks a permission. A person has to reconnect."""


class RateLimited(ServiceError):
    """Too many calls; nothing was done. `retry_after` says how long to wait, where the service told."""

    retry = True


class Rejected(ServiceError):
    """The service understood the request and refuses it. It will refuse it again unchanged."""


class NotFound(ServiceError):
    """The thing the call was about is not there (any more)."""


class Unreachable(ServiceError):
    """No answer, no usable answer, or a failure on their side. Whether the call took effect is unknown."""

    retry = True


class Stale(ServiceError):
    """Somebody changed the thing since we looked. Read it again and decide anew; do not force."""

    retry = True


class BadSignature(ServiceError):
    """An incoming message is not proven to come from the service, or is too old."""


class Unsupported(ServiceError):
    """The service has no such ability, or we have not built it."""


class Forbidden(Rejected):
    """We refuse to make the call: the address, the scheme or the size is not allowed."""
