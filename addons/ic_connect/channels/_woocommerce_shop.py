"""The way to one WooCommerce shop: its address, its lists, and what its refusals mean."""

import html
import time
from urllib.parse import urlsplit

from ..errors import AuthError, Forbidden, NotFound, ServiceError, Unreachable
from ._woocommerce_forms import path_of

PAGE = 100  # the most that a list gives and a batch takes
_CURRENCIES = {}  # address and key -> (currency, until when it is believed): products do not say it
_CURRENCY_SECONDS = 600
_EDIT_FIELDS = 'id,type,parent_id,sku,status,short_description,manage_stock,stock_quantity,images,attributes,meta_data'


def address(text):
    """Return the address of a shop without what browsers and people add to it.

    :raises Forbidden: when it cannot be right; the text is not repeated, it may hold a password
    """
    try:
        parts = urlsplit(text.strip())
        odd = parts.username or parts.password or parts.query or parts.fragment or not parts.hostname or parts.port == 0
    except ValueError:
        odd, parts = True, urlsplit('')
    if parts.scheme == 'http':
        raise Forbidden("the shop must be called by https: over plain http everybody on the way could read the keys")
    if parts.scheme != 'https' or odd or set(parts.netloc + parts.path) & set(' \\<>"'):
        raise Forbidden("the address of the shop must look like https://shop.example")
    path = parts.path.rstrip('/')
    for ending in ('/wp-admin', '/wp-json'):
        path = path.removesuffix(ending)
    return f'https://{parts.netloc}{path}'


def meant(error):
    """Return the error that a refusal stands for, as WordPress means its statuses."""
    code, kind, words = error.code or '', None, str(error)
    if code.endswith('_invalid_id') and not isinstance(error, NotFound):
        kind = NotFound  # writing to what is not there is answered by 400
    elif error.status == 403 and not code:
        kind, words = Unreachable, f"a firewall or the host stands before the shop and refuses: {error}"
    elif error.status == 401 and not code.startswith('woocommerce_rest_authentication'):
        kind = AuthError
        words = f"{error} (are the keys right, and does the host hand on the Authorization header?)"
    elif error.status == 404 and code in ('', 'rest_no_route'):
        # Not "gone": the whole API is missing, as during an update or with plain permalinks.
        kind = Unreachable
        words = f"no WooCommerce API answers there; is WooCommerce active, and are the permalinks not plain? {error}"
    return kind(words, status=error.status, code=error.code, retry_after=error.retry_after) if kind else error


class Shop:
    """Calls to one shop.

    :param Http http: the way to its ``/wp-json/wc/v3/``
    """

    def __init__(self, http, key=''):
        self._http = http
        self._key = key

    def call(self, method, path, **options):
        """Make a call and return its Answer.

        :raises ServiceError: told apart as WordPress means it
        """
        try:
            return self._http.request(method, path, **options)
        except ServiceError as error:
            raise meant(error) from None

    def ask(self, method, path, **options):
        """Return the object that answers a call."""
        answer = self.call(method, path, **options)
        found = answer.json()
        if not isinstance(found, dict):
            raise Unreachable("the shop did not answer with what its documentation shows", status=answer.status)
        return found

    def page(self, path, page, query):
        """Return (rows, whether there are more) of one page of a list."""
        answer = self.call('GET', path, params={**query, 'per_page': PAGE, 'page': page})
        rows = answer.json()
        if not isinstance(rows, list):
            raise Unreachable("the shop did not answer with the list its documentation shows", status=answer.status)
        pages = answer.headers.get('X-WP-TotalPages', '')
        return rows, page < int(pages) if pages.isdigit() else len(rows) >= PAGE

    def all(self, path, query):
        """Return the rows of all pages of a list."""
        rows, page, more = [], 0, True
        while more:
            page += 1
            found, more = self.page(path, page, query)
            rows += found
        return rows

    def currency(self):
        """Return the currency of the shop, '' when it does not tell."""
        place = (self._http.base_url, self._key)
        known, until = _CURRENCIES.get(place, ('', 0))
        if time.monotonic() > until:
            try:
                known = str(self.ask('GET', 'data/currencies/current', params={'_fields': 'code'}).get('code') or '')
            except ServiceError as error:
                if error.status not in (401, 403, 404):  # not allowed to know, or too old to tell
                    raise
            _CURRENCIES[place] = (known, time.monotonic() + _CURRENCY_SECONDS)
        return known

    def product(self, remote_id):
        """Return a product or variation, its texts as they are stored and not as they are shown.

        :raises NotFound:
        """
        found = self.ask('GET', path_of(remote_id), params={'context': 'edit', '_fields': _EDIT_FIELDS})
        if '/' in remote_id:
            found = {**found, 'type': 'variation', 'parent_id': int(remote_id.partition('/')[0])}
        return found

    def product_of_sku(self, sku):
        """Return the product or variation that has this SKU, None when there is none outside the trash."""
        query = {'sku': sku, 'context': 'edit', '_fields': _EDIT_FIELDS}
        found = self.all('products', query)
        return next((row for row in found if html.unescape(row.get('sku') or '') == sku), None)
