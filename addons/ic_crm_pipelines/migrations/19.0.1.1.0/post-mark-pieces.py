from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Have the pieces that are there read, so that the first wishes find them."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    pieces = env['product.template'].search([('ic_category', '!=', False)])
    env['ic.wish.mark']._ic_mark(pieces=pieces, cause='change')
