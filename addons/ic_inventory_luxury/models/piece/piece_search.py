from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .search_words import needle, query_words, spelled_like

PIECE_NAME_FIELDS = ('ic_serial', 'ic_reference', 'ic_nickname')
# Share of a word's trigrams that must be found in a name for it to be looked at as a misspelling.
NEAR = 0.25


class ProductTemplate(models.Model):
    """One box finds a piece by whatever the dealer remembers: any word of it, in any order, even misspelled.

    Every word of the query must be found. A word that no piece has is looked up among the spellings of brands, then
    among the names of pieces, as a typo of one of them.
    """

    _inherit = 'product.template'

    ic_search = fields.Char(
        string="Anything",
        compute='_compute_ic_search',
        search='_search_ic_search',
        exportable=False,
        groups='ic_inventory_luxury.group_employee',
        help="SKU, serial, reference, brand or its other spellings, nickname, words of both texts. Typos are forgiven.",
    )

    def _compute_ic_search(self):
        self.ic_search = False  # there only to be searched

    # === SEARCH === #

    @api.model
    def _search_ic_search(self, operator, value):
        if operator not in ('ilike', 'like') or not isinstance(value, str):
            return NotImplemented
        return self._ic_search_domain(value)

    @api.model
    def _search_display_name(self, operator, value):
        """Override of `product` to look at all words of pieces as well."""
        domain = Domain(super()._search_display_name(operator, value))
        if not value or operator in Domain.NEGATIVE_OPERATORS or not self._ic_may_search_serials():
            return domain
        return domain | self._ic_name_domain(operator, value)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_may_search_serials(self):
        """A serial is for staff: a customer must not learn by searching that it is here."""
        return self.env.su or self.env.user._is_internal()

    @api.model
    def _ic_name_domain(self, operator, value):
        """Return the domain of pieces whose serial, reference or nickname matches; all words for staff of the store."""
        if operator == 'ilike' and (self.env.su or self.env.user.has_group('ic_inventory_luxury.group_employee')):
            return self._ic_search_domain(value)
        return Domain('ic_category', '!=', False) & Domain.OR(
            Domain(name, operator, value) for name in PIECE_NAME_FIELDS
        )

    @api.model
    def _ic_search_domain(self, text):
        """Return the domain of pieces that have every word of `text`, forgiving typos in names.

        :param str text: what somebody typed; nothing but punctuation finds nothing
        """
        words = query_words(text)
        if not words:
            return Domain.FALSE
        named = self.env['ic.brand.alias']._ic_brands_spelled(words)
        return Domain('ic_category', '!=', False) & Domain.AND(
            self._ic_word_domain(word, named.get(word, [])) for word in words
        )

    @api.model
    def _ic_word_domain(self, word, brand_ids):
        """Return the domain of pieces that have `word`, or are of one of the brands that it is a spelling of."""
        domain = Domain('ic_search_text', 'like', needle(word))
        if brand_ids:
            return domain | Domain('ic_brand_id', 'in', brand_ids)
        if self.with_context(active_test=False).search(domain, limit=1, order='id'):
            return domain
        near = self._ic_words_like(word)
        return Domain.OR(Domain('ic_search_text', 'like', needle(other)) for other in near) if near else domain

    @api.model
    def _ic_words_like(self, word):
        """Return the words `word` may be a misspelling of. A list asks for its records and for their number: the
        answer is kept for the transaction, so that the second question costs nothing."""
        known = self.env.cr.cache.setdefault('ic_words_like', {})
        key = (word, tuple(self.env.companies.ids))
        if key not in known:
            known[key] = spelled_like(word, self._ic_names_like(word))
        return known[key]

    @api.model
    def _ic_names_like(self, word):
        """Return the names of this store's pieces that share enough trigrams with `word`."""
        if not self.env.registry.has_trigram:
            return []
        self.flush_model(['ic_search_name', 'company_id'])
        self.env.cr.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(NEAR)])
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ic_search_name FROM product_template
                    WHERE %s <%% ic_search_name AND company_id = ANY(%s)""",
                word,
                self.env.companies.ids,
            )
        )
        return [name for (name,) in rows]
