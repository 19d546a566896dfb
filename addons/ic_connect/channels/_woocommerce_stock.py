"""Reading and writing the stock of a WooCommerce shop.

WooCommerce has no compare-and-set and no atomic write over its API: stock is read, compared with what we expected, and
written, and a sale may still fall between the two. Such a sale arrives as an order, and the count is set again from
what is true then. A raise is never sent twice by itself: in between the first may have been sold. A zero may be.
"""

from collections import defaultdict

from ..errors import NotFound, Rejected, ServiceError, Stale, Unreachable
from ._woocommerce_forms import STOCK_FIELDS, failure_of, level_of, split_id
from ._woocommerce_shop import PAGE


def read(shop, remote_ids):
    """Return the StockLevels of the products and variations the shop knows and counts."""
    levels = []
    for path, wanted in _groups((remote_id, remote_id) for remote_id in remote_ids):
        rows = _rows(shop, path, wanted)
        levels += [level_of(remote_id, rows[number]) for number, remote_id in wanted.items() if number in rows]
    return [level for level in levels if level]


def write(shop, changes):
    """Return {(remote id, location id): StockLevel or ServiceError} of the StockChanges.

    :raises ServiceError: when nothing is known of any of them
    """
    results = {(one.remote_id, one.location_id): NotFound(f"no product {one.remote_id}") for one in changes}
    groups = list(_groups((one.remote_id, one) for one in changes))
    failures = []
    for path, wanted in groups:
        try:
            done = _write_group(shop, path, wanted)
        except ServiceError as error:
            failures.append(error)
            done = dict.fromkeys(wanted, error)
        results |= {(wanted[number].remote_id, wanted[number].location_id): one for number, one in done.items()}
    if failures and len(failures) == len(groups):
        raise failures[0]
    return results


def _groups(pairs):
    """Yield (path, {number: value}) of pairs (remote id, value): as many as one call carries, each path by itself."""
    groups = defaultdict(dict)
    for remote_id, value in pairs:
        if found := split_id(remote_id):
            groups[found[0]][found[1]] = value
    for path, wanted in groups.items():
        numbers = list(wanted)
        for start in range(0, len(numbers), PAGE):
            yield path, {number: wanted[number] for number in numbers[start : start + PAGE]}


def _rows(shop, path, numbers):
    """Return {number: what the shop says about its stock} of those it knows."""
    query = {'include': ','.join(map(str, numbers)), '_fields': STOCK_FIELDS}
    try:
        return {row['id']: row for row in shop.all(path, query)}
    except NotFound:
        return {}  # the product of these variations is gone


def _write_group(shop, path, wanted):
    """Compare, write what is as expected, and return {number: StockLevel or ServiceError}."""
    rows = _rows(shop, path, wanted)
    results = {number: _verdict(one, rows.get(number)) for number, one in wanted.items()}
    values = {
        number: {'manage_stock': True, 'stock_quantity': wanted[number].quantity}
        for number, verdict in results.items()
        if verdict is None
    }
    if not values:
        return results
    return results | _send(shop, path, wanted, values)


def _send(shop, path, wanted, values):
    harmless = not any(one['stock_quantity'] for one in values.values())
    if len(values) == 1:
        [(number, form)] = values.items()
        try:
            return {
                number: _written(wanted[number], shop.ask('PUT', f'{path}/{number}', json=form, repeatable=harmless))
            }
        except (NotFound, Rejected) as error:
            return {number: error}
    form = {'update': [{'id': number, **one} for number, one in values.items()]}
    said = shop.ask('POST', f'{path}/batch', json=form, repeatable=harmless)
    rows = {row.get('id'): row for row in said.get('update') or ()}
    return {number: _written(wanted[number], rows.get(number)) for number in values}


def _verdict(change, row):
    """Return what becomes of a change without writing: a StockLevel or an error; None when it has to be written."""
    if not row:
        return NotFound(f"no product {change.remote_id}")
    if row.get('manage_stock') == 'parent':
        return Rejected(f"the stock of {change.remote_id} is kept on its product: link that one instead")
    if row.get('type') in ('external', 'grouped'):
        return Rejected(f"{change.remote_id} is a product of the type {row['type']} in the shop; it has no stock there")
    level = level_of(change.remote_id, row)
    if change.expected is not None and (level is None or level.quantity != change.expected):
        # Also where it is what we want already: a sale there and a try of ours that arrived look the same.
        there = level.quantity if level else "no count"
        return Stale(f"{change.remote_id}: expected {change.expected}, the shop has {there}")
    if level and level.quantity == change.quantity:
        return level
    return None


def _written(change, row):
    """Return what an answer says of a change; the figure read back is the truth, also where a sale made it another."""
    if not row:
        return Unreachable(f"the answer does not mention {change.remote_id}")
    if row.get('error'):
        return failure_of(row['error'])
    return level_of(change.remote_id, row) or Rejected(
        "the shop counts no stock: switch on Settings > Products > Inventory > Enable stock management"
    )
