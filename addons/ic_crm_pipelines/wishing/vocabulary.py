"""What people call colors, materials and features, in the languages of the trade. Own tables of facts.

Words end with a star where endings follow (blau, blaue, blaues).
"""

from odoo.addons.ic_inventory_luxury.importing.watch import MATERIALS as CASES

from .text import phrases

COLORS = {
    'black': "black;noir;noire;nero;nera;schwarz*;negro;negra;zwart;zwarte;czarny;onyx;onix",
    'white': "white;blanc;blanche;bianco;bianca;weiss*;weis*;blanco;blanca;wit;witte;polar;porcelain;"
    "porcellana;porzellan*",
    'silver': "silver;silvered;argent*;plateada;zilver*;silber*;argento;plateado;plata;zilver;silver lining",
    'grey': "grey;gray;gris;grise;grigio;grigia;grau*;slate;anthracite;anthrazit;rhodium;rodhium;rodium;ruthenium;"
    "ardesia;antracit*;grijs*;"
    "gunmetal;charcoal;dark rhodium;ardoise;etain;etoupe",
    'blue': "blue;bleu;bleue;blu;blau*;azul;azzurr*;azzur*;azuro;blauw*;navy;d-blue;midnight blue;cobalt;royal blue;"
    "sodalite;sodalit;lapis lazuli;lapislazuli;lapis",
    'light_blue': "ice blue;glacier;eisblau*;bleu glacier;light blue;sky blue;baby blue;aqua",
    'turquoise': "turquoise;tiffany;tiffany blue;turkis*;teal;celeste;turchese;turquesa",
    'green': "green;vert;verte;verde;grun*;gruen*;groen*;zielon*;olive green;emerald green;khaki;malachite;malachit;"
    "jade",
    'olive': "olive;oliv*",
    'red': "red;rouge;rosso;rossa;rot;rote;rotes;roter;rojo;roja;rood;coral",
    'burgundy': "burgundy;bordeaux;oxblood;cherry;maroon",
    'brown': "brown;brun;brune;marron;marrone;braun*;chocolate;chocolat;cioccolato;schoko*;choco;tobacco;havana;"
    "tropical;choclate",
    'tan': "tan;camel;cognac;gold togo;fauve",
    'champagne': "champagne;champagner*",
    'gold': "golden;gold dial;gold tone dial;dore*;dorat*;dorad*;golddial;goldenes zifferblatt;cadran or;cadran dore;"
    "quadrante oro",
    'copper': "copper;kupfer*;bronze dial",
    'pink': "pink;rosa;rosafarben;fuchsia;roze;sundust",
    'salmon': "salmon;saumon;lachs*",
    'yellow': "yellow;jaune;giallo;gelb;gelbe;gelbes;amarillo",
    'orange': "orange;arancione;naranja",
    'purple': "purple;violet;viola;lila;lavender;grape;aubergine;lilac",
    'beige': "beige;ecru;nude;creme;cream;crema;ivory;avorio;panna;pannino;elfenbein*;craie;sand",
    'mother_of_pearl': "mother of pearl;mop;m.o.p;perlmutt*;nacre;madreperla;nacar",
    'meteorite': "meteorite;meteorit;meteorito",
}
# How much of a color another one is: what is not here is another color.
CLOSE = {
    frozenset(pair): share
    for pair, share in (
        (('champagne', 'gold'), 0.8),
        (('green', 'olive'), 0.85),
        (('red', 'burgundy'), 0.7),
        (('light_blue', 'turquoise'), 0.7),
        (('blue', 'turquoise'), 0.6),
        (('blue', 'light_blue'), 0.6),
        (('silver', 'white'), 0.5),  # the trade keeps them apart, and silver from rhodium and slate
        (('silver', 'grey'), 0.5),
        (('mother_of_pearl', 'white'), 0.6),
        (('brown', 'tan'), 0.7),
        (('beige', 'tan'), 0.6),
        (('beige', 'white'), 0.6),
        (('pink', 'salmon'), 0.7),
        (('copper', 'salmon'), 0.7),
        (('copper', 'brown'), 0.6),
        (('gold', 'yellow'), 0.6),
    )
}
_CASES = {}
for _word, _code in CASES.items():
    if _code not in ('two_tone', 'other') and _word not in ('gold', 'ss', 'titan'):
        _CASES.setdefault(_code, []).append(_word)
