"""What dealers write, in the languages they write it in. Codes on the right are those of the piece's own fields."""

import re


def _any(*patterns):
    return re.compile('|'.join(patterns), re.IGNORECASE)


# Scope of delivery ------------------------------------------------------------------------------------------------
_BOX = r'(?:box(?:es)?|bo[iî]te|[eé]crin|scatola|scatole|caja|estuche|schachtel|doos|pudełko|cutie|ask|box\s*en)'
_PAPERS = (
    r'(?:papers?|papiers?|papiere|papieren|documents?|documenti|papeles|documentos|garanzia|garantie|certificate|certificat'
    r'|zertifikat|card|papelería|papiery|dokumenty|akte)'
)
_AND = r"\s*(?:[&+/,]|and|et|und|e|en|y|i|con|with|mit|\band\b)?\s*"
FULL_SET = _any(
    r'\bfull[\s-]*-?\s*sets?\b',
    r'\bfull[\s-]*kit\b',
    r'\bcomplete\s+set\b',
    r'\bset\s+complet',
    r'\bcorredo\s+completo\b',
    r'\bfull\s+corredo\b',
    r'\bvoll(?:es)?\s*set\b',
    r'\bkomplettes?\s*set\b',
    r'\bcomplet(?:o|e)?\s+(?:bo[iî]te|di\s+tutto|set)',
    r'\bb\s*[&+/]\s*p\b',
    r'\bfullset\b',
    r'\bset\s+completo\b',
    rf'\b{_BOX}{_AND}(?:original\s+)?{_PAPERS}\b',
    rf'\b{_PAPERS}{_AND}(?:original\s+)?{_BOX}\b',
    rf'\b{_PAPERS}\b[^.,;|/]{{0,24}}\b{_BOX}\b',
)
BOX = _any(
    rf'\b(?:with|mit|avec|con|and|und|et|e|&|\+|incl\.?|original|orig\.?|inner|outer)\s*{_BOX}\b',
    rf'\b{_BOX}\s*only\b',
    r'\bonly box\b',
)
PAPERS = _any(
    r'\b(?:with|mit|avec|con|and|und|et|e|incl\.?|original|orig\.?)\s*(?:original\s+)?(?:papers?|papiers?|papiere|documenti|papieren)\b',
    r'[&+]\s*(?:papers?|papiers?|papiere|documenti|papieren)\b',
    r'\bpapers\s*only\b',
    r'\bonly papers\b',
)
NEGATION = _any(
    r'\b(?:no|without|ohne|sans|senza|sin|keine?|zonder|missing|not)\s+(?:original\s+|any\s+)?'
    rf'(?:{_BOX}|{_PAPERS}|full[\s-]*set)'
)
SERVICE_PAPERS = _any(
    r'\b(?:rolex\s+)?service\s+(?:papers?|card|papiere|papiers|invoice|rechnung|garantie|warranty)\b',
    r'\brsc\s+(?:papers?|card)\b',
)
STICKERS = _any(r'\bstickers?\b')

