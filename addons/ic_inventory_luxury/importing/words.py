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

# A cell that holds nothing but the condition -------------------------------------------------------------------------
WATCH_CONDITIONS = {
    'new': 'new',
    'brand new': 'new',
    'neu': 'new',
    'neuf': 'new',
    'nuovo': 'new',
    'nuevo': 'new',
    'unworn': 'unworn',
    'new/unworn': 'unworn',
    'like new & unworn': 'unworn',
    'ungetragen': 'unworn',
    'never worn': 'unworn',
    'nos': 'unworn',
    'very good': 'very_good',
    'like new': 'very_good',
    'mint': 'very_good',
    'excellent': 'very_good',
    'sehr gut': 'very_good',
    'tres bon': 'very_good',
    'très bon': 'very_good',
    'ottimo': 'very_good',
    'near mint': 'very_good',
    'good': 'good',
    'gut': 'good',
    'bon': 'good',
    'buono': 'good',
    'bueno': 'good',
    'fair': 'fair',
    'satisfactory': 'fair',
    'befriedigend': 'fair',
    'passable': 'fair',
    'discreto': 'fair',
    'poor': 'poor',
    'incomplete': 'poor',
    'poor or incomplete': 'poor',
    'mangelhaft': 'poor',
    'defective': 'poor',
}
BAG_GRADES = {
    'never worn, with tag': 'new',
    'new with tag': 'new',
    'new with tags': 'new',
    'new': 'new',
    'brand new': 'new',
    'neu': 'new',
    'neuf': 'new',
    'n': 'new',
    'never worn': 'unused',
    'unused': 'unused',
    'unworn': 'unused',
    's': 'unused',
    'jamais porte': 'unused',
    'jamais porté': 'unused',
    'excellent': 'excellent',
    'pristine': 'excellent',
    'sa': 'excellent',
    'like new': 'excellent',
    'neuwertig': 'excellent',
    'very good': 'very_good',
    'a': 'very_good',
    'sehr gut': 'very_good',
    'tres bon etat': 'very_good',
    'très bon état': 'very_good',
    'good': 'good',
    'ab': 'good',
    'b': 'good',
    'gut': 'good',
    'bon etat': 'good',
    'bon état': 'good',
    'fair': 'fair',
    'bc': 'fair',
    'akzeptabel': 'fair',
    'repair': 'repair',
    'needs repair': 'repair',
    'c': 'repair',
}
MATERIALS = {
    'steel': 'steel',
    'stainless steel': 'steel',
    'oystersteel': 'steel',
    'stahl': 'steel',
    'edelstahl': 'steel',
    'acier': 'steel',
    'acciaio': 'steel',
    'acero': 'steel',
    'ss': 'steel',
    'yellow gold': 'yellow_gold',
    'gold': 'yellow_gold',
    'gelbgold': 'yellow_gold',
    'or jaune': 'yellow_gold',
    'oro giallo': 'yellow_gold',
    'white gold': 'white_gold',
    'weissgold': 'white_gold',
    'weißgold': 'white_gold',
    'or blanc': 'white_gold',
    'oro bianco': 'white_gold',
    'rose gold': 'rose_gold',
    'everose': 'rose_gold',
    'pink gold': 'rose_gold',
    'red gold': 'rose_gold',
    'sedna gold': 'rose_gold',
    'roségold': 'rose_gold',
    'or rose': 'rose_gold',
    'oro rosa': 'rose_gold',
    'two tone': 'two_tone',
    'two-tone': 'two_tone',
    'gold/steel': 'two_tone',
    'steel/gold': 'two_tone',
    'rolesor': 'two_tone',
    'bicolor': 'two_tone',
    'stahl/gold': 'two_tone',
    'white two-tone': 'two_tone',
    'yellow two-tone': 'two_tone',
    'platinum': 'platinum',
    'platin': 'platinum',
    'platine': 'platinum',
    'platino': 'platinum',
    'titanium': 'titanium',
    'titan': 'titanium',
    'titane': 'titanium',
    'titanio': 'titanium',
    'ceramic': 'ceramic',
    'keramik': 'ceramic',
    'céramique': 'ceramic',
    'ceramica': 'ceramic',
    'carbon': 'carbon',
    'bronze': 'bronze',
    'tantalum': 'tantalum',
    'tantal': 'tantalum',
}
MOVEMENTS = {
    'automatic': 'automatic',
    'automatik': 'automatic',
    'automatique': 'automatic',
    'automatico': 'automatic',
    'self-winding': 'automatic',
    'manual': 'manual',
    'manual winding': 'manual',
    'hand-wound': 'manual',
    'handaufzug': 'manual',
    'remontage manuel': 'manual',
    'carica manuale': 'manual',
    'quartz': 'quartz',
    'quarz': 'quartz',
    'quarzo': 'quartz',
    'solar': 'solar',
    'eco-drive': 'solar',
    'spring drive': 'spring_drive',
    'smart': 'smart',
    'smartwatch': 'smart',
}
HARDWARE = {
    'gold': 'gold',
    'ghw': 'gold',
    'gold hardware': 'gold',
    'silver': 'silver',
    'shw': 'silver',
    'silver hardware': 'silver',
    'palladium': 'palladium',
    'phw': 'palladium',
    'rose gold': 'rose_gold',
    'rghw': 'rose_gold',
    'light gold': 'light_gold',
    'lghw': 'light_gold',
    'champagne gold': 'light_gold',
    'ruthenium': 'ruthenium',
    'rhw': 'ruthenium',
    'black': 'black',
    'bhw': 'black',
    'so black': 'black',
    'permabrass': 'permabrass',
    'antique gold': 'antique_gold',
    'aged gold': 'antique_gold',
}
HARDWARE_MATERIALS = {
    'plated brass': 'brass_plated',
    'gold plated': 'brass_plated',
    'brass plated': 'brass_plated',
    'palladium plated': 'palladium_plated',
    'sterling silver': 'sterling',
    'sterling': 'sterling',
    '925': 'sterling',
    'solid gold': 'solid_gold',
    '18k': 'solid_gold',
    'diamond': 'diamond_set',
    'diamonds': 'diamond_set',
    'diamond-set': 'diamond_set',
}
STAMP_FRAMES = {'none': 'none', 'no frame': 'none', 'circle': 'circle', 'round': 'circle', 'square': 'square'}

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
        ('James Cameron', r'\bjames\s+cameron\b', 'deepsea'),
        ('D-Blue', r'\bd-blue\b', 'deepsea'),
        ('Bart Simpson', r'\bbart\s+simpson\b', 'submariner'),
        ('Eisenkiesel', r'\beisenkiesel\b', ''),
    )
)


def lookup(table, text):
    """Return the code that `table` gives for `text` (case and the word "condition" do not count), or None."""
    word = re.sub(r'\s*\b(condition|zustand|état|etat)\b\s*', ' ', (text or '').casefold()).strip(' .')
    word = re.sub(r'\s+', ' ', word)
    return table.get(word) or table.get((text or '').casefold().strip())


# What a column "category" may say.
CATEGORIES = {
    'watch': ('watch', 'watches', 'uhr', 'uhren', 'montre', 'orologio'),
    'handbag': ('handbag', 'handbags', 'bag', 'bags', 'tasche', 'sac', 'borsa'),
    'sneaker': ('sneaker', 'sneakers', 'shoes'),
    'apparel': ('apparel', 'clothing', 'clothes'),
    'accessory': ('accessory', 'accessories'),
    'jewelry': ('jewelry', 'jewellery', 'fine jewelry', 'schmuck'),
    'bullion': ('bullion', 'coins'),
    'artwork': ('artwork', 'artworks', 'art', 'print'),
}