MATERIALS = {code: ';'.join(words) for code, words in _CASES.items()}
MATERIALS['steel'] += ";all steel;full steel;stainless;ss;acier inox;inox"
MATERIALS['yellow_gold'] += (
    ";yg;18k yg;18kt yellow gold;18k yellow gold;18ct yellow gold;oro amarillo;geelgoud;en or jaune;yellowgold;"
    "gelbgold*;750 gelbgold;gold 750"
)
MATERIALS['white_gold'] += (
    ";wg;18k white gold;18kt white gold;oro blanco;witgoud;en or blanc;en or gris;or gris;whitegold;weiss gold"
)
MATERIALS['rose_gold'] += (
    ";rg;18k rose gold;18kt rose gold;everose gold;oro rosa;rosegold;roodgoud;or everose;en or rose;redgold;rotgold;"
    "rotgold*;oro rosso;or rouge;roze gold;rose-gold;everose;everosegold"
)
MATERIALS['platinum'] += ";plat;pt950"
MATERIALS['gold'] = (
    "gold;18k;18kt;18ct;18karat;18 karat;18carat;18 carat;14k;14kt;18k gold;18kt gold;14k gold;solid gold;oro;"
    "or massif;massivgold;en or;750"
)
MATERIALS['two_tone'] = (
    "two tone;two-tone;twotone;tt;bicolor;bicolore;bi-color;rolesor;white rolesor;yellow rolesor;everose rolesor;"
    "steel and gold;steel & gold;steel gold;steel/gold;gold/steel;gold and steel;gold & steel;stahl/gold;stahl-gold;"
    "stahl gold;gold/stahl;edelstahl/gold;acier or;acier/or;or/acier;or acier;acier et or;oro acciaio;acciaio oro;"
    "acciaio/oro;oro/acciaio;acciaio e oro;acero y oro;acero oro;ss/yg;ss/18k;ss/rg;steel/rose gold;rose gold/steel;"
    "steel and rose gold;steel and yellow gold;steel/yellow gold;steel yellow gold;steel & yellow gold;"
    "gold & stainless steel;"
    "yellow gold/steel;yellow gold & steel;rose gold & steel;steel & rose gold;stahl gelbgold;stahl/gelbgold;"
    "gold and stainless steel;steel and 18k gold;steel/18k;steel 18k gold;18k/ss;steel everose;steel/everose;halbgold;"
    "or et acier;oro e acciaio;acciaio ed oro;gold und stahl;stahl und gold;gold stahl;oro y acero;goud/staal;"
    "staal/goud;goud staal;staal goud;g/s;s/g;steel/rose;stahl/rose;steel/yellow"
)
LEATHERS = {
    'togo': "togo",
    'epsom': "epsom",
    'clemence': "clemence;taurillon",
    'swift': "swift",
    'box_calf': "box calf;boxcalf;box leather",
    'chevre': "chevre;chèvre mysore;goatskin",
    'caviar': "caviar;caviar leather",
    'lambskin': "lambskin;agneau;lamb;lammleder",
    'calfskin': "calfskin;calf leather;kalbsleder;veau",
    'barenia': "barenia",
    'crocodile': "crocodile;croc;krokodil*;coccodrillo;porosus;niloticus",
    'alligator': "alligator",
    'lizard': "lizard;lezard;varanus",
    'ostrich': "ostrich;autruche;strauss*;struzzo",
    'python': "python;pitone",
    'canvas': "canvas;monogram;damier;damier ebene;toile;coated canvas",
    'suede': "suede;wildleder;daim;nubuck",
    'patent': "patent;patent leather;vernis;lackleder;vernice",
    'saffiano': "saffiano",
    'denim': "denim;jeans",
    'tweed': "tweed",
    'nylon': "nylon;re-nylon",
    'cashmere': "cashmere;kaschmir;cachemire",
    'silk': "silk;seide;soie;seta",
}
EXOTIC = {'crocodile', 'alligator', 'lizard', 'ostrich', 'python'}
GOLDS = {'gold', 'yellow_gold', 'white_gold', 'rose_gold'}

