"""Shopify: showing pieces, changing and ending what is shown, and reading what a shop has."""

import json
import re

import pytest
from shopify_common import *  # noqa: F403 (its fixtures too)
from shopify_common import LOCATION, SHOP, answer, asked, listing, record, sent, told

from ic_connect import errors, stand_ins
from ic_connect.channels import _shopify_shapes
from ic_connect.types import Money

PHOTOS = ('https://house.example/photo/1.jpg', 'https://house.example/photo/2.jpg')


def names(peer):
    return [re.search(r'(?:query|mutation) (\w+)', one['query'])[1] for one in asked(peer)]


def found_by_item(**product):
    body = record('found_by_item')['body']
    body['data']['inventoryItem']['variant']['product'] |= product
    return told(body)


# The first push


def test_a_piece_becomes_a_product_with_one_variant(service, peer):
    peer.answers = [answer(one) for one in ('setup', 'found_none', 'created', 'publications', 'published')]
    piece = listing(
        description='Fine & rare.\nBoxed.\n\nSecond <3 part',
        attributes={'Reference': '116610LV', 'Metal': 'Steel & gold'},
        photos=PHOTOS,
        brand='Rolex',
        category='Watches',
        barcode='4006381333931',
        inquire_url='https://house.example/inquire/1',
    )
    assert service.push_listing(piece) == '101'
    assert names(peer) == ['Setup', 'FindBySku', 'Create', 'Publications', 'Publish']
    assert sent(peer)[1] == {
        'query': "sku:'W-1'",
        'handle': 'a-watch-w-1',
        'other': 'a-watch-w-1-5d43c44b',
    }
    made = sent(peer)[2]
    assert made['identifier'] == {'handle': 'a-watch-w-1'}
    metafields = made['input'].pop('metafields')
    assert made['input'] == {
        'handle': 'a-watch-w-1',
        'title': 'A Watch',
        'descriptionHtml': '<p>Fine &amp; rare.<br>Boxed.</p><p>Second &lt;3 part</p>'
        '<ul><li>Reference: 116610LV</li><li>Metal: Steel &amp; gold</li></ul>',
        'vendor': 'Rolex',
        'productType': 'Watches',
        'status': 'ACTIVE',
        'tags': [],
        'productOptions': [{'name': 'Title', 'values': [{'name': 'Default Title'}]}],
        'variants': [
            {
                'price': '12500.00',
                'inventoryPolicy': 'DENY',
                'barcode': '4006381333931',
                'sku': 'W-1',
                'optionValues': [{'optionName': 'Title', 'name': 'Default Title'}],
                'inventoryItem': {'tracked': True},
                'inventoryQuantities': [
                    {'locationId': f'gid://shopify/Location/{LOCATION}', 'name': 'available', 'quantity': 1}
                ],
            }
        ],
        'files': [{'originalSource': one, 'alt': 'A Watch', 'contentType': 'IMAGE'} for one in PHOTOS],
    }
    assert {one['namespace'] for one in metafields} == {'inventory_connect'}
    found = {one['key']: (one['type'], one['value']) for one in metafields}
    assert re.fullmatch('[0-9a-f]{32}', found.pop('photos')[1])
    assert found == {
        'sku': ('single_line_text_field', 'W-1'),
        'sold': ('boolean', 'false'),
        'inquire_url': ('url', 'https://house.example/inquire/1'),
    }
    assert sent(peer)[4] == {
        'id': 'gid://shopify/Product/7',
        'input': [{'publicationId': 'gid://shopify/Publication/1'}],
    }


def test_the_place_of_the_first_units_is_the_piece_s_own(make, peer):
    peer.answers = [answer(one) for one in ('setup', 'found_none', 'created', 'publications', 'published')]
    make().push_listing(listing(location_id='12', quantity=3))
    (place,) = sent(peer)[2]['input']['variants'][0]['inventoryQuantities']
    assert place == {'locationId': 'gid://shopify/Location/12', 'name': 'available', 'quantity': 3}


