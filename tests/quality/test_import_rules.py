"""The import rules hold, and the linter that says so can tell."""

import pytest

import import_rules


def test_the_rules_hold():
    assert import_rules.problems() == []


@pytest.mark.parametrize(
    ('addon', 'name', 'allowed'),
    [
        ('ic_connect', 'odoo.tools.consteq', False),
        ('ic_connect', 'odoo', False),
        ('ic_connect', 'requests.Session', True),
        ('ic_channels', 'requests', False),
        ('ic_channels', 'requests.get', False),
        ('ic_channels', 'urllib.request.urlopen', False),
        ('ic_channels', 'urllib.parse.quote', True),
        ('ic_channels', 'requests_toolbelt', True),
        ('inventory_connect', 'httpx', False),
        ('ic_channels', 'odoo.addons.ic_storefront.models', False),
        ('ic_channels', 'odoo.addons.ic_inventory_luxury.models.stock.locks', True),
        ('ic_channels', 'odoo.addons.ic_connect.registry', True),
        ('ic_channels', 'odoo.addons.ic_channels.models', True),
        ('ic_pos', 'odoo.addons.ic_channels.models', True),
        ('ic_storefront', 'odoo.addons.website_sale.controllers.main', True),
    ],
)
def test_each_rule(addon, name, allowed):
    assert (import_rules.broken_rule(addon, name) == '') is allowed


def test_imports_are_found_wherever_they_hide(tmp_path):
    (tmp_path / 'ic_x').mkdir()
    (tmp_path / 'ic_x' / 'a.py').write_text('def f():\n    from urllib import request\n    import requests as r\n')
    assert import_rules.problems(tmp_path) == [
        'addons/ic_x/a.py:2: only ic_connect talks to the network, ic_x may not import urllib.request',
        'addons/ic_x/a.py:3: only ic_connect talks to the network, ic_x may not import requests',
    ]


def test_tests_may_speak_http_to_the_server_under_test(tmp_path):
    (tmp_path / 'ic_x' / 'tests').mkdir(parents=True)
    (tmp_path / 'ic_x' / 'tests' / 'test_a.py').write_text('import requests\n')
    assert import_rules.problems(tmp_path) == []
