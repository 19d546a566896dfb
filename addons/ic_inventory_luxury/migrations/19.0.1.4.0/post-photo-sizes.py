from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Have the background make the new sizes and formats of the photos that are there; their addresses stay."""
    api.Environment(cr, SUPERUSER_ID, {})['ic.photo']._ic_start_catching_up()