# Condition of a watch, in order: the first that matches wins. "Like new" must come before "new". --------------------
_NEAR = r'(?:like|wie|comme|come|as|als|almost|nearly|pari\s+al|pari|fast|quasi|practically|semi|near|casi|jak|ca)'
CONDITION_TITLE = (
    (
        'very_good',
        _any(
            rf'\b{_NEAR}[\s-]*(?:a\s+)?(?:new|neuf|neuve|neu|nuov[oa]|nieuw|nuevo|nowy|mint)\b',
            r'\bneuwertig',
            r'\b9\d\s*%\s*(?:new|neu)',
            r'\bvery\s+good\b',
            r'\bsehr\s+gut',
            r'\btr[eè]s\s+bon',
            r'\bexcellent\b',
            r'\bneuzustand\b',
            r'\bottime\s+condizioni\b',
            r'\bmint\s+condition\b',
            r'\bnear\s+mint\b',
            r'\btop\s+condition\b',
            r'\b[eé]tat\s+neuf\b',
            r'\bmuy\s+buen',
        ),
    ),
    (
        'unworn',
        _any(
            r'\bunworn\b',
            r'\bungetragen',
            r'\bnever\s+worn\b',
            r'\bjamais\s+port[eé]',
            r'\bmai\s+(?:indossat|portat)',
            r'\bnos\b',
            r'\bnew\s+old\s+stock\b',
            r'\bongedragen\b',
            r'\bsin\s+usar\b',
            r'\bnon\s+port[eé]e?\b',
        ),
    ),
    (
        'new',
        _any(
            r'\bbrand\s*-?\s*new\b',
            r'\bnew\b(?!\s*(?:dial|bracelet|model|style|band|service|hands|bezel|insert|crystal|strap|version|generation|type'
            r'|gen\b|buckle|clasp|ref\b|reference|card|warranty|logo|case|release|old))',
            r'\bneu\b(?!\s*(?:es|er|e\b))',
            r'\bneuf\b',
            r'\bneuve\b',
            r'\bnuov[oa]\b(?!\s+(?:modello|garanzia|corona|tipo))',
            r'\bnieuw\b',
            r'\bnuevo\b',
            r'\bnowy\b',
            r'\bnuova\b',
        ),
    ),
)
NOT_NEW = _any(
    r'\b(?:not|nicht|non|no)\s+(?:new|neu|neuf|nuovo)\b',
    r'\bused\b',
    r'\bpre-?owned\b',
    r'\bgebraucht\b',
    r'\busato\b',
    r"\bd'occasion\b",
)


# Nicknames that collectors and dealers share, with the model they belong to ("" = any).
NICKNAMES = tuple(
    (name, re.compile(pattern, re.IGNORECASE), model)
    for name, pattern, model in (
        ('Hulk', r'\bhulk\b', 'submariner'),
        ('Kermit', r'\bkermit\b', 'submariner'),
        ('Starbucks', r'\bstarbucks?\b', 'submariner'),
        ('Cermit', r'\bcermit\b', 'submariner'),
        ('Smurf', r'\bsmurf\b', 'submariner'),
        ('Bluesy', r'\bbluesy\b', 'submariner'),
        ('Pepsi', r'\bpepsi\b', 'gmt'),
        ('Batgirl', r'\bbat\s?girl\b', 'gmt'),
        ('Batman', r'\bbatman\b', 'gmt'),
        ('Root Beer', r'\broot\s*-?\s*beer\b', 'gmt'),
        ('Coke', r'\bcoke\b', 'gmt'),
        ('Sprite', r'\bsprite\b', 'gmt'),
        ('Bruce Wayne', r'\bbruce\s+wayne\b', 'gmt'),
        ('Fat Lady', r'\bfat\s+lady\b', 'gmt'),
        ('Destro', r'\bdestro\b', 'gmt'),
        ('Polar', r'\bpolar\b', 'explorer'),
        ('Freccione', r'\bfreccione\b|\bsteve\s+mcqueen\b', 'explorer'),
        ('Panda', r'\bpanda\b', 'daytona'),
        ('John Mayer', r'\bjohn\s+mayer\b', 'daytona'),
        ('Paul Newman', r'\bpaul\s+newman\b', 'daytona'),
        ('Rainbow', r'\brainbow\b', 'daytona'),
        ('Le Mans', r'\ble\s+mans\b', 'daytona'),
        ('Wimbledon', r'\bwimbledon\b', 'datejust'),
        ('Tiffany', r'\btiffany\b', 'oyster perpetual'),
        ('Celebration', r'\bcelebration\b', 'oyster perpetual'),
        ('James Cameron', r'\bjames\s+cameron\b|\bd[ -]?blue\b', 'deepsea'),
        ('Bart Simpson', r'\bbart\s+simpson\b', 'submariner'),
        ('Eisenkiesel', r'\beisenkiesel\b', ''),
    )
)
