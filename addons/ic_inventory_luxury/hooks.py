from odoo.tools import SQL


def uninstall_hook(env):
    """Let go of the brands, so that they can be removed; the products stay as ordinary products with their stock."""
    env.cr.execute(SQL("UPDATE product_template SET ic_brand_id = NULL WHERE ic_brand_id IS NOT NULL"))
