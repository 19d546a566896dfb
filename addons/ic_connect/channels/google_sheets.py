"""A stock list in Google Sheets: API v4 with a service account, and the script we ship (`google_sheets.gs`).

What surprises: there is no compare-and-set, and rows move when people sort, so what was written is looked at again, and
what went into a wrong row is put back; values are written RAW, or a SKU like 1E5 becomes a number; empty cells at the
end of a row are left out of answers. A sheet has no webhooks: the script signs what it says inside the body, because
what a script receives it would get without headers too. Here people count: a lower quantity means that somebody sold.
"""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path

from .. import auth
from ..errors import AuthError, BadSignature, NotFound, Rejected, ServiceError, Stale
from ..types import Credential, Event, Item, Money, StockLevel, as_utc
from . import _google_table as table
from ._google_account import AUDIENCE, Account
from ._google_tab import Tab
from ._google_table import text
from .base import Channel

SCRIPT = Path(__file__).with_suffix('.gs')  # what people paste into Extensions > Apps Script
SCOPE = 'https://www.googleapis.com/auth/spreadsheets'
SHOWN = {'sold': 'sold', 'withdrawn': 'draft', 'draft': 'draft'}


def _script(service, url):
    """Return the script to paste into the spreadsheet, with `url` and the secret in its first lines."""
    text = SCRIPT.read_text(encoding='utf-8')
    for name, value in (('IC_ADDRESS', url), ('IC_SECRET', service._secret)):
        text = text.replace(f"const {name} = '';", f'const {name} = {json.dumps(value)};', 1)
    return text


