"""The signature of requests to an object store, against the examples that Amazon publishes for it."""

import hashlib
from datetime import UTC, datetime

import pytest

from ic_connect.object_store import EMPTY, signature_headers

HOST = 'https://examplebucket.s3.amazonaws.com'
CREDENTIAL = {
    'key': 'AK' + 'IAIOSFODNN7EXAMPLE',
    'secret': 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'region': 'us-east-1',
    'now': datetime(2013, 5, 24, tzinfo=UTC),
}


@pytest.mark.parametrize(
    ('method', 'path', 'body', 'query', 'extra', 'signature'),
    [
        (
            'GET',
            '/test.txt',
            b'',
            '',
            {'Range': 'bytes=0-9'},
            'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
        ),
        (
            'PUT',
            '/test%24file.text',
            b'Welcome to Amazon S3.',
            '',
            {'Date': 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY'},
            '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
        ),
        ('GET', '/', b'', 'lifecycle=', {}, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'),
        (
            'GET',
            '/',
            b'',
            'max-keys=2&prefix=J',
            {},
            '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
        ),
    ],
)
def test_the_published_examples(method, path, body, query, extra, signature):
    content = hashlib.sha256(body).hexdigest() if body else EMPTY
    headers = signature_headers(method, HOST + path, content, query=query, extra=extra, **CREDENTIAL)
    assert headers['authorization'].rpartition('Signature=')[2] == signature
    assert headers['x-amz-date'] == '20130524T000000Z'
    assert CREDENTIAL['secret'] not in str(headers)
