"""Stand-ins: only the installation may name them, and a wrong name never leads to the vendor."""

import pytest

from ic_connect import stand_ins
from ic_connect.channels.base import Channel


@pytest.fixture
def named(monkeypatch):
    """Set what the environment says."""
    return lambda text: monkeypatch.setenv(stand_ins.VARIABLE, text)


def test_without_a_setting_the_vendor_answers(monkeypatch):
    monkeypatch.delenv(stand_ins.VARIABLE, raising=False)
    assert stand_ins.stand_in_for('shopify', 'https://a.example/admin') == ('https://a.example/admin', ())


def test_host_is_replaced_and_path_is_kept(named):
    named('shopify=http://127.0.0.1:9101/ square=https://sandbox.example')
    assert stand_ins.stand_in_for('shopify', 'https://a.example/admin/api') == (
        'http://127.0.0.1:9101/admin/api',
        ('127.0.0.1',),
    )
    assert stand_ins.stand_in_for('square', 'https://b.example/v2')[0] == 'https://sandbox.example/v2'
    assert stand_ins.stand_in_for('woocommerce', 'https://c.example') == ('https://c.example', ())


def test_people_are_led_to_the_stand_in_as_well(named):
    service = type('Service', (Channel,), {'code': 'shopify'})()
    named('square=http://127.0.0.1:9103')
    assert service._page('https://a.example/things/1') == 'https://a.example/things/1'
    named('shopify=http://127.0.0.1:9101')
    assert service._page('https://a.example/things/1') == 'http://127.0.0.1:9101'


@pytest.mark.parametrize('text', ['shopify', 'shopify=', 'shopify=file:///etc', 'shopify=http://127.0.0.1/somewhere'])
def test_a_setting_that_cannot_be_read_is_refused(named, text):
    named(text)
    with pytest.raises(ValueError, match='IC_STAND_INS'):
        stand_ins.address('square')
