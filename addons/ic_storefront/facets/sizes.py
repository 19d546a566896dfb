from odoo.fields import Domain

from odoo.addons.ic_inventory_luxury.sizing import apparel, sneakers

from .base import ChoiceFacet, Option

APPAREL_COUNTRIES = ('it', 'fr', 'de', 'eu', 'us', 'uk')
LETTERS = 'int'


class SizeFacet(ChoiceFacet):
    """ "My size": the visitor says in which system he thinks, and sees the sizes that exist, converted to it."""

    kind = 'size'
    system_param = 'size_system'
    systems = {}

    def __init__(self, code, label, categories):
        super().__init__(code, label, 'ic_category', categories)
        self.params = (code, self.system_param)
        self.specs = type(self).specs

    def system_of(self, args):
        """Return the code of the system that the address asks for, else the first."""
        asked = args.get(self.system_param, '').strip().lower().replace('-', '_')
        return asked if asked in self.systems else next(iter(self.systems))

    def parse(self, args, groups, codes):
        system = self.system_of(args)
        options = self.sizes(groups, system)
        # A size as it is printed (42 2/3, M) is understood as well as its key.
        chosen = [options[key] for key in map(self.key_of, self.words(args)) if key in options]
        chosen = list(dict.fromkeys(option.key for option in chosen))
        if chosen or system != next(iter(self.systems)):
            return system, [options[key] for key in chosen]
        return None

    def words(self, args):
        return [word for text in args.getlist(self.code) for word in text[:400].split(',') if word.strip()][:40]

    @staticmethod
    def key_of(size):
        """Return a size as an address shows it: 9.5, 42-2-3, m."""
        return '-'.join(str(size).casefold().replace('/', ' ').split())

    def domain(self, state, product):
        return Domain.OR(option.where for option in state[1]) if state[1] else Domain.TRUE

    def query(self, state):
        if not state:
            return {}
        system, options = state
        first = next(iter(self.systems))
        query = {self.code: ','.join(sorted(option.key for option in options))} if options else {}
        return query if system == first else {**query, self.system_param: system.replace('_', '-')}

    def chips(self, state, show):
        system, options = state
        first = next(iter(self.systems))
        chips = []
        for option in options:
            rest = [other for other in options if other is not option]
            chips.append(
                (f'{self.systems[system]} {option.label}', (system, rest) if rest or system != first else None)
            )
        return chips

    def view(self, state, groups, codes, show):
        system, chosen = state or (next(iter(self.systems)), [])
        options = self.sizes(groups, system)
        for option in chosen:
            options.setdefault(option.key, Option(option.key, option.label, 0, option.where, option.rank))
        if not any(self.sizes(groups, other) for other in self.systems) and not chosen:
            return None
        keys = {option.key for option in chosen}
        ordered = sorted(options.values(), key=lambda option: (option.rank, option.label))
        return {
            'system': system,
            'system_param': self.system_param,
            'systems': [
                {'key': code.replace('_', '-'), 'code': code, 'label': name} for code, name in self.systems.items()
            ],
            'options': [
                {'key': option.key, 'label': option.label, 'count': option.count, 'chosen': option.key in keys}
                for option in ordered
            ],
        }

    def sizes(self, groups, system):
        """Return the sizes that exist in a system, as dict of key to Option."""
        raise NotImplementedError


