"""Every addon installs alone on plain Odoo, updates, and leaves no trace when it is uninstalled."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from .ground import database, ground, shell

TRACES = """
ours = {
    "fields": env["ir.model.fields"].search_count([("name", "=like", r"ic\\_%"), ("state", "=", "base")]),
    "models": env["ir.model"].search_count([("model", "=like", "ic.%")]),
    "records": env["ir.model.data"].search_count([("module", "=", NAME)]),
}
env.cr.execute(
    r"select count(*) from information_schema.columns where column_name like 'ic\\_%' and table_schema = 'public'"
)
ours["columns"] = env.cr.fetchone()[0]
env.cr.execute(r"select count(*) from pg_proc where proname like 'ic\\_%'")
ours["functions"] = env.cr.fetchone()[0]
env.cr.execute(r"select count(*) from pg_class where relname like 'ic\\_%'")
ours["tables"] = env.cr.fetchone()[0]
env.cr.execute(r"select count(*) from pg_trigger where not tgisinternal and tgname like 'ic\\_%'")
ours["triggers"] = env.cr.fetchone()[0]
print("TRACES", ours)
"""
NONE_LEFT = ("fields", "models", "records", "columns", "functions", "tables", "triggers")
# Odoo's processes do the work, one per core of a small machine.
AT_ONCE = 2


def _trial(odoo, databases, addon):
    """Install, update and uninstall one addon on a database of its own; returns what it left, as printed."""
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
        return shell(odoo, name, TRACES.replace("NAME", repr(addon)))
    finally:
        databases.drop(name)


@pytest.fixture(scope="module")
def trials():
    """The outcome per addon, as futures."""
    with ground() as (odoo, databases), ThreadPoolExecutor(AT_ONCE) as pool:
        yield {addon: pool.submit(_trial, odoo, databases, addon) for addon in database.our_addons()}


@pytest.mark.parametrize("addon", database.our_addons())
def test_an_addon_installs_alone_updates_and_uninstalls(trials, addon):
    assert f"TRACES {dict.fromkeys(NONE_LEFT, 0)}" in trials[addon].result()
