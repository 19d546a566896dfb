"""How a simulated WooCommerce shop shows things: pages of lists, chosen fields, texts dressed up."""

from .base import Response
from .woocommerce_goods import Refusal


def dressed(request, row):
    """Return a product as it is shown; for editing its texts are as they were written."""
    row = dict(row)
    if request and (request.method != 'GET' or request.query.get('context') == 'edit'):
        return row
    for name in ('description', 'short_description'):
        if row.get(name) and not row[name].startswith('<p'):
            row[name] = f'<p>{row[name]}</p>\n'
    return row


def fields(request, row):
    """Return the fields of a row that were asked for."""
    wanted = request.query.get('_fields')
    return {name: row[name] for name in wanted.split(',') if name in row} if wanted else row


def page(request, rows, sorts_by_change=True):
    """Return the Response with one page of a list, and with what the vendor says about its length."""
    query = request.query
    size, number, key = int(query.get('per_page', 10)), int(query.get('page', 1)), query.get('orderby', 'date')
    keys = {'date': 'date_created_gmt', 'id': 'id'} | ({'modified': 'date_modified_gmt'} if sorts_by_change else {})
    if not 1 <= size <= 100:
        raise Refusal('rest_invalid_param', "Invalid parameter(s): per_page")
    if key not in keys:
        raise Refusal('rest_invalid_param', "Invalid parameter(s): orderby")
    if query.get('include'):
        numbers = {int(one) for one in query['include'].split(',')}
        rows = [row for row in rows if row['id'] in numbers]
    rows = sorted(rows, key=lambda row: (row[keys[key]], row['id']), reverse=query.get('order', 'desc') == 'desc')
    found = rows[(number - 1) * size : number * size]
    shown = [dressed(request, row) if 'stock_status' in row else row for row in found]
    headers = {'X-WP-Total': str(len(rows)), 'X-WP-TotalPages': str(-(-len(rows) // size))}
    return Response([fields(request, row) for row in shown], 200, headers)
