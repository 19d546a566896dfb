"""Shopify's published schema: our documents, the answers our tests are written with, and the simulator's part of it."""

import pytest
import shopify_contract
from shopify_common import RECORDED, record

from ic_connect.channels import _shopify_documents as documents

PARTS = ('VARIANT', 'VARIANT_OF_OURS', 'PRODUCT', 'LINE', 'ORDER_FACTS')
DOCUMENTS = {name: text for name, text in vars(documents).items() if name.isupper() and name not in PARTS}
DOCUMENTS |= {f'STOCK_{places}': documents.stock(places)[0] for places in (1, 2, 9)}


@pytest.mark.parametrize('name', DOCUMENTS)
def test_a_document_is_one_that_shopify_takes(name):
    shopify_contract.need()
    from graphql import parse, validate
    from graphql.validation import NoDeprecatedCustomRule

    document = parse(DOCUMENTS[name])
    assert validate(shopify_contract.schema(), document) == []
    old = [one.message for one in validate(shopify_contract.schema(), document, [NoDeprecatedCustomRule])]
    assert [one for one in old if not any(name in one for name in shopify_contract.DEPRECATED)] == []


@pytest.mark.parametrize('path', sorted(RECORDED.glob('*.json')), ids=lambda path: path.stem)
def test_a_recorded_answer_is_one_that_shopify_gives(path):
    shopify_contract.need()
    found = record(path.stem)
    if 'document' in found:
        assert shopify_contract.mismatches(DOCUMENTS[found['document']], found['body']['data']) == []
    else:
        assert path.stem in ('throttled', 'token', 'token_expiring')


def test_the_check_of_answers_finds_what_is_wrong():
    shopify_contract.need()
    data = record('stock_set')['body']['data']
    data['inventorySetQuantities']['userErrors'] = [{'code': 'NO_SUCH_CODE', 'message': None}]
    assert shopify_contract.mismatches(documents.SET_STOCK, data) == [
        "data.inventorySetQuantities.userErrors[0].code: 'NO_SUCH_CODE' is no InventorySetQuantitiesUserErrorCode",
        'data.inventorySetQuantities.userErrors[0].field: missing',
        'data.inventorySetQuantities.userErrors[0].message: null',
    ]


def test_the_check_of_requests_finds_what_is_wrong(tmp_path, capsys):
    shopify_contract.need()
    wrong = {'query': documents.SET_STOCK, 'variables': {'input': {'name': 'available'}, 'key': 'k', 'other': 1}}
    assert len(shopify_contract.complaints(wrong, tmp_path, capsys)) >= 2
