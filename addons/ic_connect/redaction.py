"""Keeping credentials out of logs and error messages."""

import re
from urllib.parse import urlsplit

MASK = '***'
_NAMED = re.compile(
    r'''(?ix)
    (["']?\b[\w-]*(?:token|secret|password|passwd|api[_-]?key|apikey|signature|authorization|access[_-]?key|credential)[\w-]*["']?
    \s*[:=]\s*["']?)
    (?:(?:bearer|basic)\s+)?[^\s"'&,;}<]+
    '''
)
_SCHEME = re.compile(r'(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}')
_QUERY = re.compile(r'(https?://[^\s?"\'<>]+)\?[^\s"\'<>]*')
_USERINFO = re.compile(r'(https?://)[^/\s@]+@')


def redact(text, secrets=()):
    """Return `text` with the given secrets, and whatever looks like one, masked.

    :param secrets: values known to be secret; ones shorter than 4 characters are ignored, they would mask everything
    """
    text = str(text)
    for secret in sorted((s for s in map(str, filter(None, secrets)) if len(s) >= 4), key=len, reverse=True):
        text = text.replace(secret, MASK)
    text = _QUERY.sub(rf'\1?{MASK}', text)
    text = _USERINFO.sub(rf'\1{MASK}@', text)
    text = _NAMED.sub(rf'\1{MASK}', text)
    return _SCHEME.sub(rf'\1 {MASK}', text)


def redact_url(url, secrets=()):
    """Return scheme, host and path of `url`: what a log line needs. User, password and query are left out."""
    parts = urlsplit(url)
    host = parts.hostname or ''
    port = f':{parts.port}' if parts.port else ''
    return redact(f'{parts.scheme}://{host}{port}{parts.path}', secrets)
