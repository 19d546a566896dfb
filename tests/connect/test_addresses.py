"""Outgoing calls reach the public internet only."""

import socket

import pytest

from ic_connect import addresses, errors
from ic_connect.http import Http

PRIVATE = [
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1%eth0',
    'fc00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '2001:db8::1',
]


@pytest.mark.parametrize('address', PRIVATE)
def test_private_addresses(address):
    assert not addresses.is_public(address)


@pytest.mark.parametrize('address', ['8.8.8.8', '1.1.1.1', '2606:4700::1111', '64:ff9b::808:808', '::ffff:8.8.8.8'])
def test_public_addresses(address):
    assert addresses.is_public(address)


@pytest.mark.parametrize(
    'url', ['http://127.0.0.1:{port}/', 'http://localhost:{port}/', 'http://[::1]:{port}/', 'http://2130706433:{port}/']
)
def test_loopback_is_refused_and_never_called(peer, url):
    with pytest.raises(errors.Forbidden, match='is not a public address'):
        Http().get(url.format(port=peer.port))
    assert peer.asked == []


def test_a_named_host_is_allowed_and_only_that(peer):
    Http(private_hosts=['LocalHost.']).get(f'http://localhost:{peer.port}/')
    with pytest.raises(errors.Forbidden):
        Http(private_hosts=['localhost']).get(f'http://127.0.0.1:{peer.port}/')
    assert len(peer.asked) == 1


def _resolver(monkeypatch, *answers):
    """Let every name resolve to the next of `answers` (lists of addresses)."""
    remaining = list(answers)
    calls = []

    def getaddrinfo(host, port, *args, **kwargs):
        calls.append(host)
        found = remaining.pop(0) if len(remaining) > 1 else remaining[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, '', (address, port)) for address in found]

    monkeypatch.setattr(addresses.socket, 'getaddrinfo', getaddrinfo)
    return calls


def test_a_public_name_with_a_private_address_is_refused(peer, monkeypatch):
    _resolver(monkeypatch, ['127.0.0.1'])
    with pytest.raises(errors.Forbidden, match='shop.example is not a public address'):
        Http().get(f'http://shop.example:{peer.port}/')
    assert peer.asked == []


def test_one_private_address_among_public_ones_is_enough(peer, monkeypatch):
    _resolver(monkeypatch, ['8.8.8.8', '127.0.0.1'])
    with pytest.raises(errors.Forbidden):
        Http().get(f'http://shop.example:{peer.port}/')
    assert peer.asked == []


def test_the_name_is_resolved_once_and_that_address_is_used(monkeypatch):
    connected = []
    calls = _resolver(monkeypatch, ['8.8.8.8'], ['127.0.0.1'])

    class Socket:
        def __init__(self, *args):
            pass

        def __getattr__(self, name):
            return lambda *args: None

        def connect(self, target):
            connected.append(target)
            raise ConnectionRefusedError

    monkeypatch.setattr(addresses.socket, 'socket', Socket)
    with pytest.raises(errors.Unreachable):
        Http(tries=1).get('http://shop.example/')
    assert calls == ['shop.example']
    assert connected == [('8.8.8.8', 80)]


def test_a_name_that_cannot_exist_is_a_service_error():
    with pytest.raises(errors.ServiceError):
        Http(tries=1).get(f'http://{"a" * 70}.example/')
