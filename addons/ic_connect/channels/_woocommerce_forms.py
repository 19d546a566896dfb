"""How WooCommerce writes things down, and how we do: one function for each thing and direction."""

import hashlib
import html
import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from ..errors import AuthError, NotFound, Rejected, Unreachable
from ..types import Item, Money, Order, OrderLine, Refund, RefundLine, StockLevel, as_utc

# Of a product, in its lists: what stock, status and title are read from.
STOCK_FIELDS = 'id,type,manage_stock,stock_quantity,date_modified_gmt'
ITEM_FIELDS = f'{STOCK_FIELDS},name,sku,status,short_description,permalink,price,regular_price,attributes'
# Of an order: everything that is imported and nothing else (no address of the buyer's computer, no meta of plugins).
ORDER_FIELDS = (
    'id,number,status,currency,date_created_gmt,date_modified_gmt,date_paid_gmt,date_completed_gmt,'
    'total,total_tax,shipping_total,billing,line_items,refunds'
)
# On hold is binding: goods are promised and taken off the count while the transfer is on its way. Failed is not: the
# buyer may pay again, and the order then comes back as processing.
_STATES = {
    'checkout-draft': 'pending',
    'pending': 'pending',
    'on-hold': 'open',
    'processing': 'open',
    'completed': 'done',
    'refunded': 'open',  # the refunds say what it means
    'cancelled': 'cancelled',
    'failed': 'cancelled',
    'trash': 'cancelled',
}
_PHOTOS = '_ic_photos'  # our note on a product: which photos its gallery was made from, in order
_INQUIRE = re.compile(r'\s*<p class="ic-inquire">.*?</p>', re.DOTALL)


def stamp(moment):
    """Return a time as a filter wants it: UTC without saying so. WordPress moves a time that names its zone into the
    zone of the shop, and then compares it with UTC all the same."""
    return as_utc(moment).strftime('%Y-%m-%dT%H:%M:%S')


def moment_of(text):
    """Return the aware time of a `..._gmt` field; now when it is empty."""
    return as_utc(f'{text}Z' if text[-1] != 'Z' else text) if text else datetime.now(UTC)


def split_id(remote_id):
    """Return (path of the collection, number) of a remote id, `794` or `794/812`; None for anything else."""
    found = re.fullmatch(r'(?:([1-9]\d*)/)?([1-9]\d*)', str(remote_id))
    if not found:
        return None
    parent, number = found.groups()
    return (f'products/{parent}/variations' if parent else 'products'), int(number)


def id_of(row):
    """Return the remote id of a product, or of a variation that names its product."""
    return f'{row["parent_id"]}/{row["id"]}' if row.get('type') == 'variation' else str(row['id'])


def path_of(remote_id):
    """Return the path of one product or variation.

    :raises NotFound: for what cannot be a number of the shop
    """
    found = split_id(remote_id)
    if not found:
        raise NotFound(f"no product {remote_id}")
    return f'{found[0]}/{found[1]}'


def number_of(remote_id):
    """Return the number of an order.

    :raises NotFound: for what cannot be one
    """
    if not re.fullmatch(r'[1-9]\d*', str(remote_id)):
        raise NotFound(f"no order {remote_id}")
    return str(remote_id)


def failure_of(said):
    """Return the error that stands in place of one item in the answer to a batch."""
    data = said.get('data')
    status = data.get('status') if isinstance(data, dict) else None
    code, message = str(said.get('code') or ''), str(said.get('message') or "refused without a reason")
    if status == 404 or code.endswith('_invalid_id'):
        kind = NotFound
    elif status in (401, 403):
        kind = AuthError
    else:
        kind = Unreachable if isinstance(status, int) and status >= 500 else Rejected
    return kind(message[:300], status=status, code=code or None)


