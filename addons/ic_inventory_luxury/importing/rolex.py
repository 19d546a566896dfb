"""Which reference numbers belong to which Rolex model: what tells 6694 (a reference) from 1968 (a year).

Own table of facts: leading digits of the reference -> words of the model it is used for. A number in a title counts as
a reference only when its family fits the model the row names, or when nothing else it could be remains.
"""

import re

# Letters that follow the digits on the maker's own papers, for colour of bezel, metal or dial.
SUFFIXES = (
    'LN',
    'LV',
    'LB',
    'BLNR',
    'BLRO',
    'CHNR',
    'GRNR',
    'VTNR',
    'GV',
    'RBOW',
    'RBR',
    'SARU',
    'SABLNR',
    'SANR',
    'TBR',
    'SATS',
    'NGRB',
    'DB',
    'BBR',
    'BIC',
    'SACO',
    'SAEM',
    'BR',
    'G',
    'A',
    'B',
    'T',
    'SABR',
    'ACI',
    'BA',
)

# (pattern of the digits, words of which one must be in the model)
FAMILIES = tuple(
    (re.compile(pattern), words.split('|'))
    for pattern, words in (
        (r'(5508|5510|5512|5513|6200|6204|6205|6536|6538|7928|14060|114060|124060)M?', 'submariner'),
        (r'(1680|16800|168000|16803|16808|16610|16613|16618|11661[03489]|11665[89]|12661[03489])', 'submariner'),
        (
            r'(6542|1675|16750|16753|16758|16700|16760|16710|16713|16718|11671[03589]|11675[89]|12671[01358-9]|126720|12675[59])',
            'gmt',
        ),
        (
            r'(6234|6238|6239|6240|6241|6262|6263|6264|6265|6269|6270|16518|16519|16520|16523|16528|11650[03-9]|11651[59]|11652[0389]'
            r'|11657[68]|11658[89]|11659[589]|12650[023-9]|12651[3589]|12652[359]|126529|12657[69]|12658[89]|12659[589]|116518|126518'
            r'|16589|16568)',
            'daytona|chronograph|cosmograph',
        ),
        (r'(1655|16550|16570|216570|226570)', 'explorer'),
        (
            r'(1016|6150|6298|6350|6610|6611|5500|5504|14270|114270|124270|214270|224270|124273)',
            'explorer|air|oyster|precision',
        ),
        (
            r'(1665|1666|16660|16600|116600|126600|126603|116660|126660|126067|136660|136668)',
            'sea-dweller|deepsea|submariner',
        ),
        (r'(6541|1019|116400)', 'milgauss'),
        (r'(4925|5500|5501|5504|5520|5700|5701|14000|14010|114200|114210|114234|116900|126900)M?', 'air'),
        (
            r'(16622|16623|16628|116622|116621|116655|126621|126622|126655|16[89]62[1-389]|68628|69628|268621|268622|268655|226627'
            r'|22665[89]|11668[018]|168622|169622|169623|69623|68623|69622|226668)',
            'yacht',
        ),
        (r'(32693[3-89]|32613[589]|33693[3-89]|32623[58]|33623[3-9]|33613[58])', 'sky'),
        (
            r'(1600|1601|1602|1603|1607|1611|1612|1625|1630|6075|6104|6105|6304|6305|6604|6605|6609)',
            'datejust|thunderbird|oyster',
        ),
        (
            r'(160[0-37][0-9]|162[0-9][0-9]|1161[0-9][0-9]|1162[0-9][0-9]|1262[0-9][0-9]|1261[0-9][0-9]|116188|116189|116185)',
            'datejust',
        ),
        (r'(1163[0-9][0-9]|1263[0-9][0-9]|1163[0-9]{2})', 'datejust'),
        (r'(1700[0-9]|17013|17014|1701[0-9])', 'oysterquartz|datejust'),
        (r'(1901[89]|1902[89]|1903[0-9]|1904[0-9]|1916[0-9]|1914[0-9])', 'oysterquartz|day-date'),
        (
            r'(180[2-8]|1811|1816|1823|1829|1831|1834|1838|6511|6611[AB]?|6612|180[0-9]{2}|182[0-9]{2}|183[0-9]{2}|1181[0-9]{2}'
            r'|1182[0-9]{2}|1183[0-9]{2}|2182[0-9]{2}|2183[0-9]{2}|2281?[0-9]{3}|1282[0-9]{2}|1283[0-9]{2}|18946|18948|18956)',
            'day-date',
        ),
        (
            r'(65[0-9]{2}|69[0-9]{2}|67[0-9]{2}|69[0-9]{3}|67[0-9]{3}|79[0-9]{3}|179[0-9]{3}|279[0-9]{3}|176[0-9]{3}|76[0-9]{3}|769[0-9]{2})',
            'lady|date|26|28|pearlmaster|oyster',
        ),
        (
            r'(68[0-9]{3}|78[0-9]{3}|178[0-9]{3}|278[0-9]{3}|77[0-9]{3}|177[0-9]{3}|277[0-9]{3}|66[0-9]{2}|68[0-9]{2}|67[0-9]{3}|81[0-9]{3}'
            r'|80[0-9]{3})',
            '31|datejust|medium|mid|oyster|pearlmaster|lady',
        ),
        (
            r'(150[0-35]|1507|1510|1530|1550|1500[0-9]|1501[0-9]|1503[0-9]|1505[0-9]|15200|15210|1522[0-9]|1523[0-9]|115200|115210|115234'
            r'|6517|6518|6530|6534|6535|6517|6919|6916|6924)',
            'oyster perpetual|date|lady',
        ),
        (
            r'(100[0-8]|1013|1014|1018|1020|1023|1024|1025|1038|6[0-9]{3}|5552|14203|14208|14233|1420[0-9]|142[0-9]{2}|114200|114300'
            r'|11600[0-9]|11603[0-9]|12600[0-9]|12603[0-9]|124200|124300|134300|276200|277200|67[0-9]{3}|77080|77[0-9]{3}|17[67][0-9]{3}'
            r'|2940|3131|3372|3716|4220|4[0-9]{3}|2[0-9]{3}|3[0-9]{3}|76[0-9]{3})',
            'oyster|precision|perpetual|bubble|chronograph|padellone',
        ),
        (
            r'(6694|6426|6427|6430|6466|6494|6294|6082|6023|6480|9[0-9]{3}|4[0-9]{3}|2[0-9]{3}|3[0-9]{3})',
            'precision|oyster|oysterdate',
        ),
        (r'(1626[1-4]|116261|116263|116264|16250|16253|6202|6609|1625)', 'turn|datejust'),
        (
            r'([3-6][0-9]{3}|505[0-9]{2}|506[0-9]{2}|507[0-9]{2}|52506|52508|52509|525[0-9]{2}|26[0-9]{3}|671[0-9])',
            'cellini|1908',
        ),
        (r'(44[0-9]{2}|54[0-9]{2}|970|971|1490|1491|1527|1343|1862|1768)', 'prince'),
        (
            r'(8029[89]|8031[0-9]|8131[0-9]|8133[0-9]|8134[0-9]|812[0-9]{2}|8028[0-9]|69[0-9]{3}|862[0-9]{2}|8[0-9]{4}|29[0-9]{3}|34[0-9]{3})',
            'pearlmaster|lady',
        ),
    )
)

