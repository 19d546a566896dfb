"""Which network addresses an outgoing call may reach.

A dealer types a shop address or a webhook address; it must not become a way into the machine or the network the
server stands in. The check is made on the very address the connection is opened to, so a name that answers differently
the second time (DNS rebinding) gains nothing.
"""

import ipaddress
import socket

from urllib3.exceptions import LocationParseError

from .errors import Forbidden

_NAT64 = ipaddress.ip_network('64:ff9b::/96')


def is_public(address):
    """Tell whether an IP address (text) belongs to the public internet, IPv4 inside IPv6 included."""
    ip = ipaddress.ip_address(address.partition('%')[0])
    if ip.version == 6:
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if not inner and ip in _NAT64:
            inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def is_allowed(host, address, private_hosts):
    """Tell whether `host`, resolved to `address`, may be called.

    :param private_hosts: host names the operator named as allowed although they are not public ('*' allows all)
    """
    return is_public(address) or '*' in private_hosts or host.lower().rstrip('.') in private_hosts


def open_socket(host, port, *, timeout, private_hosts=(), source_address=None, options=()):
    """Open a TCP connection to the first address of `host` that answers, after checking every one of them.

    :raises Forbidden: when any address of the name is not public and the name is not in `private_hosts`
    :raises OSError: when no address answers
    """
    try:
        host.encode('idna')
    except UnicodeError:
        raise LocationParseError(f"'{host}', label empty or too long") from None
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_family, target in found:
        if not is_allowed(host, target[0], private_hosts):
            raise Forbidden(f"{host} is not a public address")
    failure = OSError(f"{host} has no address")
    for family, kind, protocol, _name, target in found:
        sock = socket.socket(family, kind, protocol)
        try:
            for option in options or ():
                sock.setsockopt(*option)
            if timeout is None or isinstance(timeout, (int, float)):
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(target)
            return sock
        except OSError as error:
            failure = error
            sock.close()
    raise failure