def test_a_description_in_html_is_left_as_it_is(service, peer):
    peer.answers = [answer(one) for one in ('setup', 'found_none', 'created', 'publications', 'published')]
    service.push_listing(listing(description='<p>As <b>written</b></p>'))
    assert sent(peer)[2]['input']['descriptionHtml'] == '<p>As <b>written</b></p>'


def test_a_draft_is_not_published(service, peer):
    peer.answers = [answer(one) for one in ('setup', 'found_none', 'created')]
    assert service.push_listing(listing(status='draft')) == '101'
    assert sent(peer)[2]['input']['status'] == 'DRAFT' and len(peer.asked) == 3


def test_sales_channels_are_chosen_by_name(make, peer):
    peer.answers = [answer(one) for one in ('setup', 'found_none', 'created', 'publications', 'published')]
    make(location_ids='1', publications='online store, Point of Sale').push_listing(listing())
    assert [one['publicationId'][-1] for one in sent(peer)[4]['input']] == ['1', '2']


def test_a_sales_channel_that_is_not_there_is_named(make, peer):
    peer.answers = [answer(one) for one in ('setup', 'found_none', 'created', 'publications')]
    with pytest.raises(errors.Rejected, match='no sales channel Boutique; it has: Online Store, Point of Sale'):
        make(location_ids='1', publications='Boutique').push_listing(listing())


def test_another_currency_is_refused_before_anything_is_made(service, peer):
    peer.answers = [answer('setup')]
    with pytest.raises(errors.Rejected, match='sells in USD, not in EUR'):
        service.push_listing(listing(price=Money('1', 'EUR')))
    assert len(peer.asked) == 1


def test_a_refusal_is_told_in_the_shop_s_words(service, peer):
    peer.answers = [answer('setup'), answer('found_none'), answer('refused')]
    with pytest.raises(errors.Rejected, match=r'greater than or equal to 0 \(input.variants.0.price\)') as failure:
        service.push_listing(listing(price=Money('-1', 'USD')))
    assert failure.value.code == 'INVALID_VARIANT'


def test_a_creation_without_an_answer_is_not_sent_again_but_found(service, peer):
    peer.answers = [answer('setup'), answer('found_none'), told({}, 503)]
    with pytest.raises(errors.Unreachable):
        service.push_listing(listing())
    assert names(peer) == ['Setup', 'FindBySku', 'Create']
    peer.answers = [answer('found_ours'), answer('updated')]
    assert service.push_listing(listing()) == '101'
    assert names(peer)[3:] == ['FindBySku', 'Update'] and 'quantity' not in json.dumps(sent(peer)[4])


def test_what_was_made_at_another_address_is_found_there(service, peer):
    body = record('found_ours')['body']
    ours = body['data']['there']
    product = ours['variants']['nodes'][0]['product'] | {'handle': 'a-watch-w-1-5d43c44b'}
    body['data'] |= {'elsewhere': {'variants': {'nodes': [ours['variants']['nodes'][0] | {'product': product}]}}}
    body['data']['there'] = {'variants': {'nodes': [ours['variants']['nodes'][0] | {'sku': 'OTHER'}]}}
    peer.answers = [answer('setup'), told(body), answer('updated')]
    assert service.push_listing(listing()) == '101'


def test_what_was_made_is_known_by_its_address_when_the_mark_is_gone(service, peer):
    body = record('found_ours')['body']
    body['data']['there']['variants']['nodes'][0]['product']['ours'] = None
    peer.answers = [answer('setup'), told(body), answer('updated')]
    assert service.push_listing(listing()) == '101'


def test_somebody_else_s_product_of_the_same_sku_is_left_alone(service, peer):
    peer.answers = [answer('setup'), answer('found_foreign')]
    with pytest.raises(errors.Rejected, match='link the piece to it') as failure:
        service.push_listing(listing())
    assert failure.value.code == 'sku_taken' and len(peer.asked) == 2


