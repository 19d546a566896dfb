"""What WooCommerce is told about a piece."""
# ruff: noqa: F401, F811 - fixtures are imported

import json

import pytest
from woocommerce_common import answer, asked, listing, make, nothing_remembered, rows, service, single

from ic_connect import errors, stand_ins
from ic_connect.types import Money


def test_a_new_piece_is_looked_for_by_its_sku_and_then_made(peer, service):
    peer.answers = [answer('currency'), rows([]), answer('product_created')]
    photos = ('https://house.example/1.jpg', 'https://house.example/2.jpg')
    piece = listing(description='<p>Fine.</p>', photos=photos, brand='Maker', attributes={'Size': '40 mm', 'Box': ''})
    assert service.push_listing(piece) == '794'
    looked, made = asked(peer)[1:]
    assert (looked[0], looked[1], looked[2]['sku']) == ('GET', 'products', 'W-1')
    assert made[:2] == ('POST', 'products')
    note = made[3].pop('meta_data')
    assert [one['key'] for one in note] == ['_ic_photos'] and len(note[0]['value'].split()) == 2
    assert made[3] == {
        'name': 'A Watch',
        'type': 'simple',
        'status': 'publish',
        'catalog_visibility': 'visible',
        'sku': 'W-1',
        'description': '<p>Fine.</p>',
        'short_description': '',
        'regular_price': '12500.00',
        'sale_price': '',
        'manage_stock': True,
        'stock_quantity': 1,
        'backorders': 'no',
        'sold_individually': True,
        'images': [{'src': url, 'alt': 'A Watch'} for url in photos],
        'attributes': [
            {'name': 'Brand', 'visible': True, 'options': ['Maker']},
            {'name': 'Size', 'visible': True, 'options': ['40 mm']},
        ],
    }


def test_a_later_push_leaves_the_count_and_what_the_shop_added_alone(peer, service):
    peer.answers = [answer('currency'), answer('product_edit'), answer('product_written')]
    assert service.push_listing(listing(remote_id='794', quantity=5)) == '794'
    read, written = asked(peer)[1:]
    assert (read[0], read[1], read[2]['context']) == ('GET', 'products/794', 'edit')
    assert written[:2] == ('PUT', 'products/794')
    assert 'stock_quantity' not in written[3] and 'images' not in written[3] and 'sold_individually' not in written[3]
    assert 'catalog_visibility' not in written[3] and 'type' not in written[3]
    assert written[3]['short_description'] == 'From the estate of a collector.'
    assert [one['id'] for one in written[3]['attributes']] == [6], "the shop's global attribute stays"


def test_a_product_that_is_not_counted_yet_gets_its_first_count(peer, service):
    peer.answers = [answer('currency'), answer('product_edit', manage_stock=False, stock_quantity=None)]
    service.push_listing(listing(remote_id='794', quantity=2))
    assert asked(peer)[-1][3].items() >= {'manage_stock': True, 'stock_quantity': 2}.items()


def test_photos_are_sent_when_they_changed_and_known_ones_by_their_number(peer, service):
    old = [f'https://house.example/{number}.jpg' for number in (1, 2)]
    peer.answers = [answer('currency'), answer('product_edit'), answer('product_written')]
    service.push_listing(listing(remote_id='794', photos=old))
    meta = asked(peer)[-1][3]['meta_data']
    there = [
        {'id': 41, 'src': 'https://shop.example/wp-content/1.jpg'},
        {'id': 42, 'src': 'https://shop.example/2.jpg'},
    ]

    peer.answers = [answer('product_edit', images=there, meta_data=meta), answer('product_written')]
    service.push_listing(listing(remote_id='794', photos=old))
    assert 'images' not in asked(peer)[-1][3]

    peer.answers = [answer('product_edit', images=there, meta_data=meta), answer('product_written')]
    service.push_listing(listing(remote_id='794', photos=[old[1], 'https://house.example/3.jpg', old[0]]))
    assert asked(peer)[-1][3]['images'] == [
        {'id': 42},
        {'src': 'https://house.example/3.jpg', 'alt': 'A Watch'},
        {'id': 41},
    ]

    peer.answers = [answer('product_edit', images=there[:1], meta_data=meta), answer('product_written')]
    service.push_listing(listing(remote_id='794', photos=old))
    assert asked(peer)[-1][3]['images'] == [{'src': url, 'alt': 'A Watch'} for url in old], "one was taken out there"


