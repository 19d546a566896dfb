"""How lists write stones: kinds, shapes, grades, treatments and laboratories."""

from .target import words_of

TYPES = words_of(
    {
        'diamond': 'diamonds;diamant;brillant;brilliant;brillanten;diamante',
        'sapphire': 'sapphires;saphir;zaffiro;blue sapphire;blue sapphires;pink sapphire;yellow sapphire',
        'ruby': 'rubies;rubin;rubis;rubino',
        'emerald': 'emeralds;smaragd;émeraude;smeraldo',
        'alexandrite': '',
        'amethyst': 'amethysts;ametista',
        'aquamarine': 'aquamarin;aqua',
        'chrysoberyl': '',
        'citrine': 'citrin;citrines',
        'coral': 'koralle;corallo',
        'cubic_zirconia': 'cubic zirconia;cz;zirconia;zirkonia',
        'demantoid': 'demantoid garnet',
        'garnet': 'garnets;granat;grenat',
        'iolite': '',
        'jadeite': 'jade;jadeite jade',
        'nephrite': 'nephrite jade',
        'kunzite': '',
        'labradorite': '',
        'lapis_lazuli': 'lapis;lapis lazuli',
        'malachite': '',
        'moissanite': '',
        'moonstone': 'moonstones;mondstein',
        'morganite': 'morganit',
        'mother_of_pearl': 'mother of pearl;mop;perlmutt;nacre',
        'onyx': '',
        'opal': 'opals',
        'opal_boulder': 'boulder opal',
        'paraiba': 'paraiba tourmaline;paraíba tourmaline',
        'pearl_akoya': 'akoya;akoya pearl;akoya pearls',
        'pearl_freshwater': 'freshwater pearl;freshwater pearls;f.w.p;fwp;freshwater',
        'pearl_natural': 'natural pearl;natural pearls',
        'pearl_south_sea': 'south sea pearl;south sea pearls;south sea',
        'pearl_tahitian': 'tahitian pearl;tahitian pearls;tahitian;tahiti pearl',
        'peridot': 'peridots',
        'quartz': 'rose quartz;smoky quartz',
        'rhodolite': 'rhodolite garnet',
        'spessartine': 'spessartine garnet;mandarin garnet',
        'spinel': 'spinels;spinell',
        'tanzanite': 'tanzanites;tansanit',
        'topaz': 'topas;blue topaz;london blue topaz',
        'tourmaline': 'tourmalines;turmalin;rubellite',
        'tsavorite': 'tsavorite garnet;tsavorites',
        'turquoise': 'türkis',
        'zircon': '',
        'other': 'pearl;pearls;perle;perlen;agate;enamel;crystal;gemstone',
    }
)
# Stones that are named by what the list of the field lacks: the word is kept beside "other".
KEEP_WORD = {'pearl', 'pearls', 'perle', 'perlen', 'agate', 'enamel', 'crystal', 'gemstone'}
SHAPES = words_of(
    {
        'round': 'round brilliant;brilliant;brilliant cut;rbc;rb;rund;rond',
        'princess': 'princess cut;pr',
        'cushion': 'cushion cut;cu;kissen',
        'cushion_modified': 'cushion modified;cushion modified brilliant;cmb',
        'oval': 'oval cut;ov',
        'pear': 'pear shape;pear-shaped;pear shaped;pear cut;teardrop;ps;tropfen;poire',
        'marquise': 'navette;mq',
        'emerald': 'emerald cut;em;ec;smaragdschliff',
        'asscher': 'asscher cut;square emerald;as',
        'radiant': 'radiant cut;ra',
        'heart': 'heart shape;heart cut;hs;herz;coeur',
        'trillion': 'trilliant;triangle',
        'baguette': 'baguettes;bg',
        'tapered_baguette': 'tapered baguette;tapered baguettes',
        'half_moon': 'half moon',
        'kite': '',
        'cabochon': 'cab;cabochons',
        'rose_cut': 'rose cut',
        'old_mine': 'old mine cut;old mine;omc',
        'old_european': 'old european cut;old european;oec',
        'single_cut': 'single cut;8/8',
        'briolette': 'briolettes',
        'bead': 'beads;ball',
        'other': 'fancy shape',
    }
)
CUTS = words_of(
    {
        'ideal': 'super ideal;true hearts;id',
        'excellent': 'ex;exc;x;3ex',
        'very_good': 'very good;vg;v.good;vgood',
        'good': 'gd;g',
        'fair': 'f;fr',
        'poor': 'p',
    }
)
CLARITIES = words_of(
    {
        'FL': 'flawless',
        'IF': 'internally flawless;loupe clean;lc',
        **{
            grade: f'{grade[:-1]} {grade[-1]};{grade[:-1]}-{grade[-1]}'
            for grade in ['VVS1', 'VVS2', 'VS1', 'VS2', 'SI1', 'SI2', 'SI3']
        },
        **{grade: f'{grade[0]} {grade[1]}' for grade in ['I1', 'I2', 'I3', 'P1', 'P2', 'P3']},
    }
)
FLUORESCENCES = words_of(
    {
        'none': 'non;no;nil;n;inert',
        'faint': 'fnt;slight;very slight;f',
        'medium': 'med;m;medium blue',
        'strong': 'stg;st;s;strong blue',
        'very_strong': 'very strong;vstg;vst;very strong blue',
    }
)
ORIGINS = words_of(
    {
        'natural': 'mined;earth mined;nat;natürlich;naturel',
        'lab_grown': 'lab-grown;laboratory-grown;laboratory grown;lab created;lab;lgd;synthetic;cvd;hpht;created',
    }
)
FANCIES = words_of(
    {
        'faint': '',
        'very_light': 'very light',
        'light': '',
        'fancy_light': 'fancy light',
        'fancy_intense': 'fancy intense',
        'fancy_vivid': 'fancy vivid',
        'fancy_dark': 'fancy dark',
        'fancy_deep': 'fancy deep',
        'fancy': '',
    }
)
LABS = words_of(
    {
        'gia': 'gemological institute of america',
        'ags': 'agsl;american gem society',
        'igi': 'international gemological institute',
        'gcal': '',
        'hrd': 'hrd antwerp',
        'ssef': '',
        'gubelin': 'gübelin;guebelin',
        'grs': '',
        'agl': 'american gemological laboratories',
        'lotus': 'lotus gemology',
        'egl': 'egl usa',
        'other': '',
    }
)
# AGTA code -> words for it.
TREATMENTS = {
    'N': ('none', 'untreated', 'no treatment', 'no heat', 'unheated', 'n'),
    'H': ('heated', 'heat', 'h'),
    'HP': ('heat and pressure', 'hpht', 'hp'),
    'FH': ('flux healing', 'flux healed', 'fh'),
    'UNK': ('not disclosed', 'unknown', 'unk'),
    'E': ('customary enhancement', 'enhanced', 'e'),
    'F': ('fracture filling', 'fracture filled', 'filled', 'filling', 'glass filled', 'f'),
    'O': ('oil or resin', 'oil', 'oiled', 'minor oil', 'oiling', 'resin', 'o'),
    'B': ('bleaching', 'bleached', 'b'),
    'C': ('coating', 'coated', 'c'),
    'D': ('dyeing', 'dyed', 'd'),
    'R': ('irradiation', 'irradiated', 'r'),
    'L': ('lasering', 'laser drilled', 'l'),
    'U': ('diffusion', 'diffused', 'u'),
    'W': ('wax', 'waxed', 'w'),
    'I': ('impregnation', 'impregnated', 'i'),
}
