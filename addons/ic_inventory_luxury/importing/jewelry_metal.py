"""Metals of jewelry with purity and tone: "18k YG", "Gold 14ct.", "750 white gold", "Pt950"."""

import re

from .target import lookup, words_of
from .values import ValueProblem

METALS = words_of(
    {
        'gold_8k': '8k gold (333)',
        'gold_9k': '9k gold (375)',
        'gold_10k': '10k gold (417)',
        'gold_14k': '14k gold (585)',
        'gold_18k': '18k gold (750)',
        'gold_22k': '22k gold (916)',
        'gold_24k': '24k gold (999);fine gold',
        'platinum_850': '',
        'platinum_900': '',
        'platinum_950': '',
        'platinum_999': '',
        'silver_800': '',
        'silver_925': 'sterling silver (925);sterling;sterling silver',
        'silver_958': 'britannia silver (958);britannia silver',
        'silver_999': 'fine silver (999);fine silver',
        'palladium_500': '',
        'palladium_950': '',
        'palladium_999': '',
        'steel': 'stainless steel;stahl;acier;inox',
        'titanium': 'titan;titane',
        'other': 'brass;bronze;metal alloy;alloy;metal;copper;aluminium;aluminum;ceramic;leather;wood',
    }
)
TONES = words_of(
    {
        'yellow': 'yg;y;yellow gold;gold;gelb;gelbgold;or jaune;oro giallo',
        'white': 'wg;w;white gold;weiss;weissgold;or blanc;oro bianco;silver;platinum',
        'rose': 'rg;pg;r;rose gold;pink;pink gold;red;red gold;rosé;or rose;oro rosa;everose',
        'green': 'green gold',
        'black': 'black gold;blackened',
        'two_tone': 'two-tone;bicolor;bicolour;2-tone;tt',
        'tri_color': 'tri-color;tricolor;three color;trinity;3-tone',
    }
)
KARATS = {
    '8': 'gold_8k',
    '9': 'gold_9k',
    '10': 'gold_10k',
    '14': 'gold_14k',
    '18': 'gold_18k',
    '22': 'gold_22k',
    '24': 'gold_24k',
}
GOLD_MARKS = {
    '333': 'gold_8k',
    '375': 'gold_9k',
    '417': 'gold_10k',
    '416': 'gold_10k',
    '585': 'gold_14k',
    '583': 'gold_14k',
    '750': 'gold_18k',
    '916': 'gold_22k',
    '917': 'gold_22k',
    '999': 'gold_24k',
}
_KARAT = re.compile(r'(?<![\d.,])(\d{1,2})\s*-?\s*(?:kt?|ct|carats?|karat|k\.)\b\.?', re.IGNORECASE)
_MARK = re.compile(r'(?<!\d)[.,]?(\d{3})(?!\d)')
_FAMILY = (
    ('platinum', re.compile(r'\bplatin\w*|\bpt(?=\d|\b)|\bplat\b', re.IGNORECASE)),
    ('palladium', re.compile(r'\bpalladium|\bpd(?=\d|\b)', re.IGNORECASE)),
    ('silver', re.compile(r'\bsilver|\bsilber|\bargent|\bag(?=\d)|\bsterling', re.IGNORECASE)),
    (
        'gold',
        re.compile(
            r'\bgold|\bor\b|\boro\b|\b[ywrp]g\b|\bau(?=\d)|\bgelbgold|\bwei(?:ss|ß)gold|\brotgold', re.IGNORECASE
        ),
    ),
)
_TONE_WORDS = (
    ('yellow', re.compile(r'\byellow|\byg\b|\bgelb|\bjaune|\bgiallo', re.IGNORECASE)),
    ('white', re.compile(r'\bwhite|\bwg\b|\bwei(?:ss|ß)|\bblanc|\bbianco', re.IGNORECASE)),
    ('rose', re.compile(r'\bros[eé]|\brg\b|\bpg\b|\bpink|\bred\b|\brot|\brosa', re.IGNORECASE)),
    ('green', re.compile(r'\bgreen', re.IGNORECASE)),
    ('black', re.compile(r'\bblack', re.IGNORECASE)),
)


def read_metal(text):
    """Return metal and tone; a metal without purity or without a name in the list is kept in words.

    :raise ValueProblem: not_in_list
    """
    tones = [code for code, pattern in _TONE_WORDS if pattern.search(text)]
    tone = {1: tones[0] if tones else None, 2: 'two_tone', 3: 'tri_color'}.get(len(tones))
    family = next((name for name, pattern in _FAMILY if pattern.search(text)), None)
    karat, mark = _KARAT.search(text), _MARK.search(text)
    code = None
    if karat and family in ('gold', None):
        code = KARATS.get(karat[1])
    elif mark and family in ('gold', None):
        code = GOLD_MARKS.get(mark[1]) or (
            {'925': 'silver_925', '950': 'platinum_950'}.get(mark[1]) if not family else None
        )
    elif mark:
        code = f'{family}_{mark[1]}' if f'{family}_{mark[1]}' in METALS else None
    code = code or lookup(METALS, text)
    if code and code.startswith(('platinum', 'palladium', 'silver', 'steel')) and not tone:
        tone = None  # the metal says it; the tone is for gold
    if code:
        keep = code == 'other' and text.casefold() != 'other'
        return {'metal': code, 'jewel_tone': tone, **({'metal_text': text} if keep else {})}
    if family or tones:  # "Gold", "Silver": which purity is not said
        return {'metal_text': text, 'jewel_tone': tone, 'metal_unclear': True}
    return {'metal': 'other', 'metal_text': text}


def read_tone(text):
    """Return the tone; two or three tones together are two-tone and tri-color.

    :raise ValueProblem: not_in_list
    """
    parts = [part.strip() for part in re.split(r'\s*(?:&|/|\+|,|\band\b|\bund\b|\bet\b)\s*', text) if part.strip()]
    codes = {lookup(TONES, part) for part in parts}
    if None in codes or not codes:
        raise ValueProblem('not_in_list')
    if len(codes) > 1:
        return {'jewel_tone': 'two_tone' if len(codes) == 2 else 'tri_color'}
    return {'jewel_tone': codes.pop()}