def test_somebody_else_s_address_is_left_alone(service, peer):
    body = record('found_ours')['body']
    body['data']['there']['variants']['nodes'][0] |= {'sku': 'OTHER'}
    peer.answers = [answer('setup'), told(body), *[answer(one) for one in ('created', 'publications', 'published')]]
    service.push_listing(listing())
    assert re.fullmatch('a-watch-w-1-[0-9a-f]{8}', sent(peer)[2]['identifier']['handle'])
    assert sent(peer)[2]['input']['handle'] == sent(peer)[2]['identifier']['handle']


@pytest.mark.parametrize(
    ('sku', 'title', 'query', 'handle'),
    [
        ("O'Neil \\ 7", 'Ring', "sku:'O\\'Neil \\\\ 7'", 'ring-o-neil-7-[0-9a-f]{8}'),
        ('A-1', 'Hermès Kelly — Étoupe', "sku:'A-1'", 'hermes-kelly-etoupe-a-1'),
    ],
)
def test_odd_names(service, peer, sku, title, query, handle):
    peer.answers = [answer(one) for one in ('setup', 'found_none', 'created', 'publications', 'published')]
    service.push_listing(listing(sku=sku, title=title))
    assert sent(peer)[1]['query'] == query and re.fullmatch(handle, sent(peer)[1]['handle'])


def test_a_name_in_another_script_has_an_address_too():
    assert re.fullmatch('[0-9a-f]{8}', _shopify_shapes.handle(listing(sku='表', title='腕時計')))


def test_two_skus_that_read_the_same_have_two_addresses():
    found = {_shopify_shapes.handle(listing(sku=sku)) for sku in ('W 1', 'W-1', 'W/1', 'Ẅ-1')}
    assert len(found) == 4 and 'a-watch-w-1' in found


# Later pushes


def test_a_change_keeps_what_is_not_ours(service, peer):
    peer.answers = [answer('setup'), answer('found_by_item'), answer('updated')]
    assert service.push_listing(listing(remote_id='101', title='A new name')) == '101'
    made = sent(peer)[2]
    assert made['alone'] is True and made['id'] == made['product']['id'] == 'gid://shopify/Product/7'
    assert made['product']['tags'] == ['gold'] and made['product']['title'] == 'A new name'
    assert 'handle' not in made['product'] and 'vendor' not in made['product']
    assert made['variants'] == [
        {
            'id': 'gid://shopify/ProductVariant/1',
            'price': '12500.00',
            'inventoryPolicy': 'DENY',
            'inventoryItem': {'sku': 'W-1', 'tracked': True},
        }
    ]


def test_a_sold_piece_stays_with_its_mark_and_its_inquire_call(service, peer):
    peer.answers = [answer('setup'), answer('found_by_item'), answer('updated')]
    service.push_listing(listing(remote_id='101', status='sold', inquire_url='https://house.example/i'))
    product = sent(peer)[2]['product']
    assert (product['status'], product['tags']) == ('ACTIVE', ['gold', 'sold'])
    metafields = {one['key']: one['value'] for one in product['metafields']}
    assert metafields == {'sku': 'W-1', 'sold': 'true', 'inquire_url': 'https://house.example/i'}
    assert sent(peer)[2]['variants'][0]['inventoryPolicy'] == 'DENY'


def test_a_sold_piece_that_is_pushed_first_has_none_to_sell(service, peer):
    peer.answers = [answer(one) for one in ('setup', 'found_none', 'created', 'publications', 'published')]
    service.push_listing(listing(status='sold', quantity=1))
    assert sent(peer)[2]['input']['variants'][0]['inventoryQuantities'][0]['quantity'] == 0


def test_a_piece_that_came_back_loses_its_mark(service, peer):
    peer.answers = [answer('setup'), found_by_item(tags=['sold', 'gold']), answer('updated')]
    service.push_listing(listing(remote_id='101'))
    assert sent(peer)[2]['product']['tags'] == ['gold']


