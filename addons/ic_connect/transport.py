"""The network side of `http.py`: connections that check the very address they open. Nothing else opens a socket."""

import socket

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.poolmanager import PoolManager

from .addresses import open_socket


class _Guarded:
    private_hosts = ()

    def _new_conn(self):
        """Override of urllib3 to check the address before connecting to it."""
        try:
            return open_socket(
                self._dns_host,
                self.port,
                timeout=self.timeout,
                private_hosts=self.private_hosts,
                source_address=self.source_address,
                options=self.socket_options,
            )
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"Connection to {self.host} timed out") from error
        except OSError as error:
            raise NewConnectionError(self, f"Failed to establish a new connection: {error}") from error


class _GuardedAdapter(HTTPAdapter):
    def __init__(self, private_hosts):
        self._private_hosts = private_hosts
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections, maxsize, block=False, **options):
        """Override of `requests` to open connections of our own kind."""
        manager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **options)
        facts = {'private_hosts': self._private_hosts}
        plain = type('GuardedHTTP', (_Guarded, HTTPConnection), facts)
        secure = type('GuardedHTTPS', (_Guarded, HTTPSConnection), facts)
        manager.pool_classes_by_scheme = {
            'http': type('GuardedHTTPPool', (HTTPConnectionPool,), {'ConnectionCls': plain}),
            'https': type('GuardedHTTPSPool', (HTTPSConnectionPool,), {'ConnectionCls': secure}),
        }
        self.poolmanager = manager


def guarded_session(private_hosts=()):
    """Return a requests session that reaches public addresses only, plus the hosts named.

    Proxies, .netrc and certificate paths of the environment are ignored: a variable set for another program must not
    redirect a store's credentials.
    """
    session = Session()
    session.trust_env = False
    adapter = _GuardedAdapter(frozenset(name.lower().rstrip('.') for name in private_hosts))
    session.mount('https://', adapter)
    session.mount('http://', adapter)
    return session
