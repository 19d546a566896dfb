"""Reference numbers in a text: those the catalog knows, and those that can be nothing else."""

import re

from odoo.addons.ic_inventory_luxury.importing import rolex

# "PAM 212" is one number, and of "Ref-18239" the second half is.
_CODE = re.compile(
    r'(?<![\w,/&])(?<!\d-)(?<!\d\.)(?:(?:pam|iw|sarb|skx|spb|srp[a-z]|sbg[a-z]) )?'
    r'(?:[a-z]{0,4}\d|\d)[a-z0-9]*(?:[./-](?:[a-z]{1,3}|[a-z]*\d[a-z0-9]*)(?![a-z0-9]))*(?![\w])'
)
_REF_BEFORE = re.compile(r'\bref(?:erence|erenz|erenza)?\s*(?:no|nr|number)?\s*[.:#°-]*\s*$')
_NO_REF_BEFORE = re.compile(
    r'\b(?:cal(?:iber|ibre|ibro)?|kal(?:iber)?|movement|werk|serial|s/?n|price|no|nr|eta|g#|model year)\s*[.:#]*\s*$'
)
_MONEY_AFTER = re.compile(r'\s?(?:[€$£]|eur\b|usd\b)(?!\s?\d)')
_UNIT_AFTER = re.compile(r'\s?(?:mm|cm|m|ft|atm|bar|jewels?|j|%|k|kt|ct|hz|hours?|days?|links?)(?![\w-])')
_NO_CODE = re.compile(
    r'\d{1,2}(?:[.,]\d)?(?:k|kt|ct|mm|m|j|x|th|st|nd|rd|er|s|y|yr|in|ft|atm|bar|hr|h|gen)|\d{1,3}|\d{3}0s|v\d|\d{1,2}[/.-]\d{1,4}(?:[/.-]\d{2,4})?|\d{4}s'
)
# "126711CHNR-0002": which dial it was delivered with, by the maker's own count. The number is what stands before.
_WITH_DIAL = re.compile(r'(\d{5,6}[a-z]{0,5})-\d{4}')
# "126333Jubilee", "36-16200", "Date16613", "R14000A10B": a number of a maker, written without a blank.
_GLUED = re.compile(r'(?<!\d)\d{5,6}(?!\d)')


def _is_no_code(code, text, start, end):
    before, after = text.folded[:start], text.folded[end:]
    if _NO_CODE.fullmatch(code) or _NO_REF_BEFORE.search(before) or _MONEY_AFTER.match(after):
        return True
    return code.isdigit() and len(code) < 5 and bool(_UNIT_AFTER.match(after))


def read_references(text, knowledge, brand):
    """Note the numbers that the catalog knows. Returns what they may be."""
    found = []
    for match in text.matches(_CODE):
        code = match.group().strip('./-')
        if _is_no_code(code, text, *match.span()):
            continue
        number = _one_number(code, knowledge, brand)
        if number:
            text.note('reference', number.upper(), match.start(), match.start() + len(code))
            found += knowledge.find_references(number, brand)[0]
            continue
        match_end = match.start() + len(code)
        suffix = re.match(r'[ -]?([a-z]{1,4})(?![\w])', text.folded[match_end:])
        options = [(code, match.start(), match_end)]
        if suffix and len(suffix[1]) > 1 and code.isdigit():
            options.insert(0, (code + suffix[1], match.start(), match_end + suffix.end()))
        if brand:
            options += [
                (one.group(), match.start() + one.start(), match.start() + one.end()) for one in _GLUED.finditer(code)
            ]
        for option, start, end in options:
            references, how = knowledge.find_references(option, brand)
            if not references or ((start, end) != (match.start(), match_end) and how != 'exact'):
                continue
            if option.isdigit() and len(option) < 5 and brand is None and how != 'exact':
                continue
            text.note('reference', option.upper(), start, end)
            found += references
            break
    return found


def _one_number(code, knowledge, brand):
    """Return the number that "116500LN/116500" says twice and "126711CHNR-0002" with its dial; '' of other codes."""
    with_dial = _WITH_DIAL.fullmatch(code)
    parts = sorted(code.split('/'), key=len, reverse=True)
    twice = len(parts) == 2 and len(parts[1]) >= 4 and parts[0].startswith(parts[1])
    number = with_dial[1] if with_dial else parts[0] if twice else ''
    return number if number and knowledge.find_references(number, brand)[1] == 'exact' else ''


def read_codes(text, knowledge, brand, family, known):
    """Note numbers that no catalog has but that look like references and can be nothing else."""
    name = f'{knowledge.brand_names.get(brand, "")} {family.name if family else ""}'
    codes = []
    for match in text.matches(_CODE):
        code, before = match.group().strip('./-'), text.folded[: match.start()]
        if _is_no_code(code, text, *match.span()):
            continue
        named = bool(_REF_BEFORE.search(before))
        if _is_code(code, named, name):
            codes.append((named, len(code), match.start(), match.start() + len(code), code.upper()))
    if known and not any(one[0] for one in codes):
        return
    for _named, _length, start, end, code in sorted(codes, key=lambda one: (-one[0], -one[1]))[:2]:
        if not known or _named:
            text.note('reference', code, start, end)


def _is_code(code, named, name):
    digits = sum(letter.isdigit() for letter in code)
    if code.isdigit():
        if 'rolex' in name.casefold() and rolex.fits(code, name):
            return len(code) >= 4
        return len(code) >= (4 if named else 5) and len(code) < 11
    if '/' in code and not named and not re.search('[a-z]', code):
        return False
    letters = len(code) - digits
    if digits == 2 and 3 <= letters <= 4:
        return bool(re.fullmatch(r'[a-z]{3,4}\d\d', code)) and bool(name.strip())
    return digits >= 3 and (len(code) >= 6 or digits > 3 or named) and letters <= digits + 4
