"""The people who keep a list in a spreadsheet, and our script, which notices what they do."""

import hashlib
import hmac
import json
import uuid
from datetime import UTC, datetime

from .base import SoldOut
from .google_grid import COLUMNS, Formula, parse

BOOK = '1SimulatedStockListOfTheHouse0000000000000001'


class GooglePeople:
    """What people do by hand. Needs `tabs`, `outbox` and `faults`."""

    def __init__(self, **options):
        super().__init__(**options)
        self.is_shared = True
        self.script = None

    # People

    def install(self, url, secret, tab='Stock'):
        """A person puts our script into the spreadsheet and connects it."""
        self.script = {'url': url, 'secret': secret, 'tab': tab, 'picture': self._picture(tab)}

    def share(self, shared):
        """A person shares the spreadsheet with the service account, or no longer does."""
        self.is_shared = shared

    def sell(self, sku, quantity=1, **facts):
        """A person sold it and lowers the quantity."""
        row, place = self._find(sku)
        there = self.tabs['Stock'].get(row, place)
        if not isinstance(there, int | float) or there < quantity:
            raise SoldOut(f'{sku}: {there!r} in the sheet')
        self._edit(row, place, int(there) - quantity)
        return {'order': '', 'number': ''}

    def adjust(self, sku, quantity):
        self._edit(*self._find(sku), quantity)

    def type(self, place, value, formula=''):
        """A person types into a cell (`E7`); with a formula, `value` is what it comes to."""
        _tab, (row, left, _bottom, _right) = parse(f'Stock!{place}', self.tabs)
        self._edit(row, left, Formula(formula, value) if formula else value)

    def sort(self, heading='SKU', descending=False):
        """A person sorts the rows."""
        grid, place = self.tabs['Stock'], self._column(heading)
        body = [row for row in grid.rows[1:] if any(cell != '' for cell in row)]
        body.sort(key=lambda row: str(row[place]) if place < len(row) else '', reverse=descending)
        grid.rows[1:] = body
        self._notice()

    def remove(self, sku):
        """A person deletes a row."""
        del self.tabs['Stock'].rows[self._find(sku)[0]]
        self._notice()

    def cancel(self, order, restock=True):
        raise ValueError('a sheet has no orders')

    def refund(self, order, quantity=1, restock=True):
        raise ValueError('a sheet has no orders')

    def orders(self):
        return []

    def items(self):
        grid, found = self.tabs['Stock'], []
        for row in range(1, len(grid.rows)):
            facts = {
                name: grid.get(row, self._column(name)) for name in ('SKU', 'Title', 'Price', 'Status', 'Quantity')
            }
            facts = {name: one.value if isinstance(one, Formula) else one for name, one in facts.items()}
            if facts['SKU'] != '':
                status = {'Sold': 'sold', 'Withdrawn': 'draft', 'Draft': 'draft'}.get(facts['Status'], 'live')
                found.append(
                    {
                        'remote_id': str(facts['SKU']),
                        'sku': str(facts['SKU']),
                        'title': facts['Title'],
                        'price': f'{float(facts["Price"] or 0):.2f}',
                        'quantity': facts['Quantity'],
                        'status': status,
                    }
                )
        return found

    def photos(self):
        grid, sku, photo = self.tabs['Stock'], self._column('SKU'), self._column('Photo')
        return {
            str(grid.get(row, sku)): grid.get(row, photo) for row in range(1, len(grid.rows)) if grid.get(row, photo)
        }

    def _column(self, heading):
        heads = self.tabs['Stock'].rows[0] if self.tabs['Stock'].rows else []
        return heads.index(heading) if heading in heads else COLUMNS

    def _find(self, sku):
        grid = self.tabs['Stock']
        for row in range(1, len(grid.rows)):
            if str(grid.get(row, self._column('SKU'))) == sku:
                return row, self._column('Quantity')
        raise KeyError(sku)

    def _edit(self, row, place, value):
        self.tabs['Stock'].put(row, place, value)
        self._notice()

    # The script

    def _picture(self, tab):
        grid, found = self.tabs[tab], {}
        for row in range(1, len(grid.rows)):
            sku = str(grid.get(row, self._column('SKU'))).strip()
            there = grid.get(row, self._column('Quantity'))
            there = there.value if isinstance(there, Formula) else there
            if sku:
                text = str(there).strip()
                found[sku] = int(float(text)) if sku not in found and text.lstrip('-').isdigit() else None
        return found

    def _notice(self):
        """The script is set off by a person's edit: it sends what differs from its picture."""
        if not self.script:
            return
        now, before, at = self._picture(self.script['tab']), self.script['picture'], self.now().isoformat()
        every = [sku for sku in {**before, **now} if sku not in before or before[sku] != now.get(sku) or sku not in now]
        self.script['picture'] = now
        if every:
            changes = [{'sku': x, 'quantity': now.get(x), 'previous': before.get(x), 'at': at} for x in every]
            facts = {'id': str(uuid.uuid4()), 'spreadsheet': BOOK, 'sheet': self.script['tab'], 'changes': changes}
            payload = json.dumps(facts)
            if self.faults.strikes('hook_bad_signature'):
                self.outbox.send(self.script['url'], {}, signed('somebody-else', payload))
            self.outbox.send(self.script['url'], {}, signed(self.script['secret'], payload))


def signed(secret, payload, timestamp=None):
    """Return the body of a message as the script sends it."""
    timestamp = str(int(datetime.now(UTC).timestamp() if timestamp is None else timestamp))
    proof = hmac.new(secret.encode(), f'{timestamp}.{payload}'.encode(), hashlib.sha256).hexdigest()
    return json.dumps({'timestamp': timestamp, 'payload': payload, 'signature': proof}).encode()