def test_a_sold_piece_stays_visible_with_no_stock_and_a_call_to_inquire(peer, service):
    peer.answers = [answer('currency'), answer('product_edit'), answer('product_written')]
    service.push_listing(listing(remote_id='794', status='sold', inquire_url='https://house.example/w?a=1&b="2"'))
    sent = asked(peer)[-1][3]
    assert (sent['status'], sent['manage_stock'], sent['stock_quantity'], sent['backorders']) == (
        'publish',
        True,
        0,
        'no',
    )
    assert sent['short_description'] == (
        '<p class="ic-inquire"><a class="button" href="https://house.example/w?a=1&amp;b=&quot;2&quot;">Inquire</a></p>\n'
        'From the estate of a collector.'
    )
    peer.answers = [answer('product_edit', short_description=sent['short_description']), answer('product_written')]
    service.push_listing(listing(remote_id='794'))
    back = asked(peer)[-1][3]
    assert back['short_description'] == 'From the estate of a collector.'
    assert 'stock_quantity' not in back, "coming back is for set_stock to say"


def test_a_draft_is_not_visible(peer, service):
    peer.answers = [answer('currency'), rows([]), answer('product_created')]
    service.push_listing(listing(status='draft'))
    assert asked(peer)[-1][3]['status'] == 'draft'


def test_a_product_that_a_lost_try_left_is_taken_up(peer, service):
    left = json.loads(answer('product_edit')['body'])
    peer.answers = [answer('currency'), rows([left | {'sku': 'W-1-OTHER'}, left]), answer('product_written')]
    assert service.push_listing(listing()) == '794'
    assert [one[0] for one in asked(peer)] == ['GET', 'GET', 'PUT']


def test_a_sku_taken_at_the_same_moment_is_taken_up_too(peer, service):
    left = json.loads(answer('product_edit')['body'])
    peer.answers = [answer('currency'), rows([]), answer('error_sku'), rows([left]), answer('product_written')]
    assert service.push_listing(listing()) == '794'
    assert [one[:2] for one in asked(peer)[2:]] == [('POST', 'products'), ('GET', 'products'), ('PUT', 'products/794')]


def test_a_sku_that_nobody_has_but_is_refused_is_an_error(peer, service):
    peer.answers = [answer('currency'), rows([]), answer('error_sku'), rows([])]
    with pytest.raises(errors.Rejected, match="duplicated SKU") as failure:
        service.push_listing(listing())
    assert failure.value.code == 'product_invalid_sku'


def test_making_a_product_is_never_repeated_by_itself(peer, service):
    peer.answers = [answer('currency'), rows([]), {'status': 502}]
    with pytest.raises(errors.Unreachable):
        service.push_listing(listing())
    assert len(peer.asked) == 3


def test_a_variation_gets_price_and_text_and_leaves_its_product_alone(peer, service):
    found = json.loads(answer('product_edit')['body']) | {'manage_stock': True}
    del found['type'], found['parent_id']
    peer.answers = [answer('currency'), single(found), answer('product_written')]
    assert service.push_listing(listing(remote_id='799/732', description='Black')) == '799/732'
    assert asked(peer)[-1] == (
        'PUT',
        'products/799/variations/732',
        {},
        {
            'description': 'Black',
            'status': 'publish',
            'regular_price': '12500.00',
            'sale_price': '',
            'manage_stock': True,
            'backorders': 'no',
        },
    )


