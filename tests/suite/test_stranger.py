"""A stranger, and a customer with an account, look at everything that a running server shows: no cost, wholesale
price, internal note, consignor, place of a photo or unpublished piece is in it.

IC_CRAWL=5000 is the long form: so many addresses are followed.
"""

import json
import os
from pathlib import Path

import pytest

from . import stranger
from .ground import database as databases_of
from .ground import ground, server, shell

PREPARE = Path(__file__).with_name("stranger_store.py")
LIMIT = int(os.environ.get("IC_CRAWL", "220"))
NAME = "ic_stranger"
# What a careless template would be: the wholesale price in an attribute that nobody sees.
LEAK = """
env['ir.ui.view'].create({
    'name': "Leak", 'type': 'qweb', 'key': 'ic_storefront.leak', 'mode': 'extension',
    'inherit_id': env.ref('ic_storefront.piece_card').id,
    'arch': '''<data><xpath expr="//article" position="attributes">
        <attribute name="t-att-data-tier">piece.ic_wholesale_price</attribute>
    </xpath></data>''',
})
env.cr.commit()
env.registry.clear_cache("templates")
env.registry.signal_changes()
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server of stores full of secrets; yields (base URL, what was made, a function for the shell)."""
    with ground() as (odoo, databases):
        databases.ensure_suite()
        databases.copy(databases_of.SUITE, NAME)
        try:
            store = json.loads(shell(odoo, NAME, PREPARE.read_text()).strip().splitlines()[-1])
            port = server.free_port()
            databases.set_address(NAME, f"http://127.0.0.1:{port}")
            with odoo.serving(NAME, port, tmp_path_factory.mktemp("stranger") / "server.log"):
                yield f"http://127.0.0.1:{port}", store, lambda script: shell(odoo, NAME, script)
        finally:
            databases.drop(NAME)


@pytest.mark.parametrize("login", [None, "stranger"], ids=["stranger", "customer"])
def test_nothing_private_is_in_anything_that_is_shown(served, login):
    base, store, _shell = served
    crawl, _answered = stranger.walk(base, store, LIMIT if login is None else LIMIT // 4, login)
    print(f"{len(crawl.seen)} addresses: {crawl.kinds}")
    assert crawl.faults == []
    assert crawl.errors == []
    assert crawl.kinds["text/html"] > 30
    assert crawl.kinds["image/jpeg"] + crawl.kinds.get("image/webp", 0) > 5
    for url in store["seeds"]:
        assert crawl.seen[url] == 200, url


def test_a_leak_is_caught(served):
    """The proof that the crawler can see: a careless template is put in, and taken for what it is."""
    base, _store, run = served
    run(LEAK)
    crawl = stranger.Crawl(stranger.Client(base), 1).run(["/shop?search=Stranger"])
    assert crawl.faults == [("/shop?search=Stranger", ["wholesale price"])]
