"""Parts of `google_sheets.py`: the calls that read and write one tab."""

from decimal import Decimal
from urllib.parse import quote

from .. import auth
from ..errors import AuthError, NotFound, Rejected, Stale
from ._google_table import HEADINGS, Table, joined, letter, number, quoted, text


class Tab:
    """One tab of a spreadsheet.

    :param ask_token: function that returns {'access_token': ...}
    :param str name: of the tab; '' is the first one
    """

    def __init__(self, http, ask_token, spreadsheet, name, token):
        self._http = http
        self._ask_token = ask_token
        self._id = spreadsheet
        self._name = name
        self._token = token
        self._has_room = True

    def names(self):
        """Return (title of the spreadsheet, title of the tab).

        :raises Rejected: when it has no such tab
        """
        answer = self._call('GET', '', fields='properties.title,sheets.properties.title')
        tabs = [one['properties']['title'] for one in answer.get('sheets') or ()]
        if self._name and self._name not in tabs:
            raise Rejected(f"the spreadsheet has no tab {self._name}; it has {', '.join(tabs)}")
        self._name = self._name or tabs[0]
        return answer['properties']['title'], self._name

    def look(self, formulas=False):
        """Return the Table of the tab; with its formulas, or what they come to."""
        option = 'FORMULA' if formulas else 'UNFORMATTED_VALUE'
        answer = self._call('GET', self._values(), valueRenderOption=option, majorDimension='ROWS')
        return Table(answer.get('values') or [])

    def append(self, found, facts):
        """Add a row of {heading: value}, and the headings first where the tab is empty."""
        if found.is_empty:
            place = self._values(f'A1:{letter(len(HEADINGS) - 1)}1')
            self._call('PUT', place, {'values': [list(HEADINGS)]}, valueInputOption='RAW')
            found = Table([list(HEADINGS)])
        options = {'valueInputOption': 'RAW', 'insertDataOption': 'INSERT_ROWS'}
        self._call('POST', self._values('A1') + ':append', {'values': [found.line(facts)]}, **options)

    def put(self, found, cells, mark=''):
        """Write {SKU: {heading: value}} into the rows that `found` shows, and look whether they were still there.

        Every row gets a mark: the value below Sync, or `mark`. Where that mark then stands beside another SKU, rows had
        moved, and what that SKU had is put back. Returns {SKU: Stale, or the quantity that now stands there}.
        """
        rows = {found.row_of(sku): (sku, facts) for sku, facts in cells.items() if facts}
        if not rows:
            return {}
        if not found.has('Sync'):
            self._add_marks(found)
        data = []
        for row, (_sku, facts) in rows.items():
            facts['Sync'] = joined(facts.get('Sync', mark), found.cell(row, 'Sync'))
            data += [self._cell(found, row, name, value) for name, value in facts.items() if found.has(name)]
        self._put(data)
        return self._put_back(found, rows) if found.has('Sync') else {}

    def _put_back(self, found, rows):
        after, outcomes, data = self.look(formulas=True), {}, []
        for row, (sku, facts) in rows.items():
            here = text(after.cell(row, 'SKU'))
            if here == sku or text(after.cell(row, 'Sync')) != facts['Sync']:
                outcomes[sku] = _shown(after, sku)  # it is there, or rows moved after it was written
                continue
            outcomes[sku] = Stale("somebody sorted the sheet in the same moment")
            old = found.numbers.get(here, ())
            if len(old) == 1:
                data += [self._cell(after, row, name, found.cell(old[0], name)) for name in facts if found.has(name)]
        if data:
            self._put(data)
        return outcomes

    def _add_marks(self, found):
        """Head the first free column with Sync, where the tab has room for one."""
        if not self._has_room:
            return
        try:
            place = self._values(f'{letter(found.width)}1')
            self._call('PUT', place, {'values': [['Sync']]}, valueInputOption='RAW')
            found.add('Sync')
        except Rejected:
            self._has_room = False

    def _put(self, data):
        self._call('POST', '/values:batchUpdate', {'valueInputOption': 'RAW', 'data': data})

    def _cell(self, found, row, name, value):
        value = number(value) if isinstance(value, Decimal) else value
        return {'range': quoted(self._name, found.place(row, name)), 'values': [[value]]}

    def _values(self, place=''):
        if not self._name:
            answer = self._call('GET', '', fields='sheets.properties.title')
            self._name = answer['sheets'][0]['properties']['title']
        return f'/values/{quote(quoted(self._name, place), safe="")}'

    def _call(self, method, path, body=None, **params):
        """Make a call; with a new token where the old one is not taken any more."""
        if not self._token:
            self._token = self._ask_token()['access_token']
        try:
            return self._send(method, path, body, params)
        except AuthError as error:
            if error.status != 401:
                raise
        self._token = self._ask_token()['access_token']
        return self._send(method, path, body, params)

    def _send(self, method, path, body, params):
        url = f'/v4/spreadsheets/{quote(self._id, safe="")}{path}'
        headers = auth.bearer(self._token)
        try:
            return self._http.request(method, url, json=body, params=params or None, headers=headers).json()
        except NotFound as error:
            raise NotFound(f"Google has no spreadsheet with the id {self._id}", status=error.status) from None
        except AuthError as error:
            if error.status != 403:
                raise
            words = f"Google refuses: is the spreadsheet shared with the service account, as an editor? ({error})"
            raise AuthError(words, status=403) from None


def _shown(found, sku):
    try:
        row = found.row_of(sku)
        return found.quantity(row) if row else None
    except Rejected:
        return None
