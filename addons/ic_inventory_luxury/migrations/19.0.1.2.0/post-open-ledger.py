from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Open the stock ledger with what lies in stock: from here on every change is written down."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    pieces = env['product.template'].with_context(active_test=False).search([('ic_category', '!=', False)])
    pieces.with_context(active_test=False).product_variant_ids._ic_open_ledger()