def item_of(row, currency, parent=None):
    """Return the Item of a product, or of a variation of the product `parent`."""
    title = (parent or row).get('name') or f'#{row["id"]}'
    if parent:
        options = [str(one.get('option') or '') for one in row.get('attributes') or ()]
        title = ' - '.join(filter(None, (title, ', '.join(filter(None, options)))))
    price = row.get('regular_price') or row.get('price')
    quantity = row.get('stock_quantity')
    return Item(
        f'{parent["id"]}/{row["id"]}' if parent else str(row['id']),
        html.unescape(title),
        sku=html.unescape(row.get('sku') or ''),
        status=_shown(row, parent),
        quantity=None if quantity is None else _whole(quantity),
        price=Money(str(price), currency) if price and currency else None,
        url=row.get('permalink') or '',
    )


def _whole(figure):
    """Return whole units; plugins that sell by weight write 1.5, or text."""
    return int(Decimal(str(figure)))


def _shown(row, parent):
    if row.get('status', 'publish') != 'publish' or (parent or row).get('status', 'publish') != 'publish':
        return 'draft'
    return 'sold' if _INQUIRE.search(row.get('short_description') or '') else 'live'


def level_of(remote_id, row):
    """Return the StockLevel of a product or variation; None where the shop does not count it."""
    if row.get('stock_quantity') is None:
        return None
    # A count kept on the product changes without the variation being saved: the time of reading has to do then.
    saved = None if row.get('manage_stock') == 'parent' else row.get('date_modified_gmt')
    return StockLevel(remote_id, _whole(row['stock_quantity']), moment_of(saved))


def order_of(row, refunds=()):
    """Return the Order of an order and its refunds as they were read."""
    currency = row['currency']
    billing = row.get('billing') or {}
    names = [billing.get('first_name'), billing.get('last_name')]
    buyer = {
        'name': ' '.join(filter(None, names)) or billing.get('company'),
        'email': billing.get('email'),
        'phone': billing.get('phone'),
        'street': billing.get('address_1'),
        'street2': billing.get('address_2'),
        'city': billing.get('city'),
        'zip': billing.get('postcode'),
        'state_code': billing.get('state'),
        'country_code': billing.get('country'),
    }
    return Order(
        str(row['id']),
        moment_of(row.get('date_created_gmt')),
        moment_of(row.get('date_modified_gmt')),
        _state(row),
        _money(row.get('total'), currency),
        tuple(filter(None, (_line(line, currency) for line in row.get('line_items') or ()))),
        number=str(row.get('number') or row['id']),
        buyer={name: value for name, value in buyer.items() if value},
        tax=_money(row.get('total_tax'), currency),
        shipping=_money(row.get('shipping_total'), currency),
        refunds=tuple(_refund(one, currency) for one in refunds),
    )


def _state(row):
    status = row.get('status') or ''
    if status in ('refunded', 'trash') and row.get('date_completed_gmt'):
        return 'done'  # the goods had left before
    # A status of a plugin: what is paid for is binding.
    return _STATES.get(status) or ('open' if row.get('date_paid_gmt') else 'pending')


def _money(value, currency):
    try:
        return Money(str(value or 0), currency)
    except (ValueError, InvalidOperation):
        return Money(0, currency)


def _line(line, currency):
    quantity = _whole(line.get('quantity') or 0)
    if quantity < 1:
        return None
    total = _money(line.get('total'), currency).amount
    product, variation = line.get('product_id'), line.get('variation_id')
    return OrderLine(
        str(line['id']),
        quantity,
        Money(total / quantity, currency),
        sku=html.unescape(line.get('sku') or ''),
        title=html.unescape(line.get('name') or ''),
        listing_id=f'{product}/{variation}' if product and variation else str(product or ''),
    )


