"""The facts of a wish and of a piece, as `scoring` compares them, from a Reading and from what the catalogs say."""

from odoo.addons.ic_inventory_luxury.models.catalog.ic_brand import normalize_brand

from .shapes import PIECE, WISH
from .sizes import LADDER, size_in_name
from .text import codes_in
from .vocabulary import COLOR_CODES, COLOR_WORDS, FILLER, GOLDS

_LISTS = {'reference': 'references', 'colors': 'colors', 'materials': 'materials', 'traits': 'traits'}


def wish_facts(reading):
    """Return the facts of a wish that was read; amounts stay in the currency they were named in."""
    values = reading.values
    facts = {name: values.get(name, default) for name, default in WISH.items()}
    facts.update({name: list(values.get(source, ())) for source, name in _LISTS.items()})
    facts['unwanted'] = list(values.get('unwanted', ()))
    facts['condition'] = LADDER.get(values.get('condition'), 0)
    facts['price_max'] = float(values.get('price_max', 0))
    facts['words'] = loose_words(reading)
    return facts


def loose_words(reading):
    """Return the words of a wish that no field took and that may name the piece."""
    return [word for word in reading.rest if word not in FILLER and len(word) < 30][:8]


def piece_facts(reading, knowledge, own=None):
    """Return the facts of a piece.

    :param Reading reading: what its name says
    :param dict own: what its fields say; a field that is filled counts, not what was read
    """
    values = reading.values
    facts = dict(PIECE)
    facts.update({name: list(values.get(source, ())) for source, name in _LISTS.items()})
    facts.update(
        category=values.get('category', ''),
        brand=values.get('brand', 0),
        called=values.get('nickname', ''),
        names=[values['nickname']] if values.get('nickname') else [],
        sub_model=values.get('sub_model', ''),
        year=values.get('year_from', 0) if values.get('year_from') == values.get('year_to') else 0,
        size_mm=values.get('size_from', 0.0) if values.get('size_from') == values.get('size_to') else 0.0,
        sizes={values.get('size_system', ''): values['size']} if values.get('size') else {},
        condition=LADDER.get(values.get('condition'), 0),
        box=values.get('box'),
        papers=values.get('papers'),
        words=list(reading.rest),
    )
    family = values.get('family', 0)
    for name, value in (own or {}).items():
        if name == 'family':
            family = value or family
        elif name in ('box', 'papers'):
            facts[name] = facts[name] or value
        elif name == 'words':
            facts['words'] = list(dict.fromkeys([*facts['words'], *value]))
        elif value not in (None, '', 0, 0.0, [], {}):
            facts[name] = value
    if 'steel' in facts['materials'] and (GOLDS - {'white_gold'}) & set(facts['materials']):
        facts['materials'] = ['two_tone']
    _complete(facts, family, knowledge)
    return facts


def _complete(facts, family, knowledge):
    """Fill blanks with what the catalog knows of the reference: it has one size, one case and maybe one dial."""
    rows = []
    for text in facts['references'][:2]:
        found, how = knowledge.find_references(text, facts['brand'] or None)
        if how == 'exact' and family and all(one.family != family for one in found):
            # The number is also how that of another model begins, which the seller names: a Cellini 6623 is a 6623/8.
            found = knowledge.starting(text, facts['brand'] or None, family) or found
        if how == 'start' and len({one.name for one in found}) == 1:
            facts['references'] = list(dict.fromkeys([*facts['references'], found[0].name]))  # 116500 is a 116500LN
        if how in ('exact', 'stem') or (how == 'start' and len({one.family for one in found}) == 1):
            rows += found
    families = {family} if family else set()
    if facts['called'] and not facts['references']:
        named = knowledge.nicknames.get(normalize_brand(facts['called']), ())
        named = [one for one in named if facts['brand'] in (0, one.brand) and (not families or one.family in families)]
        facts['maybe_references'] = sorted({one.name for one in named})
        if named:
            _from_rows(facts, named, sure=False)
    if rows:
        families |= {one.family for one in rows}
        facts['known'] = True
        facts['brand'] = facts['brand'] or rows[0].brand
        facts['names'] = list(dict.fromkeys([*facts['names'], *(name for one in rows for name in one.names)]))
        _from_rows(facts, rows)
    families |= {one.id for number in families for one in knowledge.sized(number, facts['size_mm'])}
    facts['families'] = sorted({parent for one in families for parent in knowledge.parents(one)})
    for number in facts['families']:
        _size_of_family(facts, knowledge.family_by_id.get(number))
        known = knowledge.family_by_id.get(number)
        if known and not facts['category']:
            facts['category'] = known.category


def _size_of_family(facts, family):
    """A Datejust 41 has 41 mm, whatever else is said of it."""
    if family and family.category == 'watch':
        facts['size_mm'] = facts['size_mm'] or size_in_name(family.name)


def _from_rows(facts, rows, sure=True):
    """Fill blanks with what all `rows` have in common. `sure`: they are of its number, and not only of its nickname."""

    def only(values):
        found = {value for value in values if value}
        return found.pop() if len(found) == 1 and all(values) else None

    size, material = only([one.size for one in rows]), only([one.material for one in rows])
    facts['size_mm'] = facts['size_mm'] or size or 0.0
    facts['sub_model'] = facts['sub_model'] or only([one.sub_model for one in rows]) or ''
    if (
        material
        and material != 'other'
        and (not facts['materials'] or (sure and _is_half(material, facts['materials'])))
    ):
        facts['materials'] = [material]
    if not facts['colors'] and all(one.dials for one in rows):
        # Made with these dials only: the piece has one of them.
        dials = [colors_in(dial) for one in rows for dial in one.dials.split(';')]
        found = {color for colors in dials for color in colors}
        if all(dials):
            facts['colors' if len(found) == 1 else 'maybe_colors'] = sorted(found)


def _is_half(material, said):
    """Tell whether a seller said gold of a case of which only a part is: its number knows better."""
    return set(said) <= {'two_tone': {'gold', *GOLDS}, 'steel': {'white_gold'}}.get(material, set())


def colors_in(text):
    """Return the codes of the colors that `text` names."""
    return codes_in(text, COLOR_WORDS, COLOR_CODES)
