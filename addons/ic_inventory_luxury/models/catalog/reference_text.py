"""How reference numbers are written, and when one number continues another. Plain Python, no ORM.

A reference is compared without case, blanks, dots and dashes. The slash counts: Rolex 1680/8 is a gold Submariner of
the sixties, 16808 one of the eighties.
"""

import re

MIN_STEM = 4  # a shorter number is the beginning of everything
_PARTS = re.compile(r'[A-Z]+|[0-9]+|[^A-Z0-9]+')


def reference_key(text):
    """Return `text` as a comparison key that keeps the slash.

    >>> reference_key(' 5711/1a-010 '), reference_key('310.30.42.50.01.001')
    ('5711/1A010', '31030425001001')
    """
    return re.sub(r'[^A-Z0-9/]+', '', (text or '').upper())


def loose_key(text):
    """Return `text` as a comparison key in which not even the slash counts, for those who write 5711-1A."""
    return reference_key(text).replace('/', '')


def spellings(text):
    """Return the keys under which makers and the trade file one number, likeliest first.

    Rolex and Tudor print an M before their numbers, IWC writes IW3716-05 also as 3716-05, Jaeger-LeCoultre Q1368420
    also as 136.84.20, Panerai PAM00111 also as PAM111.

    >>> spellings('M126610LN'), spellings('pam 111')
    (['M126610LN', '126610LN'], ['PAM111', 'PAM00111'])
    """
    key = reference_key(text)
    found = [key]
    if re.match(r'M\d{4}', key):
        found.append(key[1:])
    panerai = re.fullmatch(r'PAM0*(\d{1,5})', key)
    if panerai:
        found.append(f'PAM{int(panerai[1]):05d}')
    if re.fullmatch(r'\d{6}', key):
        found.append('IW' + key)
    if re.fullmatch(r'\d{6}[0-9A-Z]', key):
        found.append('Q' + key)
    return list(dict.fromkeys(filter(None, found)))


def stems(text):
    """Return the keys (without slash) that `text` may continue, longest first.

    A number ends where something visible separates it: a dot, a dash, a blank, a slash, or one single letter behind
    digits. 126334-0001 is a 126334 and 16233G a 16233, but 126281RBR is no 126281 and 116610 no 11661.

    >>> stems('15510ST.OO.1320ST.06')
    ['15510STOO1320ST', '15510STOO', '15510ST']
    >>> stems('16233G'), stems('M126334-0001'), stems('126281RBR')
    (['16233'], ['M126334', '126334'], [])
    """
    parts = _PARTS.findall((text or '').upper())
    found, key = [], ''
    for index, part in enumerate(parts):
        if not part.isalnum():
            continue
        key += part
        after = parts[index + 1] if index + 1 < len(parts) else ''
        letter = part.isdigit() and len(after) == 1 and after.isalpha() and index + 2 == len(parts)
        if after and (not after[0].isalnum() or letter):
            found.append(key)
    found += [one[1:] for one in found if re.match(r'M\d{4}', one)]
    found.sort(key=len, reverse=True)
    return [one for one in found if len(one) >= MIN_STEM and re.search(r'\d', one)][:8]


def split_names(text):
    """Return the names that `text` lists with semicolons."""
    return [name.strip() for name in (text or '').split(';') if name.strip()]
