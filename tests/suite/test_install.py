"""Every addon installs alone on plain Odoo, updates, and leaves no trace when it is uninstalled."""

import pytest

from .ground import database, ground, shell

TRACES = """
ours = {"ic_field": env["ir.model.fields"].search_count([("name", "=like", "ic\\\\_%"), ("model", "not like", "x_")]),
        "ic_model": env["ir.model"].search_count([("model", "=like", "ic.%")]),
        "data": env["ir.model.data"].search_count([("module", "=", NAME)])}
env.cr.execute(
    "select count(*) from information_schema.columns where column_name like 'ic\\\\_%%' and table_schema = 'public'")
ours["column"] = env.cr.fetchone()[0]
print("TRACES", ours)
"""


@pytest.mark.parametrize("addon", database.our_addons())
def test_an_addon_installs_alone_updates_and_uninstalls(addon):
    with ground() as (odoo, databases):
        name = f"ic_alone_{addon}"
        databases.copy(database.BASE, name)
        try:
            odoo.run_modules(name, install=[addon])
            odoo.run_modules(name, update=[addon])
            ours = ",".join(repr(other) for other in database.our_addons())
            script = (
                f"mods = env['ir.module.module'].search([('name', 'in', [{ours}]), ('state', '=', 'installed')])\n"
                f"assert {addon!r} in mods.mapped('name'), mods\n"
                "mods.button_immediate_uninstall()\n"
                "env.cr.commit()\n"
            )
            shell(odoo, name, script)
            found = shell(odoo, name, TRACES.replace("NAME", repr(addon)))
            assert "TRACES {'ic_field': 0, 'ic_model': 0, 'data': 0, 'column': 0}" in found
        finally:
            databases.drop(name)