TRAITS = {
    'diamonds': "diamond;diamonds;diamant;diamanten;diamants;diamanti;diamante;diamantes;brillanten;brillantes;"
    "gem set;gem-set;iced;iced out;baguette;pave",
    'roman': "roman;romans;roman numerals;roman numeral;roemische ziffern;romische ziffern;chiffres romains;"
    "numeri romani;romani",
    'arabic': "arabic;arabic numerals;arabische ziffern;chiffres arabes;numeri arabi",
    'jubilee': "jubilee;jubile;jubilé;jubile-band;giubileo",
    'oyster_bracelet': "oyster bracelet;oysterband;oyster band;on oyster;bracciale oyster",
    'president_bracelet': "president bracelet;president;presidential;präsidentband",
    'fluted': "fluted;fluted bezel;geriffelt*;cannelee;zigrinata",
    'unpolished': "unpolished;never polished;unpoliert;non poli;non lucidat*;sin pulir;not polished",
    'polished': "polished;poliert;polie;lucidat*;pulido",
    'custom': "aftermarket;custom;mod;modded;customised;customized;redial;refinished dial;fake;replica;homage",
    'chronograph': "chronograph;chrono;chronographe;cronografo",
    'gmt': "gmt;dual time;worldtimer;world timer;world time",
    'moonphase': "moonphase;moon phase;mondphase;phase de lune;fase lunare",
    'perpetual_calendar': "perpetual calendar;ewiger kalender;quantieme perpetuel",
    'annual_calendar': "annual calendar;jahreskalender",
    'power_reserve': "power reserve;gangreserve",
    'tourbillon': "tourbillon",
    'no_date': "no date;no-date;nodate;non date;sans date;ohne datum;senza data;sin fecha;non-date",
    'quartz': "quartz;quarz;quarzo;cuarzo",
    'manual': "manual wind;manual winding;hand wound;hand-wound;handaufzug;remontage manuel;carica manuale;manual",
    'ladies': "ladies;lady;damen;damenuhr;femme;donna;women's;for women;dama",
    'linen': "linen;linen dial",
    'tapestry': "tapestry;tapisserie",
    'gilt': "gilt",
    'gold_hardware': "ghw;gold hardware;goldene hardware;gold hw",
    'palladium_hardware': "phw;palladium hardware;palladium hw;silver hardware;shw",
    'rose_gold_hardware': "rghw;rose gold hardware",
    'black_hardware': "bhw;so black;black hardware",
}
# Of these a piece has one only: who asks for one does not want the other.
EITHER_OR = (
    {'jubilee', 'oyster_bracelet', 'president_bracelet'},
    {'gold_hardware', 'palladium_hardware', 'rose_gold_hardware', 'black_hardware'},
    {'unpolished', 'polished'},
    {'quartz', 'manual'},
)
CATEGORIES = {
    'watch': "watch;watches;wristwatch;uhr;uhren;armbanduhr;montre;orologio;reloj;horloge;timepiece;dive watch;diver;"
    "dress watch;dresswatch;field watch;wrist watch;pocket watch",
    'handbag': "bag;bags;handbag;purse;tote;clutch;tasche;handtasche;sac;sac a main;borsa;bolso;handtas;crossbody;"
    "shoulder bag;minaudiere",
    'sneaker': "sneaker;sneakers;trainers;shoes;pair;kicks;turnschuhe;baskets;scarpe",
    'jewelry': "ring;necklace;earrings;earring;pendant;brooch;bangle;halskette;ohrringe;kette;bague;collier;"
    "boucles d'oreilles;anello;collana;orecchini;jewelry;jewellery;engagement ring;tennis bracelet",
    'apparel': "jacket;coat;dress;hoodie;t-shirt;shirt;trousers;jeans pants;blazer;sweater;cardigan;mantel;jacke;"
    "kleid;manteau;veste;robe;giacca;cappotto",
    'accessory': "belt;wallet;sunglasses;scarf;tie;cufflinks;gurtel;guertel;schal;brille;ceinture;portefeuille;"
    "foulard;cintura;portafoglio;occhiali",
    'bullion': "coin;coins;gold bar;silver bar;bullion;ingot;munze;barren;lingot;moneta;krugerrand",
    'artwork': "painting;print;artwork;sculpture;gemalde;tableau;quadro;bark painting",
}
# Words that say nothing of the piece.
_FILLER = """
looking look for want wanted wtb wts wtt iso search searching find need needs needed buy please hello hi dear any a an
the or and with in of on at to from by is it my your our we i me you would like interested one some only really very
good great nice clean condition set full complete original box papers paper card cards warranty ref reference model
size mm inch watch year old suche ich eine einen ein der die das und mit oder von zu im am fur gesucht bitte guten tag
je cherche un une le la les du de des et avec ou pour cerco uno una il lo gli con per o e di del della busco el los
las y para zoek een het met dial zifferblatt cadran quadrante esfera bezel case strap bracelet band edition limited
ultra rare vintage sale price priced sell shipped obo firm reduced drop usd eur brand new used mint lnib bnib nib kit ad
overall excellent steel version automatic automatik automatique manual wind date day mens men man herren homme uomo
gents gent retro color colour colored serviced service unworn near no not without also both either maybe perhaps
ideally preferably max under less than below budget around about circa approx ca up later newer older before after
since between as same this that are be have has get something someone thanks thank bonjour ciao salve ok modern piece
pieces timepiece swiss made better sports sport urgently least preferred again soon perfect perfekt deutsch deutsche
italian stock stickers sticker lc100 fullset discontinued available move two dez mar jan feb okt nov dec oct watches
oyster chromalight luminova superluminova tritium serial serie series official perpetual conditions aus top factory
anno neu jahr jahre garantie guarantee garanzia papiere papier boite herrenuhr damenuhr certificat vers bj baujahr
index rehaut mois months mesi monate ser random inverted lc170 invoice receipt booklet tags all
"""
FILLER = frozenset(_FILLER.split())

COLOR_WORDS, COLOR_CODES = phrases(COLORS, behind_digits=True)
MATERIAL_WORDS, MATERIAL_CODES = phrases({**MATERIALS, **LEATHERS})
TRAIT_WORDS, TRAIT_CODES = phrases(TRAITS)
CATEGORY_WORDS, CATEGORY_CODES = phrases(CATEGORIES)
