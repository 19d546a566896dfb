from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from urllib.parse import urlencode

from odoo.fields import Domain

from . import counting

MAX_CHOSEN = 40
MAX_NUMBER = 10**12
# So many values of one filter are offered, the first of them; the others are found by the search box.
MOST = 60


@dataclass
class Option:
    """One value to choose. `key` stands in the address, `rank` sorts; the pieces are those of `where`.

    Where a field has one of `values`, that need not be said as a Domain before somebody chooses it.
    """

    key: str
    label: str
    count: int
    condition: Domain = Domain.FALSE
    rank: object = 0
    field: str = ''
    values: tuple = ()

    @property
    def where(self):
        return self.condition | Domain(self.field, 'in', self.values) if self.values else self.condition

    def add(self, other):
        """Count the pieces of `other`, which has the same key, to this."""
        if other.count > self.count:
            self.label = other.label
        self.count += other.count
        self.condition |= other.condition
        self.values += other.values
        self.rank = min(self.rank, other.rank)


def words_of(args, name):
    """Return the distinct values of a parameter, written comma-separated or repeated, in order."""
    words = (word.strip() for text in args.getlist(name) for word in text[:2000].split(','))
    return list(dict.fromkeys(word for word in words if word))[:MAX_CHOSEN]


def number_of(args, name):
    """Return a parameter as a number from 0 up, or None: what is no number is no filter."""
    text = args.get(name, '')[:30].strip().lstrip('$€£').replace(',', '').replace(' ', '')
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) and 0 <= number <= MAX_NUMBER else None


def number_text(number):
    """Return a number the way an address shows it: 5000, 0.75."""
    return f'{number:.6f}'.rstrip('0').rstrip('.')


def address(path, params):
    """Return `path` with a query that people can read: brand=rolex,cartier&min_price=5000."""
    filled = {name: value for name, value in params.items() if value not in (None, '', [])}
    return f'{path}?{urlencode(filled, safe=",")}' if filled else path


class Groups:
    """How many pieces of a domain have which value: everything the filters ask."""

    def __init__(self, product, domain, facets):
        self.product, self.domain = product, domain
        specs = tuple(dict.fromkeys(spec for facet in facets for spec in facet.specs))
        bounds = tuple(dict.fromkeys(bound for facet in facets for bound in facet.bounds))
        rows, self.total, self.bounds = counting.count(product, domain, specs, bounds)
        self.rows = {spec: self._with_records(spec, found) for spec, found in rows.items()}

    def _with_records(self, spec, rows):
        """Return `rows` with records instead of ids; those of one field are read together."""
        for place, name in enumerate(spec):
            field = self.product._fields[name]
            if field.relational:
                model = self.product.env[field.comodel_name]
                ids = {row[place]: True for row in rows if row[place]}
                records = {record.id: record for record in model.browse(ids)}
                records[False] = records[None] = model
                rows = [(*row[:place], records[row[place]], *row[place + 1 :]) for row in rows]
        return rows

    def count(self, where):
        """Return how many of the pieces also match `where`."""
        return self.product.search_count(self.domain & where)


class Facet:
    """A filter. `categories`: the codes of pieces it belongs to, None for all.

    A state is what a visitor chose, as `parse` returns it; None when he chose nothing.
    """

    kind = 'choice'
    specs = ()
    bounds = ()

    def __init__(self, code, label, categories=None):
        self.code, self.label, self.categories = code, label, categories
        self.params = (code,)

    def parse(self, args, groups, codes):
        """Return the state that the address `args` asks for; only what exists in `groups` can be chosen."""
        raise NotImplementedError

    def domain(self, state, product):
        """Return the Domain of the pieces that `state` leaves; `product` is the model to search them in."""
        raise NotImplementedError

    def query(self, state):
        """Return the parameters that bring `state` back, as dict of texts."""
        raise NotImplementedError

    def chips(self, state, show):
        """Return (label, the state without it) of everything chosen; `show` translates and prints prices."""
        raise NotImplementedError

    def view(self, state, groups, codes, show):
        """Return what the template needs beyond code, label and kind; falsy when there is nothing to choose."""
        raise NotImplementedError


