"""The names a store knows - brands, families, references, nicknames - as tables that are quick to look things up in.

Plain Python: the tables are filled from the catalogs of the database by `ic.wish.reader`, and by tests as they like.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from odoo.addons.ic_inventory_luxury.models.catalog.ic_brand import normalize_brand
from odoo.addons.ic_inventory_luxury.models.catalog.reference_text import MIN_STEM, loose_key, spellings, stems

# Names of families that are words of every day: they count only beside their brand.
_EVERYDAY = """
date oyster chronograph sport sports heritage classic classics classique premier pilot vintage trinity link captain
elite rainbow prince royal monarch calibre drive tank professional professionals collection essentials elegance
monster connected complications precision chrono diver grandcomplications neptune dynamic concept icon mini medium
clutch tote wallet backpack baguette flap shopping bucket hobo saddle curve seal skull heroine bow peak mina one two
three original automatic quartz gold silver steel ladies lady men collier ring bracelet pocketwatch worldtimer
worldtime gmt master masters legend tradition star stars avenue marine military field velvet speed force air spirit
record conquest day night sun moon time alpine alpha beta zero super racing seven hunter flower angel heart arrow
cloud sky sea land suede court track
"""
EVERYDAY = frozenset(_EVERYDAY.split())


ENOUGH = 10  # references of a family from which it can be told what it is never made of
_ANOTHER = re.compile(r'II|III|IV|2|Offshore.*|Concept.*|Bubbleback|Pro|Chrono|GMT|Oysterquartz|Turn-O-Graph')
# A model of its own though its name begins with another's.
_OWN_MODELS = {'Oyster Perpetual Date'}
# Families without references that everybody knows by their name alone.
_ICONS = """
birkin kelly constance lindy evelyne neverfull speedy alma capucines keepall noe ladydior booktote saddlebag
dionysus marmont jackie1961 puzzle peekaboo lovebracelet juste1clou alhambra serpenti bzero1 ballonbleu hourglass
"""
ICONS = frozenset(_ICONS.split())


@dataclass(frozen=True)
class Family:
    """A model of a brand. `word`: the spelling it was found by."""

    id: int
    name: str
    brand: int
    category: str
    weight: int = 0  # number of references: of two brands the better known one is meant

    @property
    def key(self):
        return normalize_brand(self.name)


@dataclass(frozen=True)
class Reference:
    """A known reference number."""

    name: str
    brand: int
    family: int
    sub_model: str = ''
    names: tuple = ()
    size: float = 0.0
    material: str = ''
    dials: str = ''


@dataclass
class Knowledge:
    """Tables by comparison key."""

    brands: dict = field(default_factory=dict)  # key -> brand id
    brand_names: dict = field(default_factory=dict)  # brand id -> name
    brand_categories: dict = field(default_factory=dict)  # brand id -> set of category codes
    families: dict = field(default_factory=lambda: defaultdict(list))  # key -> [(Family, spelling)]
    family_by_id: dict = field(default_factory=dict)
    references: dict = field(default_factory=lambda: defaultdict(list))  # loose key -> [Reference]
    nicknames: dict = field(default_factory=lambda: defaultdict(list))  # key -> [Reference]
    _sorted: list = field(default_factory=list)
    _parents: dict = field(default_factory=dict)
    _by_brand: dict = field(default_factory=lambda: defaultdict(list))
    _long_brands: list = field(default_factory=list)
    _own: dict = field(default_factory=dict)
    _made: dict = field(default_factory=lambda: defaultdict(list))  # family id -> [Reference]

    def add_brand(self, number, name, others=(), categories=()):
        self.brand_names[number] = name
        self.brand_categories[number] = set(categories)
        for text in (name, *others):
            key = normalize_brand(text)
            if key and (text == name or key not in self.brands):
                self.brands[key] = number

    def add_family(self, family, others=()):
        self.family_by_id[family.id] = family
        for text in (family.name, *others):
            key = normalize_brand(text)
            if key:
                self.families[key].append((family, text))

    def add_reference(self, reference):
        self.references[loose_key(reference.name)].append(reference)
        self._made[reference.family].append(reference)
        for name in reference.names:
            for text, least in ((name, 4), (self.short_of(name, reference.family), 3)):
                key = normalize_brand(text)
                if len(key) >= least:
                    self.nicknames[key].append(reference)
        self._sorted = []

    def short_of(self, nickname, family):
        """Return what a nickname says beyond the name of the family, or '': Zenith, of a Zenith Daytona."""
        known = self.family_by_id.get(family)
        words = known.name.casefold().split() if known else ()
        kept = [word for word in nickname.split() if word.casefold() not in words]
        return ' '.join(kept) if len(kept) < len(nickname.split()) else ''

    # === looking up === #

    def find_family(self, key, brand=None):
        """Return the (Family, spelling) that `key` names, of `brand` if given; of several brands the best known."""
        found = [row for row in self.families.get(key, ()) if brand is None or row[0].brand == brand]
        if brand is None:
            mixed = len(key) > 3 and any(map(str.isdigit, key)) and any(map(str.isalpha, key))
            if (len(key) < 5 and not mixed) or key in EVERYDAY:
                return None
            found = [row for row in found if row[0].weight > 2 or row[0].category == 'sneaker' or key in ICONS]
        return max(found, key=lambda row: (row[0].weight, -row[0].id), default=None)

    def parents(self, number):
        """Return the ids of the families that a piece of family `number` is one of: a Datejust 41 is a Datejust.

        Some additions make another model of it: an Explorer II is no Explorer, an Offshore no Royal Oak.
        """
        if number not in self._parents:
            family, found = self.family_by_id.get(number), [number]
            for other in self._siblings(family) if family else ():
                rest = family.name[len(other.name) :]
                starts = family.name.casefold().startswith(other.name.casefold() + ' ')
                if starts and family.name not in _OWN_MODELS and not _ANOTHER.fullmatch(rest.strip()):
                    found.append(other.id)
            self._parents[number] = found
        return self._parents[number]

    def starting(self, text, brand, family):
        """Return the references of `family` that `text` is the beginning of."""
        keys = [loose_key(key) for key in spellings(text)]
        return [one for one in self._of(self._starting(keys[0]), brand) if one.family == family] if keys else []

    def sized(self, number, size):
        """Return the families called like family `number` with `size`: a Datejust of 41 mm is a Datejust 41."""
        family = self.family_by_id.get(number)
        rows = self.families.get(normalize_brand(f'{family.name} {size:g}'), ()) if family and size else ()
        return [one for one, _spelling in rows if one.brand == family.brand and one.name != family.name]

    def made_in(self, number):
        """Return the case materials of all references of a family; empty where the catalog knows too few to tell."""
        found = [one.material for one in self._made[number] if one.material]
        return set(found) if len(found) >= ENOUGH else set()

    def dials_of(self, number):
        """Return the words for the dials of a family; empty where the catalog does not know them of all references."""
        rows = self._made[number]
        return [one.dials for one in rows] if len(rows) >= ENOUGH and all(one.dials for one in rows) else []

    def _siblings(self, family):
        if not self._by_brand:
            for one in self.family_by_id.values():
                self._by_brand[one.brand, one.category].append(one)
        return [one for one in self._by_brand[family.brand, family.category] if len(one.name) < len(family.name)]

    def find_references(self, text, brand=None):
        """Return (references, how) as `ic.model.reference._ic_find` does: exact, start, stem or none."""
        keys = [loose_key(key) for key in spellings(text)]
        for key in keys:
            found = self._of(self.references.get(key, ()), brand)
            if found:
                return found, 'exact'
        if not keys or len(keys[0]) < MIN_STEM:
            return [], 'none'
        found = self._of(self._starting(keys[0]), brand)
        if found:
            return found, 'start'
        for key in stems(text):
            found = self._of(self.references.get(loose_key(key), ()), brand)
            if found:
                return found, 'stem'
        return [], 'none'

    def _of(self, references, brand):
        return [one for one in references if brand is None or one.brand == brand]

    def _starting(self, key):
        if not self._sorted:
            self._sorted = sorted(self.references)
        found, place = [], bisect_right(self._sorted, key)  # the number itself, of another maker, is no beginning
        while place < len(self._sorted) and self._sorted[place].startswith(key) and len(found) < 200:
            # 5711 is no beginning of 57110, but of 5711/1A and 5711R
            if not (key[-1].isdigit() and self._sorted[place][len(key)].isdigit()) or '/' in ''.join(
                one.name for one in self.references[self._sorted[place]]
            ):
                found.extend(self.references[self._sorted[place]])
            place += 1
        return found
