from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.lru import LRU

from odoo.addons.ic_inventory_luxury.models.piece.search_words import needle, query_words

from ..facets.counting import count
from ..vocabulary import Vocabulary

# What a product that is no piece is found by.
PLAIN_FIELDS = ('name', 'default_code', 'variants_default_code', 'description_sale')
OF_SHOP = {'product.template', 'product.public.category', 'ic.brand'}
_vocabularies = LRU(16)  # (database, what is searched) -> (the changes seen, Vocabulary)


class Website(models.Model):
    """What the search box finds: every word somewhere among the public words of a piece, typos forgiven.

    A typo is looked up among the names of what is on show, kept by each worker. It never decides what is found: a word
    that leads to nothing on show corrects nothing.
    """

    _inherit = 'website'

    # === BUSINESS METHODS === #

    def _ic_search_domain(self, text):
        """Return the Domain of products that have every word of `text`; nothing but punctuation finds nothing."""
        words = query_words(text)
        if not words:
            return Domain.FALSE
        pieces = Domain('ic_category', '!=', False) & Domain.AND(
            Domain('ic_public_search', 'like', needle(word)) for word in words
        )
        plain = Domain('ic_category', '=', False) & Domain.AND(
            Domain.OR(Domain(name, 'ilike', word) for name in PLAIN_FIELDS) for word in words
        )
        return pieces | plain

    def _ic_finds(self, text, base):
        """Tell whether any product of the Domain `base` has every word of `text`."""
        domain = base & self._ic_search_domain(text)
        # In the order of ids the database would go through all products to find one.
        return bool(self.env['product.template'].sudo().search(domain, limit=1, order='ic_shop_rank'))

    def _ic_corrected(self, text, base=None):
        """Return `text`, its unknown words replaced by those they are misspellings of, if that finds something.

        :param Domain base: the products to find, by default what the website shows
        """
        base = Domain(self.sale_product_domain()) if base is None else base
        if not query_words(text) or self._ic_finds(text, base):
            return text
        for vocabulary in self._ic_vocabularies(base):
            known = {word: word if word in vocabulary else vocabulary.correct(word) for word in query_words(text)}
            corrected = ' '.join(known[word] or word for word in known)
            if corrected != ' '.join(known) and self._ic_finds(corrected, base):
                return corrected
        return text

    def _ic_vocabularies(self, base):
        """Yield the words of what is on show, first as they were, then as they are now if that is another matter."""
        key = self.env.cr.dbname, repr(base)
        epoch = self._ic_shop_epoch()
        kept = _vocabularies.get(key)
        if kept:
            yield kept[1]
        if not kept or kept[0] != epoch:
            fresh = Vocabulary(self._ic_names(base))
            _vocabularies[key] = epoch, fresh
            yield fresh

    def _ic_names(self, base):
        """Return the names of the products of `base`: brands, models, references, colors, artists and the like."""
        pieces = self.env['product.template'].sudo()
        pieces.flush_model()
        query = pieces._search(base & Domain('ic_search_name', '!=', False))
        rows = self.env.execute_query(query.select(SQL("DISTINCT ic_search_name")))
        return [name for (name,) in rows]

    def _ic_brand_counts(self):
        """Return dict brand id -> number of pieces on show."""
        products = self.env['product.template'].sudo()
        rows, _total, _bounds = count(products, Domain(self.sale_product_domain()), (('ic_brand_id',),), ())
        return {brand: number for brand, number in rows['ic_brand_id',] if brand}

    def _search_get_details(self, search_type, order, options):
        """Override of `website_sale` to suggest brands before single pieces."""
        details = super()._search_get_details(search_type, order, options)
        models_asked = [detail['model'] for detail in details]
        if search_type in ('products', 'all') and 'product.template' in models_asked:
            place = models_asked.index('product.template')
            details.insert(place, self.env['ic.brand']._search_get_detail(self, order, options))
        return details

    def _search_find_fuzzy_term(self, search_details, search, limit=1000, word_list=None):
        """Override of `website` to look typos up among the names of what is on show instead of in all texts."""
        models_asked = {detail['model'] for detail in search_details}
        if word_list is None and 'product.template' in models_asked:
            corrected = self._ic_corrected(search)
            if corrected != search or models_asked <= OF_SHOP:
                return corrected
            if self._ic_finds(search, Domain(self.sale_product_domain())):
                return search
        return super()._search_find_fuzzy_term(search_details, search, limit=limit, word_list=word_list)
