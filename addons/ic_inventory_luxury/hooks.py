from odoo.tools import SQL

# What our tables keep true by themselves, see `init` of their models.
FUNCTIONS = (
    'ic_claim_count',
    'ic_claim_tell',
    'ic_conflict_tell',
    'ic_status_log_tell',
    'ic_stock_entry_refuse',
    'ic_stock_event_refuse',
)


def uninstall_hook(env):
    """Let go of our catalogs, so that they can be removed; the products stay as ordinary products with their stock.

    Whatever points at a table of ours goes with its column or its table; until then nothing may hold the rows. The
    functions go with the triggers that call them: PostgreSQL would keep them without their tables.
    """
    held = env.execute_query(
        SQL(
            """
            SELECT conrelid::regclass::text, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = confrelid
             WHERE contype = 'f' AND confdeltype IN ('a', 'r') AND starts_with(relname, 'ic_')"""
        )
    )
    for table, name in held:
        env.cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", SQL.identifier(table), SQL.identifier(name)))
    for name in FUNCTIONS:
        env.cr.execute(SQL("DROP FUNCTION IF EXISTS %s() CASCADE", SQL.identifier(name)))