class SneakerSizeFacet(SizeFacet):
    """Shoe sizes by the table of each maker; who asks for 42.5 finds what `_ic_sneaker_size_domain` finds."""

    systems = {'m_us': "US M", 'w_us': "US W", 'eu': "EU", 'uk': "UK", 'jp_cm': "JP cm"}
    specs = (
        (
            'ic_silhouette_id',
            'ic_brand_id',
            'ic_sneaker_size_us',
            'ic_sneaker_size_system',
            'ic_sneaker_size',
            'ic_sneaker_youth',
        ),
    )

    def sizes(self, groups, system):
        counts = {}
        for *facts, count in groups.rows[self.specs[0]]:
            for size in self.in_system(system, *facts):
                counts[size] = counts.get(size, 0) + count
        return {self.key_of(size): self.option(size, count) for size, count in counts.items()}

    def domain(self, state, product):
        """Override to ask the backend; brands are not public, so its answer is looked up by id."""
        system, options = state
        wheres = [product._ic_sneaker_size_domain(system, option.label) for option in options]
        return Domain('id', 'in', product._search(Domain.OR(wheres))) if wheres else Domain.TRUE

    @staticmethod
    def in_system(system, silhouette, brand, us_men, own_system, own_size, youth):
        """Return the sizes in `system` under which a pair is found: its own, and those of its maker's table.

        Youth sizes are found as such in the US system only; there they end in Y.
        """
        if not own_size or (youth and system != 'm_us'):
            return set()
        sizes = {own_size} if own_system == system else set()
        if us_men:
            chart = silhouette.sudo().size_chart or brand.sudo().ic_size_chart
            sizes.update(sneakers.convert(chart, 'm_us', f'{us_men:g}', youth)[system] if chart else ())
        return {f'{size}Y' if youth else size for size in sizes}

    def option(self, size, count):
        whole, _blank, third = size.rstrip('Y').partition(' ')
        rank = float(whole) + (int(third[0]) / 3 if third else 0)
        return Option(self.key_of(size), size, count, Domain.FALSE, (not size.endswith('Y'), rank))


class ApparelSizeFacet(SizeFacet):
    """Sizes of clothes: letters, or the numbers of a country, each converted as far as the makers' ladders tell."""

    systems = {LETTERS: "XS – XL", **{country: country.upper() for country in APPAREL_COUNTRIES}}
    specs = (
        (
            'ic_apparel_size_alpha',
            'ic_apparel_gender',
            'ic_apparel_size_country',
            'ic_apparel_size_number',
            'ic_apparel_size_label',
        ),
    )

    def sizes(self, groups, system):
        found = {}
        for *facts, count in groups.rows[self.specs[0]]:
            option = self.in_system(groups.product, system, *facts)
            if option:
                known = found.setdefault(option.key, option)
                known.count += count
                known.condition |= option.where
        return found

    def in_system(self, product, system, letter, gender, country, number, label):
        """Return an Option without count for the size of a garment in `system`, None where nobody can tell."""
        if system == LETTERS:
            return self.as_letter(product, letter, number, label)
        if number and country == system:
            where = Domain('ic_apparel_size_country', '=', country) & Domain('ic_apparel_size_number', '=', number)
            return Option(str(number), str(number), 0, where, number)
        converted = letter and number_in(system, gender, letter)
        if not converted or (number and country == system):
            return None
        where = Domain('ic_apparel_size_alpha', '=', letter) & Domain('ic_apparel_gender', '=', gender)
        where &= Domain('ic_apparel_size_country', '!=', system) | Domain('ic_apparel_size_number', '=', 0)
        return Option(str(converted), str(converted), 0, where, converted)

    def as_letter(self, product, letter, number, label):
        if letter:
            names = dict(product._fields['ic_apparel_size_alpha']._description_selection(product.env))
            where = Domain('ic_apparel_size_alpha', '=', letter)
            return Option(letter, names[letter], 0, where, apparel.ALPHA.index(letter))
        if label:
            # No letter stands behind it: One Size, W32 L34, a number whose country is not known.
            where = Domain('ic_apparel_size_alpha', '=', False) & Domain('ic_apparel_size_label', '=', label)
            return Option(self.key_of(label).replace(',', '.'), label, 0, where, len(apparel.ALPHA))
        return None


def number_in(country, gender, letter):
    """Return the number of a letter size in a country, None where the ladder is not known."""
    low, high = apparel.NUMERIC_RANGE.get(country, apparel.NUMERIC_RANGE_ELSEWHERE)
    return next((n for n in range(low, high + 1) if apparel.alpha_of(n, country, gender) == letter), None)