def test_a_variation_found_by_its_sku_has_both_numbers(peer, service):
    found = json.loads(answer('product_edit')['body']) | {'id': 732, 'type': 'variation', 'parent_id': 799}
    peer.answers = [answer('currency'), rows([found]), answer('product_written')]
    assert service.push_listing(listing()) == '799/732'
    assert asked(peer)[-1][1] == 'products/799/variations/732'


def test_the_price_of_a_variable_product_belongs_to_its_variations(peer, service):
    peer.answers = [answer('currency'), answer('product_edit', type='variable'), answer('product_written')]
    service.push_listing(listing(remote_id='794'))
    assert not {'regular_price', 'sale_price', 'attributes', 'stock_quantity'} & asked(peer)[-1][3].keys()


def test_a_product_whose_variations_are_counted_is_not_counted_itself(peer, service):
    found = answer('product_edit', type='variable', manage_stock=False, stock_quantity=None)
    peer.answers = [answer('currency'), found, answer('product_written')]
    service.push_listing(listing(remote_id='794', quantity=3))
    assert not {'manage_stock', 'stock_quantity', 'backorders'} & asked(peer)[-1][3].keys()


def test_a_product_without_stock_is_refused_before_writing(peer, service):
    peer.answers = [answer('currency'), answer('product_edit', type='external')]
    with pytest.raises(errors.Rejected, match="of the type external"):
        service.push_listing(listing(remote_id='794'))
    assert [one[0] for one in asked(peer)] == ['GET', 'GET']


def test_a_price_in_another_currency_is_refused_before_writing(peer, service):
    peer.answers = [answer('currency')]
    with pytest.raises(errors.Rejected, match="sells in USD, and this price is in EUR"):
        service.push_listing(listing(price=Money(1, 'EUR')))
    assert len(peer.asked) == 1


@pytest.mark.parametrize('status', [401, 403, 404])
def test_a_shop_that_does_not_tell_its_currency_is_written_to_all_the_same(peer, service, status):
    refused = {'status': status, 'body': b'{"code": "woocommerce_rest_cannot_view"}'}
    peer.answers = [refused, rows([]), answer('product_created')]
    assert service.push_listing(listing(price=Money(1, 'EUR'))) == '794'


def test_the_currency_is_asked_for_once_by_all_connections_of_a_process(peer, make):
    peer.answers = [answer('currency'), rows([]), answer('product_created'), rows([]), answer('product_created')]
    make().push_listing(listing())
    make().push_listing(listing(sku='W-2'))
    assert [one[1] for one in asked(peer)].count('data/currencies/current') == 1


@pytest.mark.parametrize(
    ('remote_id', 'path', 'status'),
    [('794', 'products/794', 'draft'), ('799/732', 'products/799/variations/732', 'private')],
)
def test_ending_hides_and_never_deletes(peer, service, remote_id, path, status):
    peer.answers = [answer('product_written')]
    service.end_listing(remote_id)
    assert asked(peer) == [('PUT', path, {}, {'status': status})]


def test_what_is_gone_already_has_ended(peer, service):
    peer.answers = [answer('error_invalid_id')]
    service.end_listing('794')
    service.end_listing('not-a-number')
    assert len(peer.asked) == 1


def test_an_api_that_is_missing_is_not_taken_for_a_piece_that_is_gone(peer, service):
    peer.answers = [answer('error_no_route')] * 3
    with pytest.raises(errors.Unreachable, match="permalinks"):
        service.end_listing('794')


def test_page_url_of_a_product_and_of_its_variation(peer, service, monkeypatch):
    monkeypatch.delenv(stand_ins.VARIABLE)
    wanted = 'https://shop.example/?post_type=product&p=794'
    assert [service.page_url(listing(remote_id=one)) for one in ('794', '794/801')] == [wanted] * 2
    assert peer.asked == []
