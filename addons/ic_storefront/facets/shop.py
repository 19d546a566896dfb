from odoo.fields import Domain

from . import counting
from .base import Groups, address
from .registry import facets_for


class Show:
    """Says words in the visitor's language and prices in the website's currency."""

    def __init__(self, website):
        self.word = website.env._
        self.price = website._ic_price


class ShopFacets:
    """The filters of one page of the shop: what the visitor chose, and what he can still choose.

    Each filter counts among the pieces that all the OTHER filters leave, so every number is what one more tick shows.
    """

    def __init__(self, website, args, base, shelf=None):
        """
        :param website: the website
        :param werkzeug.datastructures.MultiDict args: the query of the address
        :param Domain base: the pieces of the page before any filter
        :param shelf: the product.public.category of the page, if any
        """
        self.website, self.args, self.base = website, args, base
        # As superuser: catalogs are not public, and `base` holds what the visitor may see.
        self.product = website.env['product.template'].sudo()
        self.show = Show(website)
        self.codes = self._codes(shelf)
        self.facets = self._facets(self.codes, bool(shelf and shelf.ic_category) or len(self.codes) == 1)
        self.names = {name for facet in self._facets(self._carried(), True) for name in facet.params}
        self._everything = None
        self.states = self._parse()

    # === What was chosen === #

    def _facets(self, codes, of_category):
        """Return the filters for pieces of the categories `codes`, see `registry.facets_for`."""
        return facets_for(codes, of_category)

    def _carried(self):
        """Return the codes of the categories that the store carries at all."""
        return self.website._ic_categories()

    def _codes(self, shelf):
        """Return the categories of pieces on this page."""
        if shelf and shelf.ic_category:
            more = ['accessory'] if shelf.ic_category in ('watch', 'handbag') and self.website._ic_interleaves() else []
            return [shelf.ic_category, *more]
        rows, _total, _bounds = counting.count(self.product, self.base, (('ic_category',),), ())
        return [code for code, _count in rows['ic_category',] if code]

    @property
    def everything(self):
        """What exists on this page before any filter."""
        if self._everything is None:
            self._everything = Groups(self.product, self.base, self.facets)
        return self._everything

    def _parse(self):
        asked = [facet for facet in self.facets if any(self.args.get(name) for name in facet.params)]
        states = {facet: facet.parse(self.args, self.everything, self.codes) for facet in asked}
        return {facet: state for facet, state in states.items() if state}

    @property
    def domain(self):
        """The pieces that the filters leave, as Domain to add to that of the page; TRUE when nothing is chosen."""
        return self._domain_without(None)

    def _domain_without(self, without):
        return Domain.AND(
            facet.domain(state, self.product) for facet, state in self.states.items() if facet is not without
        )

    # === What is left === #

    @property
    def left(self):
        """What exists among the pieces that all filters leave; of the filters that choose nothing."""
        if not self.states:
            return self.everything
        if self._left is None:
            rest = [other for other in self.facets if other not in self.states]
            self._left = Groups(self.product, self.base & self.domain, rest)
        return self._left

    _left = None

    def page(self, order, offset, limit):
        """Return the products of one page that the filters leave, as the visitor; always read afresh."""
        products = self.website.env['product.template'].with_context(bin_size=True)
        return products.search(self.base & self.domain, order=order, offset=offset, limit=limit)

    # === Addresses === #

    def query(self, replaced=None, state=None):
        """Return the parameters of the filters as dict of texts, with the state of one filter replaced."""
        params = {}
        for facet in self.facets:
            params.update(facet.query(state if facet is replaced else self.states.get(facet)))
        return params

    def is_canonical(self):
        """Tell whether the address says what was understood, and nothing else, about filters."""
        given = {name: self.args.getlist(name) for name in self.names if name in self.args}
        return given == {name: [text] for name, text in self.query().items()}

    def kept(self):
        """Return the parameters of the address that are none of ours."""
        return {name: text for name, text in self.args.items() if name not in self.names}

    def address(self, path, **more):
        """Return the one address of this page: what else stood in it, then the filters."""
        return address(path, {**self.kept(), **self.query(), **more})

    # === For the template === #

    def groups_of(self, facet):
        """Return what exists among the pieces that all other filters leave."""
        if not self.states:
            return self.everything
        if facet in self.states:
            return Groups(self.product, self.base & self._domain_without(facet), [facet])
        return self.left

    def views(self):
        """Return what the page shows of each filter that has something to choose, in order, as list of dicts."""
        views = []
        for facet in self.facets:
            state = self.states.get(facet)
            view = facet.view(state, self.groups_of(facet), self.codes, self.show)
            if view:
                label = self.show.word(facet.label)
                views.append({'code': facet.code, 'label': label, 'kind': facet.kind, 'active': bool(state), **view})
        return views

    def chips(self, path):
        """Return everything chosen as list of dicts with its label and the address without it."""
        return [
            {'label': label, 'url': address(path, {**self.kept(), **self.query(facet, rest)})}
            for facet, state in self.states.items()
            for label, rest in facet.chips(state, self.show)
        ]

    def cleared(self, path):
        """Return the address without any filter."""
        return address(path, self.kept())

    def system_address(self, path, view, key):
        """Return the address that shows the sizes in another system: the size itself starts anew."""
        query = {name: text for name, text in self.query().items() if name not in (view['code'], view['system_param'])}
        return address(path, {**self.kept(), **query, view['system_param']: key})