class ChoiceFacet(Facet):
    """Values of a field to tick, several at once. Spellings that differ in case only are one value."""

    def __init__(self, code, label, field, categories=None, sort='count', unit=None):
        super().__init__(code, label, categories)
        self.field, self.sort, self.unit = field, sort, unit
        self.specs = ((field,),)

    def entries(self, groups, codes):
        """Yield an Option for each value of the field; those with one key are merged afterwards."""
        field = groups.product._fields[self.field]
        labels = dict(field._description_selection(groups.product.env)) if field.type == 'selection' else {}
        places = {code: place for place, code in enumerate(labels)}
        for value, count in groups.rows[self.field,]:
            if not value:
                continue
            raw = value.id if field.type == 'many2one' else value
            label = self.text(labels.get(value) or value)
            key = slug_of(groups.product, value.replace('_', '-') if labels else label)
            rank = {'order': places.get(value, 0), 'number': value, 'count': -count}[self.sort]
            yield Option(key, label, count, rank=rank, field=self.field, values=(raw,))

    def text(self, value):
        """Return a value of the field in words."""
        if hasattr(value, '_ic_public_name'):
            return value.sudo()._ic_public_name()
        if hasattr(value, '_fields'):
            return value.sudo().display_name
        if isinstance(value, float):
            value = f'{value:g}'
        return f'{value} {self.unit}' if self.unit else str(value).strip()

    def options(self, groups, codes):
        """Return the options by key, in the order in which they are shown."""
        merged = {}
        for entry in self.entries(groups, codes):
            known = merged.setdefault(entry.key, entry)
            if known is not entry:
                known.add(entry)
        if self.sort == 'count':
            for option in merged.values():
                option.rank = -option.count
        return dict(sorted(merged.items(), key=lambda item: (item[1].rank, item[1].label)))

    def parse(self, args, groups, codes):
        options = self.options(groups, codes)
        return [options[key] for key in words_of(args, self.code) if key in options] or None

    def domain(self, state, product):
        return Domain.OR(option.where for option in state)

    def query(self, state):
        return {self.code: ','.join(sorted(option.key for option in state))} if state else {}

    def chips(self, state, show):
        return [(option.label, [other for other in state if other is not option] or None) for option in state]

    def view(self, state, groups, codes, show):
        chosen = {option.key: option for option in state or ()}
        options = self.options(groups, codes)
        if len(options) > MOST:
            options = {
                key: option for place, (key, option) in enumerate(options.items()) if place < MOST or key in chosen
            }
        for key, option in chosen.items():
            options.setdefault(key, Option(key, option.label, 0, option.where, option.rank))
        return options and {
            'options': [
                {'key': key, 'label': option.label, 'count': option.count, 'chosen': key in chosen}
                for key, option in options.items()
            ]
        }


class RangeFacet(Facet):
    """A number from and to."""

    kind = 'range'

    def __init__(self, code, label, field, categories=None, unit='', step='1', params=None):
        super().__init__(code, label, categories)
        self.field, self.unit, self.step = field, unit, step
        self.params = params or (f'min_{code}', f'max_{code}')
        self.bounds = (f'{field}:min', f'{field}:max')

    def parse(self, args, groups, codes):
        low, high = (number_of(args, name) for name in self.params)
        if low and high and low > high:
            low, high = high, low
        return (low or None, high or None) if low or high else None

    def domain(self, state, product):
        low, high = state
        domain = Domain(self.field, '>=', low) if low else Domain(self.field, '>', 0)
        return domain & Domain(self.field, '<=', high) if high else domain

    def query(self, state):
        return {name: number_text(number) for name, number in zip(self.params, state) if number} if state else {}

    def chips(self, state, show):
        low, high = (number and self.number(number, show) for number in state)
        if low and high:
            return [(f'{self.title(show)}{low} – {high}', None)]
        return [(f'{self.title(show)}{"≥" if low else "≤"} {low or high}', None)]

    def title(self, show):
        """Return the word that a chip needs to be understood, with a blank behind it."""
        return f'{show.word(self.label)} ' if self.unit != '$' else ''

    def number(self, number, show):
        return f'{number_text(number)} {self.unit}'.strip()

    def view(self, state, groups, codes, show):
        lowest, highest = (groups.bounds[bound] or 0 for bound in self.bounds)
        if not highest and not state:
            return None
        low, high = state or (None, None)
        return {
            'params': self.params,
            'values': [low and number_text(low) or '', high and number_text(high) or ''],
            'hints': [number_text(float(lowest)), number_text(float(highest))],
            'unit': self.unit,
            'step': self.step,
        }


class FloorFacet(Facet):
    """A grade "or better". `ranks`: {grade: rank}, best first; a rank of 0 is not graded and never meets a floor."""

    kind = 'floor'

    def __init__(self, code, label, field, ranks, categories=None):
        super().__init__(code, label, categories)
        self.field, self.ranks = field, ranks
        self.specs = ((field,),)

    def parse(self, args, groups, codes):
        grade = args.get(self.code, '').strip().upper()
        floor = self.ranks.get(grade)
        reached = floor and any(rank >= floor for rank, _count in groups.rows[self.field,] if rank)
        return grade if reached else None

    def counts(self, groups):
        """Return how many pieces reach each grade, best first, as far down as it makes a difference."""
        ranked = [(rank, count) for rank, count in groups.rows[self.field,] if rank]
        lowest = min((rank for rank, _count in ranked), default=0)
        counts = {}
        for grade, floor in self.ranks.items():
            counts[grade] = sum(count for rank, count in ranked if rank >= floor)
            if floor <= lowest:
                break
        return {grade: count for grade, count in counts.items() if count}

    def domain(self, state, product):
        return Domain(self.field, '>=', self.ranks[state])

    def query(self, state):
        return {self.code: state.lower()} if state else {}

    def chips(self, state, show):
        return [(show.word(self.label) + f' ≥ {state}', None)]

    def view(self, state, groups, codes, show):
        counts = self.counts(groups)
        if state:
            counts.setdefault(state, 0)
        options = [
            {'key': grade.lower(), 'label': grade, 'count': counts[grade], 'chosen': grade == state}
            for grade in self.ranks
            if grade in counts
        ]
        return options and {'options': options}


def slug_of(record, text):
    """Return `text` for an address: rolex, patek-philippe; texts without a Latin letter stay as they are."""
    return _slug(record.env.registry['ir.http']._slugify, str(text))


@lru_cache(2**14)
def _slug(slugify, text):
    return slugify(text) or text.strip().casefold().replace(',', ' ')
