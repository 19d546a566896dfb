"""What the database counts for the filters, kept until anything that is counted has changed (`website._ic_kept`)."""

from odoo.fields import Domain

from ..models.website_epoch import PRICES

# So many pieces with new prices are looked at one by one; after more, all prices are read again.
FOLLOWED = 200
_PICK = {'min': min, 'max': max}


def count(product, domain, specs, bounds):
    """Count the products of `domain`.

    What prices are asked for is counted by itself, so that a new price leaves everything else as it was counted.

    :param product: product.template as superuser
    :param specs: tuple of tuples of field names: count by each of them
    :param bounds: aggregates over all, e.g. 'list_price:max'
    :return: (dict spec -> list of tuples of values and the number of products, number of all, dict bound -> value);
        records are given as their ids
    """
    priced = tuple(bound for bound in bounds if bound.partition(':')[0] in PRICES)
    rest = tuple(bound for bound in bounds if bound not in priced)
    sql = product._search(domain).select()
    rows, total, found = _kept(product, domain, sql, specs, rest)
    if priced:
        found = {**found, **_priced(product, domain, sql, priced)}
    return rows, total, found


def _priced(product, domain, sql, bounds):
    """Return dict of the bounds of prices. A new price moves them without all prices being read again."""
    if _asks_for_prices(sql):
        return _kept(product, domain, sql, (), bounds)[2]

    def make():
        return _count(product, domain, (), bounds)[2]

    def follow(found, changes):
        ids = sorted({number for change in changes for number in change['ids']})
        if len(ids) > FOLLOWED or any(_held(found, bound, change) for bound in bounds for change in changes):
            return None
        now = _count(product, domain & Domain('id', 'in', ids), (), bounds)[2]
        return {bound: _PICK[bound.partition(':')[2]](filter(_known, (found[bound], now[bound]))) for bound in bounds}

    key = ('bounds', sql.code, tuple(map(repr, sql.params)), bounds)
    return product.env['website']._ic_followed(key, make, follow)


def _held(found, bound, change):
    """Tell whether a piece whose price has changed may have had the price that is the bound."""
    if not change['ids']:
        return False
    name, _colon, kind = bound.partition(':')
    before, kept = change.get(name), found[bound]
    if before is None or kept is None:
        return True
    return before[0] <= kept if kind == 'min' else before[1] >= kept


def _known(value):
    return value is not None


def _asks_for_prices(sql):
    return any(f'"{name}"' in sql.code for name in PRICES)


def _kept(product, domain, sql, specs, bounds):
    """Return what `_count` counts, or has counted when the products were the same. `sql` is what finds `domain`."""
    key = ('counts', sql.code, tuple(map(repr, sql.params)), specs, bounds)
    names = {*(name for spec in specs for name in spec), *(bound.partition(':')[0] for bound in bounds)}
    of_price = _asks_for_prices(sql) or any(name in names for name in PRICES)
    return product.env['website']._ic_kept(key, lambda: _count(product, domain, specs, bounds), of_price=of_price)


def _count(product, domain, specs, bounds):
    tags = [spec for spec in specs if any(product._fields[name].type == 'many2many' for name in spec)]
    plain = [spec for spec in specs if spec not in tags]
    found = product._read_grouping_sets(domain, [*plain, ()], ['__count', *bounds])
    width = 1 + len(bounds)
    rows = {
        spec: [(*map(_plain, row[: len(spec)]), row[-width]) for row in groups] for spec, groups in zip(plain, found)
    }
    for spec in tags:
        tagged = Domain.AND(Domain(name, '!=', False) for name in spec)
        groups = product._read_group(domain & tagged, spec, ['__count'])
        rows[spec] = [(*map(_plain, row[:-1]), row[-1]) for row in groups]
    totals = found[-1][0] if found[-1] else (0, *[None] * len(bounds))
    return rows, totals[0], dict(zip(bounds, totals[1:]))


def _plain(value):
    return value.id if hasattr(value, '_fields') else value
