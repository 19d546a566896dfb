"""The page a simulator shows to a browser: what it has for sale, a button to buy it, and what its staff can do.

It stands for the vendor's storefront and back office at once, uses the second door (`/_sim/`) for everything, and says
on every screen that nothing of it is real. It needs no script: forms are sent to the door, which leads back here.
"""

from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

STYLE = Path(__file__).with_name('front.css')
SCRIPT = Path(__file__).with_name('front.js')
LATEST = 15  # orders shown
FORM = 'application/x-www-form-urlencoded'
HERE = {'127.0.0.1', 'localhost', '::1'}
DONE = {
    'sell': "Sold{number}. Now look at the website, the till and the other channels.",
    'cancel': "The order is cancelled.",
    'refund': "One unit is refunded.",
    'adjust': "The count is changed by hand.",
}
STATES = {'live': "Live", 'sold': "Sold archive", 'draft': "Not shown"}


def refusal(request):
    """Return the Response to a browser that was led here by somebody else's page, or None.

    Nobody is asked for a password here, so what a page elsewhere makes a browser send must not count.
    """
    from .base import Response

    host = urlsplit('//' + request.headers.get('host', '')).hostname
    origin = request.headers.get('sec-fetch-site', 'none')
    if host in HERE and (request.method == 'GET' or origin in ('none', 'same-origin')):
        return None
    return Response({'error': 'only pages of this machine may use this'}, 403)


def answer(simulator, request):
    """Return the page, or the way back to it after a form was sent; None for what is no browser's."""
    from .base import Response

    if request.path == '/' and request.method == 'GET':
        headers = {'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Referrer-Policy': 'origin'}
        return Response(page(simulator, request.query).encode(), 200, headers)
    if request.headers.get('content-type', '').partition(';')[0] != FORM:
        return None
    name, facts = request.path.removeprefix('/_sim/'), _facts(request.body)
    request.json = facts
    done = simulator._control(request)
    if done.status < 300:
        number = done.body.get('number')
        words = {'said': DONE.get(name, "Done.").format(number=f": order {number}" if number else '')}
    else:
        words = {'bad': done.body.get('error', '').partition(': ')[2].strip('\'"') or "That cannot be done."}
    return Response(b'', 303, {'Location': '/?' + urlencode(words)})


def _facts(body):
    facts = {name: values[-1] for name, values in parse_qs(body.decode()).items()}
    if 'quantity' in facts:
        facts['quantity'] = int(facts['quantity']) if facts['quantity'].lstrip('-').isdigit() else facts['quantity']
    if 'restock' in facts:
        facts['restock'] = facts['restock'] == 'yes'
    return facts


def page(simulator, query):
    """Return the page as HTML."""
    with simulator.lock:
        items, orders = simulator.items(), simulator.orders()[::-1][:LATEST]
        names = {one['order']: simulator.order_name(one['order']) for one in orders}
    photos = _photos(simulator)
    items.sort(key=lambda one: (_left(one) <= 0, one['status'] != 'live', str(one['title'])))
    titles = {one['sku']: one['title'] for one in items}
    cards = ''.join(_card(simulator, one, photos.get(one['sku'], '')) for one in items)
    rows = ''.join(_order(one, names, titles) for one in orders)
    for_sale = sum(_left(one) > 0 and one['status'] == 'live' for one in items)
    return f'''<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulated {escape(simulator.title)}</title><link rel="icon" href="data:,">
<style>{STYLE.read_text(encoding='utf-8')}</style></head><body>
<p class="banner"><b>Simulated</b> A stand-in on this machine. No account, no money, nothing is real.</p>
<header><div><h1>Simulated {escape(simulator.title)}</h1>
<p class="lead">{escape(_lead(simulator))}</p></div>{_neighbours(simulator)}</header>
{_said(query)}<main id="live">
<section aria-label="For sale"><h2>For sale <span>{for_sale}</span></h2>
{f'<div class="cards">{cards}</div>' if cards else _empty()}</section>
<section aria-label="Latest orders" class="orders"><h2>Latest orders</h2>
{f'<ol>{rows}</ol>' if rows else f'<p class="none">{escape(_no_orders(simulator))}</p>'}</section>
</main><script>{SCRIPT.read_text(encoding='utf-8')}</script></body></html>'''


