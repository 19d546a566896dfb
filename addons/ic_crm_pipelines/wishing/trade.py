"""What the trade calls models, beside the names that the catalog files them under: short forms, other spellings.

Own table of facts. A name that could be of two models of its maker is not here.
"""

from odoo.addons.ic_inventory_luxury.models.catalog.ic_brand import normalize_brand

NAMES = {
    'Audemars Piguet': {"Royal Oak Offshore": "AP Offshore", "Royal Oak": "AP Royal Oak"},
    'Christopher Ward': {
        "C60": "Trident;C60 Trident;Trident Pro;C60 Trident Pro",
        "C63": "Sealander;C63 Sealander",
        "C65": "Sandhurst;C65 Sandhurst;C65 Trident;C65 Dune",
    },
    'IWC': {
        "Pilot's Watch": "Pilots Watch;Mark XI;Mark XII;Mark XV;Mark XVI;Mark XVII;Mark XIX;Top Gun;Le Petit Prince",
        "Portugieser": "Portugese;Portugeiser;Portuguieser",
        "Ingenieur": "Inge",
    },
    'Jaeger-LeCoultre': {"Reverso": "Reverso Classic;Grande Reverso", "Memovox": "Polaris Memovox"},
    'Omega': {
        "Speedmaster Moonwatch": "Speedmaster Pro;Speedy Pro;Moon Watch;Speedmaster Moon Watch;Speedmaster Professional"
        " Moonwatch",
        "Speedmaster Reduced": "Speedy Reduced;Speedmaster Automatic Reduced",
        "Speedmaster Date": "Speedy Date",
        "Speedmaster X-33": "X-33;Skywalker X-33;Speedmaster Skywalker",
        "Seamaster Diver 300M": "SMPc;SMP 300;SMP300M;Seamaster Pro;Bond Seamaster;"
        "Seamaster Professional 300M;Seamaster Professional Diver 300M",
        "Seamaster Planet Ocean": "Seamaster Professional Planet Ocean;Seamaster PO",
        "Seamaster Aqua Terra": "Seamaster AT;Seamaster Aquaterra;Aquaterra",
    },
    'Oris': {
        "Divers Sixty-Five": "65;Sixty-Five;Diver Sixty-Five;Divers 65 Heritage;65 Heritage",
        "Big Crown Pointer Date": "Pointer Date;BCPD",
        "Aquis": "Aquis Date",
    },
    'Rolex': {
        "Cosmograph Daytona": "Daytona Cosmograph",
        "Day-Date": "DD36;DD40;Day Date President",
        "Deepsea": "DSSD;Deepsea Sea-Dweller",
        "Explorer II": "Exp II;Exp 2;Explorer Two",
        "GMT-Master II": "GMT 2;GMTII;GMT Master Two",
        "Sea-Dweller": "SD4K;SD 4000;SD4000;SDc",
        "Yacht-Master": "YM40;YM42;YM37",
    },
    'TAG Heuer': {"Formula 1": "F1;Formula One"},
    'Tudor': {
        "Black Bay 54": "BB 54",
        "Black Bay 58": "BB 58;Heritage Black Bay 58",
        "Black Bay GMT": "BB GMT;Heritage Black Bay GMT",
        "Black Bay Pro": "BB Pro",
        "Black Bay Chrono": "Heritage Black Bay Chrono",
    },
}


def names_of(brand, family):
    """Return the further names of a family by the names of both.

    >>> names_of('TAG Heuer', 'Formula 1'), names_of('TAG Heuer', 'Link')
    (['F1', 'Formula One'], [])
    """
    return list(filter(None, NAMES.get(brand, {}).get(family, '').split(';')))


# Makers that the catalog does not file, so that their models are not taken for those of others.
_OTHERS = """
addiesdive;anordain;archimede;armida;autodromo;cadisen;clebar;croton;cwc;damasko;dan henry;edox
;farer;fears;fitbit;fortis;garmin;ginault;guinand;halios;hanhart;heimdallr;helson;invicta;islander;kentex;komandirskie
;le jour;lorier;lorus;lum-tec;magrette;mathey-tissot;minase;mondaine;monta;nivada;nodus;ollech & wajs;orient;orient star
;pagani design;parnis;pagani;poljot;raketa;relide;san martin;sea-gull;seagull;shinola;spinnaker;steeldive;steinhart
;studio underdog;studio underd0g;timex;titoni;traska;trenyo;tutima;unimatic;vaer;vertex;vostok;waltham;wenger
;wittnauer;yema;zelos
"""
OTHERS = frozenset(normalize_brand(name) for name in _OTHERS.split(';'))


def is_another_maker(key):
    """Tell whether `key`, as `normalize_brand` makes it, names a maker that the catalog does not file."""
    return key in OTHERS
