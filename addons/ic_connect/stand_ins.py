"""Speaking to a stand-in instead of the vendor: a vendor's sandbox, or a simulator on this machine.

Which service has one is said by whoever runs the server, in the environment, and by nobody else: it is the one way a
connector may reach an address that is not public.

    IC_STAND_INS="shopify=http://127.0.0.1:9101 square=http://127.0.0.1:9103"
"""

import os
from urllib.parse import urlsplit

VARIABLE = 'IC_STAND_INS'


def address(code):
    """Return the address (scheme, host, port) that stands in for the service `code`; '' when it is the vendor's own.

    :raises ValueError: when the setting cannot be read; a wrong setting must not lead to the vendor by accident
    """
    found = {}
    for part in os.environ.get(VARIABLE, '').split():
        name, _equals, url = part.partition('=')
        parts = urlsplit(url)
        if parts.scheme not in ('http', 'https') or not parts.hostname or parts.path.strip('/'):
            raise ValueError(f"{VARIABLE} must hold parts like shopify=http://127.0.0.1:9101, not {part!r}")
        found[name] = url.rstrip('/')
    return found.get(code, '')


def stand_in_for(code, url):
    """Return (address to call instead of `url`, hosts that are allowed though they may be private)."""
    instead = address(code)
    if not instead:
        return url, ()
    return instead + urlsplit(url).path, (urlsplit(instead).hostname,)