def _lead(simulator):
    verb = simulator.verb
    return (
        simulator.lead or f"{verb} a piece here and it leaves the website, the till and the other channels in seconds."
    )


def _no_orders(simulator):
    return simulator.no_orders or "Nobody has bought anything yet."


def _empty():
    return '<p class="none">Nothing is listed here yet. Pieces appear as the store publishes them.</p>'


def _said(query):
    if query.get('bad'):
        return f'<p class="said bad" role="alert">{escape(query["bad"])}</p>'
    return f'<p class="said" role="status">{escape(query["said"])}</p>' if query.get('said') else ''


def _neighbours(simulator):
    links = [
        f'<a href="{escape(url)}"{" aria-current=page" if url == simulator.url else ""}>{escape(title.split()[0])}</a>'
        for title, url, _photos in simulator.neighbours
    ]
    return f'<nav aria-label="Simulated services">{"".join(links)}</nav>' if len(links) > 1 else ''


def _photos(simulator):
    """Return {sku: address}: where a service sends no photos its vendor shows, those of a neighbour do."""
    found = {}
    for _title, _url, photos in simulator.neighbours:
        found |= photos()
    return found | simulator.photos()


def _left(item):
    return item['quantity'] if isinstance(item['quantity'], int | float) else 0


def _price(text):
    try:
        return f'$ {float(text):,.0f}' if float(text) == int(float(text)) else f'$ {float(text):,.2f}'
    except (TypeError, ValueError):
        return ''


def _form(name, label, kind='', **facts):
    hidden = ''.join(f'<input type="hidden" name="{key}" value="{escape(str(one))}">' for key, one in facts.items())
    return f'<form method="post" action="/_sim/{name}">{hidden}<button class="{kind}">{escape(label)}</button></form>'


def _card(simulator, item, photo):
    sku, left, is_live = str(item['sku']), _left(item), item['status'] == 'live'
    image = f'<img src="{escape(str(photo))}" alt="" loading="lazy" onerror="this.remove()">' if photo else ''
    initials = ''.join(word[0] for word in str(item['title']).split()[:2])
    if left > 0 and is_live:
        words, button = ("One of one" if left == 1 else f"{left} left"), _form('sell', simulator.verb, 'buy', sku=sku)
    else:
        words = STATES['sold'] if item['status'] == 'sold' else "Sold out" if is_live else STATES['draft']
        button = ''
    return f'''<article class="{'on' if button else 'off'}" data-sku="{escape(sku)}">
<div class="photo"><span aria-hidden="true">{escape(initials)}</span>{image}</div>
<div class="body"><h3>{escape(str(item['title']))}</h3><p class="sku">{escape(sku)}</p>
<p class="price"><b>{_price(item['price'])}</b><span>{words}</span></p>{button}
<details><summary>Change count by hand</summary><form method="post" action="/_sim/adjust" class="count">
<input type="hidden" name="sku" value="{escape(sku)}"><label>Count <input name="quantity" type="number" min="0" step="1"
 value="{escape(str(item['quantity'] if item['quantity'] is not None else ''))}" required></label>
<button>Set</button></form></details></div></article>'''


def _order(order, names, titles):
    lines = ', '.join(
        f"{line['quantity']} × {titles.get(line['sku'], line['sku'])}"
        + (f" ({line['refunded']} refunded)" if line['refunded'] else '')
        for line in order['lines']
    )
    left = sum(line['quantity'] - line['refunded'] for line in order['lines'])
    state = order['status'] if left > 0 else 'refunded'
    is_over = order['status'] in ('cancelled', 'refunded') or left <= 0
    buttons = ''
    if not is_over:
        buttons = (
            _form('refund', "Refund one, it comes back", order=order['order'], quantity=1, restock='yes')
            + _form('refund', "Refund one, nothing comes back", order=order['order'], quantity=1, restock='no')
            + _form('cancel', "Cancel", order=order['order'], restock='yes')
        )
    return f'''<li><div><b>{escape(names[order['order']])}</b><em>{escape(state)}</em></div>
<p>{escape(lines)}</p><div class="does">{buttons}</div></li>'''
