"""Moments to the microsecond: a second is long enough for a sale and a reading to fall into the same one."""

from datetime import UTC, datetime


def moment():
    """Return the present, naive UTC, as Odoo's datetime fields keep it."""
    return datetime.now(UTC).replace(tzinfo=None)