def test_photos_are_sent_when_they_are_others(service, peer):
    mark = {'value': _shopify_shapes.photos_mark(listing(photos=PHOTOS))}
    peer.answers = [answer('setup'), answer('found_by_item'), answer('photos_set'), answer('updated')]
    peer.answers += [found_by_item(photos=mark), answer('updated')]
    for _time in range(2):
        service.push_listing(listing(remote_id='101', photos=PHOTOS))
    assert names(peer) == ['Setup', 'FindByItem', 'SetPhotos', 'Update', 'FindByItem', 'Update']
    assert sent(peer)[2] == {
        'identifier': {'id': 'gid://shopify/Product/7'},
        'input': {'files': [{'originalSource': one, 'alt': 'A Watch', 'contentType': 'IMAGE'} for one in PHOTOS]},
    }, "no variants and no metafields in it: those it does not name would be deleted"


def test_a_product_that_nobody_sees_is_published(service, peer):
    peer.answers = [answer('setup'), found_by_item(resourcePublicationsCount={'count': 0}), answer('updated')]
    peer.answers += [answer('publications'), answer('published')]
    service.push_listing(listing(remote_id='101'))
    assert names(peer)[2:] == ['Update', 'Publications', 'Publish']


def test_of_a_product_with_several_variants_only_ours_is_touched(service, peer):
    body = {'data': {'productVariantsBulkUpdate': {'product': {'id': 'gid://shopify/Product/7'}, 'userErrors': []}}}
    peer.answers = [answer('setup'), found_by_item(variantsCount={'count': 3}), told(body)]
    service.push_listing(listing(remote_id='101', photos=PHOTOS))
    assert (sent(peer)[2]['alone'], sent(peer)[2]['product']) == (False, None)


@pytest.mark.parametrize('status', ['draft', 'end'])
def test_a_product_with_several_variants_is_not_taken_down(service, peer, status):
    several = found_by_item(variantsCount={'count': 3})
    peer.answers = [several] if status == 'end' else [answer('setup'), several]
    with pytest.raises(errors.Rejected, match='other variants too'):
        if status == 'end':
            service.end_listing('101')
        else:
            service.push_listing(listing(remote_id='101', status='draft'))
    assert names(peer)[-1] == 'FindByItem', "nothing was changed"


def test_a_product_that_is_gone(service, peer):
    peer.answers = [answer('setup'), answer('found_by_item', inventoryItem=None)]
    with pytest.raises(errors.NotFound):
        service.push_listing(listing(remote_id='101'))


@pytest.mark.parametrize('which', ['productUpdate', 'productVariantsBulkUpdate'])
def test_either_half_of_a_change_may_be_refused(service, peer, which):
    body = record('updated')['body']
    body['data'][which] = {'product': None, 'userErrors': [{'field': ['title'], 'message': 'too long'}]}
    peer.answers = [answer('setup'), answer('found_by_item'), told(body)]
    with pytest.raises(errors.Rejected, match='too long'):
        service.push_listing(listing(remote_id='101'))


# Ending


def test_ending_archives(service, peer):
    peer.answers = [answer('found_by_item'), answer('archived')]
    assert service.end_listing('101') is None
    assert sent(peer)[1] == {'product': {'id': 'gid://shopify/Product/7', 'status': 'ARCHIVED'}}


@pytest.mark.parametrize('found', [answer('found_by_item', inventoryItem=None), found_by_item(status='ARCHIVED')])
def test_what_is_down_already_is_done(service, peer, found):
    peer.answers = [found]
    assert service.end_listing('101') is None and len(peer.asked) == 1


def test_page_url_leads_to_where_staff_look_after_it(peer, service, monkeypatch):
    monkeypatch.delenv(stand_ins.VARIABLE)
    name = SHOP.partition('.')[0]
    wanted = f'https://admin.shopify.com/store/{name}/products?query=W-1'
    assert service.page_url(listing(remote_id='101')) == wanted
    assert peer.asked == []