_DIGITS = re.compile(r'\d{4,6}')


def fits(digits, model):
    """Tell whether reference `digits` belong to `model`: True, False (to another model only), None (unknown number).

    >>> fits('6694', 'Rolex Oysterdate Precision'), fits('6694', 'Rolex Daytona'), fits('999999', 'Rolex Daytona')
    (True, False, None)
    """
    model = (model or '').casefold()
    known = False
    for pattern, words in FAMILIES:
        if pattern.fullmatch(digits):
            known = True
            if any(word in model for word in words):
                return True
    return False if known else None


def has_model(model):
    """Tell whether `model` names a line that the table knows, so that `fits` can contradict."""
    model = (model or '').casefold()
    return any(word in model for _pattern, words in FAMILIES for word in words)


def split_reference(text):
    """Return (digits, suffix) of a Rolex reference such as 126710BLRO or 16233/G, or None.

    >>> split_reference('126710blro'), split_reference('116660-DB'), split_reference('36mm')
    (('126710', 'BLRO'), ('116660', 'DB'), None)
    """
    found = re.fullmatch(r'(\d{4,6})[-/ ]?([A-Z]{1,6})?', text.strip().upper())
    if not found:
        return None
    if found[2] and found[2] not in SUFFIXES and found[2] != 'M':
        return None
    return found[1], found[2] or ''
