from datetime import date

from odoo.fields import Domain

from .base import ChoiceFacet, Option, RangeFacet, slug_of

CONDITION_FIELDS = {
    'watch': 'ic_watch_condition',
    'handbag': 'ic_bag_grade',
    'sneaker': 'ic_sneaker_condition',
    'apparel': 'ic_apparel_condition',
    'accessory': 'ic_accessory_condition',
}


class TagFacet(ChoiceFacet):
    """Collaborations: product tags of that kind."""

    def entries(self, groups, codes):
        for tag, count in groups.rows[self.field,]:
            tag = tag.sudo()
            if tag and tag.ic_kind == 'collaboration':
                key = slug_of(groups.product, tag.name)
                yield Option(key, tag.name, count, Domain(self.field, '=', tag.id), -count)


class BrandFacet(ChoiceFacet):
    """Brands, and the names of collaborations among them: a shopper looks for Travis Scott where he looks for Nike."""

    def __init__(self, code, label):
        super().__init__(code, label, 'ic_brand_id')
        self.tags = TagFacet(code, label, 'product_tag_ids')
        self.specs = (*self.specs, *self.tags.specs)

    def options(self, groups, codes):
        """Override to count a piece once that carries a name both as its brand and as its collaboration."""
        options = super().options(groups, codes)
        for key, tag in self.tags.options(groups, codes).items():
            known = options.get(key)
            if known:
                known.condition |= tag.where
                known.count = groups.count(known.where)
                known.rank = -known.count
            else:
                options[key] = tag
        return dict(sorted(options.items(), key=lambda item: (item[1].rank, item[1].label)))


class CommunityFacet(ChoiceFacet):
    """Works of art by the community of their artists."""

    def __init__(self, code, label):
        super().__init__(code, label, 'ic_art_artist_id', ('artwork',))

    def entries(self, groups, codes):
        for artist, count in groups.rows[self.field,]:
            community = (artist.sudo().community or '').strip()
            if community:
                key = slug_of(groups.product, community)
                yield Option(key, community, count, rank=-count, field=self.field, values=(artist.id,))


class OfferFacet(ChoiceFacet):
    """What can be bought now, or the archive of what is sold."""

    def __init__(self, code, label):
        super().__init__(code, label, 'ic_shop_rank', sort='order')

    def entries(self, groups, codes):
        word = groups.product.env._
        names = {
            0: ('now', word("Available now")),
            1: ('soon', word("Reserved or arriving")),
            2: ('sold', word("Sold archive")),
        }
        for rank, count in groups.rows[self.field,]:
            if rank in names:
                yield Option(*names[rank], count, rank=rank, field=self.field, values=(rank,))


class ConditionFacet(ChoiceFacet):
    """Condition or grade. Every category has its own ladder; steps of one name are one value."""

    def __init__(self, code, label):
        super().__init__(code, label, 'ic_category')
        self.specs = tuple(('ic_category', name) for name in CONDITION_FIELDS.values())

    def entries(self, groups, codes):
        for category, name in CONDITION_FIELDS.items():
            steps = groups.product._fields[name]._description_selection(groups.product.env)
            found = {step: count for owner, step, count in groups.rows['ic_category', name] if owner == category}
            for place, (step, label) in enumerate(steps):
                if found.get(step):
                    where = Domain('ic_category', '=', category) & Domain(name, '=', step)
                    yield Option(slug_of(groups.product, label), label, found[step], where, place)


class PriceFacet(RangeFacet):
    """Price in the currency of the website; the pieces are priced in the currency of the company."""

    kind = 'range'

    def number(self, number, show):
        return show.price(number)

    def parse(self, args, groups, codes):
        state = super().parse(args, groups, codes)
        website = groups.product.env['website'].get_current_website()
        self_rate = website.company_id.sudo().currency_id
        return state and PriceState(state, website.currency_id, self_rate, website.company_id)

    def domain(self, state, product):
        return super().domain(state.in_company_currency(), product)

    def view(self, state, groups, codes, show):
        view = super().view(state, groups, codes, show)
        if view:
            website = groups.product.env['website'].get_current_website()
            company = website.company_id.sudo()
            view['hints'] = [
                show.price(
                    company.currency_id._convert(
                        float(groups.bounds[bound] or 0), website.currency_id, company, date.today()
                    )
                )
                for bound in self.bounds
            ]
            view['unit'] = website.currency_id.symbol
        return view


class PriceState(tuple):
    """(from, to) in the currency of the website, with what it takes to convert them."""

    def __new__(cls, state, shown, stored, company):
        self = super().__new__(cls, state)
        self.shown, self.stored, self.company = shown, stored, company
        return self

    def in_company_currency(self):
        """Return (from, to) in the currency that prices are kept in."""
        if self.shown == self.stored:
            return tuple(self)
        return tuple(
            number and self.shown._convert(number, self.stored, self.company.sudo(), date.today(), round=False)
            for number in self
        )
