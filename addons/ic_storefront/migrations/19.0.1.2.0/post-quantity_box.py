from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Show the box for the quantity in the cart again, where pieces with a quantity need it and stock warnings stand."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env.ref('website_sale.product_quantity').active = True