class GoogleSheets(Channel):
    """One tab of a spreadsheet: headings in row 1, one piece per row."""

    code = 'google_sheets'
    name = "Google Sheets"
    docs_url = 'https://developers.google.com/workspace/sheets/api/reference/rest'
    credentials = (
        Credential('service_account', "Service account key", help="The whole JSON file that Google gave out"),
        Credential('spreadsheet', "Spreadsheet", secret=False, help="Its address, or the id in it"),
        Credential('sheet', "Tab", secret=False, required=False, help="Its name; empty: the first one"),
        Credential(
            'webhook_secret',
            "Script secret",
            required=False,
            help="Made when you connect; or the one that the script made and showed",
        ),
        Credential('access_token', "Access token", required=False, kept=True),
        Credential('expires_at', "Token ends", secret=False, required=False, kept=True),
    )

    batch = 200
    page = 1000
    counts_its_sales = False
    people_count_there = True
    keeps_sold = True
    script = _script  # no verb: no other channel needs one

    def __init__(self, *, service_account, spreadsheet, sheet='', webhook_secret='', access_token='', expires_at=''):
        self._account = Account(service_account)
        self._id = table.spreadsheet_id(spreadsheet)
        self._secret = webhook_secret
        self.http = self._http('https://sheets.googleapis.com', secrets=(access_token, webhook_secret))
        self._account_http = self._http(AUDIENCE.removesuffix('/token'))
        self._tab = Tab(self.http, self._ask_token, self._id, sheet.strip(), access_token)

    def check(self):
        book, name = self._tab.names()
        found = self._tab.look()
        words = [f'{book} / {name}: {len(found.numbers)} rows']
        for sku, rows in found.numbers.items():
            words += [f"rows {' and '.join(map(str, rows))} carry the same SKU {sku}"] if len(rows) > 1 else []
        return '; '.join(words[:4])

    def refresh_tokens(self):
        return self._ask_token()

    def list_items(self, cursor=''):
        found = self._tab.look()
        return [self._to_item(found, sku, rows[0]) for sku, rows in found.numbers.items()], ''

    def push_listing(self, listing):
        found = self._tab.look(formulas=True)
        sku = listing.remote_id or listing.sku
        facts = table.facts_of(listing) | {'SKU': sku}
        number = found.row_of(sku)
        if number:
            self._show(found, number, sku, facts)
        elif listing.remote_id:
            raise NotFound(f"the tab has no row with the SKU {sku} any more")
        else:
            self._tab.append(found, facts | {'Quantity': listing.quantity})
        return sku

    def page_url(self, listing):
        return self._page(f'https://docs.google.com/spreadsheets/d/{self._id}/edit')

    def end_listing(self, remote_id):
        found = self._tab.look(formulas=True)
        number = found.row_of(remote_id)
        if number:
            facts = {'Status': table.WITHDRAWN, 'Quantity': 0}
            _refuse_formula(found, number)
            self._show(found, number, remote_id, facts)

    def get_stock(self, remote_ids):
        found, now, levels = self._tab.look(), datetime.now(UTC), []
        for sku in remote_ids:
            try:
                number = found.row_of(sku)
                quantity = found.quantity(number) if number else None
            except Rejected:
                continue  # two rows, or no number: nothing is known; set_stock says which
            if quantity is not None:
                levels.append(StockLevel(remote_id=sku, quantity=quantity, observed_at=now))
        return levels

    def set_stock(self, changes):
        changes, results, cells = list(changes), {}, {}
        found = self._tab.look(formulas=True)
        for one in changes:
            slot = one.remote_id, one.location_id
            try:
                quantity, is_made = self._look(found, one)
            except ServiceError as error:
                results[slot] = error
                continue
            if is_made or quantity == one.quantity:
                results[slot] = _level(one, quantity)
            else:
                cells[one.remote_id] = {'Quantity': one.quantity, 'Sync': _mark(one)}
        try:
            written = self._tab.put(found, cells)
        except ServiceError as error:
            if not results:
                raise
            written = dict.fromkeys(cells, error)
        for one in changes:
            outcome = written.get(one.remote_id)
            outcome = outcome if isinstance(outcome, ServiceError) else _level(one, outcome)
            results.setdefault((one.remote_id, one.location_id), outcome)
        return results

    def list_subscriptions(self):
        return []  # a sheet cannot tell whether a script is in it

    def subscribe(self, url):
        return {} if self._secret else {'webhook_secret': secrets.token_urlsafe(32)}

    def unsubscribe(self, url):
        return None

    def verify_webhook(self, headers, body, url=''):
        message = _parsed(body)
        stamp, payload, given = (message.get(name) for name in ('timestamp', 'payload', 'signature'))
        if not all(isinstance(one, str) for one in (stamp, payload, given)):
            raise BadSignature("the message is not signed")
        auth.verify(given, self._secret, f'{stamp}.{payload}'.encode())
        auth.verify_fresh(stamp)

    def parse_webhook(self, headers, body):
        try:
            said = json.loads(_parsed(body)['payload'])
            if said['spreadsheet'] != self._id:
                return []  # a copy of the sheet, with its script
            return [
                Event(
                    remote_id=f'{said["id"]} {one["sku"]}',
                    topic='stock',
                    happened_at=as_utc(one['at']),
                    subject_id=one['sku'],
                    payload={'quantity': one['quantity'], 'previous': one['previous']},
                )
                for one in said['changes']
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise Rejected(f"a message of the sheet cannot be read: {type(error).__name__}") from None

    def _ask_token(self):
        try:
            return self._account.ask_token(self._account_http, SCOPE)
        except Rejected as error:
            raise AuthError(
                f"Google does not take the key of {self._account.email}: {error}", status=error.status
            ) from None

    def _show(self, found, number, sku, facts):
        """Write what a row does not show yet."""
        outcome = self._tab.put(found, {sku: _differences(found, number, facts)}, table.mark(sku, facts)).get(sku)
        if isinstance(outcome, ServiceError):
            raise outcome

    def _look(self, found, change):
        """Return (the quantity that a row shows, whether the change was made already and its answer was lost).

        :raises ServiceError: when the change must not be made
        """
        number = found.row_of(change.remote_id)
        if not number:
            raise NotFound(f"the tab has no row with the SKU {change.remote_id}")
        _refuse_formula(found, number)
        if _mark(change) in text(found.cell(number, 'Sync')).split():
            return found.quantity(number), True
        if change.expected is None:
            return None, False
        present = found.quantity(number)
        if (present or 0) != change.expected:
            raise Stale(f"the sheet shows {'nothing' if present is None else present}, not {change.expected}")
        return present, False

    def _to_item(self, found, sku, number):
        try:
            quantity = found.quantity(number)
        except Rejected:
            quantity = None
        try:
            price = Money(text(found.cell(number, 'Price')), text(found.cell(number, 'Currency')))
        except ValueError:
            price = None
        return Item(
            remote_id=sku,
            sku=sku,
            title=text(found.cell(number, 'Title')),
            status=SHOWN.get(text(found.cell(number, 'Status')).lower(), 'live'),
            quantity=quantity,
            price=price,
            url=f'https://docs.google.com/spreadsheets/d/{self._id}/edit',
        )


def _differences(found, number, facts):
    """Return those of {heading: value} that a row does not show yet; a formula of a person stays."""
    return {
        name: value
        for name, value in facts.items()
        if found.has(name)
        and not table.is_formula(found.cell(number, name))
        and text(found.cell(number, name)) != text(value)
    }


def _refuse_formula(found, number):
    if table.is_formula(found.cell(number, 'Quantity')):
        raise Rejected(f"cell {found.place(number, 'Quantity')} holds a formula: put a number there")


def _mark(change):
    return table.mark(change.key)


def _level(change, quantity=None):
    quantity = change.quantity if quantity is None else quantity
    return StockLevel(remote_id=change.remote_id, quantity=quantity, observed_at=datetime.now(UTC))


def _parsed(body):
    try:
        message = json.loads(body)
    except ValueError:
        message = None
    return message if isinstance(message, dict) else {}
