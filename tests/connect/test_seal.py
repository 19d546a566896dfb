"""Sealed secrets: opened by the right key only, and never to be found in an error."""

import base64

import pytest

from ic_connect import seal


def test_what_is_sealed_can_be_opened_and_not_be_read():
    key = seal.new_key()
    token = seal.seal('wb-key-ü-7731', key)
    assert 'wb-key' not in token and b'wb-key' not in base64.urlsafe_b64decode(token)
    assert seal.unseal(token, key) == 'wb-key-ü-7731'
    assert seal.seal('wb-key-ü-7731', key) != token, "the same secret looks different each time"


def test_a_new_key_in_front_still_opens_what_the_old_one_sealed():
    old, new = seal.new_key(), seal.new_key()
    token = seal.seal('secret', old)
    assert seal.unseal(token, f'{new}, {old}') == 'secret'
    assert seal.unseal(seal.seal('secret', f'{new},{old}'), new) == 'secret'


def test_another_key_or_an_altered_text_opens_nothing():
    key = seal.new_key()
    token = seal.seal('secret-7731', key)
    altered = token[:-10] + ('A' if token[-10] != 'A' else 'B') + token[-9:]
    for wrong, keys in ((token, seal.new_key()), (altered, key), ('', key), ('secret-7731', key)):
        with pytest.raises(seal.BrokenSeal) as failure:
            seal.unseal(wrong, keys)
        assert 'secret-7731' not in str(failure.value) and keys not in str(failure.value)


@pytest.mark.parametrize('keys', ['', None, ' , ', 'too-short', 'x' * 44])
def test_no_usable_key_is_said(keys):
    with pytest.raises(seal.NoKey) as failure:
        seal.seal('secret-7731', keys)
    assert 'secret-7731' not in str(failure.value)
    if keys and keys.strip(' ,'):
        assert keys not in str(failure.value)
