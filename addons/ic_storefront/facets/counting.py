"""What the database counts for the filters, kept until anything that is counted has changed (`website._ic_kept`)."""

from odoo.fields import Domain


def count(product, domain, specs, bounds):
    """Count the products of `domain`.

    :param product: product.template as superuser
    :param specs: tuple of tuples of field names: count by each of them
    :param bounds: aggregates over all, e.g. 'list_price:max'
    :return: (dict spec -> list of tuples of values and the number of products, number of all, dict bound -> value);
        records are given as their ids
    """
    sql = product._search(domain).select()
    key = ('counts', sql.code, tuple(map(repr, sql.params)), specs, bounds)
    return product.env['website']._ic_kept(key, lambda: _count(product, domain, specs, bounds))


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
