from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Show the quantity box in the cart again: counted pieces need it, and stock warnings stand in it."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env.ref('website_sale.product_quantity').active = True
