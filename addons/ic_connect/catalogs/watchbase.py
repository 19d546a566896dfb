"""WatchBase data feed v1: watches by reference, for filling in an intake form. Read only.

What surprises: the answer is XML unless `format=json` is asked for; the key is a query or POST parameter, no header;
`/search` finds whole words only, `/search/refnr` any part of a reference; a search without result may leave the list
out altogether. The feed is for subscribers: nothing of it is shipped or shown in public.

The names inside `caliber`, `case` and `dial` of a full entry are not in any public document. They are read by meaning
(a text, or an object with a name), and what is not understood is left out rather than guessed.
"""

import re

from ..budget import Budget
from ..errors import NotFound, Unreachable
from ..http import Http
from ..types import Credential
from .base import Catalog

# The limit is not documented: one call a second, a few at once. Shared by all connections of a process.
_BUDGET = Budget(capacity=3, per_second=1)
_LISTS = ('watches', 'results', 'watch')
MAX_HITS = 20


class Watchbase(Catalog):
    """WatchBase's reference data of watches."""

    code = 'watchbase'
    name = "WatchBase"
    docs_url = 'https://watchbase.com/data-feed'
    credentials = (Credential('key', "API key", help="The key of your WatchBase data feed subscription"),)

    def __init__(self, *, key):
        self._key = key
        # A person waits in front of the form: two tries, and ten seconds for an answer.
        self.http = Http(
            'https://api.watchbase.com/v1/',
            secrets=[key],
            timeout=(4, 10),
            deadline=15,
            tries=2,
            patience=3,
            max_bytes=2 * 1024 * 1024,
            budget=_BUDGET,
        )

    def check(self):
        return f"{len(_rows(self._get('brands'), ('brands',)))} brands"

    def search(self, category, text):
        """Return up to 20 {'id', 'title', 'reference', 'brand', 'family', 'url_image'}, the same reference first.

        :param str category: only 'watch' has entries
        :param str text: a reference or a part of one; words when it holds no digit
        """
        text = ' '.join(text.split())
        if category != 'watch' or not text:
            return []
        by_number = any(char.isdigit() for char in text) and ' ' not in text
        answer = self._get('search/refnr' if by_number else 'search', q=text)
        hits = [self._to_hit(row) for row in _rows(answer, _LISTS)]
        wanted = _key(text)
        return sorted(hits, key=lambda hit: (_key(hit['reference']) != wanted, len(hit['reference'])))[:MAX_HITS]

    def get_item(self, remote_id):
        """Return one watch: id, reference, brand, family, name and, where they are known, case_size (mm, as text),
        case_material, dial, bezel, caliber, movement."""
        answer = self._get('watch', id=str(remote_id))
        row = answer.get('watch', answer)
        row = row[0] if isinstance(row, list) and row else row
        if not isinstance(row, dict) or not row.get('refnr'):
            raise NotFound(f"WatchBase has no watch {remote_id}")
        return self._to_item(row)

    def _get(self, path, **parameters):
        # Asked by POST, with the key in the body: an address ends up in logs, here and on the way.
        parameters['format'] = 'json'
        answer = self.http.post(path, params=parameters, data={'key': self._key}, repeatable=True).json()
        if not isinstance(answer, dict):
            raise Unreachable("the answer of WatchBase is not what its documentation shows")
        return answer

    def _to_hit(self, row):
        brand, family, name = _name(row.get('brand')), _name(row.get('family')), str(row.get('name') or '')
        reference = str(row.get('refnr') or '')
        return {
            'id': str(row.get('id') or ''),
            'title': ' '.join(
                filter(None, (brand, family, name if name not in (family, reference) else '', reference))
            ),
            'reference': reference,
            'brand': brand,
            'family': family,
            'url_image': str(row.get('thumb') or '').replace('/medium/', '/large/'),
        }

    def _to_item(self, row):
        hit = self._to_hit(row)
        case, caliber = _dict(row.get('case')), _dict(row.get('caliber'))
        facts = {
            'name': str(row.get('name') or ''),
            'case_size': _millimetres(case.get('diameter') or case.get('size') or case.get('width')),
            'case_material': _name(case.get('material') or case.get('materials')),
            'bezel': _name(case.get('bezel')),
            'dial': _dial(row.get('dial')),
            'caliber': _name(row.get('caliber')),
            'movement': _name(caliber.get('movement') or caliber.get('type') or caliber.get('winding')),
        }
        return hit | {name: value for name, value in facts.items() if value}


def _rows(answer, names):
    """Return the list of an answer, whichever of its names it carries; [] when there is none."""
    found = next((answer[name] for name in names if isinstance(answer.get(name), list)), [])
    return [row for row in found if isinstance(row, dict)]


def _key(text):
    return re.sub(r'[^A-Z0-9]+', '', (text or '').upper())


def _dict(value):
    return value if isinstance(value, dict) else {}


def _name(value):
    """Return the name of what may be a text, an object with a name, or a list of either."""
    if isinstance(value, list):
        return ', '.join(filter(None, map(_name, value)))
    if isinstance(value, dict):
        return _name(value.get('name') or value.get('color') or '')
    return str(value or '').strip()


def _dial(value):
    dial = _dict(value)
    return _name(dial.get('color') or dial.get('colour') or dial.get('name')) or (_name(value) if not dial else '')


def _millimetres(value):
    """Return the first number of '41.00 mm' as text of a decimal, '' when there is none."""
    found = re.search(r'\d+(?:[.,]\d+)?', str(value or ''))
    return found[0].replace(',', '.') if found else ''
