"""The words in lists of accessories."""

from .target import words_of

TYPES = words_of(
    {
        'belt': 'belts;guertel;gürtel;ceinture;cintura',
        'wallet': 'wallets;card holder;card holders;cardholder;card case;coin purse;billfold;portemonnaie;portefeuille',
        'sunglasses': 'sunglass;glasses;eyewear;sonnenbrille;lunettes de soleil;occhiali da sole',
        'scarf': 'scarves;shawl;shawls;stole;stoles;silk handkerchief;pocket square;pocket squares;'
        'scarves & pocket squares;scarf pocket square;twilly;foulard;carré;schal;sciarpa;echarpe',
        'tie': 'ties;necktie;bow tie;bow ties;krawatte;cravate;cravatta',
        'small_leather': 'small leather goods;slg;key holder;key case;pouch;passport cover;agenda;notebook cover',
        'bracelet': 'bracelets;bangle;bangles;armband',
        'cufflinks': 'cufflink;cuff links;cuff link;manschettenknöpfe;boutons de manchette',
    }
)
METALS = words_of(
    {
        'gold_plated': 'gold-plated;gold plated;gold tone;ghw;gold hardware;vergoldet',
        'palladium_plated': 'palladium-plated;palladium plated;phw;palladium;silver tone',
        'rose_gold_plated': 'rose-gold-plated;rose gold plated;rghw',
        'brass': 'messing;laiton',
        'steel': 'stainless steel;stahl;acier',
        'sterling': 'sterling silver;silver 925;925;sterling silber',
        'gold': 'solid gold;18k;18k gold;14k gold',
        'ruthenium': 'rhw',
        'black': 'black coated;pvd;so black;bhw',
        'enamel': 'enamelled;enameled;emaille',
        'other': '',
    }
)
FORMATS = words_of(
    {
        'bifold': 'bi-fold;billfold;compact',
        'long': 'long wallet;continental',
        'zip': 'zip around;zippy;zip wallet',
        'card_holder': 'card holder;cardholder;card case',
        'coin': 'coin purse;coin case',
        'passport': 'passport holder;passport cover',
        'other': '',
    }
)
SHAPES = words_of(
    {
        'aviator': 'pilot',
        'round': 'circle',
        'square': '',
        'rectangular': 'rectangle',
        'oval': '',
        'cat_eye': 'cat eye;cateye',
        'wayfarer': '',
        'shield': 'mask',
        'geometric': 'hexagonal;octagonal',
    }
)
