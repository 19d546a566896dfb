"""Signatures against published test vectors, and against everything a forger would try."""

from base64 import b64encode

import pytest

from ic_connect import auth
from ic_connect.errors import BadSignature

STANDARD = {
    'secret': 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
    'id': 'msg_2026_0001',
    'time': '1763690000',
    'body': b'{"type":"sale.completed","timestamp":"2026-11-21T02:00:00Z","data":{"id":"S0001"}}',
    'signature': 'v1,8Ud+D7GXgHTFjHnHlXQP5vtZ/9LR4ZSzavd+eahU4M4=',  # made with the reference package 1.1.0
}


def test_rfc_4231_case_2():
    message = b'what do ya want for nothing?'
    assert auth.sign('Jefe', message) == '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
    assert auth.sign('Jefe', message, algorithm='sha512').startswith('164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd6')


def test_rfc_2202_sha1_base64():
    digest = bytes.fromhex('b617318655057264e28bc0b6fb378c8ef146be00')
    signed = auth.sign(b'\x0b' * 20, b'Hi There', algorithm='sha1', output='base64')
    assert signed == b64encode(digest).decode()


def test_verify_accepts_the_prefix_and_either_case_of_hex():
    good = auth.sign('key', b'body')
    auth.verify('sha256=' + good, 'key', b'body', prefix='sha256=')
    auth.verify(good.upper(), 'key', b'body')


@pytest.mark.parametrize(
    ('given', 'key', 'body'),
    [
        (auth.sign('key', b'body'), 'key', b'bodY'),
        (auth.sign('key', b'body'), 'kez', b'body'),
        (auth.sign('key', b'body')[:-1], 'key', b'body'),
        ('', 'key', b'body'),
        (auth.sign('key', b'body'), '', b'body'),
        (auth.sign('key', b'body'), None, b'body'),
        ('ä' * 64, 'key', b'body'),
    ],
)
def test_verify_refuses(given, key, body):
    with pytest.raises(BadSignature):
        auth.verify(given, key, body)


def test_base64_signatures_are_case_sensitive():
    good = auth.sign('key', b'body', output='base64')
    auth.verify(good, 'key', b'body', output='base64')
    with pytest.raises(BadSignature):
        auth.verify(good.swapcase(), 'key', b'body', output='base64')


def test_an_empty_key_signs_nothing():
    with pytest.raises(ValueError):
        auth.sign('', b'body')
    with pytest.raises(ValueError):
        auth.sign_standard('whsec_', 'id', 1, b'')


def test_rfc_8032_ed25519():
    # Section 7.1, test 3
    public = bytes.fromhex('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025')
    signature = bytes.fromhex(
        '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac'
        '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a'
    )
    auth.verify_ed25519(b64encode(signature), b64encode(public), bytes.fromhex('af82'))
    for given, key, message in (
        (b64encode(signature), b64encode(public), bytes.fromhex('af83')),
        (b64encode(signature[::-1]), b64encode(public), bytes.fromhex('af82')),
        ('not base64!', b64encode(public), bytes.fromhex('af82')),
        (b64encode(signature), b64encode(public[:-1]), bytes.fromhex('af82')),
        (b64encode(signature), '', bytes.fromhex('af82')),
    ):
        with pytest.raises(BadSignature):
            auth.verify_ed25519(given, key, message)


def _standard(names='webhook', **changes):
    facts = STANDARD | changes
    return {f'{names}-id': facts['id'], f'{names}-timestamp': facts['time'], f'{names}-signature': facts['signature']}


@pytest.mark.parametrize('names', ['webhook', 'Webhook', 'svix'])
def test_standard_webhook_vector(names):
    now = 1763690000
    assert auth.sign_standard(STANDARD['secret'], STANDARD['id'], now, STANDARD['body']) == STANDARD['signature']
    assert auth.verify_standard(_standard(names), STANDARD['body'], STANDARD['secret'], now=now) == 'msg_2026_0001'


def test_standard_webhook_rotation_and_unknown_versions():
    headers = _standard(signature='v1a,AAAA v9,xx ' + STANDARD['signature'])
    other = 'whsec_' + 'B' * 43 + '='
    assert auth.verify_standard(headers, STANDARD['body'], other, STANDARD['secret'], now=1763690299)
    with pytest.raises(BadSignature):
        auth.verify_standard(headers, STANDARD['body'], other, now=1763690000)


@pytest.mark.parametrize(
    ('headers', 'body', 'secret', 'now'),
    [
        (_standard(), STANDARD['body'] + b' ', STANDARD['secret'], 1763690000),
        (_standard(), STANDARD['body'], STANDARD['secret'], 1763690301),
        (_standard(), STANDARD['body'], STANDARD['secret'], 1763689699),
        (_standard(id='msg_2026_0002'), STANDARD['body'], STANDARD['secret'], 1763690000),
        (_standard(time='1763690001'), STANDARD['body'], STANDARD['secret'], 1763690000),
        (_standard(time='١٧٦٣٦٩٠٠٠٠'), STANDARD['body'], STANDARD['secret'], 1763690000),
        (_standard(time='-1'), STANDARD['body'], STANDARD['secret'], 0),
        (_standard(signature='v1,'), STANDARD['body'], STANDARD['secret'], 1763690000),
        (_standard(), STANDARD['body'], '', 1763690000),
        ({}, STANDARD['body'], STANDARD['secret'], 1763690000),
    ],
)
def test_standard_webhook_refuses(headers, body, secret, now):
    with pytest.raises(BadSignature):
        auth.verify_standard(headers, body, secret, now=now)


def test_headers():
    assert auth.bearer('abc') == {'Authorization': 'Bearer abc'}
    assert auth.basic('Aladdin', 'open sesame') == {'Authorization': 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='}  # RFC 7617
    assert auth.header({'X-One': '', 'x-TWO': '2'}, 'x-one', 'X-Two') == '2'
    assert auth.header({}, 'x') == ''