def _refund(row, currency):
    lines = []
    for line in row.get('line_items') or ():
        meta = {one.get('key'): one.get('value') for one in line.get('meta_data') or ()}
        quantity = abs(_whole(line.get('quantity') or 0))
        if quantity and meta.get('_refunded_item_id'):
            lines.append(RefundLine(str(meta['_refunded_item_id']), quantity))  # nothing says whether it was restocked
    amount = abs(_money(row.get('amount'), currency).amount)
    return Refund(str(row['id']), moment_of(row.get('date_created_gmt')), Money(amount, currency), tuple(lines))


def form_of(listing, current=None):
    """Return what to send so that a product shows `listing`.

    :param current: the product as it is, read for editing; None makes a new one
    """
    if current and current.get('type') == 'variation':
        form = {'description': listing.description, 'status': 'private' if listing.status == 'draft' else 'publish'}
    else:
        old = current or {}
        form = {
            'name': listing.title,
            'status': 'draft' if listing.status == 'draft' else 'publish',
            'sku': listing.sku,
            'description': listing.description,
            'short_description': _with_inquiry(old.get('short_description') or '', listing),
            **_gallery(listing, old),
        }
        if old.get('type', 'simple') == 'simple':
            form['attributes'] = _attributes(listing, old)
    if not current or current.get('type') != 'variable':
        form |= {'regular_price': f'{Decimal(listing.price.amount):f}', 'sale_price': ''}
    if not current:
        form |= {'type': 'simple', 'catalog_visibility': 'visible', 'sold_individually': listing.quantity == 1}
    return form | _counting(listing, current)


def _counting(listing, current):
    """What is sent about stock. The count itself is left alone, for `set_stock`, except where there is none yet, and
    except for a piece that is sold: it must not be for sale for a single moment."""
    form = {'manage_stock': True, 'backorders': 'no'}
    if listing.status == 'sold':
        return form | {'stock_quantity': 0}
    shared = current and (current.get('manage_stock') == 'parent' or current.get('type') == 'variable')
    if shared and current.get('manage_stock') is not True:
        return {}  # counted elsewhere: on the product, or on its variations
    return form if current and current.get('manage_stock') else form | {'stock_quantity': listing.quantity}


def _with_inquiry(text, listing):
    """Return the short description with our call to inquire where the piece is sold, and without it otherwise."""
    text = _INQUIRE.sub('', text).strip()
    if listing.status != 'sold' or not listing.inquire_url:
        return text
    link = f'<a class="button" href="{html.escape(listing.inquire_url)}">Inquire</a>'
    return f'<p class="ic-inquire">{link}</p>\n{text}'.strip()


def _attributes(listing, old):
    """Our facts as attributes of the product itself; the shop's own (global) ones stay."""
    facts = ({'Brand': listing.brand} if listing.brand else {}) | listing.attributes
    kept = [
        {name: one[name] for name in ('id', 'position', 'visible', 'variation', 'options') if name in one}
        for one in old.get('attributes') or ()
        if one.get('id')
    ]
    ours = [{'name': str(name), 'visible': True, 'options': [str(value)]} for name, value in facts.items() if value]
    return kept + ours


def _gallery(listing, old):
    """Return images and our note of them, or nothing when they are as they were.

    Sending images replaces the gallery, and WordPress downloads every address anew under a name of its own. So each
    photo is recognised by our note, and one that is there already is sent by its number.
    """
    wanted = [hashlib.sha256(url.encode()).hexdigest()[:12] for url in listing.photos]
    notes = [one.get('value') for one in old.get('meta_data') or () if one.get('key') == _PHOTOS]
    noted = str(notes[0]).split() if notes else []
    images = old.get('images') or []
    if wanted == noted and len(images) >= len(wanted):
        return {}
    there = {mark: image['id'] for mark, image in zip(noted, images)} if len(noted) == len(images) else {}
    return {
        'images': [
            {'id': there[mark]} if mark in there else {'src': url, 'alt': listing.title}
            for mark, url in zip(wanted, listing.photos)
        ],
        'meta_data': [{'key': _PHOTOS, 'value': ' '.join(wanted)}],
    }
