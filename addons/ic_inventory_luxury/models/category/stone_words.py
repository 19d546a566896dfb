"""The vocabulary of stones as data: codes, labels and the order in which grades rank.

Ranks exist so that "at least VS2" is a comparison of numbers: higher is better, 0 is "not graded". Grades of
laboratories other than GIA that sit between or beside GIA's own share or split a rank (SI3; P1 equals I1).
"""

STONE_TYPES = [
    ('diamond', "Diamond"),
    ('sapphire', "Sapphire"),
    ('ruby', "Ruby"),
    ('emerald', "Emerald"),
    ('alexandrite', "Alexandrite"),
    ('amethyst', "Amethyst"),
    ('aquamarine', "Aquamarine"),
    ('chrysoberyl', "Chrysoberyl"),
    ('citrine', "Citrine"),
    ('coral', "Coral"),
    ('cubic_zirconia', "Cubic Zirconia"),
    ('demantoid', "Demantoid Garnet"),
    ('garnet', "Garnet"),
    ('iolite', "Iolite"),
    ('jadeite', "Jadeite Jade"),
    ('nephrite', "Nephrite Jade"),
    ('kunzite', "Kunzite"),
    ('labradorite', "Labradorite"),
    ('lapis_lazuli', "Lapis Lazuli"),
    ('malachite', "Malachite"),
    ('moissanite', "Moissanite"),
    ('moonstone', "Moonstone"),
    ('morganite', "Morganite"),
    ('mother_of_pearl', "Mother of Pearl"),
    ('onyx', "Onyx"),
    ('opal', "Opal"),
    ('opal_boulder', "Boulder Opal"),
    ('paraiba', "Paraíba Tourmaline"),
    ('pearl_akoya', "Akoya Pearl"),
    ('pearl_freshwater', "Freshwater Pearl"),
    ('pearl_natural', "Natural Pearl"),
    ('pearl_south_sea', "South Sea Pearl"),
    ('pearl_tahitian', "Tahitian Pearl"),
    ('peridot', "Peridot"),
    ('quartz', "Quartz"),
    ('rhodolite', "Rhodolite Garnet"),
    ('spessartine', "Spessartine Garnet"),
    ('spinel', "Spinel"),
    ('tanzanite', "Tanzanite"),
    ('topaz', "Topaz"),
    ('tourmaline', "Tourmaline"),
    ('tsavorite', "Tsavorite Garnet"),
    ('turquoise', "Turquoise"),
    ('zircon', "Zircon"),
    ('other', "Other"),
]
SHAPES = [
    ('round', "Round Brilliant"),
    ('princess', "Princess"),
    ('cushion', "Cushion"),
    ('cushion_modified', "Cushion Modified"),
    ('oval', "Oval"),
    ('pear', "Pear"),
    ('marquise', "Marquise"),
    ('emerald', "Emerald Cut"),
    ('asscher', "Asscher"),
    ('radiant', "Radiant"),
    ('heart', "Heart"),
    ('trillion', "Trillion"),
    ('baguette', "Baguette"),
    ('tapered_baguette', "Tapered Baguette"),
    ('half_moon', "Half Moon"),
    ('kite', "Kite"),
    ('cabochon', "Cabochon"),
    ('rose_cut', "Rose Cut"),
    ('old_mine', "Old Mine Cut"),
    ('old_european', "Old European Cut"),
    ('single_cut', "Single Cut"),
    ('briolette', "Briolette"),
    ('bead', "Bead"),
    ('other', "Other"),
]
# Best first. SI3, P1-P3 are trade grades that GIA does not give.
CLARITY_RANKS = {
    'FL': 120,
    'IF': 110,
    'VVS1': 100,
    'VVS2': 90,
    'VS1': 80,
    'VS2': 70,
    'SI1': 60,
    'SI2': 50,
    'SI3': 45,
    'I1': 40,
    'P1': 40,
    'I2': 30,
    'P2': 30,
    'I3': 20,
    'P3': 20,
}
CLARITIES = [(code, code) for code in CLARITY_RANKS]
NOT_GIA_CLARITIES = ('SI3', 'P1', 'P2', 'P3')
COLOR_LETTERS = 'DEFGHIJKLMNOPQRSTUVWXYZ'
COLOR_RANKS = {letter: 23 - place for place, letter in enumerate(COLOR_LETTERS)}  # D = 23 ... Z = 1
COLORS = [(letter, letter) for letter in COLOR_LETTERS] + [('fancy', "Fancy")]
FANCY_GRADES = [
    ('faint', "Faint"),
    ('very_light', "Very Light"),
    ('light', "Light"),
    ('fancy_light', "Fancy Light"),
    ('fancy', "Fancy"),
    ('fancy_intense', "Fancy Intense"),
    ('fancy_vivid', "Fancy Vivid"),
    ('fancy_dark', "Fancy Dark"),
    ('fancy_deep', "Fancy Deep"),
]
# "Ideal" is the wording of AGS and IGI, above GIA's Excellent.
CUTS = [
    ('ideal', "Ideal"),
    ('excellent', "Excellent"),
    ('very_good', "Very Good"),
    ('good', "Good"),
    ('fair', "Fair"),
    ('poor', "Poor"),
]
CUT_RANKS = {code: 6 - place for place, (code, _label) in enumerate(CUTS)}
FLUORESCENCES = [
    ('none', "None"),
    ('faint', "Faint"),
    ('medium', "Medium"),
    ('strong', "Strong"),
    ('very_strong', "Very Strong"),
]
LABS = [
    ('gia', "GIA"),
    ('ags', "AGS"),
    ('igi', "IGI"),
    ('gcal', "GCAL"),
    ('hrd', "HRD Antwerp"),
    ('ssef', "SSEF"),
    ('gubelin', "Gübelin"),
    ('grs', "GRS"),
    ('agl', "AGL"),
    ('lotus', "Lotus Gemology"),
    ('egl', "EGL"),
    ('other', "Other"),
]
# The address of a report in the laboratory's own archive. Only addresses that are known; the rest say why not.
LAB_LINKS = {
    'gia': 'https://www.gia.edu/report-check?reportno=%s',
    'igi': 'https://www.igi.org/verify-your-report/?r=%s',
}
