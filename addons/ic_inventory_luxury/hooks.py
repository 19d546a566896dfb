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
    """Let go of the brands, so that they can be removed; the products stay as ordinary products with their stock.

    The functions go with the triggers that call them: PostgreSQL would keep them without their tables.
    """
    env.cr.execute(SQL("UPDATE product_template SET ic_brand_id = NULL WHERE ic_brand_id IS NOT NULL"))
    for name in FUNCTIONS:
        env.cr.execute(SQL("DROP FUNCTION IF EXISTS %s() CASCADE", SQL.identifier(name)))
